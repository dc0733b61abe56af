"""What the guards said of a plan, a booking and a chart, and why it went on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic_sessions", "0002_catalogue"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="guard_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
        ),
        migrations.AddField(
            model_name="appointment",
            name="judged",
            field=models.JSONField(blank=True, default=list, help_text="What the guards said when it was booked."),
        ),
        migrations.AddField(
            model_name="appointment",
            name="policy_version",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="appointmenthistory",
            name="guard_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
        ),
        migrations.AddField(
            model_name="appointmenthistory",
            name="judged",
            field=models.JSONField(blank=True, default=list, help_text="What the guards said when it was booked."),
        ),
        migrations.AddField(
            model_name="appointmenthistory",
            name="policy_version",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="chart",
            name="guard_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
        ),
        migrations.AddField(
            model_name="chart",
            name="judged",
            field=models.JSONField(blank=True, default=list, help_text="What the guards said when it was signed."),
        ),
        migrations.AddField(
            model_name="chart",
            name="last_sleep_lost",
            field=models.BooleanField(blank=True, help_text="Whether that soreness cost sleep.", null=True),
        ),
        migrations.AddField(
            model_name="chart",
            name="last_soreness_hours",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="How long soreness lasted after the visit before, as said on arrival.", null=True
            ),
        ),
        migrations.AddField(
            model_name="chart",
            name="policy_version",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="charthistory",
            name="guard_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
        ),
        migrations.AddField(
            model_name="charthistory",
            name="judged",
            field=models.JSONField(blank=True, default=list, help_text="What the guards said when it was signed."),
        ),
        migrations.AddField(
            model_name="charthistory",
            name="last_sleep_lost",
            field=models.BooleanField(blank=True, help_text="Whether that soreness cost sleep.", null=True),
        ),
        migrations.AddField(
            model_name="charthistory",
            name="last_soreness_hours",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="How long soreness lasted after the visit before, as said on arrival.", null=True
            ),
        ),
        migrations.AddField(
            model_name="charthistory",
            name="policy_version",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="plantechnique",
            name="from_on",
            field=models.DateField(
                blank=True, help_text="Not before this day; empty: from the first visit.", null=True
            ),
        ),
        migrations.AddField(
            model_name="plantechniquehistory",
            name="from_on",
            field=models.DateField(
                blank=True, help_text="Not before this day; empty: from the first visit.", null=True
            ),
        ),
        migrations.AddField(
            model_name="planversion",
            name="guard_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
        ),
        migrations.AddField(
            model_name="planversion",
            name="judged",
            field=models.JSONField(blank=True, default=list, help_text="What the guards said when it was signed."),
        ),
        migrations.AddField(
            model_name="planversion",
            name="purpose",
            field=models.CharField(
                choices=[("treat", "Treat"), ("prevent", "Prevent stiffness or loss of use")],
                default="treat",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="planversionhistory",
            name="guard_reason",
            field=models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
        ),
        migrations.AddField(
            model_name="planversionhistory",
            name="judged",
            field=models.JSONField(blank=True, default=list, help_text="What the guards said when it was signed."),
        ),
        migrations.AddField(
            model_name="planversionhistory",
            name="purpose",
            field=models.CharField(
                choices=[("treat", "Treat"), ("prevent", "Prevent stiffness or loss of use")],
                default="treat",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="technique",
            name="licenses",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Kind of license asked for beside the therapist's own, by state: {'NV': 'reflexologist'}.",
            ),
        ),
        migrations.AddField(
            model_name="techniquehistory",
            name="licenses",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Kind of license asked for beside the therapist's own, by state: {'NV': 'reflexologist'}.",
            ),
        ),
    ]
