"""One save of the referral's page: the episode it hangs on, an event that came with it, and the order itself, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from clinic.models import Actor
from patients.models import Patient
from patients.services.refusal import Refused
from referrals.models import Episode, Referral
from referrals.rules.completeness import UNNAMED_PROBLEM
from referrals.services import episodes, events, referrals


@dataclass(frozen=True)
class NewEvent:
    kind: str
    happened_on: date
    procedure: str = ""
    regions: Sequence[str] = ()
    ended_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True)
class Hanging:
    """Whose referral it is and for what: an open episode, or a problem in words for a new one."""

    patient: Patient | None
    episode: Episode | None = None
    problem: str = ""
    wants_new: bool = False


def save(
    *, referral: Referral, hanging: Hanging, event: NewEvent | None, order: dict[str, Any], by: Actor, now: datetime
) -> Referral:
    """`order` are the keywords of `referrals.complete` but for the episode. Raises what that raises."""
    with transaction.atomic():
        before = referral.episode
        episode = _episode(referral, hanging, order["received_on"] or referral.received_on, by, now)
        saved = referrals.complete(referral=referral, episode=episode, **order, by=by, now=now)
        if event is not None and episode is not None:
            events.record(patient=episode.patient, episode=episode, **vars(event), by=by, now=now)
        if before is not None and before != episode:
            _drop_if_empty(before)
    return saved


def _episode(referral: Referral, hanging: Hanging, opened_on: date, by: Actor, now: datetime) -> Episode | None:
    """The chosen one; the one it has; or a new one, whose problem may still be without a name."""
    if hanging.patient is None:
        if hanging.problem:
            raise Refused("Choose the patient first: the problem is kept with them.", "problem")
        return None
    chosen = None if hanging.wants_new else hanging.episode
    if (
        chosen is None
        and not hanging.wants_new
        and referral.episode
        and referral.episode.patient_id == hanging.patient.pk
    ):
        chosen = referral.episode
    if chosen is None:
        problem = hanging.problem or UNNAMED_PROBLEM
        return episodes.open_episode(patient=hanging.patient, problem=problem, opened_on=opened_on, by=by, now=now)
    if hanging.problem and hanging.problem != chosen.problem:
        if chosen.problem != UNNAMED_PROBLEM:
            raise Refused(f"Choose “A new problem” for this, or empty it to stay with “{chosen.problem}”.", "problem")
        return episodes.rename(episode=chosen, problem=hanging.problem, by=by, now=now)
    return chosen


def _drop_if_empty(episode: Episode) -> None:
    """An episode that this page opened for the wrong person or twice, and that nothing else hangs on, goes again."""
    if episode.care_team.exists():
        return
    try:
        with transaction.atomic():
            episode.delete()
    except ProtectedError:
        return
