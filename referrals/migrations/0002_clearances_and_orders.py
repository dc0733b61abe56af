"""What physicians put in writing, and what was asked of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0002_cache_table"),
        ("patients", "0003_alert_keys"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("referrals", "0001_initial"),
    ]

    operations = [
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
            ],
            options={
                "ordering": ["position"],
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
                    "physician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clearances", to="referrals.physician"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clinic.actor"),
                ),
            ],
            options={
                "ordering": ["-from_on", "-id"],
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
                "ordering": ["-asked_at"],
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
                    "physician",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="referrals.physician"
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
            ],
            options={
                "ordering": ["from_on", "id"],
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="clearance",
            name="inquiry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clearances",
                to="referrals.inquiry",
            ),
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
        migrations.AddField(
            model_name="protocolstep",
            name="protocol",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="referrals.surgeonprotocol"
            ),
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
        migrations.AddField(
            model_name="episodeorder",
            name="protocol",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="referrals.surgeonprotocol",
            ),
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
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="inquiry_answered_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "techniques__contained_by",
                        ["MLD", "NMT", "CTM", "MFR", "OMT", "ORI", "REF", "TRP", "STR", "PRT", "DTM", "GEN"],
                    )
                ),
                name="inquiry_techniques_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", ""), _negated=True), name="inquiry_asks_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "clearance"), _negated=True), ("lifts__len__gte", 1), _connector="OR"
                ),
                name="inquiry_names_what_a_clearance_lifts",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="clearance_confirmed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="clearance_ended_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "techniques__contained_by",
                        ["MLD", "NMT", "CTM", "MFR", "OMT", "ORI", "REF", "TRP", "STR", "PRT", "DTM", "GEN"],
                    )
                ),
                name="clearance_techniques_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("pressure_cap__isnull", True), ("pressure_cap__range", (1, 5)), _connector="OR"),
                name="clearance_cap_is_a_pressure",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("lifts__len__gte", 1)), name="clearance_names_what_it_lifts"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on__gte", models.F("from_on"))), name="clearance_ends_after_it_starts"
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at__isnull", True), ("document__isnull", False), _connector="OR"),
                name="clearance_confirmed_on_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="clearance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                ),
                name="clearance_ended_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="surgeonprotocol",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="protocol_ended_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="surgeonprotocol",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("name",), name="protocol_name_once_in_force"
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "techniques__contained_by",
                        ["MLD", "NMT", "CTM", "MFR", "OMT", "ORI", "REF", "TRP", "STR", "PRT", "DTM", "GEN"],
                    )
                ),
                name="protocolstep_techniques_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("pressure_cap__isnull", True), ("pressure_cap__range", (1, 5)), _connector="OR"),
                name="protocolstep_cap_is_a_pressure",
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolstep",
            constraint=models.UniqueConstraint(fields=("protocol", "position"), name="protocol_step_position_once"),
        ),
        migrations.AddConstraint(
            model_name="protocolstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_day__lte", 730)), name="protocol_step_within_two_years"
            ),
        ),
        migrations.AddConstraint(
            model_name="protocolstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_day__isnull", True), ("until_day__gte", models.F("from_day")), _connector="OR"
                ),
                name="protocol_step_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="episodeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="order_confirmed_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="episodeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="order_ended_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="episodeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "techniques__contained_by",
                        ["MLD", "NMT", "CTM", "MFR", "OMT", "ORI", "REF", "TRP", "STR", "PRT", "DTM", "GEN"],
                    )
                ),
                name="order_techniques_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="episodeorder",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="episodeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("pressure_cap__isnull", True), ("pressure_cap__range", (1, 5)), _connector="OR"),
                name="order_cap_is_a_pressure",
            ),
        ),
        migrations.AddConstraint(
            model_name="episodeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"),
                name="order_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="episodeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_at__isnull", True), ("document__isnull", False), _connector="OR"),
                name="order_confirmed_on_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="episodeorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                ),
                name="order_ended_with_reason",
            ),
        ),
    ]
