"""A patient with a long course of care, laid by bulk inserts: sixty signed visits and six assessments, measured each time."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from psycopg2.extras import DateTimeTZRange

from assessments.models import Assessment, MeasurementSet, PainMark, RomReading, Score
from assessments.models.limbs import GirthSeries, TrunkGirth
from clinic.models import Signature, Staff
from referrals.models import Episode
from sessions.models import Appointment, Chart, PainCheck, PlanVersion, TechniqueApplied
from tests.factories import world

DAYS_APART = 2
ACTIVITIES = ("Lift a shopping bag", "Get out of bed", "Sit through a meeting")


def long_course(
    by: Staff, *, visits: int = 60, assessments: int = 6, now: datetime | None = None, **patient: object
) -> Episode:
    """Pain falls, motion grows, the left arm becomes smaller. The first assessment is the intake of `world.intake`."""
    now = now or world.NOW
    episode, referral, plan = world.ready_for_treatment(by, visits=max(visits, 1), **patient)
    room = world.room()
    starts = [now - timedelta(days=DAYS_APART * (visits - number)) for number in range(visits)]
    rows = Appointment.objects.bulk_create(
        Appointment(
            kind="treatment",
            status="completed",
            patient=episode.patient,
            therapist=by,
            room=room,
            location=room.location,
            episode=episode,
            referral=referral,
            plan=plan.plan,
            during=DateTimeTZRange(at, at + timedelta(minutes=60)),
            occupies=DateTimeTZRange(at, at + timedelta(minutes=70)),
            booked_at=at - timedelta(days=7),
            booked_by=by.actor,
        )
        for at in starts
    )
    sets = _measured(episode, starts)
    _charted(rows, sets, plan, by)
    _assessed(episode, by, [now - timedelta(days=20 * number + 1) for number in range(assessments - 1)])
    return episode


def _signatures(kind: str, by: Staff, moments: Sequence[datetime]) -> list[Signature]:
    one = world.signature(by, kind, moments[0])
    copied = {
        field.attname: getattr(one, field.attname)
        for field in Signature._meta.concrete_fields
        if field.attname not in {"id", "signed_at"}
    }
    return Signature.objects.bulk_create(Signature(**copied, signed_at=at) for at in moments)


def _measured(episode: Episode, moments: Sequence[datetime]) -> list[MeasurementSet]:
    """Sets without a signature; what is in them freezes once they carry one."""
    sets = MeasurementSet.objects.bulk_create(
        MeasurementSet(episode=episode, taken_at=at, taken_by=world.system()) for at in moments
    )
    share = {row.pk: place / max(len(sets) - 1, 1) for place, row in enumerate(sets)}
    PainMark.objects.bulk_create(
        PainMark(measurements=row, place=place, pain=round(7 - 5 * share[row.pk]), kind="ache", role="affected")
        for row in sets
        for place in ("LUMB-l", "GLUT-l")
    )
    Score.objects.bulk_create(
        Score(measurements=row, measure="PSFS", item=item, value=round(3 + 5 * share[row.pk]))
        for row in sets
        for item in ACTIVITIES
    )
    RomReading.objects.bulk_create(_ranges(sets, share))
    GirthSeries.objects.bulk_create(_arms(sets, share))
    TrunkGirth.objects.bulk_create(
        TrunkGirth(measurements=row, landmark="navel", first=96 - 4 * share[row.pk], second=96 - 4 * share[row.pk])
        for row in sets
    )
    return sets


def _ranges(sets: Sequence[MeasurementSet], share: dict[int, float]) -> Iterator[RomReading]:
    for row in sets:
        for side, first in (("l", 30), ("r", 58)):
            degrees = first + round(25 * share[row.pk] if side == "l" else 2 * share[row.pk])
            yield RomReading(measurements=row, joint="NECK", movement="ROT", side=side, active_degrees=degrees)


def _arms(sets: Sequence[MeasurementSet], share: dict[int, float]) -> Iterator[GirthSeries]:
    for row in sets:
        for side, more in (("l", 2 - 1.5 * share[row.pk]), ("r", 0)):
            girths = [round(17 + 2 * point + more, 1) for point in range(5)]
            yield GirthSeries(
                measurements=row, limb="arm", side=side, interval_cm=8, first=girths, second=[None] * len(girths)
            )


def _charted(rows: Sequence[Appointment], sets: Sequence[MeasurementSet], plan: PlanVersion, by: Staff) -> None:
    charts = Chart.objects.bulk_create(
        Chart(
            appointment=row,
            plan_version=plan,
            therapist=by,
            subjective="Less stiff in the morning.",
            measurements=measured,
            started_at=row.during.lower,
            started_by=by.actor,
        )
        for row, measured in zip(rows, sets, strict=True)
    )
    share = [place / max(len(charts) - 1, 1) for place in range(len(charts))]
    TechniqueApplied.objects.bulk_create(
        TechniqueApplied(
            chart=chart, technique=world.technique(), places=["LUMB-l"], pressure=3, minutes=20, position=0
        )
        for chart in charts
    )
    PainCheck.objects.bulk_create(
        PainCheck(chart=chart, phase=phase, pain=max(round(7 - 4 * part) - less, 0), minute=less * 20, position=less)
        for chart, part in zip(charts, share, strict=True)
        for less, phase in enumerate(("before", "during", "after"))
    )
    if charts:
        _sign(charts, sets, by)


def _assessed(episode: Episode, by: Staff, moments: Sequence[datetime]) -> None:
    """One after the other: only one may be open at a time."""
    for at in moments:
        row = Assessment.objects.create(
            episode=episode,
            kind="reassess",
            therapist=by,
            complaint="Low back pain, less than before.",
            measurements=world.measurements(episode, at=at),
            started_at=at,
            started_by=by.actor,
        )
        world.sign(row, by, at)


def _sign(charts: Sequence[Chart], sets: Sequence[MeasurementSet], by: Staff) -> None:
    """Parts first, then what they belong to, as signing does."""
    written = _signatures("clinic_sessions.chart", by, [chart.started_at for chart in charts])
    for chart, measured, signature in zip(charts, sets, written, strict=True):
        chart.signature, measured.signature = signature, signature
    MeasurementSet.objects.bulk_update(sets, ["signature"])
    Chart.objects.bulk_update(charts, ["signature"])
