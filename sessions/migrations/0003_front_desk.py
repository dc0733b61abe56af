"""Hours and time off, moves, notices and feeds, the waitlist with its offers, absences with their calls, and day sheets."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0004_front_desk"),
        ("clinic_sessions", "0002_catalogue"),
        ("patients", "0004_merging_and_importing"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("referrals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("content_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "content_at",
                    models.DateTimeField(blank=True, help_text="When what it shows last changed.", null=True),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "window_at",
                    models.DateTimeField(blank=True, help_text="Since when readings are counted.", null=True),
                ),
                ("window_reads", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["-made_at"],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeedHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField(help_text="Of the visit's state that is told.")),
                ("was_starts_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0, help_text="How often nobody answered.")),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Told the patient"),
                            ("other", "Told somebody who may know"),
                            ("message", "Left a message"),
                            ("written", "Told another way"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CallHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("sequence", models.PositiveIntegerField(help_text="Of the visit's state that is told.")),
                ("was_starts_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0, help_text="How often nobody answered.")),
                ("tried_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "Told the patient"),
                            ("other", "Told somebody who may know"),
                            ("message", "Left a message"),
                            ("written", "Told another way"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DaySheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("visits", models.PositiveIntegerField()),
                ("drawn_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["day", "location__name"],
            },
        ),
        migrations.CreateModel(
            name="DaySheetHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("visits", models.PositiveIntegerField()),
                ("drawn_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
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
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        help_text="The table of the draft, such as reports.ProgressReport.", max_length=40
                    ),
                ),
                ("reference", models.PositiveBigIntegerField(help_text="The draft's key in that table.")),
                (
                    "back_at",
                    models.DateTimeField(help_text="When the absence ends; a draft that is unsigned then goes back."),
                ),
                ("handed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["handed_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="HandoverHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "what",
                    models.CharField(
                        help_text="The table of the draft, such as reports.ProgressReport.", max_length=40
                    ),
                ),
                ("reference", models.PositiveBigIntegerField(help_text="The draft's key in that table.")),
                (
                    "back_at",
                    models.DateTimeField(help_text="When the absence ends; a draft that is unsigned then goes back."),
                ),
                ("handed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("offered_at", models.DateTimeField()),
                ("holds_until", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("lapsed", "Lapsed"),
                            ("taken", "Taken by another"),
                            ("withdrawn", "Taken back"),
                        ],
                        max_length=9,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-offered_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="OfferHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("offered_at", models.DateTimeField()),
                ("holds_until", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("lapsed", "Lapsed"),
                            ("taken", "Taken by another"),
                            ("withdrawn", "Taken back"),
                        ],
                        max_length=9,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reschedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was_during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("reason", models.CharField(max_length=200)),
                ("moved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["moved_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RescheduleHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("was_during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("reason", models.CharField(max_length=200)),
                ("moved_at", models.DateTimeField()),
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
            name="VisitNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("changed", "Changed"),
                            ("cancelled", "Cancelled"),
                            ("reminder", "Reminder"),
                        ],
                        max_length=9,
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("starts_at", models.DateTimeField()),
                (
                    "hours_before",
                    models.PositiveSmallIntegerField(default=0, help_text="Of a reminder: which of them."),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["made_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="VisitNoticeHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("changed", "Changed"),
                            ("cancelled", "Cancelled"),
                            ("reminder", "Reminder"),
                        ],
                        max_length=9,
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("starts_at", models.DateTimeField()),
                (
                    "hours_before",
                    models.PositiveSmallIntegerField(default=0, help_text="Of a reminder: which of them."),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WaitlistEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("evaluation", "Evaluation"),
                            ("treatment", "Treatment"),
                            ("reassess", "Re-assessment"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(15),
                            django.core.validators.MaxValueValidator(180),
                        ]
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        help_text="0 is Monday.",
                        size=None,
                    ),
                ),
                ("from_time", models.TimeField(blank=True, null=True, verbose_name="Not before")),
                ("until_time", models.TimeField(blank=True, null=True, verbose_name="Over by")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="First day")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="Last day")),
                (
                    "urgency",
                    models.CharField(
                        choices=[("urgent", "Urgent"), ("soon", "Soon"), ("routine", "Routine")],
                        default="routine",
                        max_length=7,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_reason", models.CharField(blank=True, max_length=200, verbose_name="Why it was closed")),
            ],
            options={
                "ordering": ["entered_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="WaitlistEntryHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("evaluation", "Evaluation"),
                            ("treatment", "Treatment"),
                            ("reassess", "Re-assessment"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(15),
                            django.core.validators.MaxValueValidator(180),
                        ]
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        help_text="0 is Monday.",
                        size=None,
                    ),
                ),
                ("from_time", models.TimeField(blank=True, null=True, verbose_name="Not before")),
                ("until_time", models.TimeField(blank=True, null=True, verbose_name="Over by")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="First day")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="Last day")),
                (
                    "urgency",
                    models.CharField(
                        choices=[("urgent", "Urgent"), ("soon", "Soon"), ("routine", "Routine")],
                        default="routine",
                        max_length=7,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("entered_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_reason", models.CharField(blank=True, max_length=200, verbose_name="Why it was closed")),
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
        migrations.AddField(
            model_name="appointment",
            name="sequence",
            field=models.PositiveIntegerField(
                default=0, help_text="Raised by the database with each change that a calendar must follow."
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="series",
            field=models.UUIDField(
                blank=True, db_index=True, help_text="Shared by the visits that were booked together.", null=True
            ),
        ),
        migrations.AddField(
            model_name="appointmenthistory",
            name="sequence",
            field=models.PositiveIntegerField(
                default=0, help_text="Raised by the database with each change that a calendar must follow."
            ),
        ),
        migrations.AddField(
            model_name="appointmenthistory",
            name="series",
            field=models.UUIDField(blank=True, help_text="Shared by the visits that were booked together.", null=True),
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
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(django.db.models.functions.text.Lower("during"), name="appointment_by_start"),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="made_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"
            ),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="calendar_feeds", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="calendarfeedhistory",
            name="made_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.actor",
            ),
        ),
        migrations.AddField(
            model_name="calendarfeedhistory",
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
            model_name="calendarfeedhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.calendarfeed",
            ),
        ),
        migrations.AddField(
            model_name="calendarfeedhistory",
            name="revoked_by",
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
            model_name="calendarfeedhistory",
            name="staff",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="clinic_sessions.appointment"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="asked_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
        ),
        migrations.AddField(
            model_name="call",
            name="closed_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="patients.patient"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="tried_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="was_therapist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="callhistory",
            name="appointment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic_sessions.appointment",
            ),
        ),
        migrations.AddField(
            model_name="callhistory",
            name="asked_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.actor",
            ),
        ),
        migrations.AddField(
            model_name="callhistory",
            name="closed_by",
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
            model_name="callhistory",
            name="patient",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="patients.patient",
            ),
        ),
        migrations.AddField(
            model_name="callhistory",
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
            model_name="callhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.call",
            ),
        ),
        migrations.AddField(
            model_name="callhistory",
            name="tried_by",
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
            model_name="callhistory",
            name="was_therapist",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="daysheet",
            name="file",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="day_sheet", to="clinic.storedfile"
            ),
        ),
        migrations.AddField(
            model_name="daysheet",
            name="location",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="day_sheets", to="clinic.location"
            ),
        ),
        migrations.AddField(
            model_name="daysheethistory",
            name="file",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="daysheethistory",
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
            model_name="daysheethistory",
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
            model_name="daysheethistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.daysheet",
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
            model_name="handover",
            name="cover",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="ended_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="episode",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="referrals.episode"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="handed_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
        ),
        migrations.AddField(
            model_name="handover",
            name="therapist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="handoverhistory",
            name="cover",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handoverhistory",
            name="ended_by",
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
            model_name="handoverhistory",
            name="episode",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.episode",
            ),
        ),
        migrations.AddField(
            model_name="handoverhistory",
            name="handed_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.actor",
            ),
        ),
        migrations.AddField(
            model_name="handoverhistory",
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
            model_name="handoverhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.handover",
            ),
        ),
        migrations.AddField(
            model_name="handoverhistory",
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
            model_name="offer",
            name="closed_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="email",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="clinic.outboundemail",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="offered_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
        ),
        migrations.AddField(
            model_name="offer",
            name="visit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="clinic_sessions.appointment"
            ),
        ),
        migrations.AddField(
            model_name="offerhistory",
            name="closed_by",
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
            model_name="offerhistory",
            name="email",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.outboundemail",
            ),
        ),
        migrations.AddField(
            model_name="offerhistory",
            name="offered_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.actor",
            ),
        ),
        migrations.AddField(
            model_name="offerhistory",
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
            model_name="offerhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.offer",
            ),
        ),
        migrations.AddField(
            model_name="offerhistory",
            name="visit",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic_sessions.appointment",
            ),
        ),
        migrations.AddField(
            model_name="reschedule",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reschedules",
                to="clinic_sessions.appointment",
            ),
        ),
        migrations.AddField(
            model_name="reschedule",
            name="moved_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
        ),
        migrations.AddField(
            model_name="reschedule",
            name="room",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.room"),
        ),
        migrations.AddField(
            model_name="reschedule",
            name="therapist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reschedule",
            name="was_room",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.room"),
        ),
        migrations.AddField(
            model_name="reschedule",
            name="was_therapist",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reschedulehistory",
            name="appointment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic_sessions.appointment",
            ),
        ),
        migrations.AddField(
            model_name="reschedulehistory",
            name="moved_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.actor",
            ),
        ),
        migrations.AddField(
            model_name="reschedulehistory",
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
            model_name="reschedulehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.reschedule",
            ),
        ),
        migrations.AddField(
            model_name="reschedulehistory",
            name="room",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.room",
            ),
        ),
        migrations.AddField(
            model_name="reschedulehistory",
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
            model_name="reschedulehistory",
            name="was_room",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.room",
            ),
        ),
        migrations.AddField(
            model_name="reschedulehistory",
            name="was_therapist",
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
            model_name="visitnotice",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="clinic_sessions.appointment"
            ),
        ),
        migrations.AddField(
            model_name="visitnotice",
            name="email",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="clinic.outboundemail"
            ),
        ),
        migrations.AddField(
            model_name="visitnoticehistory",
            name="appointment",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic_sessions.appointment",
            ),
        ),
        migrations.AddField(
            model_name="visitnoticehistory",
            name="email",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic.outboundemail",
            ),
        ),
        migrations.AddField(
            model_name="visitnoticehistory",
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
            model_name="visitnoticehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.visitnotice",
            ),
        ),
        migrations.AddField(
            model_name="waitlistentry",
            name="closed_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"
            ),
        ),
        migrations.AddField(
            model_name="waitlistentry",
            name="entered_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
        ),
        migrations.AddField(
            model_name="waitlistentry",
            name="episode",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="waits", to="referrals.episode"
            ),
        ),
        migrations.AddField(
            model_name="waitlistentry",
            name="locations",
            field=models.ManyToManyField(blank=True, related_name="+", to="clinic.location"),
        ),
        migrations.AddField(
            model_name="waitlistentry",
            name="patient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="waits", to="patients.patient"
            ),
        ),
        migrations.AddField(
            model_name="waitlistentry",
            name="therapists",
            field=models.ManyToManyField(blank=True, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="offerhistory",
            name="entry",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic_sessions.waitlistentry",
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="clinic_sessions.waitlistentry"
            ),
        ),
        migrations.AddField(
            model_name="waitlistentryhistory",
            name="closed_by",
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
            model_name="waitlistentryhistory",
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
            model_name="waitlistentryhistory",
            name="episode",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.episode",
            ),
        ),
        migrations.AddField(
            model_name="waitlistentryhistory",
            name="patient",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="patients.patient",
            ),
        ),
        migrations.AddField(
            model_name="waitlistentryhistory",
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
            model_name="waitlistentryhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history_events",
                to="clinic_sessions.waitlistentry",
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
            model_name="calendarfeed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                    models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                    _connector="OR",
                ),
                name="calendar_feed_revoked_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("staff",),
                name="calendar_feed_one_open_per_therapist",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["closed_at"], name="call_by_closing"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="call_closed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tried_at__isnull", True), ("tried_by__isnull", True)),
                    models.Q(("tried_at__isnull", False), ("tried_by__isnull", False)),
                    _connector="OR",
                ),
                name="call_tried_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)), fields=("appointment",), name="call_one_open_per_visit"
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.UniqueConstraint(fields=("appointment", "sequence"), name="call_once_per_state"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("outcome", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="call_closed_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("tries", 0), ("tried_at__isnull", False), _connector="OR"),
                name="call_tries_have_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="daysheet",
            constraint=models.UniqueConstraint(fields=("location", "day"), name="day_sheet_once_per_location_and_day"),
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
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="handover_ended_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("what", "reference"),
                name="handover_one_open_per_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(("therapist", models.F("cover")), _negated=True), name="handover_to_somebody_else"
            ),
        ),
        migrations.AddConstraint(
            model_name="reschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reschedule_has_reason"
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
            model_name="visitnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "reminder"), _negated=True),
                fields=("appointment", "sequence"),
                name="notice_once_per_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitnotice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "reminder")),
                fields=("appointment", "starts_at", "hours_before"),
                name="notice_reminds_once",
            ),
        ),
        migrations.AddIndex(
            model_name="waitlistentry",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)), fields=["entered_at"], name="waitlist_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="waitlistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="waitlist_entry_closed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitlistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_reason", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("closed_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="waitlist_entry_closed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitlistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__range", (15, 180))), name="waitlist_entry_minutes_in_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="waitlistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__contained_by", [0, 1, 2, 3, 4, 5, 6])),
                name="waitlist_entry_weekdays_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitlistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_time__isnull", True),
                    ("until_time__isnull", True),
                    ("from_time__lt", models.F("until_time")),
                    _connector="OR",
                ),
                name="waitlist_entry_hours_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitlistentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_on__isnull", True),
                    ("until_on__isnull", True),
                    ("from_on__lte", models.F("until_on")),
                    _connector="OR",
                ),
                name="waitlist_entry_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="offer_closed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("outcome", "")),
                    models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="offer_closed_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("holds_until__gt", models.F("offered_at"))), name="offer_holds_for_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)), fields=("entry",), name="offer_one_open_per_entry"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "accepted")), fields=("visit",), name="offer_accepted_once_per_visit"
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
