"""Which kind of a condition, and the platelets that go with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="condition",
            name="platelets",
            field=models.PositiveSmallIntegerField(blank=True, help_text="Thousands per microliter.", null=True),
        ),
        migrations.AddField(
            model_name="condition",
            name="variant",
            field=models.CharField(blank=True, help_text="A kind the matrix knows, such as AAA.", max_length=16),
        ),
        migrations.AddField(
            model_name="conditionhistory",
            name="platelets",
            field=models.PositiveSmallIntegerField(blank=True, help_text="Thousands per microliter.", null=True),
        ),
        migrations.AddField(
            model_name="conditionhistory",
            name="variant",
            field=models.CharField(blank=True, help_text="A kind the matrix knows, such as AAA.", max_length=16),
        ),
    ]
