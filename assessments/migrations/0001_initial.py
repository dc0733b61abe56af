"""The first tables of this app."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clinic", "0001_initial"),
        ("clinic", "__first__"),
        ("patients", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("referrals", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Condition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("DVT_PE_SUSPECT", "DVT_PE_SUSPECT"),
                            ("DVT_TREATED", "DVT_TREATED"),
                            ("FEVER", "FEVER"),
                            ("CELLULITIS", "CELLULITIS"),
                            ("SKIN_LOCAL", "SKIN_LOCAL"),
                            ("CHF_ACUTE", "CHF_ACUTE"),
                            ("CHF_STABLE", "CHF_STABLE"),
                            ("RENAL_ACUTE", "RENAL_ACUTE"),
                            ("RENAL_CHRONIC", "RENAL_CHRONIC"),
                            ("CANCER_ACTIVE", "CANCER_ACTIVE"),
                            ("NODES_REMOVED", "NODES_REMOVED"),
                            ("ANTICOAG", "ANTICOAG"),
                            ("BLEED", "BLEED"),
                            ("FRACTURE_UNHEALED", "FRACTURE_UNHEALED"),
                            ("FRACTURE_HEALED", "FRACTURE_HEALED"),
                            ("OSTEOPOROSIS", "OSTEOPOROSIS"),
                            ("SURGERY_RECENT", "SURGERY_RECENT"),
                            ("BP_CRISIS", "BP_CRISIS"),
                            ("BP_HIGH", "BP_HIGH"),
                            ("BP_LOW", "BP_LOW"),
                            ("PREGNANT_T1", "PREGNANT_T1"),
                            ("PREGNANT_T2_T3", "PREGNANT_T2_T3"),
                            ("PREGNANT_HIGH_RISK", "PREGNANT_HIGH_RISK"),
                            ("STROKE_TIA", "STROKE_TIA"),
                            ("NECK_ARTERY", "NECK_ARTERY"),
                            ("CAUDA", "CAUDA"),
                            ("RED_FLAG_HISTORY", "RED_FLAG_HISTORY"),
                            ("IMPLANT", "IMPLANT"),
                            ("BREAST_IMPLANT", "BREAST_IMPLANT"),
                            ("VARICOSE", "VARICOSE"),
                            ("PAD", "PAD"),
                            ("DIABETES_NEUROPATHY", "DIABETES_NEUROPATHY"),
                            ("THYROID_OVER", "THYROID_OVER"),
                            ("ASTHMA", "ASTHMA"),
                            ("ABDOMEN", "ABDOMEN"),
                            ("ACUTE_INJURY", "ACUTE_INJURY"),
                            ("ARTHRITIS_FLARE", "ARTHRITIS_FLARE"),
                            ("HEMATOMA", "HEMATOMA"),
                            ("HYPERMOBILITY", "HYPERMOBILITY"),
                            ("PSYCHOSIS", "PSYCHOSIS"),
                            ("INTOXICATED", "INTOXICATED"),
                            ("NO_PHYSICIAN_CONTACT", "NO_PHYSICIAN_CONTACT"),
                            ("FOOT", "FOOT"),
                            ("SWELLING_UNEXPLAINED", "SWELLING_UNEXPLAINED"),
                            ("ALLERGY", "ALLERGY"),
                            ("NO_REFERRAL", "NO_REFERRAL"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("since_on", models.DateField()),
                ("resolved_on", models.DateField(blank=True, null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("referral", "Referral"),
                            ("intake", "Intake assessment"),
                            ("visit", "Asked at a visit"),
                            ("patient", "Patient's own answer"),
                        ],
                        max_length=8,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="conditions", to="patients.patient"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "ordering": ["-since_on", "code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="condition_confirmed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "regions__contained_by",
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
                        name="condition_regions_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("resolved_on__isnull", True)),
                        fields=("patient", "code"),
                        name="condition_stands_once_per_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolved_on__isnull", True), ("resolved_on__gte", models.F("since_on")), _connector="OR"
                        ),
                        name="condition_resolved_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasurementSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("taken_at", models.DateTimeField()),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurement_sets",
                        to="referrals.episode",
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.signature",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "ordering": ["taken_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="PainMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=10)),
                (
                    "pain",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="NPRS 0 to 10, worst in the last 24 hours.", null=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ache", "ache"),
                            ("burn", "burning"),
                            ("sharp", "sharp"),
                            ("numb", "numb"),
                            ("tingle", "tingling"),
                            ("stiff", "stiff"),
                            ("swollen", "swollen"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("affected", "affected"),
                            ("unaffected", "unaffected"),
                            ("compensation", "compensating"),
                        ],
                        default="affected",
                        max_length=12,
                    ),
                ),
                (
                    "measurements",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pain_marks",
                        to="assessments.measurementset",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "place__in",
                                (
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
                                ),
                            )
                        ),
                        name="painmark_place_known",
                    ),
                    models.UniqueConstraint(fields=("measurements", "place"), name="pain_mark_once_per_place"),
                    models.CheckConstraint(
                        condition=models.Q(("pain__isnull", True), ("pain__range", (0, 10)), _connector="OR"),
                        name="pain_mark_is_nprs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RomReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joint", models.CharField(max_length=16)),
                ("movement", models.CharField(max_length=20)),
                ("side", models.CharField(choices=[("l", "left"), ("r", "right"), ("m", "middle")], max_length=1)),
                ("active_degrees", models.SmallIntegerField(blank=True, null=True)),
                ("passive_degrees", models.SmallIntegerField(blank=True, null=True)),
                ("pain_at_end", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "measurements",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rom_readings",
                        to="assessments.measurementset",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("measurements", "joint", "movement", "side"), name="rom_once_per_movement_and_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("active_degrees__isnull", True), ("active_degrees__range", (-30, 220)), _connector="OR"
                            ),
                            models.Q(
                                ("passive_degrees__isnull", True),
                                ("passive_degrees__range", (-30, 220)),
                                _connector="OR",
                            ),
                        ),
                        name="rom_is_plausible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_degrees__isnull", False), ("passive_degrees__isnull", False), _connector="OR"
                        ),
                        name="rom_has_a_reading",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pain_at_end__isnull", True), ("pain_at_end__range", (0, 10)), _connector="OR"
                        ),
                        name="rom_pain_is_nprs",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure",
                    models.CharField(
                        choices=[("PSFS", "Patient-specific function"), ("GROC", "Global rating of change")],
                        max_length=8,
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=120)),
                ("value", models.SmallIntegerField()),
                (
                    "measurements",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="assessments.measurementset",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("measurements", "measure", "item"), name="score_once_per_item"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("measure", "PSFS"), ("value__range", (0, 10)), models.Q(("item", ""), _negated=True)
                            ),
                            models.Q(("measure", "GROC"), ("value__range", (-7, 7))),
                            _connector="OR",
                        ),
                        name="score_within_its_measure",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "moment",
                    models.CharField(
                        choices=[("intake", "Intake, full list"), ("visit", "Visit, short list")], max_length=8
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="screenings", to="patients.patient"
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.signature",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("intake", "Intake assessment"),
                            ("reassess", "Re-assessment"),
                            ("discharge", "Discharge assessment"),
                        ],
                        max_length=9,
                    ),
                ),
                ("complaint", models.TextField(blank=True, verbose_name="Chief complaint")),
                ("onset", models.CharField(blank=True, max_length=200)),
                ("aggravating", models.CharField(blank=True, max_length=300)),
                ("easing", models.CharField(blank=True, max_length=300)),
                ("medications", models.CharField(blank=True, max_length=300)),
                ("allergies", models.CharField(blank=True, max_length=200)),
                ("prior_therapy", models.CharField(blank=True, max_length=300)),
                ("demands", models.CharField(blank=True, max_length=300, verbose_name="Work and sport")),
                ("findings", models.TextField(blank=True, verbose_name="Posture, palpation and other findings")),
                ("started_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="referrals.episode"
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
                    "measurements",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment",
                        to="assessments.measurementset",
                    ),
                ),
                (
                    "screening",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment",
                        to="assessments.screening",
                    ),
                ),
            ],
            options={
                "ordering": ["-started_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "intake")), fields=("episode",), name="intake_once_per_episode"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "intake"), _negated=True), ("screening__isnull", False), _connector="OR"
                        ),
                        name="intake_has_a_screening",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("NPRS", "Pain at worst, 0 to 10"),
                            ("PSFS", "An activity, 0 to 10"),
                            ("ROM", "Range of motion, degrees"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        blank=True, help_text="The activity, or the movement such as KNEE:FLEX:l.", max_length=120
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="In the patient's words")),
                ("baseline", models.DecimalField(decimal_places=1, max_digits=6)),
                ("target", models.DecimalField(decimal_places=1, max_digits=6)),
                ("due_on", models.DateField()),
                ("is_primary", models.BooleanField(default=False)),
                ("set_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("achieved", "Achieved"), ("missed", "Not achieved"), ("dropped", "Dropped")],
                        max_length=10,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="assessments.assessment"
                    ),
                ),
                (
                    "closed_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="referrals.episode"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "ordering": ["-is_primary", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="goal_closed_pair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True), ("is_primary", True)),
                        fields=("episode",),
                        name="goal_one_active_primary_per_episode",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("baseline", models.F("target")), _negated=True),
                        name="goal_target_differs_from_baseline",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("measure", "NPRS"), models.Q(("item", ""), _negated=True), _connector="OR"),
                        name="goal_names_what_is_measured",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("measure", "ROM"),
                            models.Q(("baseline__range", (0, 10)), ("target__range", (0, 10))),
                            _connector="OR",
                        ),
                        name="goal_within_its_scale",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreeningAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("DVT_PE_SUSPECT", "DVT_PE_SUSPECT"),
                            ("DVT_TREATED", "DVT_TREATED"),
                            ("FEVER", "FEVER"),
                            ("CELLULITIS", "CELLULITIS"),
                            ("SKIN_LOCAL", "SKIN_LOCAL"),
                            ("CHF_ACUTE", "CHF_ACUTE"),
                            ("CHF_STABLE", "CHF_STABLE"),
                            ("RENAL_ACUTE", "RENAL_ACUTE"),
                            ("RENAL_CHRONIC", "RENAL_CHRONIC"),
                            ("CANCER_ACTIVE", "CANCER_ACTIVE"),
                            ("NODES_REMOVED", "NODES_REMOVED"),
                            ("ANTICOAG", "ANTICOAG"),
                            ("BLEED", "BLEED"),
                            ("FRACTURE_UNHEALED", "FRACTURE_UNHEALED"),
                            ("FRACTURE_HEALED", "FRACTURE_HEALED"),
                            ("OSTEOPOROSIS", "OSTEOPOROSIS"),
                            ("SURGERY_RECENT", "SURGERY_RECENT"),
                            ("BP_CRISIS", "BP_CRISIS"),
                            ("BP_HIGH", "BP_HIGH"),
                            ("BP_LOW", "BP_LOW"),
                            ("PREGNANT_T1", "PREGNANT_T1"),
                            ("PREGNANT_T2_T3", "PREGNANT_T2_T3"),
                            ("PREGNANT_HIGH_RISK", "PREGNANT_HIGH_RISK"),
                            ("STROKE_TIA", "STROKE_TIA"),
                            ("NECK_ARTERY", "NECK_ARTERY"),
                            ("CAUDA", "CAUDA"),
                            ("RED_FLAG_HISTORY", "RED_FLAG_HISTORY"),
                            ("IMPLANT", "IMPLANT"),
                            ("BREAST_IMPLANT", "BREAST_IMPLANT"),
                            ("VARICOSE", "VARICOSE"),
                            ("PAD", "PAD"),
                            ("DIABETES_NEUROPATHY", "DIABETES_NEUROPATHY"),
                            ("THYROID_OVER", "THYROID_OVER"),
                            ("ASTHMA", "ASTHMA"),
                            ("ABDOMEN", "ABDOMEN"),
                            ("ACUTE_INJURY", "ACUTE_INJURY"),
                            ("ARTHRITIS_FLARE", "ARTHRITIS_FLARE"),
                            ("HEMATOMA", "HEMATOMA"),
                            ("HYPERMOBILITY", "HYPERMOBILITY"),
                            ("PSYCHOSIS", "PSYCHOSIS"),
                            ("INTOXICATED", "INTOXICATED"),
                            ("NO_PHYSICIAN_CONTACT", "NO_PHYSICIAN_CONTACT"),
                            ("FOOT", "FOOT"),
                            ("SWELLING_UNEXPLAINED", "SWELLING_UNEXPLAINED"),
                            ("ALLERGY", "ALLERGY"),
                            ("NO_REFERRAL", "NO_REFERRAL"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "answer",
                    models.CharField(choices=[("no", "No"), ("yes", "Yes"), ("unsure", "Not sure")], max_length=6),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="assessments.screening"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("screening", "code"), name="screening_answer_once_per_code"),
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
                        name="screeninganswer_places_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("intake", "Intake assessment"),
                            ("reassess", "Re-assessment"),
                            ("discharge", "Discharge assessment"),
                        ],
                        max_length=9,
                    ),
                ),
                ("complaint", models.TextField(blank=True, verbose_name="Chief complaint")),
                ("onset", models.CharField(blank=True, max_length=200)),
                ("aggravating", models.CharField(blank=True, max_length=300)),
                ("easing", models.CharField(blank=True, max_length=300)),
                ("medications", models.CharField(blank=True, max_length=300)),
                ("allergies", models.CharField(blank=True, max_length=200)),
                ("prior_therapy", models.CharField(blank=True, max_length=300)),
                ("demands", models.CharField(blank=True, max_length=300, verbose_name="Work and sport")),
                ("findings", models.TextField(blank=True, verbose_name="Posture, palpation and other findings")),
                ("started_at", models.DateTimeField()),
                ("edition", models.PositiveIntegerField(default=1)),
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
                        to="assessments.assessment",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConditionHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("DVT_PE_SUSPECT", "DVT_PE_SUSPECT"),
                            ("DVT_TREATED", "DVT_TREATED"),
                            ("FEVER", "FEVER"),
                            ("CELLULITIS", "CELLULITIS"),
                            ("SKIN_LOCAL", "SKIN_LOCAL"),
                            ("CHF_ACUTE", "CHF_ACUTE"),
                            ("CHF_STABLE", "CHF_STABLE"),
                            ("RENAL_ACUTE", "RENAL_ACUTE"),
                            ("RENAL_CHRONIC", "RENAL_CHRONIC"),
                            ("CANCER_ACTIVE", "CANCER_ACTIVE"),
                            ("NODES_REMOVED", "NODES_REMOVED"),
                            ("ANTICOAG", "ANTICOAG"),
                            ("BLEED", "BLEED"),
                            ("FRACTURE_UNHEALED", "FRACTURE_UNHEALED"),
                            ("FRACTURE_HEALED", "FRACTURE_HEALED"),
                            ("OSTEOPOROSIS", "OSTEOPOROSIS"),
                            ("SURGERY_RECENT", "SURGERY_RECENT"),
                            ("BP_CRISIS", "BP_CRISIS"),
                            ("BP_HIGH", "BP_HIGH"),
                            ("BP_LOW", "BP_LOW"),
                            ("PREGNANT_T1", "PREGNANT_T1"),
                            ("PREGNANT_T2_T3", "PREGNANT_T2_T3"),
                            ("PREGNANT_HIGH_RISK", "PREGNANT_HIGH_RISK"),
                            ("STROKE_TIA", "STROKE_TIA"),
                            ("NECK_ARTERY", "NECK_ARTERY"),
                            ("CAUDA", "CAUDA"),
                            ("RED_FLAG_HISTORY", "RED_FLAG_HISTORY"),
                            ("IMPLANT", "IMPLANT"),
                            ("BREAST_IMPLANT", "BREAST_IMPLANT"),
                            ("VARICOSE", "VARICOSE"),
                            ("PAD", "PAD"),
                            ("DIABETES_NEUROPATHY", "DIABETES_NEUROPATHY"),
                            ("THYROID_OVER", "THYROID_OVER"),
                            ("ASTHMA", "ASTHMA"),
                            ("ABDOMEN", "ABDOMEN"),
                            ("ACUTE_INJURY", "ACUTE_INJURY"),
                            ("ARTHRITIS_FLARE", "ARTHRITIS_FLARE"),
                            ("HEMATOMA", "HEMATOMA"),
                            ("HYPERMOBILITY", "HYPERMOBILITY"),
                            ("PSYCHOSIS", "PSYCHOSIS"),
                            ("INTOXICATED", "INTOXICATED"),
                            ("NO_PHYSICIAN_CONTACT", "NO_PHYSICIAN_CONTACT"),
                            ("FOOT", "FOOT"),
                            ("SWELLING_UNEXPLAINED", "SWELLING_UNEXPLAINED"),
                            ("ALLERGY", "ALLERGY"),
                            ("NO_REFERRAL", "NO_REFERRAL"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("since_on", models.DateField()),
                ("resolved_on", models.DateField(blank=True, null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("referral", "Referral"),
                            ("intake", "Intake assessment"),
                            ("visit", "Asked at a visit"),
                            ("patient", "Patient's own answer"),
                        ],
                        max_length=8,
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
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
                        to="assessments.condition",
                    ),
                ),
                (
                    "recorded_by",
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
            name="GoalHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("NPRS", "Pain at worst, 0 to 10"),
                            ("PSFS", "An activity, 0 to 10"),
                            ("ROM", "Range of motion, degrees"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        blank=True, help_text="The activity, or the movement such as KNEE:FLEX:l.", max_length=120
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="In the patient's words")),
                ("baseline", models.DecimalField(decimal_places=1, max_digits=6)),
                ("target", models.DecimalField(decimal_places=1, max_digits=6)),
                ("due_on", models.DateField()),
                ("is_primary", models.BooleanField(default=False)),
                ("set_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("achieved", "Achieved"), ("missed", "Not achieved"), ("dropped", "Dropped")],
                        max_length=10,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "closed_by",
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
                        to="assessments.goal",
                    ),
                ),
                (
                    "set_by",
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
            name="MeasurementSetHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("taken_at", models.DateTimeField()),
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
                        to="assessments.measurementset",
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
                    "taken_by",
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
            name="PainMarkHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("place", models.CharField(max_length=10)),
                (
                    "pain",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="NPRS 0 to 10, worst in the last 24 hours.", null=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ache", "ache"),
                            ("burn", "burning"),
                            ("sharp", "sharp"),
                            ("numb", "numb"),
                            ("tingle", "tingling"),
                            ("stiff", "stiff"),
                            ("swollen", "swollen"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("affected", "affected"),
                            ("unaffected", "unaffected"),
                            ("compensation", "compensating"),
                        ],
                        default="affected",
                        max_length=12,
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
                        to="assessments.painmark",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RomReadingHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("joint", models.CharField(max_length=16)),
                ("movement", models.CharField(max_length=20)),
                ("side", models.CharField(choices=[("l", "left"), ("r", "right"), ("m", "middle")], max_length=1)),
                ("active_degrees", models.SmallIntegerField(blank=True, null=True)),
                ("passive_degrees", models.SmallIntegerField(blank=True, null=True)),
                ("pain_at_end", models.PositiveSmallIntegerField(blank=True, null=True)),
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
                        to="assessments.romreading",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScoreHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "measure",
                    models.CharField(
                        choices=[("PSFS", "Patient-specific function"), ("GROC", "Global rating of change")],
                        max_length=8,
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=120)),
                ("value", models.SmallIntegerField()),
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
                        to="assessments.score",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScreeningAnswerHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("DVT_PE_SUSPECT", "DVT_PE_SUSPECT"),
                            ("DVT_TREATED", "DVT_TREATED"),
                            ("FEVER", "FEVER"),
                            ("CELLULITIS", "CELLULITIS"),
                            ("SKIN_LOCAL", "SKIN_LOCAL"),
                            ("CHF_ACUTE", "CHF_ACUTE"),
                            ("CHF_STABLE", "CHF_STABLE"),
                            ("RENAL_ACUTE", "RENAL_ACUTE"),
                            ("RENAL_CHRONIC", "RENAL_CHRONIC"),
                            ("CANCER_ACTIVE", "CANCER_ACTIVE"),
                            ("NODES_REMOVED", "NODES_REMOVED"),
                            ("ANTICOAG", "ANTICOAG"),
                            ("BLEED", "BLEED"),
                            ("FRACTURE_UNHEALED", "FRACTURE_UNHEALED"),
                            ("FRACTURE_HEALED", "FRACTURE_HEALED"),
                            ("OSTEOPOROSIS", "OSTEOPOROSIS"),
                            ("SURGERY_RECENT", "SURGERY_RECENT"),
                            ("BP_CRISIS", "BP_CRISIS"),
                            ("BP_HIGH", "BP_HIGH"),
                            ("BP_LOW", "BP_LOW"),
                            ("PREGNANT_T1", "PREGNANT_T1"),
                            ("PREGNANT_T2_T3", "PREGNANT_T2_T3"),
                            ("PREGNANT_HIGH_RISK", "PREGNANT_HIGH_RISK"),
                            ("STROKE_TIA", "STROKE_TIA"),
                            ("NECK_ARTERY", "NECK_ARTERY"),
                            ("CAUDA", "CAUDA"),
                            ("RED_FLAG_HISTORY", "RED_FLAG_HISTORY"),
                            ("IMPLANT", "IMPLANT"),
                            ("BREAST_IMPLANT", "BREAST_IMPLANT"),
                            ("VARICOSE", "VARICOSE"),
                            ("PAD", "PAD"),
                            ("DIABETES_NEUROPATHY", "DIABETES_NEUROPATHY"),
                            ("THYROID_OVER", "THYROID_OVER"),
                            ("ASTHMA", "ASTHMA"),
                            ("ABDOMEN", "ABDOMEN"),
                            ("ACUTE_INJURY", "ACUTE_INJURY"),
                            ("ARTHRITIS_FLARE", "ARTHRITIS_FLARE"),
                            ("HEMATOMA", "HEMATOMA"),
                            ("HYPERMOBILITY", "HYPERMOBILITY"),
                            ("PSYCHOSIS", "PSYCHOSIS"),
                            ("INTOXICATED", "INTOXICATED"),
                            ("NO_PHYSICIAN_CONTACT", "NO_PHYSICIAN_CONTACT"),
                            ("FOOT", "FOOT"),
                            ("SWELLING_UNEXPLAINED", "SWELLING_UNEXPLAINED"),
                            ("ALLERGY", "ALLERGY"),
                            ("NO_REFERRAL", "NO_REFERRAL"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "answer",
                    models.CharField(choices=[("no", "No"), ("yes", "Yes"), ("unsure", "Not sure")], max_length=6),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
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
                        to="assessments.screeninganswer",
                    ),
                ),
                (
                    "screening",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.screening",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ScreeningHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "moment",
                    models.CharField(
                        choices=[("intake", "Intake, full list"), ("visit", "Visit, short list")], max_length=8
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
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
            ],
            options={
                "abstract": False,
            },
        ),
    ]
