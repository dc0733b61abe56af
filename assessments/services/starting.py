"""Beginning an assessment: the intake once per episode, later ones from what was found the last time."""

from datetime import datetime

from django.db import transaction

from assessments.models import Assessment, Condition, MeasurementSet, Screening, ScreeningAnswer
from clinic.models import Actor, Staff
from clinic.registry import registry
from clinic.rules.screening import full_list, short_list
from clinic.selectors import days
from clinic.services.drafts import NotReady
from referrals.models import Episode

CARRIED_OVER = (
    "affected_side",
    "dominant_hand",
    "surgery",
    "drain_removed_on",
    "medications",
    "allergies",
    "demands",
)
LATER = {Assessment.Kind.REASSESSMENT, Assessment.Kind.DISCHARGE}


def start_intake(*, episode: Episode, therapist: Staff, by: Actor, now: datetime) -> Assessment:
    """The episode's intake: the one that was begun, else a new draft. Raises NotReady for who is not on the care team."""
    require_care_team(episode=episode, staff=therapist, now=now)
    with transaction.atomic():
        _locked(episode)
        begun = Assessment.objects.filter(episode=episode, kind=Assessment.Kind.INTAKE).first()
        if begun:
            return begun
        _require_open(episode)
        return _begin(episode, Assessment.Kind.INTAKE, Screening.Moment.INTAKE, therapist=therapist, by=by, now=now)


def start_reassessment(
    *, episode: Episode, kind: str, full_screening: bool, therapist: Staff, by: Actor, now: datetime
) -> Assessment:
    """The one that is open, else a new draft; what stands on record is filled into its screening. Raises NotReady before the intake is
    signed, on a closed episode and for who is not on the care team."""
    require_care_team(episode=episode, staff=therapist, now=now)
    with transaction.atomic():
        _locked(episode)
        begun = Assessment.objects.filter(episode=episode, kind__in=LATER, signature__isnull=True).first()
        if begun:
            return begun
        _require_open(episode)
        if not Assessment.objects.signed().filter(episode=episode, kind=Assessment.Kind.INTAKE).exists():
            raise NotReady(["Sign the intake first: a re-assessment is compared with it."])
        moment = Screening.Moment.FULL if full_screening else Screening.Moment.SHORT
        row = _begin(episode, Assessment.Kind(kind), moment, therapist=therapist, by=by, now=now)
        _carry_over(row)
        _say_what_stands(row)
        registry.assessment_moved(row.episode_id, now=now)
        return row


def require_care_team(*, episode: Episode, staff: Staff, now: datetime) -> None:
    """Only a therapist of the episode's care team writes and signs. Raises NotReady."""
    today = days.today(now=now)
    if not (staff.is_therapist and Episode.objects.cared_for_by(staff, today=today).filter(pk=episode.pk).exists()):
        raise NotReady(["Only a therapist of this patient's care team may write this."])


def _locked(episode: Episode) -> None:
    Episode.objects.select_for_update(no_key=True).get(pk=episode.pk)


def _require_open(episode: Episode) -> None:
    if episode.closed_on:
        raise NotReady(["This episode is closed."])


def _begin(
    episode: Episode,
    kind: "Assessment.Kind",
    moment: "Screening.Moment",
    *,
    therapist: Staff,
    by: Actor,
    now: datetime,
) -> Assessment:
    return Assessment.objects.create(
        episode=episode,
        kind=kind,
        therapist=therapist,
        screening=Screening.objects.create(patient_id=episode.patient_id, moment=moment, asked_at=now, asked_by=by),
        measurements=MeasurementSet.objects.create(episode=episode, taken_at=now, taken_by=by),
        started_at=now,
        started_by=by,
    )


def _carry_over(row: Assessment) -> None:
    """What rarely changes is written as the last time; it can be changed like everything else."""
    last = Assessment.objects.signed().filter(episode=row.episode_id).order_by("-measurements__taken_at").first()
    if last is not None:
        for name in CARRIED_OVER:
            setattr(row, name, getattr(last, name))
        row.save(update_fields=CARRIED_OVER)


def _say_what_stands(row: Assessment) -> None:
    """What stands on record is a yes until it is asked again; the rest is open."""
    screening = row.screening
    if screening is None:
        return
    asked = full_list() if screening.moment == Screening.Moment.FULL else short_list()
    codes = {condition.code.value for condition in asked}
    standing = Condition.objects.standing().filter(patient=row.episode.patient_id, code__in=codes)
    ScreeningAnswer.objects.bulk_create(
        ScreeningAnswer(
            screening=screening,
            code=condition.code,
            answer="yes" if condition.confirmed_at else "unsure",
            note=condition.note,
            places=condition.regions,
            variant=condition.variant,
            platelets=condition.platelets,
            since_on=condition.since_on,
        )
        for condition in standing
    )
