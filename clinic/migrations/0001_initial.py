"""The first tables of this app."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import clinic.models.places


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("part", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("beat_at", models.DateTimeField()),
                ("detail", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Actor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("patient", "Patient"),
                            ("related", "Related person"),
                            ("physician", "Physician"),
                            ("system", "System"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reference", models.BigIntegerField(blank=True, null=True)),
                ("name", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "reference"), name="actor_once_per_reference")],
            },
        ),
        migrations.CreateModel(
            name="ActorHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("staff", "Staff"),
                            ("patient", "Patient"),
                            ("related", "Related person"),
                            ("physician", "Physician"),
                            ("system", "System"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reference", models.BigIntegerField(blank=True, null=True)),
                ("name", models.CharField(max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.actor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClinicPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(unique=True)),
                ("visit_minutes_min", models.PositiveSmallIntegerField(default=45)),
                ("visit_minutes_max", models.PositiveSmallIntegerField(default=60)),
                ("turnover_minutes", models.PositiveSmallIntegerField(default=10)),
                ("evaluation_counts", models.PositiveSmallIntegerField(default=1)),
                ("referral_valid_days", models.PositiveSmallIntegerField(default=90)),
                ("referral_notice_days", models.PositiveSmallIntegerField(default=14)),
                ("referral_notice_visits", models.PositiveSmallIntegerField(default=2)),
                ("first_visit_alert_days", models.PositiveSmallIntegerField(default=14)),
                ("max_step", models.PositiveSmallIntegerField(default=1)),
                ("rise_after", models.PositiveSmallIntegerField(default=1)),
                ("rise_soreness_hours", models.PositiveSmallIntegerField(default=36)),
                ("deep_pressure", models.PositiveSmallIntegerField(default=4)),
                ("deep_gap_hours", models.PositiveSmallIntegerField(default=48)),
                ("deep_visit_minutes", models.PositiveSmallIntegerField(default=20)),
                ("deep_place_minutes", models.PositiveSmallIntegerField(default=15)),
                ("minutes_step_percent", models.PositiveSmallIntegerField(default=25)),
                ("pain_rise", models.PositiveSmallIntegerField(default=2)),
                ("flare_minutes_percent", models.PositiveSmallIntegerField(default=25)),
                ("arrival_rise", models.PositiveSmallIntegerField(default=2)),
                ("regress_soreness_hours", models.PositiveSmallIntegerField(default=48)),
                ("first_techniques", models.PositiveSmallIntegerField(default=2)),
                ("new_techniques", models.PositiveSmallIntegerField(default=1)),
                ("new_deep_places", models.PositiveSmallIntegerField(default=1)),
                ("absent_lower_days", models.PositiveSmallIntegerField(default=14)),
                ("absent_reassess_days", models.PositiveSmallIntegerField(default=30)),
                ("range_gain", models.PositiveSmallIntegerField(default=10)),
                ("new_pain", models.PositiveSmallIntegerField(default=3)),
                ("stop_pain", models.PositiveSmallIntegerField(default=7)),
                ("check_in_minutes", models.PositiveSmallIntegerField(default=15)),
                ("phase_acute_days", models.PositiveSmallIntegerField(default=5)),
                ("phase_subacute_days", models.PositiveSmallIntegerField(default=21)),
                ("phase_subacute_cap", models.PositiveSmallIntegerField(default=3)),
                ("phase_remodel_days", models.PositiveSmallIntegerField(default=84)),
                ("phase_remodel_cap", models.PositiveSmallIntegerField(default=4)),
                ("phase_firm_cap", models.PositiveSmallIntegerField(default=5)),
                ("phase_chronic_cap", models.PositiveSmallIntegerField(default=4)),
                ("home_load_percent", models.PositiveSmallIntegerField(default=10)),
                ("home_load_days", models.PositiveSmallIntegerField(default=7)),
                ("home_green_pain", models.PositiveSmallIntegerField(default=3)),
                ("home_red_pain", models.PositiveSmallIntegerField(default=6)),
                ("few_visits", models.PositiveSmallIntegerField(default=4)),
                ("few_days", models.PositiveSmallIntegerField(default=21)),
                ("review_visits", models.PositiveSmallIntegerField(default=6)),
                ("review_days", models.PositiveSmallIntegerField(default=28)),
                ("last_visits", models.PositiveSmallIntegerField(default=10)),
                ("last_days", models.PositiveSmallIntegerField(default=45)),
                ("floor_pain", models.PositiveSmallIntegerField(default=2)),
                ("pain_points", models.PositiveSmallIntegerField(default=2)),
                ("pain_percent", models.PositiveSmallIntegerField(default=30)),
                ("psfs_points", models.PositiveSmallIntegerField(default=2)),
                ("range_degrees", models.PositiveSmallIntegerField(default=10)),
                ("excess_percent", models.PositiveSmallIntegerField(default=10)),
                ("groc_points", models.PositiveSmallIntegerField(default=3)),
                ("worse_points", models.PositiveSmallIntegerField(default=2)),
                ("worse_times", models.PositiveSmallIntegerField(default=2)),
                ("wellbeing_change", models.PositiveSmallIntegerField(default=2)),
                ("report_every_visits", models.PositiveSmallIntegerField(default=10)),
                ("report_every_days", models.PositiveSmallIntegerField(default=30)),
                ("certify_days", models.PositiveSmallIntegerField(default=30)),
                ("recertify_days", models.PositiveSmallIntegerField(default=90)),
                ("goals_percent", models.PositiveSmallIntegerField(default=80)),
                ("missed_visits", models.PositiveSmallIntegerField(default=2)),
                ("silent_days", models.PositiveSmallIntegerField(default=21)),
                ("followup_first_months", models.PositiveSmallIntegerField(default=3)),
                ("followup_second_months", models.PositiveSmallIntegerField(default=6)),
                ("girth_mm", models.PositiveSmallIntegerField(default=20)),
                ("volume_ml", models.PositiveSmallIntegerField(default=200)),
                ("volume_percent", models.PositiveSmallIntegerField(default=10)),
                ("early_percent", models.PositiveSmallIntegerField(default=5)),
                ("ordinary_percent", models.PositiveSmallIntegerField(default=4)),
                ("moderate_percent", models.PositiveSmallIntegerField(default=20)),
                ("severe_percent", models.PositiveSmallIntegerField(default=40)),
                ("trunk_retest_mm", models.PositiveSmallIntegerField(default=10)),
                ("odd_percent", models.PositiveSmallIntegerField(default=30)),
                ("inch_percent", models.PositiveSmallIntegerField(default=20)),
                ("clearance_days", models.PositiveSmallIntegerField(default=90)),
                ("clearance_notice_days", models.PositiveSmallIntegerField(default=14)),
                ("license_notice_days", models.PositiveSmallIntegerField(default=30)),
                ("care_team_days", models.PositiveSmallIntegerField(default=30)),
                ("reason", models.TextField(blank=True, help_text="Why this version was put in force.")),
                ("approved_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("absent_lower_days__range", (7, 14)),
                            ("absent_reassess_days__range", (14, 30)),
                            ("arrival_rise__range", (1, 2)),
                            ("care_team_days__range", (1, 90)),
                            ("certify_days__range", (7, 30)),
                            ("check_in_minutes__range", (5, 15)),
                            ("clearance_days__range", (14, 90)),
                            ("clearance_notice_days__range", (3, 45)),
                            ("deep_gap_hours__range", (48, 96)),
                            ("deep_place_minutes__range", (5, 15)),
                            ("deep_pressure__range", (3, 4)),
                            ("deep_visit_minutes__range", (5, 20)),
                            ("early_percent__range", (2, 5)),
                            ("evaluation_counts__range", (0, 1)),
                            ("excess_percent__range", (10, 30)),
                            ("few_days__range", (7, 28)),
                            ("few_visits__range", (2, 6)),
                            ("first_techniques__range", (1, 2)),
                            ("first_visit_alert_days__range", (3, 14)),
                            ("flare_minutes_percent__range", (25, 75)),
                            ("floor_pain__range", (1, 3)),
                            ("followup_first_months__range", (2, 4)),
                            ("followup_second_months__range", (5, 8)),
                            ("girth_mm__range", (5, 20)),
                            ("goals_percent__range", (60, 100)),
                            ("groc_points__range", (3, 5)),
                            ("home_green_pain__range", (1, 3)),
                            ("home_load_days__range", (7, 21)),
                            ("home_load_percent__range", (5, 10)),
                            ("home_red_pain__range", (4, 6)),
                            ("inch_percent__range", (10, 30)),
                            ("last_days__range", (21, 60)),
                            ("last_visits__range", (5, 12)),
                            ("license_notice_days__range", (7, 120)),
                            ("max_step__range", (0, 1)),
                            ("minutes_step_percent__range", (0, 25)),
                            ("missed_visits__range", (1, 4)),
                            ("moderate_percent__range", (10, 20)),
                            ("new_deep_places__range", (0, 1)),
                            ("new_pain__range", (1, 3)),
                            ("new_techniques__range", (0, 1)),
                            ("odd_percent__range", (10, 30)),
                            ("ordinary_percent__range", (2, 4)),
                            ("pain_percent__range", (30, 50)),
                            ("pain_points__range", (2, 4)),
                            ("pain_rise__range", (1, 2)),
                            ("phase_acute_days__range", (5, 14)),
                            ("phase_chronic_cap__range", (2, 4)),
                            ("phase_firm_cap__range", (3, 5)),
                            ("phase_remodel_cap__range", (2, 4)),
                            ("phase_remodel_days__range", (84, 182)),
                            ("phase_subacute_cap__range", (1, 3)),
                            ("phase_subacute_days__range", (21, 42)),
                            ("psfs_points__range", (2, 3)),
                            ("range_degrees__range", (10, 20)),
                            ("range_gain__range", (5, 10)),
                            ("recertify_days__range", (30, 90)),
                            ("referral_notice_days__range", (7, 45)),
                            ("referral_notice_visits__range", (1, 5)),
                            ("referral_valid_days__range", (14, 365)),
                            ("regress_soreness_hours__range", (24, 48)),
                            ("report_every_days__range", (7, 30)),
                            ("report_every_visits__range", (3, 10)),
                            ("review_days__range", (14, 42)),
                            ("review_visits__range", (3, 8)),
                            ("rise_after__range", (0, 1)),
                            ("rise_soreness_hours__range", (12, 36)),
                            ("severe_percent__range", (25, 40)),
                            ("silent_days__range", (7, 60)),
                            ("stop_pain__range", (5, 7)),
                            ("trunk_retest_mm__range", (10, 30)),
                            ("turnover_minutes__range", (0, 30)),
                            ("visit_minutes_max__range", (45, 90)),
                            ("visit_minutes_min__range", (30, 60)),
                            ("volume_ml__range", (50, 200)),
                            ("volume_percent__range", (4, 10)),
                            ("wellbeing_change__range", (1, 3)),
                            ("worse_points__range", (1, 2)),
                            ("worse_times__range", (1, 2)),
                        ),
                        name="policy_within_its_ranges",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visit_minutes_max__gte", models.F("visit_minutes_min"))),
                        name="policy_visit_minutes_min_before_visit_minutes_max",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deep_visit_minutes__gte", models.F("deep_place_minutes"))),
                        name="policy_deep_place_minutes_before_deep_visit_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("absent_reassess_days__gte", models.F("absent_lower_days"))),
                        name="policy_absent_lower_days_before_absent_reassess_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phase_remodel_cap__gte", models.F("phase_subacute_cap"))),
                        name="policy_phase_subacute_cap_before_phase_remodel_cap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("phase_firm_cap__gte", models.F("phase_remodel_cap"))),
                        name="policy_phase_remodel_cap_before_phase_firm_cap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("followup_second_months__gte", models.F("followup_first_months"))),
                        name="policy_followup_first_months_before_followup_second_months",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_visits__gte", models.F("few_visits"))),
                        name="policy_few_visits_before_review_visits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_visits__gte", models.F("review_visits"))),
                        name="policy_review_visits_before_last_visits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_days__gte", models.F("few_days"))),
                        name="policy_few_days_before_review_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_days__gte", models.F("review_days"))),
                        name="policy_review_days_before_last_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClinicPolicyHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField()),
                ("visit_minutes_min", models.PositiveSmallIntegerField(default=45)),
                ("visit_minutes_max", models.PositiveSmallIntegerField(default=60)),
                ("turnover_minutes", models.PositiveSmallIntegerField(default=10)),
                ("evaluation_counts", models.PositiveSmallIntegerField(default=1)),
                ("referral_valid_days", models.PositiveSmallIntegerField(default=90)),
                ("referral_notice_days", models.PositiveSmallIntegerField(default=14)),
                ("referral_notice_visits", models.PositiveSmallIntegerField(default=2)),
                ("first_visit_alert_days", models.PositiveSmallIntegerField(default=14)),
                ("max_step", models.PositiveSmallIntegerField(default=1)),
                ("rise_after", models.PositiveSmallIntegerField(default=1)),
                ("rise_soreness_hours", models.PositiveSmallIntegerField(default=36)),
                ("deep_pressure", models.PositiveSmallIntegerField(default=4)),
                ("deep_gap_hours", models.PositiveSmallIntegerField(default=48)),
                ("deep_visit_minutes", models.PositiveSmallIntegerField(default=20)),
                ("deep_place_minutes", models.PositiveSmallIntegerField(default=15)),
                ("minutes_step_percent", models.PositiveSmallIntegerField(default=25)),
                ("pain_rise", models.PositiveSmallIntegerField(default=2)),
                ("flare_minutes_percent", models.PositiveSmallIntegerField(default=25)),
                ("arrival_rise", models.PositiveSmallIntegerField(default=2)),
                ("regress_soreness_hours", models.PositiveSmallIntegerField(default=48)),
                ("first_techniques", models.PositiveSmallIntegerField(default=2)),
                ("new_techniques", models.PositiveSmallIntegerField(default=1)),
                ("new_deep_places", models.PositiveSmallIntegerField(default=1)),
                ("absent_lower_days", models.PositiveSmallIntegerField(default=14)),
                ("absent_reassess_days", models.PositiveSmallIntegerField(default=30)),
                ("range_gain", models.PositiveSmallIntegerField(default=10)),
                ("new_pain", models.PositiveSmallIntegerField(default=3)),
                ("stop_pain", models.PositiveSmallIntegerField(default=7)),
                ("check_in_minutes", models.PositiveSmallIntegerField(default=15)),
                ("phase_acute_days", models.PositiveSmallIntegerField(default=5)),
                ("phase_subacute_days", models.PositiveSmallIntegerField(default=21)),
                ("phase_subacute_cap", models.PositiveSmallIntegerField(default=3)),
                ("phase_remodel_days", models.PositiveSmallIntegerField(default=84)),
                ("phase_remodel_cap", models.PositiveSmallIntegerField(default=4)),
                ("phase_firm_cap", models.PositiveSmallIntegerField(default=5)),
                ("phase_chronic_cap", models.PositiveSmallIntegerField(default=4)),
                ("home_load_percent", models.PositiveSmallIntegerField(default=10)),
                ("home_load_days", models.PositiveSmallIntegerField(default=7)),
                ("home_green_pain", models.PositiveSmallIntegerField(default=3)),
                ("home_red_pain", models.PositiveSmallIntegerField(default=6)),
                ("few_visits", models.PositiveSmallIntegerField(default=4)),
                ("few_days", models.PositiveSmallIntegerField(default=21)),
                ("review_visits", models.PositiveSmallIntegerField(default=6)),
                ("review_days", models.PositiveSmallIntegerField(default=28)),
                ("last_visits", models.PositiveSmallIntegerField(default=10)),
                ("last_days", models.PositiveSmallIntegerField(default=45)),
                ("floor_pain", models.PositiveSmallIntegerField(default=2)),
                ("pain_points", models.PositiveSmallIntegerField(default=2)),
                ("pain_percent", models.PositiveSmallIntegerField(default=30)),
                ("psfs_points", models.PositiveSmallIntegerField(default=2)),
                ("range_degrees", models.PositiveSmallIntegerField(default=10)),
                ("excess_percent", models.PositiveSmallIntegerField(default=10)),
                ("groc_points", models.PositiveSmallIntegerField(default=3)),
                ("worse_points", models.PositiveSmallIntegerField(default=2)),
                ("worse_times", models.PositiveSmallIntegerField(default=2)),
                ("wellbeing_change", models.PositiveSmallIntegerField(default=2)),
                ("report_every_visits", models.PositiveSmallIntegerField(default=10)),
                ("report_every_days", models.PositiveSmallIntegerField(default=30)),
                ("certify_days", models.PositiveSmallIntegerField(default=30)),
                ("recertify_days", models.PositiveSmallIntegerField(default=90)),
                ("goals_percent", models.PositiveSmallIntegerField(default=80)),
                ("missed_visits", models.PositiveSmallIntegerField(default=2)),
                ("silent_days", models.PositiveSmallIntegerField(default=21)),
                ("followup_first_months", models.PositiveSmallIntegerField(default=3)),
                ("followup_second_months", models.PositiveSmallIntegerField(default=6)),
                ("girth_mm", models.PositiveSmallIntegerField(default=20)),
                ("volume_ml", models.PositiveSmallIntegerField(default=200)),
                ("volume_percent", models.PositiveSmallIntegerField(default=10)),
                ("early_percent", models.PositiveSmallIntegerField(default=5)),
                ("ordinary_percent", models.PositiveSmallIntegerField(default=4)),
                ("moderate_percent", models.PositiveSmallIntegerField(default=20)),
                ("severe_percent", models.PositiveSmallIntegerField(default=40)),
                ("trunk_retest_mm", models.PositiveSmallIntegerField(default=10)),
                ("odd_percent", models.PositiveSmallIntegerField(default=30)),
                ("inch_percent", models.PositiveSmallIntegerField(default=20)),
                ("clearance_days", models.PositiveSmallIntegerField(default=90)),
                ("clearance_notice_days", models.PositiveSmallIntegerField(default=14)),
                ("license_notice_days", models.PositiveSmallIntegerField(default=30)),
                ("care_team_days", models.PositiveSmallIntegerField(default=30)),
                ("reason", models.TextField(blank=True, help_text="Why this version was put in force.")),
                ("approved_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.clinicpolicy",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClinicProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("only", models.BooleanField(default=True, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_demo", models.BooleanField(default=False, editable=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("only", True)), name="clinic_profile_is_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="ClinicProfileHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("only", models.BooleanField(default=True, editable=False)),
                ("name", models.CharField(max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("is_demo", models.BooleanField(default=False, editable=False)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.clinicprofile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("ids", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Needs a person"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "postponements",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="How often it was put back because it was too early."
                    ),
                ),
                ("due_at", models.DateTimeField()),
                (
                    "nudged_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When the sweep last told the workers, by the database's clock.",
                        null=True,
                    ),
                ),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("lease", models.UUIDField(blank=True, null=True)),
                ("last_error", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=["due_at"],
                        name="job_open_by_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease__isnull", False), ("lease_until__isnull", False), ("state", "running")),
                            models.Q(
                                models.Q(("state", "running"), _negated=True),
                                ("lease__isnull", True),
                                ("lease_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="job_lease_only_while_running",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("purpose", models.CharField(max_length=40)),
                ("reference", models.BigIntegerField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="clinic.actor"
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.actor",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["purpose", "reference"], name="link_by_object")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))), name="link_ends_after_it_starts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="link_revoked_pair",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=40)),
                ("reference", models.BigIntegerField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.link",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.actor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Location",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        help_text="Two letters, for licenses, such as NV.", max_length=2, verbose_name="State"
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        default="America/Los_Angeles",
                        max_length=64,
                        validators=[clinic.models.places.validate_zone],
                        verbose_name="Time zone",
                    ),
                ),
                ("opens_at", models.TimeField(default="08:00")),
                ("closes_at", models.TimeField(default="18:00")),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="location_closes_after_it_opens",
                        violation_error_message="The location must close after it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__regex", "^[A-Z]{2}$")), name="location_state_two_letters"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="E-mail")),
                ("name", models.CharField(max_length=120)),
                (
                    "credentials",
                    models.CharField(
                        blank=True, help_text="As printed under a signature, such as LMT, CLT.", max_length=80
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("manager", "Manager"), ("front_desk", "Front desk"), ("therapist", "Therapist")],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "supervisor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervised",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "actor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="staff", to="clinic.actor"
                    ),
                ),
                ("locations", models.ManyToManyField(blank=True, related_name="staff", to="clinic.location")),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="staff_email_once_in_any_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("roles__contained_by", ["manager", "front_desk", "therapist"]), ("roles__len__gte", 1)
                        ),
                        name="staff_has_known_roles",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="License",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=2)),
                ("kind", models.CharField(help_text="Such as massage therapist, reflexologist.", max_length=60)),
                ("number", models.CharField(max_length=40)),
                ("expires_on", models.DateField()),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="licenses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("state", "kind", "number"), name="license_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__regex", "^[A-Z]{2}$")), name="license_state_two_letters"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LicenseHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("state", models.CharField(max_length=2)),
                ("kind", models.CharField(help_text="Such as massage therapist, reflexologist.", max_length=60)),
                ("number", models.CharField(max_length=40)),
                ("expires_on", models.DateField()),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.license",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LocationHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        help_text="Two letters, for licenses, such as NV.", max_length=2, verbose_name="State"
                    ),
                ),
                (
                    "zone",
                    models.CharField(
                        default="America/Los_Angeles",
                        max_length=64,
                        validators=[clinic.models.places.validate_zone],
                        verbose_name="Time zone",
                    ),
                ),
                ("opens_at", models.TimeField(default="08:00")),
                ("closes_at", models.TimeField(default="18:00")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.location",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OutboundEmail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True)),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("recipient", models.EmailField(max_length=254)),
                ("recipient_name", models.CharField(blank=True, max_length=200)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("unknown", "May have been sent"),
                            ("failed", "Not sent, needs a person"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "refused_times",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="“Not now” answers of the mail server (4xx)."
                    ),
                ),
                (
                    "unknown_times",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Tries that ended without an answer after the message was handed over."
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("last_error", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due_at"], name="email_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="email_sent_has_its_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("equipment", models.CharField(blank=True, max_length=200)),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rooms", to="clinic.location"
                    ),
                ),
            ],
            options={
                "ordering": ["location__name", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("location", "name"), name="room_name_once_per_location")
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("equipment", models.CharField(blank=True, max_length=200)),
                (
                    "location",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.location",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.room",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="What was signed, such as assessments.assessment.", max_length=40)),
                ("content_sha256", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField()),
                ("name", models.CharField(max_length=120)),
                ("credentials", models.CharField(blank=True, max_length=80)),
                (
                    "confirms",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_signatures",
                        to="clinic.signature",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signatures", to="clinic.actor"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("content_sha256__regex", "^[0-9a-f]{64}$")), name="signature_hash_is_sha256"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignatureHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("kind", models.CharField(help_text="What was signed, such as assessments.assessment.", max_length=40)),
                ("content_sha256", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField()),
                ("name", models.CharField(max_length=120)),
                ("credentials", models.CharField(blank=True, max_length=80)),
                (
                    "confirms",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.signature",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.signature",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.actor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StaffHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("email", models.EmailField(max_length=254, verbose_name="E-mail")),
                ("name", models.CharField(max_length=120)),
                (
                    "credentials",
                    models.CharField(
                        blank=True, help_text="As printed under a signature, such as LMT, CLT.", max_length=80
                    ),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[("manager", "Manager"), ("front_desk", "Front desk"), ("therapist", "Therapist")],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "actor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True)),
                (
                    "name",
                    models.CharField(
                        help_text="As shown and as offered for saving; cleaned of paths and control characters.",
                        max_length=120,
                    ),
                ),
                (
                    "content_type",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"),
                            ("image/jpeg", "JPEG picture"),
                            ("image/png", "PNG picture"),
                        ],
                        max_length=40,
                    ),
                ),
                ("size", models.PositiveIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("stored_at", models.DateTimeField()),
                (
                    "stored_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="stored_file_hash_is_sha256"
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="stored_file_is_not_empty"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmailAttachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filename", models.CharField(max_length=120)),
                (
                    "email",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="clinic.outboundemail",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.storedfile"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("email", "filename"), name="attachment_name_once_per_email")
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFileHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=80)),
                (
                    "name",
                    models.CharField(
                        help_text="As shown and as offered for saving; cleaned of paths and control characters.",
                        max_length=120,
                    ),
                ),
                (
                    "content_type",
                    models.CharField(
                        choices=[
                            ("application/pdf", "PDF"),
                            ("image/jpeg", "JPEG picture"),
                            ("image/png", "PNG picture"),
                        ],
                        max_length=40,
                    ),
                ),
                ("size", models.PositiveIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("stored_at", models.DateTimeField()),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.storedfile",
                    ),
                ),
                (
                    "stored_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.actor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TechniqueCredential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "technique",
                    models.CharField(
                        choices=[
                            ("MLD", "MLD"),
                            ("NMT", "NMT"),
                            ("CTM", "CTM"),
                            ("MFR", "MFR"),
                            ("OMT", "OMT"),
                            ("ORI", "ORI"),
                            ("REF", "REF"),
                            ("TRP", "TRP"),
                            ("STR", "STR"),
                            ("PRT", "PRT"),
                            ("DTM", "DTM"),
                            ("GEN", "GEN"),
                        ],
                        max_length=3,
                    ),
                ),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="technique_credentials",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("staff", "technique", "since_on"), name="technique_credential_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("since_on")), _connector="OR"
                        ),
                        name="technique_credential_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TechniqueCredentialHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "technique",
                    models.CharField(
                        choices=[
                            ("MLD", "MLD"),
                            ("NMT", "NMT"),
                            ("CTM", "CTM"),
                            ("MFR", "MFR"),
                            ("OMT", "OMT"),
                            ("ORI", "ORI"),
                            ("REF", "REF"),
                            ("TRP", "TRP"),
                            ("STR", "STR"),
                            ("PRT", "PRT"),
                            ("DTM", "DTM"),
                            ("GEN", "GEN"),
                        ],
                        max_length=3,
                    ),
                ),
                ("since_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="clinic.techniquecredential",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AccessEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("patient_reference", models.BigIntegerField(blank=True, null=True)),
                ("what", models.CharField(max_length=80)),
                ("view", models.CharField(max_length=80)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("shown", "Shown"), ("refused", "Refused")], default="shown", max_length=8
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("request_id", models.UUIDField()),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["patient_reference", "at"], name="access_by_patient")],
            },
        ),
    ]
