"""When therapists work: weekly hours, extra hours, time off; and the indexes that find the visits of a span."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0004_hours_and_closures"),
        ("clinic_sessions", "0002_catalogue"),
        ("patients", "0002_number_sequence"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("referrals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExtraHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("works_on", models.DateField(verbose_name="Day")),
                ("from_time", models.TimeField(verbose_name="From")),
                ("until_time", models.TimeField(verbose_name="Until")),
                ("note", models.CharField(blank=True, max_length=120)),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "extra hours",
                "ordering": ["works_on", "from_time"],
            },
        ),
        migrations.CreateModel(
            name="ExtraHoursHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("works_on", models.DateField(verbose_name="Day")),
                ("from_time", models.TimeField(verbose_name="From")),
                ("until_time", models.TimeField(verbose_name="Until")),
                ("note", models.CharField(blank=True, max_length=120)),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TimeOff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("vacation", "Vacation"),
                            ("sick", "Ill"),
                            ("training", "Training"),
                            ("other", "Away"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="Note")),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "time off",
                "ordering": ["during"],
            },
        ),
        migrations.CreateModel(
            name="TimeOffHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("vacation", "Vacation"),
                            ("sick", "Ill"),
                            ("training", "Training"),
                            ("other", "Away"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="Note")),
                ("entered_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WorkingHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ]
                    ),
                ),
                ("from_time", models.TimeField(verbose_name="From")),
                ("until_time", models.TimeField(verbose_name="Until")),
                ("valid_from", models.DateField()),
                (
                    "valid_until",
                    models.DateField(blank=True, help_text="Its last day; empty: until further notice.", null=True),
                ),
            ],
            options={
                "verbose_name_plural": "working hours",
                "ordering": ["weekday", "from_time"],
            },
        ),
        migrations.CreateModel(
            name="WorkingHoursHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ]
                    ),
                ),
                ("from_time", models.TimeField(verbose_name="From")),
                ("until_time", models.TimeField(verbose_name="Until")),
                ("valid_from", models.DateField()),
                (
                    "valid_until",
                    models.DateField(blank=True, help_text="Its last day; empty: until further notice.", null=True),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveIndex(
            model_name="appointment",
            name="appointment_by_location",
        ),
        migrations.AlterField(
            model_name="appointment",
            name="location",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="clinic.location",
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="therapist",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                fields=["location", "during"], include=("occupies", "status", "room"), name="appointment_by_location"
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                fields=["therapist", "during"], include=("occupies", "status", "plan"), name="appointment_by_therapist"
            ),
        ),
        migrations.AddField(
            model_name="extrahours",
            name="entered_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
        ),
        migrations.AddField(
            model_name="extrahours",
            name="location",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="extra_hours", to="clinic.location"
            ),
        ),
        migrations.AddField(
            model_name="extrahours",
            name="therapist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="extra_hours", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="extrahourshistory",
            name="entered_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.actor",
            ),
        ),
        migrations.AddField(
            model_name="extrahourshistory",
            name="location",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.location",
            ),
        ),
        migrations.AddField(
            model_name="extrahourshistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="extrahourshistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.extrahours",
            ),
        ),
        migrations.AddField(
            model_name="extrahourshistory",
            name="therapist",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="timeoff",
            name="entered_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
        ),
        migrations.AddField(
            model_name="timeoff",
            name="therapist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="time_off", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="timeoffhistory",
            name="entered_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.actor",
            ),
        ),
        migrations.AddField(
            model_name="timeoffhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="timeoffhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.timeoff",
            ),
        ),
        migrations.AddField(
            model_name="timeoffhistory",
            name="therapist",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="workinghours",
            name="location",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="working_hours", to="clinic.location"
            ),
        ),
        migrations.AddField(
            model_name="workinghours",
            name="therapist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="working_hours", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="workinghourshistory",
            name="location",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.location",
            ),
        ),
        migrations.AddField(
            model_name="workinghourshistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="workinghourshistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.workinghours",
            ),
        ),
        migrations.AddField(
            model_name="workinghourshistory",
            name="therapist",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="extrahours",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("therapist"), models.F("therapist"), models.Value("[]"), function="int8range"
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("works_on"),
                            models.F("works_on"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=models.DateField(),
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.Func(models.F("from_time"), template="EXTRACT(EPOCH FROM %(expressions)s)"),
                            models.Func(models.F("until_time"), template="EXTRACT(EPOCH FROM %(expressions)s)"),
                            function="numrange",
                        ),
                        "&&",
                    ),
                ],
                name="extra_hours_once",
                violation_error_message="There are extra hours on that day already that overlap these.",
            ),
        ),
        migrations.AddConstraint(
            model_name="extrahours",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_time__gt", models.F("from_time"))),
                name="extra_hours_end_after_they_start",
                violation_error_message="The hours must end after they start.",
            ),
        ),
        migrations.AddIndex(
            model_name="timeoff",
            index=models.Index(
                models.F("therapist"), django.db.models.functions.text.Upper("during"), name="time_off_by_therapist"
            ),
        ),
        migrations.AddConstraint(
            model_name="timeoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("during__startswith__lt", django.db.models.functions.text.Upper("during")),
                    ("during__isempty", False),
                    ("during__lower_inf", False),
                    ("during__upper_inf", False),
                ),
                name="time_off_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("therapist"), models.F("therapist"), models.Value("[]"), function="int8range"
                        ),
                        "&&",
                    ),
                    (
                        models.Func(models.F("weekday"), models.F("weekday"), models.Value("[]"), function="int8range"),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.Func(models.F("from_time"), template="EXTRACT(EPOCH FROM %(expressions)s)"),
                            models.Func(models.F("until_time"), template="EXTRACT(EPOCH FROM %(expressions)s)"),
                            function="numrange",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("valid_from"),
                            models.F("valid_until"),
                            models.Value("[]"),
                            function="daterange",
                            output_field=models.DateField(),
                        ),
                        "&&",
                    ),
                ],
                name="working_hours_once",
                violation_error_message="These hours overlap others of the same day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_time__gt", models.F("from_time"))),
                name="working_hours_end_after_they_start",
                violation_error_message="The hours must end after they start.",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="working_hours_valid_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__range", (0, 6))), name="working_hours_weekday_known"
            ),
        ),
    ]
