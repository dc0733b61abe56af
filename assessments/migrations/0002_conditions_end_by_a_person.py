"""A condition ends by a person, with its day and reason; a no to one on record says what became of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_initial"),
        ("clinic", "0002_cache_table"),
        ("patients", "0002_number_sequence"),
    ]

    operations = [
        migrations.AddField(
            model_name="condition",
            name="resolution",
            field=models.CharField(
                blank=True, choices=[("ended", "It has ended"), ("mistake", "It was entered by mistake")], max_length=7
            ),
        ),
        migrations.AddField(
            model_name="condition",
            name="resolved_at",
            field=models.DateTimeField(blank=True, help_text="When its end was written down.", null=True),
        ),
        migrations.AddField(
            model_name="condition",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"
            ),
        ),
        migrations.AddField(
            model_name="condition",
            name="resolved_evidence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="patients.document",
            ),
        ),
        migrations.AddField(
            model_name="condition",
            name="resolved_why",
            field=models.CharField(blank=True, help_text="What shows that it ended.", max_length=200),
        ),
        migrations.AddField(
            model_name="conditionhistory",
            name="resolution",
            field=models.CharField(
                blank=True, choices=[("ended", "It has ended"), ("mistake", "It was entered by mistake")], max_length=7
            ),
        ),
        migrations.AddField(
            model_name="conditionhistory",
            name="resolved_at",
            field=models.DateTimeField(blank=True, help_text="When its end was written down.", null=True),
        ),
        migrations.AddField(
            model_name="conditionhistory",
            name="resolved_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.actor",
            ),
        ),
        migrations.AddField(
            model_name="conditionhistory",
            name="resolved_evidence",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="patients.document",
            ),
        ),
        migrations.AddField(
            model_name="conditionhistory",
            name="resolved_why",
            field=models.CharField(blank=True, help_text="What shows that it ended.", max_length=200),
        ),
        migrations.AddField(
            model_name="screeninganswer",
            name="ended_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="screeninganswer",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ended", "It has ended"),
                    ("mistake", "It was entered by mistake"),
                    ("stands", "It stays on record for now"),
                ],
                help_text="What a no says of a condition on record.",
                max_length=7,
            ),
        ),
        migrations.AddField(
            model_name="screeninganswer",
            name="ending_why",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="screeninganswerhistory",
            name="ended_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="screeninganswerhistory",
            name="ending",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ended", "It has ended"),
                    ("mistake", "It was entered by mistake"),
                    ("stands", "It stays on record for now"),
                ],
                help_text="What a no says of a condition on record.",
                max_length=7,
            ),
        ),
        migrations.AddField(
            model_name="screeninganswerhistory",
            name="ending_why",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_at__isnull", True), ("resolved_by__isnull", True)),
                    models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                    _connector="OR",
                ),
                name="condition_resolved_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="condition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("resolved_at__isnull", True),
                    models.Q(
                        ("resolved_on__isnull", False),
                        models.Q(("resolution", ""), _negated=True),
                        models.Q(("resolved_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="condition_resolved_with_day_and_reason",
            ),
        ),
    ]
