"""The first tables of this app."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clinic", "0001_initial"),
        ("patients", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Episode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("problem", models.CharField(max_length=160)),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("goals_met", "Goals met"),
                            ("plateau", "No further progress"),
                            ("adverse", "Adverse response"),
                            ("used_up", "Referral ended or used up"),
                            ("choice", "Patient's choice"),
                            ("lost", "Lost contact"),
                        ],
                        max_length=10,
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
                    "opened_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="episodes", to="patients.patient"
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("close_reason", ""), ("closed_by__isnull", True), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_by__isnull", False),
                                ("closed_on__isnull", False),
                                models.Q(("close_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="episode_closed_with_person_and_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on__isnull", True), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="episode_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CareTeam",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("why", models.CharField(max_length=200)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_teams",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="care_team", to="referrals.episode"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("episode", "staff"), name="care_team_member_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="care_team_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClinicalEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
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
                    ),
                ),
                ("happened_on", models.DateField()),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("procedure", models.CharField(blank=True, max_length=120)),
                ("ended_on", models.DateField(blank=True, help_text="Such as the day the cast came off.", null=True)),
                (
                    "confirmed_on",
                    models.DateField(blank=True, help_text="Such as the day union was confirmed.", null=True),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.document",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="patients.patient"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="referrals.episode",
                    ),
                ),
            ],
            options={
                "ordering": ["-happened_on", "-id"],
                "constraints": [
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
                        name="event_regions_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("happened_on")), _connector="OR"
                        ),
                        name="event_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on__isnull", True),
                            ("confirmed_on__gte", models.F("happened_on")),
                            _connector="OR",
                        ),
                        name="event_confirmed_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ClinicalEventHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
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
                    ),
                ),
                ("happened_on", models.DateField()),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("procedure", models.CharField(blank=True, max_length=120)),
                ("ended_on", models.DateField(blank=True, help_text="Such as the day the cast came off.", null=True)),
                (
                    "confirmed_on",
                    models.DateField(blank=True, help_text="Such as the day union was confirmed.", null=True),
                ),
                ("recorded_at", models.DateTimeField()),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.document",
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
                        to="referrals.clinicalevent",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CareTeamHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("why", models.CharField(max_length=200)),
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
                        to="referrals.careteam",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EpisodeHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("problem", models.CharField(max_length=160)),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "close_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("goals_met", "Goals met"),
                            ("plateau", "No further progress"),
                            ("adverse", "Adverse response"),
                            ("used_up", "Referral ended or used up"),
                            ("choice", "Patient's choice"),
                            ("lost", "Lost contact"),
                        ],
                        max_length=10,
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
                        to="referrals.episode",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Physician",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("specialty", models.CharField(blank=True, max_length=80)),
                ("practice", models.CharField(blank=True, max_length=120)),
                ("npi", models.CharField(blank=True, max_length=10, null=True, unique=True, verbose_name="NPI")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("fax", models.CharField(blank=True, max_length=20)),
                (
                    "reports_by",
                    models.CharField(
                        choices=[("email", "E-mail"), ("fax", "Fax"), ("paper", "Paper")], default="email", max_length=5
                    ),
                ),
                ("registered_at", models.DateTimeField()),
                (
                    "registered_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("npi__isnull", True), ("npi__regex", "^[12][0-9]{9}$"), _connector="OR"),
                        name="physician_npi_shape",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="physician_has_a_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reports_by", "email"), _negated=True),
                            models.Q(("email", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="physician_email_for_email_reports",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("clearance", "Clearance"),
                            ("order", "Order for after an operation or injury"),
                            ("consult", "Would this help?"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "lifts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), blank=True, default=list, size=None
                    ),
                ),
                (
                    "techniques",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("question", models.TextField()),
                ("asked_at", models.DateTimeField()),
                (
                    "handed_at",
                    models.DateTimeField(blank=True, help_text="When it was printed or faxed by hand.", null=True),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "email",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.outboundemail",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inquiries",
                        to="referrals.episode",
                    ),
                ),
                (
                    "handed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.storedfile",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inquiries", to="patients.patient"
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inquiries", to="referrals.physician"
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handed_at__isnull", True), ("handed_by__isnull", True)),
                            models.Q(("handed_at__isnull", False), ("handed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="inquiry_handed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="inquiry_answered_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "techniques__contained_by",
                                ["MLD", "NMT", "CTM", "MFR", "OMT", "ORI", "REF", "TRP", "STR", "PRT", "DTM", "GEN"],
                            )
                        ),
                        name="inquiry_techniques_known",
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
                        name="inquiry_regions_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("question", ""), _negated=True), name="inquiry_asks_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at__isnull", True), models.Q(("answer", ""), _negated=True), _connector="OR"
                        ),
                        name="inquiry_answered_in_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "clearance"), _negated=True), ("lifts__len__gte", 1), _connector="OR"
                        ),
                        name="inquiry_names_what_a_clearance_lifts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("granted", models.BooleanField()),
                (
                    "lifts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), size=None),
                ),
                (
                    "techniques",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("pressure_cap", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(help_text="The last day.")),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.document",
                    ),
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
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clearances", to="patients.patient"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearances",
                        to="referrals.inquiry",
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clearances", to="referrals.physician"
                    ),
                ),
            ],
            options={
                "ordering": ["-from_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="clearance_confirmed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="clearance_ended_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "techniques__contained_by",
                                ["MLD", "NMT", "CTM", "MFR", "OMT", "ORI", "REF", "TRP", "STR", "PRT", "DTM", "GEN"],
                            )
                        ),
                        name="clearance_techniques_known",
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
                        name="clearance_regions_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pressure_cap__isnull", True), ("pressure_cap__range", (1, 5)), _connector="OR"
                        ),
                        name="clearance_cap_is_a_pressure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lifts__len__gte", 1)), name="clearance_names_what_it_lifts"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="clearance_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True), ("document__isnull", False), _connector="OR"
                        ),
                        name="clearance_confirmed_on_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="clearance_ended_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InquiryHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("clearance", "Clearance"),
                            ("order", "Order for after an operation or injury"),
                            ("consult", "Would this help?"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "lifts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), blank=True, default=list, size=None
                    ),
                ),
                (
                    "techniques",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("question", models.TextField()),
                ("asked_at", models.DateTimeField()),
                (
                    "handed_at",
                    models.DateTimeField(blank=True, help_text="When it was printed or faxed by hand.", null=True),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "answered_by",
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
                    "email",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.outboundemail",
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
                    "handed_by",
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
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.storedfile",
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
                        to="referrals.inquiry",
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.physician",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClearanceHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("granted", models.BooleanField()),
                (
                    "lifts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), size=None),
                ),
                (
                    "techniques",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("pressure_cap", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(help_text="The last day.")),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.document",
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
                        to="referrals.clearance",
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
                (
                    "inquiry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.inquiry",
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.physician",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PhysicianHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("specialty", models.CharField(blank=True, max_length=80)),
                ("practice", models.CharField(blank=True, max_length=120)),
                ("npi", models.CharField(blank=True, max_length=10, null=True, verbose_name="NPI")),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("fax", models.CharField(blank=True, max_length=20)),
                (
                    "reports_by",
                    models.CharField(
                        choices=[("email", "E-mail"), ("fax", "Fax"), ("paper", "Paper")], default="email", max_length=5
                    ),
                ),
                ("registered_at", models.DateTimeField()),
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
                        to="referrals.physician",
                    ),
                ),
                (
                    "registered_by",
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
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("fax", "Fax"),
                            ("email", "E-mail"),
                            ("paper", "Paper, brought by the patient"),
                            ("phone", "Phone"),
                        ],
                        max_length=6,
                    ),
                ),
                ("received_on", models.DateField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[("treat", "Treat"), ("prevent", "Prevent stiffness or loss of use")],
                        default="treat",
                        max_length=8,
                    ),
                ),
                (
                    "affected_regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                (
                    "no_touch_regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("precautions", models.CharField(blank=True, max_length=400)),
                ("earliest_start_on", models.DateField(blank=True, null=True)),
                ("start_by_on", models.DateField(blank=True, null=True)),
                ("visits_authorized", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("valid_until_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField()),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, help_text="Why it was declined or withdrawn.", max_length=300)),
                (
                    "declined_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="referrals.episode",
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="referrals.physician",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "renews",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewed_by",
                        to="referrals.referral",
                    ),
                ),
                (
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.storedfile",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.actor",
                    ),
                ),
                (
                    "withdrawn_by",
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
                "ordering": ["-received_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verified_at__isnull", True), ("verified_by__isnull", True)),
                            models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_verified_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declined_at__isnull", True), ("declined_by__isnull", True)),
                            models.Q(("declined_at__isnull", False), ("declined_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_declined_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_withdrawn_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "affected_regions__contained_by",
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
                        name="referral_affected_regions_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "no_touch_regions__contained_by",
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
                        name="referral_no_touch_regions_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_at__isnull", True),
                            models.Q(
                                ("affected_regions__len__gte", 1),
                                ("episode__isnull", False),
                                ("physician__isnull", False),
                                ("valid_until_on__isnull", False),
                                ("visits_authorized__gte", 1),
                                ("visits_authorized__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="referral_verified_is_complete",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verified_at__isnull", True), ("declined_at__isnull", True), _connector="OR"
                        ),
                        name="referral_not_verified_and_declined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declined_at__isnull", True), ("withdrawn_at__isnull", True)),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_ended_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until_on__isnull", True),
                            ("valid_until_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="referral_ends_after_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_by_on__isnull", True),
                            ("earliest_start_on__isnull", True),
                            ("start_by_on__gte", models.F("earliest_start_on")),
                            _connector="OR",
                        ),
                        name="referral_start_by_after_earliest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visits_authorized__isnull", True), ("visits_authorized__range", (1, 100)), _connector="OR"
                        ),
                        name="referral_visits_plausible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralDiagnosis",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=8)),
                ("label", models.CharField(max_length=250)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="diagnoses", to="referrals.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "code"), name="diagnosis_once_per_referral"),
                    models.UniqueConstraint(fields=("referral", "position"), name="diagnosis_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z][0-9][0-9A-Z](\\.[0-9A-Z]{1,4})?$")),
                        name="diagnosis_code_shape",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralDiagnosisHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=8)),
                ("label", models.CharField(max_length=250)),
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
                        to="referrals.referraldiagnosis",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferralHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("fax", "Fax"),
                            ("email", "E-mail"),
                            ("paper", "Paper, brought by the patient"),
                            ("phone", "Phone"),
                        ],
                        max_length=6,
                    ),
                ),
                ("received_on", models.DateField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[("treat", "Treat"), ("prevent", "Prevent stiffness or loss of use")],
                        default="treat",
                        max_length=8,
                    ),
                ),
                (
                    "affected_regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                (
                    "no_touch_regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("precautions", models.CharField(blank=True, max_length=400)),
                ("earliest_start_on", models.DateField(blank=True, null=True)),
                ("start_by_on", models.DateField(blank=True, null=True)),
                ("visits_authorized", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("valid_until_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField()),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, help_text="Why it was declined or withdrawn.", max_length=300)),
                (
                    "declined_by",
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
                        to="referrals.referral",
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.physician",
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
                (
                    "renews",
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
                    "scan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.storedfile",
                    ),
                ),
                (
                    "verified_by",
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
                    "withdrawn_by",
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
            name="SurgeonProtocol",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                (
                    "event_kind",
                    models.CharField(
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
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
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
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinic.storedfile",
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="protocols",
                        to="referrals.physician",
                    ),
                ),
            ],
            options={
                "ordering": ["event_kind", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="protocol_ended_pair",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("name",),
                        name="protocol_name_once_in_force",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtocolStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "techniques",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("from_day", models.PositiveSmallIntegerField()),
                ("until_day", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("pressure_cap", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "protocol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="referrals.surgeonprotocol",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "techniques__contained_by",
                                ["MLD", "NMT", "CTM", "MFR", "OMT", "ORI", "REF", "TRP", "STR", "PRT", "DTM", "GEN"],
                            )
                        ),
                        name="protocolstep_techniques_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pressure_cap__isnull", True), ("pressure_cap__range", (1, 5)), _connector="OR"
                        ),
                        name="protocolstep_cap_is_a_pressure",
                    ),
                    models.UniqueConstraint(fields=("protocol", "position"), name="protocol_step_position_once"),
                    models.CheckConstraint(
                        condition=models.Q(("from_day__lte", 730)), name="protocol_step_within_two_years"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_day__isnull", True), ("until_day__gte", models.F("from_day")), _connector="OR"
                        ),
                        name="protocol_step_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EpisodeOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "techniques",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("pressure_cap", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rom_limits", models.JSONField(blank=True, default=list)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, help_text="The last day.", null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="patients.document",
                    ),
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
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="referrals.episode"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="referrals.inquiry",
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="referrals.physician"
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="referrals.surgeonprotocol",
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="order_confirmed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="order_ended_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "techniques__contained_by",
                                ["MLD", "NMT", "CTM", "MFR", "OMT", "ORI", "REF", "TRP", "STR", "PRT", "DTM", "GEN"],
                            )
                        ),
                        name="order_techniques_known",
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
                        name="order_regions_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pressure_cap__isnull", True), ("pressure_cap__range", (1, 5)), _connector="OR"
                        ),
                        name="order_cap_is_a_pressure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="order_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True), ("document__isnull", False), _connector="OR"
                        ),
                        name="order_confirmed_on_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="order_ended_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtocolStepHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "techniques",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("from_day", models.PositiveSmallIntegerField()),
                ("until_day", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("pressure_cap", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
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
                        to="referrals.protocolstep",
                    ),
                ),
                (
                    "protocol",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.surgeonprotocol",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EpisodeOrderHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                (
                    "techniques",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), blank=True, default=list, size=None
                    ),
                ),
                ("pressure_cap", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("rom_limits", models.JSONField(blank=True, default=list)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, help_text="The last day.", null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="patients.document",
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
                        to="referrals.episodeorder",
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
                (
                    "inquiry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.inquiry",
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.physician",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SurgeonProtocolHistory",
            fields=[
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_id", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                (
                    "event_kind",
                    models.CharField(
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
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
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
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="clinic.storedfile",
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
                        to="referrals.surgeonprotocol",
                    ),
                ),
                (
                    "physician",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.physician",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
