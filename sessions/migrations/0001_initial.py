"""The first tables of this app."""

import datetime

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("assessments", "0001_initial"),
        ("clinic", "0001_initial"),
        ("patients", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("referrals", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exercise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(unique=True)),
                ("name", models.CharField(max_length=80)),
                ("instructions", models.TextField()),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                ("sets", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reps", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("hold_seconds", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("times_per_day", models.PositiveSmallIntegerField(default=1)),
                ("days_per_week", models.PositiveSmallIntegerField(default=7)),
                (
                    "not_with",
                    models.CharField(blank=True, help_text="What speaks against it, in words.", max_length=120),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__isnull", False), ("reps__isnull", False), _connector="OR"),
                        name="exercise_has_a_dose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_per_week__range", (1, 7)), ("times_per_day__range", (1, 10))),
                        name="exercise_rhythm_plausible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExerciseHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("instructions", models.TextField()),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                ("sets", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reps", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("hold_seconds", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("times_per_day", models.PositiveSmallIntegerField(default=1)),
                ("days_per_week", models.PositiveSmallIntegerField(default=7)),
                (
                    "not_with",
                    models.CharField(blank=True, help_text="What speaks against it, in words.", max_length=120),
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
                        to="clinic_sessions.exercise",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="referrals.episode"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("episode",),
                        name="plan_one_running_per_episode",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_by__isnull", True), ("ended_on__isnull", True)),
                            models.Q(
                                ("ended_by__isnull", False),
                                ("ended_on__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="plan_ended_with_person_and_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
                (
                    "ended_by",
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
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.episode",
                    ),
                ),
                (
                    "opened_by",
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
                        to="clinic_sessions.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="What it is for")),
                (
                    "event_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("LIPOSUCTION", "Liposuction"),
                            ("SURG_SOFT", "Soft tissue surgery"),
                            ("MASTECTOMY_NODES", "Mastectomy or lymph node removal"),
                            ("JOINT_REPLACEMENT", "Joint replacement"),
                            ("TENDON_REPAIR", "Tendon repair"),
                            ("SPINE_SURGERY", "Spine surgery"),
                            ("FRACTURE_CAST", "Fracture in a cast"),
                            ("FRACTURE_UNITED", "Healed fracture"),
                            ("SPRAIN_STRAIN_1_2", "Sprain or strain, grade 1 or 2"),
                            ("INJECTION_SITE", "Injection"),
                            ("OTHER", "Other event"),
                        ],
                        max_length=24,
                        verbose_name="After",
                    ),
                ),
                (
                    "icd_prefixes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("treat", "Treat"), ("prevent", "Prevent stiffness or loss of use")],
                        default="treat",
                        max_length=8,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("acute", "Acute"),
                            ("subacute", "Subacute"),
                            ("remodel", "Remodeling"),
                            ("chronic", "Chronic"),
                        ],
                        max_length=8,
                    ),
                ),
                ("visits", models.PositiveSmallIntegerField(verbose_name="Treatment visits in all")),
                ("visits_per_week", models.PositiveSmallIntegerField()),
                ("visit_minutes", models.PositiveSmallIntegerField(verbose_name="Minutes per visit")),
                ("home_program", models.CharField(blank=True, max_length=400)),
                ("precautions", models.CharField(blank=True, max_length=400)),
                ("source", models.CharField(max_length=120)),
                ("approved_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="templates",
                        to="referrals.surgeonprotocol",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="clinic_sessions.plantemplate",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="plan_template_ended_pair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("name",),
                        name="plan_template_name_once_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visit_minutes__range", (15, 120)),
                            ("visits__range", (1, 60)),
                            ("visits_per_week__range", (1, 7)),
                        ),
                        name="plan_template_rhythm_is_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("event_kind", ""), _negated=True), ("icd_prefixes__len__gte", 1), _connector="OR"
                        ),
                        name="plan_template_says_for_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="plan_template_names_its_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTemplateHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="What it is for")),
                (
                    "event_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("LIPOSUCTION", "Liposuction"),
                            ("SURG_SOFT", "Soft tissue surgery"),
                            ("MASTECTOMY_NODES", "Mastectomy or lymph node removal"),
                            ("JOINT_REPLACEMENT", "Joint replacement"),
                            ("TENDON_REPAIR", "Tendon repair"),
                            ("SPINE_SURGERY", "Spine surgery"),
                            ("FRACTURE_CAST", "Fracture in a cast"),
                            ("FRACTURE_UNITED", "Healed fracture"),
                            ("SPRAIN_STRAIN_1_2", "Sprain or strain, grade 1 or 2"),
                            ("INJECTION_SITE", "Injection"),
                            ("OTHER", "Other event"),
                        ],
                        max_length=24,
                        verbose_name="After",
                    ),
                ),
                (
                    "icd_prefixes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("treat", "Treat"), ("prevent", "Prevent stiffness or loss of use")],
                        default="treat",
                        max_length=8,
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("acute", "Acute"),
                            ("subacute", "Subacute"),
                            ("remodel", "Remodeling"),
                            ("chronic", "Chronic"),
                        ],
                        max_length=8,
                    ),
                ),
                ("visits", models.PositiveSmallIntegerField(verbose_name="Treatment visits in all")),
                ("visits_per_week", models.PositiveSmallIntegerField()),
                ("visit_minutes", models.PositiveSmallIntegerField(verbose_name="Minutes per visit")),
                ("home_program", models.CharField(blank=True, max_length=400)),
                ("precautions", models.CharField(blank=True, max_length=400)),
                ("source", models.CharField(max_length=120)),
                ("approved_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                    "ended_by",
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
                        to="clinic_sessions.plantemplate",
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.surgeonprotocol",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.plantemplate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanTemplateTechnique",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("MLD", "Manual lymph drainage"),
                            ("NMT", "Neuromuscular therapy"),
                            ("CTM", "Connective tissue massage"),
                            ("MFR", "Myofascial release and scar work"),
                            ("OMT", "Osteopathic-style technique without thrust"),
                            ("ORI", "Acupressure, shiatsu, tui na"),
                            ("REF", "Reflexology"),
                            ("TRP", "Trigger point therapy"),
                            ("STR", "Stretching"),
                            ("PRT", "Positional release"),
                            ("DTM", "Deep tissue massage"),
                            ("GEN", "Classic strokes"),
                        ],
                        max_length=3,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("pressure_ceiling", models.PositiveSmallIntegerField()),
                ("from_day", models.PositiveSmallIntegerField(default=0)),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("affected", "Affected regions"),
                            ("near", "Regions next to them"),
                            ("named", "Named regions"),
                        ],
                        default="affected",
                        max_length=8,
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="techniques",
                        to="clinic_sessions.plantemplate",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("template", "position"), name="plan_template_position_once"),
                    models.UniqueConstraint(fields=("template", "code"), name="plan_template_technique_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "places__contained_by",
                                [
                                    "FACE-l",
                                    "FACE-r",
                                    "TEMPLE-l",
                                    "TEMPLE-r",
                                    "JAW-l",
                                    "JAW-r",
                                    "NECKA-l",
                                    "NECKA-r",
                                    "CHEST-l",
                                    "CHEST-r",
                                    "BREAST-l",
                                    "BREAST-r",
                                    "AXILLA-l",
                                    "AXILLA-r",
                                    "SHLDA-l",
                                    "SHLDA-r",
                                    "ARMA-l",
                                    "ARMA-r",
                                    "ELBA-l",
                                    "ELBA-r",
                                    "FORA-l",
                                    "FORA-r",
                                    "WRSA-l",
                                    "WRSA-r",
                                    "HNDP-l",
                                    "HNDP-r",
                                    "ABDU-m",
                                    "ABDL-m",
                                    "FLNK-l",
                                    "FLNK-r",
                                    "GROIN-l",
                                    "GROIN-r",
                                    "THIA-l",
                                    "THIA-r",
                                    "THIM-l",
                                    "THIM-r",
                                    "THIL-l",
                                    "THIL-r",
                                    "KNEA-l",
                                    "KNEA-r",
                                    "SHIN-l",
                                    "SHIN-r",
                                    "ANKL-l",
                                    "ANKL-r",
                                    "FOOTD-l",
                                    "FOOTD-r",
                                    "HEADP-l",
                                    "HEADP-r",
                                    "NECKP-l",
                                    "NECKP-r",
                                    "UTRAP-l",
                                    "UTRAP-r",
                                    "SHLDP-l",
                                    "SHLDP-r",
                                    "ISCAP-l",
                                    "ISCAP-r",
                                    "SCAP-l",
                                    "SCAP-r",
                                    "TSPN-l",
                                    "TSPN-m",
                                    "TSPN-r",
                                    "LUMB-l",
                                    "LUMB-r",
                                    "SACR-m",
                                    "GLUT-l",
                                    "GLUT-r",
                                    "ARMP-l",
                                    "ARMP-r",
                                    "ELBP-l",
                                    "ELBP-r",
                                    "FORP-l",
                                    "FORP-r",
                                    "HNDD-l",
                                    "HNDD-r",
                                    "THIP-l",
                                    "THIP-r",
                                    "KNEP-l",
                                    "KNEP-r",
                                    "CALF-l",
                                    "CALF-r",
                                    "HEEL-l",
                                    "HEEL-r",
                                    "SOLE-l",
                                    "SOLE-r",
                                ],
                            )
                        ),
                        name="plan_template_places_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_day__lte", 730), ("minutes__range", (1, 60)), ("pressure_ceiling__range", (1, 5))
                        ),
                        name="plan_template_technique_is_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("where", "named"), ("places__len__gte", 1)),
                            models.Q(models.Q(("where", "named"), _negated=True), ("places__len", 0)),
                            _connector="OR",
                        ),
                        name="plan_template_places_where_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTemplateTechniqueHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("MLD", "Manual lymph drainage"),
                            ("NMT", "Neuromuscular therapy"),
                            ("CTM", "Connective tissue massage"),
                            ("MFR", "Myofascial release and scar work"),
                            ("OMT", "Osteopathic-style technique without thrust"),
                            ("ORI", "Acupressure, shiatsu, tui na"),
                            ("REF", "Reflexology"),
                            ("TRP", "Trigger point therapy"),
                            ("STR", "Stretching"),
                            ("PRT", "Positional release"),
                            ("DTM", "Deep tissue massage"),
                            ("GEN", "Classic strokes"),
                        ],
                        max_length=3,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("pressure_ceiling", models.PositiveSmallIntegerField()),
                ("from_day", models.PositiveSmallIntegerField(default=0)),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("affected", "Affected regions"),
                            ("near", "Regions next to them"),
                            ("named", "Named regions"),
                        ],
                        default="affected",
                        max_length=8,
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
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
                        to="clinic_sessions.plantemplatetechnique",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.plantemplate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("acute", "Acute"),
                            ("subacute", "Subacute"),
                            ("remodel", "Remodeling"),
                            ("chronic", "Chronic"),
                        ],
                        max_length=8,
                    ),
                ),
                ("visits_planned", models.PositiveSmallIntegerField()),
                ("visits_per_week", models.PositiveSmallIntegerField()),
                ("visit_minutes", models.PositiveSmallIntegerField(default=60)),
                ("starts_on", models.DateField()),
                ("precautions", models.CharField(blank=True, max_length=400)),
                ("home_program", models.CharField(blank=True, max_length=400, verbose_name="Home program")),
                ("change_reason", models.CharField(blank=True, max_length=300, verbose_name="Why it changes")),
                ("edition", models.PositiveIntegerField(default=1)),
                ("drafted_at", models.DateTimeField()),
                ("policy_version", models.PositiveIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[("treat", "Treat"), ("prevent", "Prevent stiffness or loss of use")],
                        default="treat",
                        max_length=8,
                    ),
                ),
                (
                    "guard_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
                ),
                (
                    "judged",
                    models.JSONField(blank=True, default=list, help_text="What the guards said when it was signed."),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="clinic_sessions.plan"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_versions",
                        to="referrals.referral",
                    ),
                ),
                (
                    "signature",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.signature",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic_sessions.plantemplate",
                    ),
                ),
                (
                    "therapist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "number"), name="plan_version_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("signature__isnull", True)),
                        fields=("plan",),
                        name="plan_one_draft_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1), models.Q(("change_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="plan_change_has_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visit_minutes__range", (15, 120)),
                            ("visits_per_week__range", (1, 7)),
                            ("visits_planned__range", (1, 60)),
                        ),
                        name="plan_rhythm_is_plausible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanVersionHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("acute", "Acute"),
                            ("subacute", "Subacute"),
                            ("remodel", "Remodeling"),
                            ("chronic", "Chronic"),
                        ],
                        max_length=8,
                    ),
                ),
                ("visits_planned", models.PositiveSmallIntegerField()),
                ("visits_per_week", models.PositiveSmallIntegerField()),
                ("visit_minutes", models.PositiveSmallIntegerField(default=60)),
                ("starts_on", models.DateField()),
                ("precautions", models.CharField(blank=True, max_length=400)),
                ("home_program", models.CharField(blank=True, max_length=400, verbose_name="Home program")),
                ("change_reason", models.CharField(blank=True, max_length=300, verbose_name="Why it changes")),
                ("edition", models.PositiveIntegerField(default=1)),
                ("drafted_at", models.DateTimeField()),
                ("policy_version", models.PositiveIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[("treat", "Treat"), ("prevent", "Prevent stiffness or loss of use")],
                        default="treat",
                        max_length=8,
                    ),
                ),
                (
                    "guard_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
                ),
                (
                    "judged",
                    models.JSONField(blank=True, default=list, help_text="What the guards said when it was signed."),
                ),
                (
                    "drafted_by",
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
                        to="clinic_sessions.planversion",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.plan",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.referral",
                    ),
                ),
                (
                    "signature",
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
                    "template",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.plantemplate",
                    ),
                ),
                (
                    "therapist",
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
            name="Technique",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("MLD", "Manual lymph drainage"),
                            ("NMT", "Neuromuscular therapy"),
                            ("CTM", "Connective tissue massage"),
                            ("MFR", "Myofascial release and scar work"),
                            ("OMT", "Osteopathic-style technique without thrust"),
                            ("ORI", "Acupressure, shiatsu, tui na"),
                            ("REF", "Reflexology"),
                            ("TRP", "Trigger point therapy"),
                            ("STR", "Stretching"),
                            ("PRT", "Positional release"),
                            ("DTM", "Deep tissue massage"),
                            ("GEN", "Classic strokes"),
                        ],
                        max_length=3,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("purpose", models.TextField()),
                ("indications", models.TextField()),
                ("contraindications", models.TextField()),
                ("pressure_min", models.PositiveSmallIntegerField()),
                ("pressure_start", models.PositiveSmallIntegerField()),
                ("pressure_max", models.PositiveSmallIntegerField()),
                ("minutes_min", models.PositiveSmallIntegerField()),
                ("minutes_default", models.PositiveSmallIntegerField()),
                ("minutes_max", models.PositiveSmallIntegerField()),
                ("pain_low", models.PositiveSmallIntegerField()),
                ("pain_high", models.PositiveSmallIntegerField()),
                ("pain_stop", models.PositiveSmallIntegerField()),
                ("gap_hours", models.PositiveSmallIntegerField(default=0)),
                ("needs_credential", models.BooleanField(default=False)),
                (
                    "licenses",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Kind of license asked for beside the therapist's own, by state: {'NV': 'Reflexologist'}.",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("reason", models.TextField(blank=True, help_text="Why this version was made.")),
                ("approved_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "ordering": ["position", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="technique_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pressure_max__lte", 5),
                            ("pressure_min__gte", 1),
                            ("pressure_start__gte", models.F("pressure_min")),
                            ("pressure_max__gte", models.F("pressure_start")),
                        ),
                        name="technique_pressure_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes_max__lte", 60),
                            ("minutes_min__gte", 1),
                            ("minutes_default__gte", models.F("minutes_min")),
                            ("minutes_max__gte", models.F("minutes_default")),
                        ),
                        name="technique_minutes_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pain_high__gte", models.F("pain_low")), ("pain_stop__lte", 10)),
                        name="technique_pain_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTechnique",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("pressure_ceiling", models.PositiveSmallIntegerField()),
                (
                    "from_on",
                    models.DateField(
                        blank=True, help_text="Not before this day; empty: from the first visit.", null=True
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="techniques",
                        to="clinic_sessions.planversion",
                    ),
                ),
                (
                    "technique",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic_sessions.technique"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "position"), name="plan_technique_position_once"),
                    models.UniqueConstraint(fields=("version", "technique"), name="plan_technique_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "places__contained_by",
                                [
                                    "FACE-l",
                                    "FACE-r",
                                    "TEMPLE-l",
                                    "TEMPLE-r",
                                    "JAW-l",
                                    "JAW-r",
                                    "NECKA-l",
                                    "NECKA-r",
                                    "CHEST-l",
                                    "CHEST-r",
                                    "BREAST-l",
                                    "BREAST-r",
                                    "AXILLA-l",
                                    "AXILLA-r",
                                    "SHLDA-l",
                                    "SHLDA-r",
                                    "ARMA-l",
                                    "ARMA-r",
                                    "ELBA-l",
                                    "ELBA-r",
                                    "FORA-l",
                                    "FORA-r",
                                    "WRSA-l",
                                    "WRSA-r",
                                    "HNDP-l",
                                    "HNDP-r",
                                    "ABDU-m",
                                    "ABDL-m",
                                    "FLNK-l",
                                    "FLNK-r",
                                    "GROIN-l",
                                    "GROIN-r",
                                    "THIA-l",
                                    "THIA-r",
                                    "THIM-l",
                                    "THIM-r",
                                    "THIL-l",
                                    "THIL-r",
                                    "KNEA-l",
                                    "KNEA-r",
                                    "SHIN-l",
                                    "SHIN-r",
                                    "ANKL-l",
                                    "ANKL-r",
                                    "FOOTD-l",
                                    "FOOTD-r",
                                    "HEADP-l",
                                    "HEADP-r",
                                    "NECKP-l",
                                    "NECKP-r",
                                    "UTRAP-l",
                                    "UTRAP-r",
                                    "SHLDP-l",
                                    "SHLDP-r",
                                    "ISCAP-l",
                                    "ISCAP-r",
                                    "SCAP-l",
                                    "SCAP-r",
                                    "TSPN-l",
                                    "TSPN-m",
                                    "TSPN-r",
                                    "LUMB-l",
                                    "LUMB-r",
                                    "SACR-m",
                                    "GLUT-l",
                                    "GLUT-r",
                                    "ARMP-l",
                                    "ARMP-r",
                                    "ELBP-l",
                                    "ELBP-r",
                                    "FORP-l",
                                    "FORP-r",
                                    "HNDD-l",
                                    "HNDD-r",
                                    "THIP-l",
                                    "THIP-r",
                                    "KNEP-l",
                                    "KNEP-r",
                                    "CALF-l",
                                    "CALF-r",
                                    "HEEL-l",
                                    "HEEL-r",
                                    "SOLE-l",
                                    "SOLE-r",
                                ],
                            )
                        ),
                        name="plantechnique_places_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes__range", (1, 60)), ("places__len__gte", 1), ("pressure_ceiling__range", (1, 5))
                        ),
                        name="plan_technique_is_plausible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTechniqueHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                ("minutes", models.PositiveSmallIntegerField()),
                ("pressure_ceiling", models.PositiveSmallIntegerField()),
                (
                    "from_on",
                    models.DateField(
                        blank=True, help_text="Not before this day; empty: from the first visit.", null=True
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
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
                        to="clinic_sessions.plantechnique",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.planversion",
                    ),
                ),
                (
                    "technique",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.technique",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TechniqueHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("MLD", "Manual lymph drainage"),
                            ("NMT", "Neuromuscular therapy"),
                            ("CTM", "Connective tissue massage"),
                            ("MFR", "Myofascial release and scar work"),
                            ("OMT", "Osteopathic-style technique without thrust"),
                            ("ORI", "Acupressure, shiatsu, tui na"),
                            ("REF", "Reflexology"),
                            ("TRP", "Trigger point therapy"),
                            ("STR", "Stretching"),
                            ("PRT", "Positional release"),
                            ("DTM", "Deep tissue massage"),
                            ("GEN", "Classic strokes"),
                        ],
                        max_length=3,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("purpose", models.TextField()),
                ("indications", models.TextField()),
                ("contraindications", models.TextField()),
                ("pressure_min", models.PositiveSmallIntegerField()),
                ("pressure_start", models.PositiveSmallIntegerField()),
                ("pressure_max", models.PositiveSmallIntegerField()),
                ("minutes_min", models.PositiveSmallIntegerField()),
                ("minutes_default", models.PositiveSmallIntegerField()),
                ("minutes_max", models.PositiveSmallIntegerField()),
                ("pain_low", models.PositiveSmallIntegerField()),
                ("pain_high", models.PositiveSmallIntegerField()),
                ("pain_stop", models.PositiveSmallIntegerField()),
                ("gap_hours", models.PositiveSmallIntegerField(default=0)),
                ("needs_credential", models.BooleanField(default=False)),
                (
                    "licenses",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Kind of license asked for beside the therapist's own, by state: {'NV': 'Reflexologist'}.",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("reason", models.TextField(blank=True, help_text="Why this version was made.")),
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
                        to="clinic_sessions.technique",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Appointment",
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
                    "service",
                    models.CharField(
                        choices=[("medical", "Medical"), ("wellness", "Wellness")], default="medical", max_length=8
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("booked", "Booked"),
                            ("confirmed", "Confirmed"),
                            ("arrived", "Arrived"),
                            ("progress", "In progress"),
                            ("completed", "Completed"),
                            ("cancelled", "Cancelled"),
                            ("late", "Cancelled late"),
                            ("no_show", "No-show"),
                        ],
                        default="booked",
                        max_length=9,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("occupies", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("length_reason", models.CharField(blank=True, max_length=200, verbose_name="Why shorter or longer")),
                (
                    "override_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why without a referral"),
                ),
                ("policy_version", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "guard_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
                ),
                (
                    "judged",
                    models.JSONField(blank=True, default=list, help_text="What the guards said when it was booked."),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("booked_at", models.DateTimeField()),
                (
                    "ended_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="Why it did not take place"),
                ),
                (
                    "booked_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="referrals.episode",
                    ),
                ),
                (
                    "location",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="clinic.location"
                    ),
                ),
                (
                    "override_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="patients.patient"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="referrals.referral",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="clinic.room"
                    ),
                ),
                (
                    "therapist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="clinic_sessions.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["during"],
                "indexes": [models.Index(fields=["location", "during"], name="appointment_by_location")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("status__in", ("held", "booked", "confirmed", "arrived", "progress", "completed"))
                        ),
                        expressions=[
                            (
                                models.Func(
                                    models.F("therapist"),
                                    models.F("therapist"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            (models.F("occupies"), "&&"),
                        ],
                        name="appointment_therapist_once",
                        violation_error_message="The therapist already has a visit then.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("status__in", ("held", "booked", "confirmed", "arrived", "progress", "completed"))
                        ),
                        expressions=[
                            (
                                models.Func(
                                    models.F("room"), models.F("room"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (models.F("occupies"), "&&"),
                        ],
                        name="appointment_room_once",
                        violation_error_message="The room is already taken then.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(
                            ("status__in", ("held", "booked", "confirmed", "arrived", "progress", "completed"))
                        ),
                        expressions=[
                            (
                                models.Func(
                                    models.F("patient"), models.F("patient"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            (models.F("during"), "&&"),
                        ],
                        name="appointment_patient_once",
                        violation_error_message="The patient already has a visit then.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__startswith__lt", django.db.models.functions.text.Upper("during")),
                            ("during__isempty", False),
                            ("during__lower_inf", False),
                            ("during__upper_inf", False),
                        ),
                        name="appointment_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("occupies__contains", models.F("during"))),
                        name="appointment_occupies_its_own_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "treatment"), ("service", "medical"), _negated=True),
                            models.Q(("length_reason", ""), _negated=True),
                            models.Q(
                                (
                                    "during__endswith__gte",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.functions.text.Lower("during"),
                                        "+",
                                        models.Value(datetime.timedelta(seconds=2700)),
                                    ),
                                ),
                                (
                                    "during__endswith__lte",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.functions.text.Lower("during"),
                                        "+",
                                        models.Value(datetime.timedelta(seconds=3600)),
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="appointment_treatment_is_45_to_60_minutes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "treatment"), ("service", "medical"), _negated=True),
                            models.Q(("episode__isnull", False), ("plan__isnull", False), ("referral__isnull", False)),
                            models.Q(
                                ("episode__isnull", False),
                                ("referral__isnull", True),
                                models.Q(("override_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="appointment_treatment_has_referral_and_plan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("override_by__isnull", True), ("override_reason", "")),
                            models.Q(models.Q(("override_reason", ""), _negated=True), ("override_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="appointment_override_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("service", "wellness"), _negated=True),
                            models.Q(("plan__isnull", True), ("referral__isnull", True)),
                            _connector="OR",
                        ),
                        name="appointment_wellness_has_no_referral",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["cancelled", "late", "no_show"]), _negated=True),
                            models.Q(("ended_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="appointment_ended_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppointmentHistory",
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
                    "service",
                    models.CharField(
                        choices=[("medical", "Medical"), ("wellness", "Wellness")], default="medical", max_length=8
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("booked", "Booked"),
                            ("confirmed", "Confirmed"),
                            ("arrived", "Arrived"),
                            ("progress", "In progress"),
                            ("completed", "Completed"),
                            ("cancelled", "Cancelled"),
                            ("late", "Cancelled late"),
                            ("no_show", "No-show"),
                        ],
                        default="booked",
                        max_length=9,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("occupies", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("length_reason", models.CharField(blank=True, max_length=200, verbose_name="Why shorter or longer")),
                (
                    "override_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why without a referral"),
                ),
                ("policy_version", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "guard_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
                ),
                (
                    "judged",
                    models.JSONField(blank=True, default=list, help_text="What the guards said when it was booked."),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("booked_at", models.DateTimeField()),
                (
                    "ended_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="Why it did not take place"),
                ),
                (
                    "booked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.episode",
                    ),
                ),
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
                    "override_by",
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
                (
                    "patient",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.patient",
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
                        to="clinic_sessions.appointment",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.referral",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.room",
                    ),
                ),
                (
                    "therapist",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Chart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subjective", models.TextField(blank=True)),
                ("objective", models.TextField(blank=True)),
                ("analysis", models.TextField(blank=True, verbose_name="Assessment")),
                ("next_steps", models.TextField(blank=True, verbose_name="Plan")),
                (
                    "last_soreness_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How long soreness lasted after the visit before, as said on arrival.",
                        null=True,
                    ),
                ),
                (
                    "last_sleep_lost",
                    models.BooleanField(blank=True, help_text="Whether that soreness cost sleep.", null=True),
                ),
                ("started_at", models.DateTimeField()),
                ("policy_version", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "guard_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
                ),
                (
                    "judged",
                    models.JSONField(blank=True, default=list, help_text="What the guards said when it was signed."),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "appointment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chart",
                        to="clinic_sessions.appointment",
                    ),
                ),
                (
                    "measurements",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chart",
                        to="assessments.measurementset",
                    ),
                ),
                (
                    "screening",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chart",
                        to="assessments.screening",
                    ),
                ),
                (
                    "signature",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.signature",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "therapist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "plan_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charts",
                        to="clinic_sessions.planversion",
                    ),
                ),
            ],
            options={
                "ordering": ["started_at"],
            },
        ),
        migrations.CreateModel(
            name="ChartHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("subjective", models.TextField(blank=True)),
                ("objective", models.TextField(blank=True)),
                ("analysis", models.TextField(blank=True, verbose_name="Assessment")),
                ("next_steps", models.TextField(blank=True, verbose_name="Plan")),
                (
                    "last_soreness_hours",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How long soreness lasted after the visit before, as said on arrival.",
                        null=True,
                    ),
                ),
                (
                    "last_sleep_lost",
                    models.BooleanField(blank=True, help_text="Whether that soreness cost sleep.", null=True),
                ),
                ("started_at", models.DateTimeField()),
                ("policy_version", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "guard_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="Why in spite of what the guards say"),
                ),
                (
                    "judged",
                    models.JSONField(blank=True, default=list, help_text="What the guards said when it was signed."),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "appointment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.appointment",
                    ),
                ),
                (
                    "measurements",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.measurementset",
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
                        to="clinic_sessions.chart",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.screening",
                    ),
                ),
                (
                    "signature",
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
                    "started_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "therapist",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan_version",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.planversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PainCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phase",
                    models.CharField(
                        choices=[("before", "before"), ("during", "during"), ("after", "after")], max_length=6
                    ),
                ),
                ("pain", models.PositiveSmallIntegerField()),
                ("minute", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=10)),
                (
                    "technique",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MLD", "Manual lymph drainage"),
                            ("NMT", "Neuromuscular therapy"),
                            ("CTM", "Connective tissue massage"),
                            ("MFR", "Myofascial release and scar work"),
                            ("OMT", "Osteopathic-style technique without thrust"),
                            ("ORI", "Acupressure, shiatsu, tui na"),
                            ("REF", "Reflexology"),
                            ("TRP", "Trigger point therapy"),
                            ("STR", "Stretching"),
                            ("PRT", "Positional release"),
                            ("DTM", "Deep tissue massage"),
                            ("GEN", "Classic strokes"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "went on"),
                            ("lighter", "lighter"),
                            ("move", "moved on"),
                            ("stop", "stopped"),
                        ],
                        max_length=8,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "chart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pain_checks",
                        to="clinic_sessions.chart",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("chart", "position"), name="pain_check_position_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("phase", "during"), _negated=True),
                        fields=("chart", "phase"),
                        name="pain_before_and_after_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("pain__range", (0, 10))), name="pain_check_is_nprs"),
                    models.CheckConstraint(
                        condition=models.Q(("minute__isnull", True), ("minute__lte", 180), _connector="OR"),
                        name="pain_check_minute_plausible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PainCheckHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "phase",
                    models.CharField(
                        choices=[("before", "before"), ("during", "during"), ("after", "after")], max_length=6
                    ),
                ),
                ("pain", models.PositiveSmallIntegerField()),
                ("minute", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("place", models.CharField(blank=True, max_length=10)),
                (
                    "technique",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("MLD", "Manual lymph drainage"),
                            ("NMT", "Neuromuscular therapy"),
                            ("CTM", "Connective tissue massage"),
                            ("MFR", "Myofascial release and scar work"),
                            ("OMT", "Osteopathic-style technique without thrust"),
                            ("ORI", "Acupressure, shiatsu, tui na"),
                            ("REF", "Reflexology"),
                            ("TRP", "Trigger point therapy"),
                            ("STR", "Stretching"),
                            ("PRT", "Positional release"),
                            ("DTM", "Deep tissue massage"),
                            ("GEN", "Classic strokes"),
                        ],
                        max_length=3,
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "went on"),
                            ("lighter", "lighter"),
                            ("move", "moved on"),
                            ("stop", "stopped"),
                        ],
                        max_length=8,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "chart",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.chart",
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
                        to="clinic_sessions.paincheck",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Prescription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sets", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reps", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("hold_seconds", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("times_per_day", models.PositiveSmallIntegerField(default=1)),
                ("days_per_week", models.PositiveSmallIntegerField(default=7)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("prescribed_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "chart",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prescriptions",
                        to="clinic_sessions.chart",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prescriptions",
                        to="referrals.episode",
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic_sessions.exercise"
                    ),
                ),
                (
                    "prescribed_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "stopped_by",
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
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stopped_at__isnull", True)),
                        fields=("episode", "exercise"),
                        name="exercise_prescribed_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stopped_at__isnull", True), ("stopped_by__isnull", True)),
                            models.Q(("stopped_at__isnull", False), ("stopped_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="prescription_stopped_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__isnull", False), ("reps__isnull", False), _connector="OR"),
                        name="prescription_has_a_dose",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_per_week__range", (1, 7)), ("times_per_day__range", (1, 10))),
                        name="prescription_rhythm_plausible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrescriptionHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("sets", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reps", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("hold_seconds", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("times_per_day", models.PositiveSmallIntegerField(default=1)),
                ("days_per_week", models.PositiveSmallIntegerField(default=7)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("prescribed_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "chart",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.chart",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.episode",
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.exercise",
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
                        to="clinic_sessions.prescription",
                    ),
                ),
                (
                    "prescribed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "stopped_by",
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
            name="TechniqueApplied",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                ("pressure", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "response",
                    models.CharField(
                        blank=True, choices=[("better", "better"), ("same", "same"), ("worse", "worse")], max_length=6
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "chart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="techniques",
                        to="clinic_sessions.chart",
                    ),
                ),
                (
                    "technique",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic_sessions.technique"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("chart", "position"), name="technique_applied_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "places__contained_by",
                                [
                                    "FACE-l",
                                    "FACE-r",
                                    "TEMPLE-l",
                                    "TEMPLE-r",
                                    "JAW-l",
                                    "JAW-r",
                                    "NECKA-l",
                                    "NECKA-r",
                                    "CHEST-l",
                                    "CHEST-r",
                                    "BREAST-l",
                                    "BREAST-r",
                                    "AXILLA-l",
                                    "AXILLA-r",
                                    "SHLDA-l",
                                    "SHLDA-r",
                                    "ARMA-l",
                                    "ARMA-r",
                                    "ELBA-l",
                                    "ELBA-r",
                                    "FORA-l",
                                    "FORA-r",
                                    "WRSA-l",
                                    "WRSA-r",
                                    "HNDP-l",
                                    "HNDP-r",
                                    "ABDU-m",
                                    "ABDL-m",
                                    "FLNK-l",
                                    "FLNK-r",
                                    "GROIN-l",
                                    "GROIN-r",
                                    "THIA-l",
                                    "THIA-r",
                                    "THIM-l",
                                    "THIM-r",
                                    "THIL-l",
                                    "THIL-r",
                                    "KNEA-l",
                                    "KNEA-r",
                                    "SHIN-l",
                                    "SHIN-r",
                                    "ANKL-l",
                                    "ANKL-r",
                                    "FOOTD-l",
                                    "FOOTD-r",
                                    "HEADP-l",
                                    "HEADP-r",
                                    "NECKP-l",
                                    "NECKP-r",
                                    "UTRAP-l",
                                    "UTRAP-r",
                                    "SHLDP-l",
                                    "SHLDP-r",
                                    "ISCAP-l",
                                    "ISCAP-r",
                                    "SCAP-l",
                                    "SCAP-r",
                                    "TSPN-l",
                                    "TSPN-m",
                                    "TSPN-r",
                                    "LUMB-l",
                                    "LUMB-r",
                                    "SACR-m",
                                    "GLUT-l",
                                    "GLUT-r",
                                    "ARMP-l",
                                    "ARMP-r",
                                    "ELBP-l",
                                    "ELBP-r",
                                    "FORP-l",
                                    "FORP-r",
                                    "HNDD-l",
                                    "HNDD-r",
                                    "THIP-l",
                                    "THIP-r",
                                    "KNEP-l",
                                    "KNEP-r",
                                    "CALF-l",
                                    "CALF-r",
                                    "HEEL-l",
                                    "HEEL-r",
                                    "SOLE-l",
                                    "SOLE-r",
                                ],
                            )
                        ),
                        name="techniqueapplied_places_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes__range", (1, 120)), ("places__len__gte", 1), ("pressure__range", (1, 5))
                        ),
                        name="technique_applied_is_plausible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TechniqueAppliedHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                ("pressure", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                (
                    "response",
                    models.CharField(
                        blank=True, choices=[("better", "better"), ("same", "same"), ("worse", "worse")], max_length=6
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "chart",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.chart",
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
                        to="clinic_sessions.techniqueapplied",
                    ),
                ),
                (
                    "technique",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.technique",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                (
                    "signature",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.signature"
                    ),
                ),
                (
                    "chart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="addenda", to="clinic_sessions.chart"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AddendumHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("text", models.TextField()),
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
                        to="clinic_sessions.addendum",
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.signature",
                    ),
                ),
                (
                    "chart",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic_sessions.chart",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
