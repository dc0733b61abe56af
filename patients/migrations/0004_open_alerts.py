"""Every page counts the alerts that are open: an index of these few."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0002_cache_table"),
        ("patients", "0003_alert_keys"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(
                condition=models.Q(("acknowledged_at__isnull", True)), fields=["reference"], name="alert_open"
            ),
        ),
    ]
