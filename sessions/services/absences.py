"""A therapist is away: their visits of the time go to a cover, to another time or are cancelled, all of it in one piece or nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from clinic.models import Staff
from sessions.models import Appointment
from sessions.rules.absences import CANCEL, LEAVE
from sessions.rules.telling import COMING
from sessions.selectors.absences import affected, is_on_file
from sessions.services import appointments, calls, handovers, hours, moving
from sessions.services.appointments import NotPossible, Place, Refused, SlotTaken
from sessions.services.calls import Was
from sessions.services.moving import Target


@dataclass(frozen=True)
class Choice:
    """What shall become of one visit: a place, or a word of `rules.absences`. `seen_as`: how the page showed the visit."""

    visit_id: int
    seen_as: str
    to: "Place | str"


@dataclass(frozen=True)
class Done:
    moved: int
    cancelled: int
    left: int
    drafts: int
    to_call: int  # visits whose patients are told by telephone
    covers: tuple[Staff, ...]


class NotDone(Exception):
    """Nothing was changed; `refusals` says of which visits why, by their keys."""

    def __init__(self, words: str, refusals: Mapping[int, str] | None = None) -> None:
        self.refusals = dict(refusals or {})
        super().__init__(words)


def arrange(
    *,
    therapist: Staff,
    starts_at: datetime,
    ends_at: datetime,
    kind: str,
    reason: str,
    choices: Sequence[Choice],
    cover: Staff | None = None,
    by: Staff,
    now: datetime,
) -> Done:
    """Put the absence on file, and do with each of its visits what was chosen, under one reason; drafts go to whoever takes the patient's
    visits, those of other patients to `cover`. Patients are told by mail once each, or stand on the call list. Raises NotDone: then
    nothing is changed, also where a visit of the time was not among the choices."""
    if not reason.strip():
        raise NotDone("Write the reason that is kept with each visit.")
    targets = {one.visit_id: one.to for one in choices if isinstance(one.to, Place)}
    with transaction.atomic():
        visits = _locked(therapist, starts_at, ends_at, choices, now=now)
        if not is_on_file(therapist, starts_at=starts_at, ends_at=ends_at):
            hours.add_time_off(
                therapist=therapist, starts_at=starts_at, ends_at=ends_at, kind=kind, by=by.actor, now=now
            )
        before = [
            Was(visit.pk, visit.starts_at, visit.therapist_id) for visit in visits.values() if visit.status in COMING
        ]
        cancelled = [one.visit_id for one in choices if one.to == CANCEL]
        for key in cancelled:
            _cancel(visits[key], reason, by=by, now=now)
        _move_all([(visits[key], place) for key, place in targets.items()], reason=reason.strip(), by=by, now=now)
        changed = {*cancelled, *targets}
        to_call = calls.note(changed=[was for was in before if was.visit_id in changed], by=by.actor, now=now)
        covers = _covers(visits, targets, therapist=therapist)
        given = handovers.hand_over(
            therapist=therapist,
            covers=covers_of_drafts(covers, handovers.episodes_with_drafts(therapist), cover),
            until=ends_at,
            by=by.actor,
            now=now,
        )
    people = {one.pk: one for one in (*covers.values(), *(row.cover for row in given))}
    left = sum(one.to == LEAVE for one in choices)
    return Done(len(targets), len(cancelled), left, len(given), to_call, tuple(people.values()))


def _locked(
    therapist: Staff, starts_at: datetime, ends_at: datetime, choices: Sequence[Choice], *, now: datetime
) -> dict[int, Appointment]:
    """The visits under all their locks, as they were shown. Whoever books with this therapist meanwhile waits."""
    span = {"starts_at": starts_at, "ends_at": ends_at, "now": now}
    targets = [
        Target(one.to.starts_at, 0, one.to.therapist, one.to.room) for one in choices if isinstance(one.to, Place)
    ]
    moving.lock(list(affected(therapist, **span)), *targets, also=[therapist])
    visits: dict[int, Appointment] = {visit.pk: visit for visit in affected(therapist, **span)}
    shown = {one.visit_id: one.seen_as for one in choices}
    changed = {key: "This visit has changed since the page was shown." for key in shown if key not in visits}
    for key, visit in visits.items():
        if key not in shown:
            changed[key] = "This visit was booked after the page was shown."
        elif visit.seen_as != shown[key]:
            changed[key] = "This visit has changed since the page was shown."
    if changed:
        raise NotDone("Something changed since the page was shown. Nothing was changed; look at it again.", changed)
    return visits


def _cancel(visit: Appointment, reason: str, *, by: Staff, now: datetime) -> None:
    """The clinic's own doing: never a late cancellation of the patient."""
    try:
        appointments.cancel(appointment=visit, reason=reason, excused=True, by=by.actor, now=now)
    except NotPossible as error:
        raise NotDone("Nothing was changed.", {visit.pk: str(error)}) from error


def _move_all(moves: Sequence[tuple[Appointment, Place]], *, reason: str, by: Staff, now: datetime) -> None:
    """Round after round: a visit whose place another one still holds goes once that one is gone. Raises NotDone with what is left."""
    waiting = list(moves)
    while waiting:
        refusals: dict[int, str] = {}
        for visit, place in waiting:
            was = _facts(visit)
            try:
                target = Target(place.starts_at, visit.minutes, place.therapist, place.room)
                moving.move_locked(visit, target, reason=reason, length_reason="", by=by, now=now)
            except (NotPossible, Refused, SlotTaken) as error:
                refusals[visit.pk] = str(error)
                _put_back(visit, was)
                if not isinstance(error, SlotTaken):
                    raise NotDone("Nothing was changed.", refusals) from error
        still = [(visit, place) for visit, place in waiting if visit.pk in refusals]
        if len(still) == len(waiting):
            raise NotDone("Nothing was changed.", refusals)
        waiting = still


FACTS = (
    *("status", "during", "occupies", "therapist", "room", "location", "length_reason"),
    *("guard_reason", "judged", "policy_version"),
)


def _facts(visit: Appointment) -> dict[str, object]:
    return {name: getattr(visit, name) for name in FACTS}


def _put_back(visit: Appointment, was: Mapping[str, object]) -> None:
    for name, value in was.items():
        setattr(visit, name, value)


def _covers(visits: Mapping[int, Appointment], targets: Mapping[int, Place], *, therapist: Staff) -> dict[int, Staff]:
    """By episode, whoever takes most of its visits; of two the first."""
    taken: dict[int, Counter[int]] = {}
    people: dict[int, Staff] = {}
    for key, place in targets.items():
        episode = visits[key].episode_id
        if episode is not None and place.therapist.pk != therapist.pk:
            people[place.therapist.pk] = place.therapist
            taken.setdefault(episode, Counter())[place.therapist.pk] += 1
    return {episode: people[count.most_common(1)[0][0]] for episode, count in taken.items()}


def covers_of_drafts(covers: Mapping[int, Staff], episodes: set[int], cover: Staff | None) -> dict[int, Staff]:
    """Who gets the drafts of each of these episodes: whoever takes its visits, else `cover`; without one they stay."""
    found = {episode: covers.get(episode, cover) for episode in episodes}
    return {episode: staff for episode, staff in found.items() if staff is not None}
