"""What the clinic usually plans after a procedure or for a diagnosis; a plan version names the template it began from."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0002_cache_table"),
        ("clinic_sessions", "0003_judgements"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("referrals", "0002_clearances_and_orders"),
    ]

    operations = [
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
            },
        ),
        migrations.AddField(
            model_name="planversion",
            name="template",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="clinic_sessions.plantemplate",
            ),
        ),
        migrations.AddField(
            model_name="planversionhistory",
            name="template",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="clinic_sessions.plantemplate",
            ),
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
        migrations.AddConstraint(
            model_name="plantemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="plan_template_ended_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("name",),
                name="plan_template_name_once_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visit_minutes__range", (15, 120)), ("visits__range", (1, 60)), ("visits_per_week__range", (1, 7))
                ),
                name="plan_template_rhythm_is_plausible",
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("event_kind", ""), _negated=True), ("icd_prefixes__len__gte", 1), _connector="OR"
                ),
                name="plan_template_says_for_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", ""), _negated=True), name="plan_template_names_its_source"
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplatetechnique",
            constraint=models.UniqueConstraint(fields=("template", "position"), name="plan_template_position_once"),
        ),
        migrations.AddConstraint(
            model_name="plantemplatetechnique",
            constraint=models.UniqueConstraint(fields=("template", "code"), name="plan_template_technique_once"),
        ),
        migrations.AddConstraint(
            model_name="plantemplatetechnique",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="plantemplatetechnique",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_day__lte", 730), ("minutes__range", (1, 60)), ("pressure_ceiling__range", (1, 5))
                ),
                name="plan_template_technique_is_plausible",
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplatetechnique",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("where", "named"), ("places__len__gte", 1)),
                    models.Q(models.Q(("where", "named"), _negated=True), ("places__len", 0)),
                    _connector="OR",
                ),
                name="plan_template_places_where_named",
            ),
        ),
    ]
