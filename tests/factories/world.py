"""The whole main path as rows, without services: any test may begin in the middle of it.

Each function makes what it needs beneath it when it is not given. Signed rows are made the way signing makes them: parts first.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from psycopg2.extras import DateTimeTZRange

from assessments.models import Assessment, Goal, MeasurementSet, PainMark, RomReading, Score, Screening, ScreeningAnswer
from clinic.models import Actor, Room, Signature, Staff
from clinic.rules.screening import full_list
from clinic.services import signatures
from patients.models import Consent, Patient
from patients.rules.names import name_key
from patients.rules.sounds import sound_key
from referrals.models import CareTeam, ClinicalEvent, Episode, Physician, Referral, ReferralDiagnosis
from sessions.models import Appointment, Chart, PainCheck, Plan, PlanTechnique, PlanVersion, Technique, TechniqueApplied
from tests.factories import clinic as make

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
_numbers = count(1)


def system() -> Actor:
    return Actor.objects.system()


def patient(
    given: str = "Ines", family: str = "Delgado", *, consents: tuple[str, ...] = ("treatment", "release"), **fields: Any
) -> Patient:
    row = Patient.objects.create(
        number=f"T-{next(_numbers):05}",
        given_name=given,
        family_name=family,
        name_key=name_key(family=family, given=given),
        sound_key=sound_key(family=family, given=given),
        birth_on=fields.pop("birth_on", date(1972, 5, 4)),
        registered_at=NOW - timedelta(days=30),
        registered_by=system(),
        **fields,
    )
    for kind in consents:
        consent(row, kind)
    return row


def consent(of: Patient, kind: str) -> Consent:
    return Consent.objects.create(
        patient=of,
        kind=kind,
        text_version="1",
        signed_name=of.name,
        given_at=NOW - timedelta(days=30),
        taken_by=system(),
    )


def physician(name: str = "Dr. Lena Albrecht", **fields: Any) -> Physician:
    defaults = {"specialty": "Plastic surgery", "email": "albrecht@practice.example", "npi": None}
    return Physician.objects.create(
        name=name, registered_at=NOW - timedelta(days=40), registered_by=system(), **{**defaults, **fields}
    )


def episode(
    of: Patient | None = None, *, team: tuple[Staff, ...] = (), problem: str = "Back spasm after lifting"
) -> Episode:
    row = Episode.objects.create(
        patient=of or patient(), problem=problem, opened_on=TODAY - timedelta(days=30), opened_by=system()
    )
    for member in team:
        CareTeam.objects.create(episode=row, staff=member, from_on=TODAY - timedelta(days=30), why="booked")
    return row


def event(
    of: Episode, *, kind: str = "LIPOSUCTION", days_ago: int = 12, regions: tuple[str, ...] = ("ABDL-m",)
) -> ClinicalEvent:
    return ClinicalEvent.objects.create(
        patient=of.patient,
        episode=of,
        kind=kind,
        happened_on=TODAY - timedelta(days=days_ago),
        regions=list(regions),
        recorded_at=NOW,
        recorded_by=system(),
    )


def referral(
    under: Episode | None = None, *, verified: bool = True, visits: int = 12, by: Physician | None = None, **fields: Any
) -> Referral:
    under = under or episode()
    defaults: dict[str, Any] = {
        "source": "fax",
        "received_on": TODAY - timedelta(days=28),
        "affected_regions": ["LUMB-l", "LUMB-r"],
        "visits_authorized": visits,
        "valid_until_on": TODAY + timedelta(days=60),
        "recorded_at": NOW - timedelta(days=28),
        "recorded_by": system(),
    }
    if verified:
        defaults |= {"verified_at": NOW - timedelta(days=27), "verified_by": system()}
    row = Referral.objects.create(episode=under, physician=by or physician(), **{**defaults, **fields})
    ReferralDiagnosis.objects.create(referral=row, code="M62.830", label="Muscle spasm of back", position=1)
    return row


def signature(staff: Staff, kind: str, at: datetime = NOW) -> Signature:
    return signatures.sign(kind=kind, content={"made for": "a test"}, staff=staff, now=at)


def measurements(
    of: Episode, *, pain: int = 7, activity: int = 3, flexion: int = 40, at: datetime = NOW
) -> MeasurementSet:
    row = MeasurementSet.objects.create(episode=of, taken_at=at, taken_by=system())
    PainMark.objects.create(measurements=row, place="LUMB-l", pain=pain, kind="ache", role="affected")
    Score.objects.create(measurements=row, measure="PSFS", item="Lift a shopping bag", value=activity)
    Score.objects.create(measurements=row, measure="PSFS", item="Get out of bed", value=activity + 1)
    Score.objects.create(measurements=row, measure="PSFS", item="Sit through a meeting", value=activity + 1)
    RomReading.objects.create(measurements=row, joint="TRUNK", movement="FLEX", side="m", active_degrees=flexion)
    return row


def intake(of: Episode, by: Staff, *, signed: bool = True, at: datetime | None = None) -> Assessment:
    at = at or NOW - timedelta(days=26)
    screening = Screening.objects.create(patient=of.patient, moment="intake", asked_at=at, asked_by=by.actor)
    ScreeningAnswer.objects.bulk_create(
        ScreeningAnswer(screening=screening, code=c.code.value, answer="no") for c in full_list()
    )
    row = Assessment.objects.create(
        episode=of,
        kind="intake",
        therapist=by,
        complaint="Low back pain since lifting a box.",
        screening=screening,
        measurements=measurements(of, at=at),
        started_at=at,
        started_by=by.actor,
    )
    Goal.objects.create(
        episode=of,
        assessment=row,
        measure="NPRS",
        baseline=7,
        target=2,
        due_on=TODAY + timedelta(days=30),
        is_primary=True,
        set_at=at,
        set_by=by.actor,
    )
    return sign(row, by, at) if signed else row


def sign(row: Any, by: Staff, at: datetime) -> Any:
    """Put a signature on the parts that carry one, then on the row itself."""
    written = signature(by, row._meta.label_lower, at)
    for part in ("measurements", "screening"):
        owned = getattr(row, part, None)
        if owned is not None:
            owned.signature = written
            owned.save(update_fields=["signature"])
    row.signature = written
    row.save(update_fields=["signature"])
    return row


def technique(code: str = "NMT") -> Technique:
    return Technique.objects.current().get(code=code)


def plan(
    of: Episode, under: Referral, by: Staff, *, signed: bool = True, codes: tuple[str, ...] = ("NMT", "GEN")
) -> PlanVersion:
    at = NOW - timedelta(days=25)
    version = PlanVersion.objects.create(
        plan=Plan.objects.create(episode=of, opened_at=at, opened_by=by.actor),
        number=1,
        referral=under,
        therapist=by,
        phase="chronic",
        visits_planned=10,
        visits_per_week=2,
        visit_minutes=60,
        starts_on=TODAY - timedelta(days=24),
        drafted_at=at,
        drafted_by=by.actor,
        policy_version=0,
    )
    for position, code in enumerate(codes):
        row = technique(code)
        PlanTechnique.objects.create(
            version=version,
            technique=row,
            places=["LUMB-l"],
            minutes=row.minutes_default,
            pressure_ceiling=row.pressure_max,
            position=position,
        )
    return sign(version, by, at) if signed else version


def room(name: str = "Room 1") -> Room:
    return make.room(name)


def appointment(
    of: Episode,
    by: Staff,
    *,
    kind: str = "treatment",
    starts_at: datetime = NOW,
    minutes: int = 60,
    status: str = "booked",
    **fields: Any,
) -> Appointment:
    """A visit; a treatment needs `referral=` and `plan=` (or an override), as the database demands."""
    place = fields.pop("room", None) or room()
    ends_at = starts_at + timedelta(minutes=minutes)
    return Appointment.objects.create(
        kind=kind,
        status=status,
        patient=of.patient,
        therapist=by,
        room=place,
        location=place.location,
        episode=of,
        during=DateTimeTZRange(starts_at, ends_at),
        occupies=DateTimeTZRange(starts_at, ends_at + timedelta(minutes=10)),
        booked_at=NOW - timedelta(days=24),
        booked_by=by.actor,
        **fields,
    )


def chart(
    of: Appointment, version: PlanVersion, *, signed: bool = True, before: int = 6, during: int = 5, after: int = 4
) -> Chart:
    at = of.during.lower
    by = of.therapist
    row = Chart.objects.create(
        appointment=of,
        plan_version=version,
        therapist=by,
        subjective="Less stiff in the morning.",
        measurements=measurements(of.episode, pain=before, at=at),  # type: ignore[arg-type]  # charts of tests have an episode
        started_at=at,
        started_by=by.actor,
    )
    TechniqueApplied.objects.create(
        chart=row, technique=technique(), places=["LUMB-l"], pressure=3, minutes=20, position=0
    )
    for position, (phase, pain) in enumerate((("before", before), ("during", during), ("after", after))):
        PainCheck.objects.create(chart=row, phase=phase, pain=pain, minute=position * 20, position=position)
    return sign(row, by, at) if signed else row


def ready_for_treatment(by: Staff, *, visits: int = 12, **patient_fields: Any) -> tuple[Episode, Referral, PlanVersion]:
    """An episode with its therapist, a verified referral, a signed intake and a signed plan."""
    under = episode(patient(**patient_fields), team=(by,))
    order = referral(under, visits=visits)
    intake(under, by)
    return under, order, plan(under, order, by)
