"""Alerts say where they matter, are raised once per occasion, and are acknowledged with a note."""

from django.contrib.postgres.functions import RandomUUID
from django.db import migrations, models
from django.db.models.functions import Cast


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0002_cache_table"),
        ("patients", "0002_number_sequence"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="alert",
            options={"ordering": ["-raised_at", "-id"]},
        ),
        migrations.AddField(
            model_name="alert",
            name="action",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="alert",
            name="key",
            # Alerts that are there already get a key each, in the rewrite of the table itself: no trigger sees it.
            field=models.CharField(db_default=Cast(RandomUUID(), models.CharField()), max_length=120, unique=True),
        ),
        migrations.AlterField(
            model_name="alert",
            name="key",
            field=models.CharField(max_length=120, unique=True),
        ),
        migrations.AddField(
            model_name="alert",
            name="reference",
            field=models.CharField(blank=True, db_index=True, max_length=40),
        ),
        migrations.AddField(
            model_name="alerthistory",
            name="action",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="alerthistory",
            name="key",
            field=models.CharField(default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="alerthistory",
            name="reference",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("referral", "Referral"),
                    ("consent", "Signed consent"),
                    ("evidence", "Evidence, such as imaging"),
                    ("clearance", "Clearance or order"),
                    ("other", "Other"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="documenthistory",
            name="kind",
            field=models.CharField(
                choices=[
                    ("referral", "Referral"),
                    ("consent", "Signed consent"),
                    ("evidence", "Evidence, such as imaging"),
                    ("clearance", "Clearance or order"),
                    ("other", "Other"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("acknowledged_at__isnull", True), models.Q(("note", ""), _negated=True), _connector="OR"
                ),
                name="alert_acknowledged_with_note",
            ),
        ),
    ]
