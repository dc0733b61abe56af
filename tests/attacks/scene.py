"""Two patients with everything the product can hold about them, each in the hands of their own therapist, every text a canary."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from assessments.models import Condition, Photo
from clinic.models import Job, License, OutboundEmail, Staff, StoredFile, TechniqueCredential
from clinic.registry import registry
from clinic.rules.conditions import ConditionCode
from clinic.services import links, mail, uploads
from clinic.services.actors import actor_for
from patients.models import Alert, Document, Patient, RelatedPerson
from referrals.models import Clearance, Episode, EpisodeOrder, Physician, Referral
from reports import emails
from reports.models import Delivery, ProgressReport, ReportRendering
from reports.services import reports
from sessions.models import Addendum, Appointment, Chart, Exercise, Offer, PlanVersion, Prescription, WaitlistEntry
from sessions.services.offers import OFFER_LINK
from sessions.services.telling import VISIT_LINK
from tests.attacks.canaries import Canaries, rows_of
from tests.factories import clinic as make
from tests.factories import measuring, papers, work, world
from tests.factories.world import NOW, TODAY

ROM = [{"movement": "SHLD-FLEX", "side": "l", "most": 90}]


@dataclass
class Person:
    """One patient; `ids` holds the keys that stand in paths, by the name of the path's part."""

    patient: Patient
    therapist: Staff
    physician: Physician
    canaries: Canaries
    ids: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


@dataclass
class Scene:
    a: Person
    b: Person
    staff: dict[str, Staff]
    ids: dict[str, list[Any]]

    def of_b(self) -> list[Any]:
        """Everything that is known about patient B, as one hash per table: no attack from A's pages may change it."""
        parts, given = [], []
        for label in registry.data_rules:
            rows = rows_of(label, self.b.patient)
            keys, values = rows.order_by().values("pk").query.sql_with_params()
            table = rows.model._meta.db_table
            parts.append(f"SELECT md5(string_agg(t::text, '' ORDER BY t.id)) FROM {table} t WHERE t.id IN ({keys})")  # noqa: S608 - our own tables
            given += values
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), given)
            return sorted(cursor.fetchall(), key=str)

    def powers(self) -> list[Any]:
        """Who may do what: only a manager's to change."""
        return list(Staff.objects.order_by("pk").values_list("pk", "email", "password", "roles", "is_active"))


def build() -> Scene:
    """Everything at `NOW`; the staff by what they are in the tests."""
    make.profile()
    staff = {
        "front desk": make.staff("Finn Dahl", "front_desk"),
        "therapist of A": make.staff("Amara Okafor", "therapist", credentials="LMT, CLT"),
        "manager": make.staff("Mara Ivers", "manager"),
        "outsider": make.staff("Otto Brandt", "therapist", credentials="LMT"),
        "therapist of B": make.staff("Bea Lindqvist", "therapist", credentials="LMT"),
    }
    a = person("A", staff["therapist of A"], number=0)
    b = person("B", staff["therapist of B"], number=1)
    return Scene(a, b, staff, _shared(staff["therapist of A"]))


def _shared(member: Staff) -> dict[str, list[Any]]:
    """Keys of what belongs to the clinic rather than to a patient."""
    room = world.room()
    license_ = License.objects.create(
        staff=member, state="NV", kind="massage therapist", number="1", expires_on=TODAY + timedelta(days=90)
    )
    credential = TechniqueCredential.objects.create(staff=member, technique="MLD", since_on=TODAY)
    return {
        "location_id": [room.location_id],
        "room_id": [room.pk],
        "staff_id": [member.pk],
        "license_id": [license_.pk],
        "credential_id": [credential.pk],
        "protocol_id": [papers.protocol().pk],
        "email_id": list(OutboundEmail.objects.values_list("pk", flat=True)[:1]),
        "job_id": list(Job.objects.values_list("pk", flat=True)[:1]),
        "uidb36": ["1"],
        "key": ["set-password"],
        "name": ["20261123T170000.000000Z-00000000.eml"],
        "index": ["0"],
        "section": ["history", "girth"],
    }


def person(owner: str, therapist: Staff, *, number: int) -> Person:
    canaries = Canaries(owner)
    patient = world.patient("Given", "Family", email="x@mail.example", consents=("treatment", "release", "email"))
    physician = world.physician(name=f"Dr. {owner}", email=f"doctor-{owner.lower()}@practice.example")
    made = Person(patient, therapist, physician, canaries)
    course = _course(made, number)
    _second_course(made)
    _third_course(made)
    canaries.lay_everywhere(patient)
    canaries.lay(Physician.objects.filter(pk=physician.pk))
    canaries.lay(StoredFile.objects.filter(name="scan.pdf"))
    patient.refresh_from_db()
    Patient.objects.filter(pk=patient.pk).update(
        name_key=f"{patient.family_name} {patient.given_name}".casefold()[:200]
    )
    _confirm(made)
    _sign(made, course)
    _report(made, course)
    _keys(made)
    return made


def _file(owner: str) -> StoredFile:
    content = work.pdf()
    return uploads.keep(
        content=content, name="scan.pdf", content_type="application/pdf", pages=1, by=world.system(), now=NOW
    )


def _course(made: Person, number: int) -> tuple[Episode, PlanVersion]:
    """A course of care with visits in every state, nothing signed yet."""
    by, patient = made.therapist, made.patient
    episode = world.episode(patient, team=(by,))
    order = world.referral(episode, by=made.physician, scan=_file(made.canaries.owner), precautions="x", note="x")
    world.referral(episode, by=made.physician, verified=False, received_on=TODAY, renews=order)
    world.event(episode)
    RelatedPerson.objects.create(patient=patient, name="x", relation="parent", may_consent=True)
    Document.objects.create(
        patient=patient, kind="other", title="x", file=_file("d"), added_at=NOW, added_by=world.system()
    )
    _alerts(patient, episode, by)
    for code in list(ConditionCode)[:3]:
        Condition.objects.create(patient=patient, code=code, since_on=TODAY, source="visit", recorded_by=by.actor)
    measuring.everything(world.intake(episode, by, signed=False).measurements)
    version = world.plan(episode, order, by, signed=False)
    room = world.room(f"Room {number + 1}")
    facts = {"referral": order, "plan": version.plan, "room": room}

    def visit(days: int, status: str, hour: int = 0, **changed: Any) -> Appointment:
        starts_at = NOW + timedelta(days=days, hours=hour)
        return world.appointment(episode, by, starts_at=starts_at, status=status, **{**facts, **changed})

    for days in (-14, -7):
        world.chart(visit(days, "completed"), version, signed=False)
    world.chart(visit(0, "progress"), version, signed=False)
    visit(0, "arrived", hour=2)
    visit(1, "booked")
    visit(2, "cancelled", ended_reason=made.canaries.text("clinic_sessions.Appointment", "ended_reason", 200))
    reason = made.canaries.text("clinic_sessions.Appointment", "override_reason", 300)
    visit(3, "booked", override_reason=reason, override_by=by.actor, referral=None, plan=None)
    _waits(made, episode)
    _home_program(episode, by)
    _papers(made, episode)
    return episode, version


def _papers(made: Person, episode: Episode) -> None:
    """Letters and papers in every state, nothing confirmed yet."""
    patient, by = made.patient, made.physician
    asked = papers.inquiry(episode, physician=by)
    papers.inquiry(
        episode, physician=by, kind="consult", lifts=[], answered_at=NOW, answered_by=world.system(), answer="x"
    )
    late = {"asked_at": NOW - timedelta(days=9), "letter": _file("letter")}
    papers.inquiry(episode, physician=by, kind="order", lifts=[], **late)
    for confirms in (True, False):
        paper = papers.document(patient, title="x") if confirms else None
        papers.clearance(patient, physician=by, inquiry=asked, document=paper, note="x")
        papers.order(episode, physician=by, document=paper, note="x", rom_limits=ROM)
    reason = made.canaries.text("referrals.Clearance", "end_reason", 200)
    papers.clearance(patient, physician=by, ended_at=NOW, ended_by=world.system(), end_reason=reason)


def _confirm(made: Person) -> None:
    """What has its paper is confirmed once every text is laid: afterwards nothing of it changes."""
    stamp = {"confirmed_at": NOW, "confirmed_by": made.therapist.actor}
    for rows in (
        Clearance.objects.filter(patient=made.patient),
        EpisodeOrder.objects.filter(episode__patient=made.patient),
    ):
        rows.filter(document__isnull=False).update(**stamp)


def _alerts(patient: Patient, episode: Episode, by: Staff) -> None:
    """One that waits, one that was looked at."""
    for kind, looked_at in (
        ("T1", {}),
        ("pain_rise", {"acknowledged_at": NOW, "acknowledged_by": by.actor, "note": "x"}),
    ):
        Alert.objects.create(
            patient=patient,
            kind=kind,
            key=f"scene:{patient.pk}:{kind}",
            reference=f"episode:{episode.pk}",
            evidence="x",
            raised_at=NOW,
            **looked_at,
        )


def _home_program(episode: Episode, by: Staff) -> None:
    for number in (1, 2):
        stop = {"stopped_at": NOW, "stopped_by": by.actor} if number == 2 else {}
        Prescription.objects.create(
            episode=episode,
            exercise=Exercise.objects.get(number=number),
            sets=2,
            reps=10,
            note="x",
            prescribed_at=NOW,
            prescribed_by=by.actor,
            **stop,
        )


def _second_course(made: Person) -> None:
    """Everything a draft: intake and plan."""
    episode = world.episode(made.patient, team=(made.therapist,), problem="x")
    order = world.referral(episode, by=made.physician)
    world.intake(episode, made.therapist, signed=False)
    world.plan(episode, order, made.therapist, signed=False)


def _third_course(made: Person) -> None:
    """Nothing begun."""
    world.referral(world.episode(made.patient, team=(made.therapist,), problem="y"), by=made.physician)


def _sign(made: Person, course: tuple[Episode, PlanVersion]) -> None:
    episode, version = course
    by, at = made.therapist, NOW - timedelta(days=25)
    world.sign(episode.assessments.get(), by, at)
    version.refresh_from_db()
    world.sign(version, by, at)
    charts = Chart.objects.filter(appointment__episode=episode, appointment__status="completed")
    for chart in charts.order_by("appointment__during"):
        world.sign(chart, by, chart.started_at)
        Addendum.objects.create(
            chart=chart,
            text=made.canaries.text("clinic_sessions.Addendum", "text"),
            signature=world.signature(by, "sessions.addendum"),
        )
    PlanVersion.objects.create(
        plan=version.plan,
        number=2,
        referral=version.referral,
        therapist=by,
        phase="chronic",
        visits_planned=4,
        visits_per_week=2,
        starts_on=TODAY,
        change_reason=made.canaries.text("clinic_sessions.PlanVersion", "change_reason", 300),
        home_program=made.canaries.text("clinic_sessions.PlanVersion", "home_program", 400),
        drafted_at=NOW,
        drafted_by=by.actor,
        policy_version=0,
    )


def _report(made: Person, course: tuple[Episode, PlanVersion]) -> None:
    """One signed, drawn and on its way, one in draft."""
    episode, by = course[0], made.therapist
    episode.refresh_from_db()
    for signs in (True, False):
        report = reports.draft(episode=episode, staff=by, now=NOW)
        made.canaries.lay(ProgressReport.objects.filter(pk=report.pk))
        report.refresh_from_db()
        if signs:
            _deliver(reports.sign(report=report, staff=by, now=NOW), made.physician, NOW)


def _deliver(report: ProgressReport, to: Physician, now: datetime) -> None:
    """What the worker leaves behind, with a blank page for the letter."""
    message, by = emails.to_physician(report), world.system()
    file = uploads.keep(
        content=work.pdf(), name=message.filename, content_type="application/pdf", pages=1, by=by, now=now
    )
    ReportRendering.objects.create(report=report, file=file, pages=1, drawn_at=now)
    email = mail.queue(
        key=f"report:{report.pk}",
        recipient=to.email,
        recipient_name=emails.one_line(to.name),
        subject=message.subject,
        text=message.text,
        attachments=[(file, message.filename)],
        by=by,
        now=now,
    )
    Delivery.objects.create(
        report=report, physician=to, channel="email", recipient=to.email, email=email, created_at=now
    )


def _waits(made: Person, of: Episode) -> None:
    """For a visit that is held for them, and for another that was offered and declined."""
    label = "clinic_sessions.WaitlistEntry"
    wait = {"patient": made.patient, "episode": of, "minutes": 60, "entered_at": NOW, "entered_by": world.system()}
    closed = {
        "closed_at": NOW,
        "closed_by": world.system(),
        "closed_reason": made.canaries.text(label, "closed_reason", 200),
    }
    place = {"room": world.room(f"Room {made.canaries.owner}"), "kind": "evaluation"}
    for days, status, ended in ((4, "held", {}), (5, "cancelled", {"ended_reason": "x"})):
        entry = WaitlistEntry.objects.create(kind="evaluation", note="x", **wait, **(closed if ended else {}))
        visit = world.appointment(
            of, made.therapist, starts_at=NOW + timedelta(days=days), status=status, **place, **ended
        )
        outcome = {"outcome": "declined", "closed_at": NOW, "closed_by": world.system()} if ended else {}
        until = NOW + timedelta(hours=2)
        Offer.objects.create(
            entry=entry, visit=visit, offered_at=NOW, offered_by=world.system(), holds_until=until, **outcome
        )


def _keys(made: Person) -> None:
    patient = made.patient
    visits = list(Appointment.objects.filter(patient=patient).values_list("pk", flat=True))
    episodes = Episode.objects.filter(patient=patient)
    actor = actor_for(kind="patient", reference=patient.pk, name=patient.name)
    booked = Appointment.objects.filter(patient=patient, status="booked")[0]
    token = links.create(purpose=VISIT_LINK, reference=booked.pk, actor=actor, expires_at=booked.starts_at, now=NOW)
    held = Offer.objects.open().get(entry__patient=patient)
    offered = links.create(purpose=OFFER_LINK, reference=held.pk, actor=actor, expires_at=held.visit.starts_at, now=NOW)
    made.ids |= {
        "patient_id": [patient.pk],
        "alert_id": list(patient.alerts.values_list("pk", flat=True)),
        "consent_id": list(patient.consents.values_list("pk", flat=True)),
        "referral_id": list(Referral.objects.filter(episode__patient=patient).values_list("pk", flat=True)),
        "physician_id": [made.physician.pk],
        "episode_id": list(episodes.values_list("pk", flat=True)),
        "assessment_id": list(episodes.values_list("assessments", flat=True).exclude(assessments=None)),
        "goal_id": list(episodes.values_list("goals", flat=True).exclude(goals=None)),
        "photo_id": list(Photo.objects.filter(measurements__episode__in=episodes).values_list("pk", flat=True)),
        "plan_id": list(episodes.values_list("plans", flat=True).exclude(plans=None)),
        "appointment_id": visits,
        "prescription_id": list(Prescription.objects.filter(episode__in=episodes).values_list("pk", flat=True)),
        "inquiry_id": list(patient.inquiries.values_list("pk", flat=True)),
        "clearance_id": list(patient.clearances.values_list("pk", flat=True)),
        "order_id": list(EpisodeOrder.objects.filter(episode__in=episodes).values_list("pk", flat=True)),
        "document_id": list(patient.documents.filter(kind="clearance").values_list("pk", flat=True)),
        "report_id": list(episodes.values_list("reports", flat=True).exclude(reports=None)),
        "token": [token, offered],
        "entry_id": list(WaitlistEntry.objects.filter(patient=patient).values_list("pk", flat=True)),
        "offer_id": list(Offer.objects.filter(entry__patient=patient).values_list("pk", flat=True)),
    }
