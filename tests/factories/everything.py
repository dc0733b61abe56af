"""A patient with a row in every table that reaches one: what merging, exporting and erasing must find."""

from datetime import datetime, timedelta

from assessments.models import Condition, MeasurementSet
from clinic.models import Staff
from patients.models import Alert, MergeProposal, Patient, PatientMerge
from referrals.models import Episode
from reports.services import rendering
from sessions.models import (
    Addendum,
    Appointment,
    Call,
    Chart,
    Exercise,
    Handover,
    Offer,
    Prescription,
    Reschedule,
    VisitNotice,
    WaitlistEntry,
)
from tests.factories import clinic as make
from tests.factories import measuring, papers, people, reporting, work, world


def one_of_each(by: Staff, *, now: datetime, **patient: str) -> Patient:
    """Signed, confirmed and frozen wherever a row can be."""
    report = reporting.signed(by, now=now, **patient)
    rendering.render(report_id=report.pk, now=now)
    episode = report.episode
    of = episode.patient
    for kind in ("email", "photo"):
        world.consent(of, kind)
    people.related(of)
    papers.document(of)
    papers.clearance(of, confirmed_by=by)
    papers.inquiry(episode)
    papers.order(episode, confirmed_by=by)
    world.event(episode)
    Condition.objects.create(
        patient=of, code="DIABETES_NEUROPATHY", since_on=now.date(), source="intake", recorded_by=by.actor
    )
    Alert.objects.create(
        patient=of, kind="T1", key=f"T1:{episode.pk}", reference=f"episode:{episode.pk}", evidence="9", raised_at=now
    )
    measuring.everything(MeasurementSet.objects.create(episode=episode, taken_at=now, taken_by=by.actor))
    chart = Chart.objects.filter(appointment__episode=episode, signature__isnull=False).latest("pk")
    Addendum.objects.create(chart=chart, text="Left, not right.", signature=world.signature(by, "addendum"))
    Prescription.objects.create(
        episode=episode,
        exercise=Exercise.objects.earliest("number"),
        minutes=5,
        prescribed_at=now,
        prescribed_by=by.actor,
    )
    _moved_and_told(episode, by, now)
    _waits(episode, by, now)
    _merged_before(of, by, now - timedelta(days=2))
    return of


def _moved_and_told(episode: Episode, by: Staff, at: datetime) -> None:
    visit = Appointment.objects.filter(episode=episode).earliest("pk")
    where = {"therapist": visit.therapist, "room": visit.room}
    Reschedule.objects.create(
        appointment=visit,
        was_during=visit.during,
        during=visit.during,
        **where,
        **{f"was_{name}": value for name, value in where.items()},
        reason="Asked for it",
        moved_at=at,
        moved_by=by.actor,
    )
    cover = Staff.objects.exclude(pk=by.pk).first() or make.staff("Cover", "therapist")
    Call.objects.create(
        patient=episode.patient,
        appointment=visit,
        sequence=visit.sequence,
        was_starts_at=visit.starts_at,
        was_therapist=by,
        asked_at=at,
        asked_by=by.actor,
    )
    Handover.objects.create(
        therapist=by,
        cover=cover,
        episode=episode,
        what="reports.ProgressReport",
        reference=1,
        back_at=at,
        handed_at=at,
        handed_by=by.actor,
    )
    VisitNotice.objects.create(
        appointment=visit,
        kind=VisitNotice.Kind.BOOKED,
        sequence=visit.sequence,
        starts_at=visit.starts_at,
        email=work.email(at, key=f"told:{visit.pk}"),
        made_at=at,
    )


def _waits(of: Episode, by: Staff, at: datetime) -> None:
    """For a time that is held for them."""
    entry = WaitlistEntry.objects.create(
        patient=of.patient, episode=of, kind="evaluation", minutes=60, entered_at=at, entered_by=by.actor
    )
    visit = world.appointment(
        of, by, kind="evaluation", status="held", starts_at=at + timedelta(days=9), room=world.room("Room 9")
    )
    until = at + timedelta(hours=2)
    Offer.objects.create(entry=entry, visit=visit, offered_at=at, offered_by=by.actor, holds_until=until)


def _merged_before(of: Patient, by: Staff, at: datetime) -> None:
    """Another record was merged into this one already, and it was proposed to look at a third."""
    older = world.patient(of.given_name, of.family_name, consents=(), merged_into=of)
    PatientMerge.objects.create(into=of, merged=older, reason="Came twice", merged_at=at, merged_by=by.actor)
    third = world.patient("Third", of.family_name, consents=())
    MergeProposal.objects.create(first=of, second=third, proposed_at=at, proposed_by=by.actor)
