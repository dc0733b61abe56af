"""Laying out the visits of a plan: its rhythm, the same therapist and hour where they are free, the nearest opening where not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from sessions.rules.availability import Opening
from sessions.rules.booking_guard import VisitLimits
from sessions.rules.pacing.gaps import week_of

# Days from one visit to the next, for so many visits a week: spread evenly, the longest rest at the end of the week.
RHYTHM: Mapping[int, tuple[int, ...]] = {
    1: (7,),
    2: (3, 4),
    3: (2, 2, 3),
    4: (1, 2, 1, 3),
    5: (1, 1, 1, 1, 3),
    6: (1, 1, 1, 1, 1, 2),
    7: (1,),
}
OTHER_THERAPIST = timedelta(days=2)  # the same hands are worth waiting so long for, earlier or later
MOST_OTHERS = 8


@dataclass(frozen=True, slots=True)
class Anchor:
    """What every visit should be like: with whom, and when on the clock of the place. None: whatever comes first."""

    therapist_id: int | None
    at: time | None


@dataclass(frozen=True, slots=True)
class Laid:
    """One visit of the plan as it could be booked. `opening` None: nothing is free. `others`: the next nearest ones."""

    meant_on: date
    opening: Opening | None
    others: tuple[Opening, ...] = ()
    deviations: tuple[str, ...] = ()


def meant_days(first: date, count: int, *, per_week: int) -> list[date]:
    """The days of `count` visits at the plan's rhythm."""
    steps, days = RHYTHM[per_week], [first]
    while len(days) < count:
        days.append(days[-1] + timedelta(days=steps[(len(days) - 1) % len(steps)]))
    return days[:count]


def nearest(openings: Iterable[Opening], meant_on: date, anchor: Anchor, clocks: Mapping[int, tzinfo]) -> list[Opening]:
    """Ordered by how far each is from the meant day and hour; another therapist counts as OTHER_THERAPIST away."""

    def away(opening: Opening) -> tuple[timedelta, datetime]:
        local = opening.starts_at.astimezone(clocks[opening.location_id]).replace(tzinfo=None)
        meant = datetime.combine(meant_on, anchor.at or local.time())
        other = anchor.therapist_id not in (None, opening.therapist_id)
        return abs(local - meant) + (OTHER_THERAPIST if other else timedelta()), opening.starts_at

    return sorted(openings, key=away)


def deviations(opening: Opening, meant_on: date, anchor: Anchor, clock: tzinfo) -> list[str]:
    """How this one differs from what every visit should be like, in words."""
    local, found = opening.starts_at.astimezone(clock), []
    days = (local.date() - meant_on).days
    if days:
        found.append(f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}")
    if anchor.at is not None and local.time() != anchor.at:
        found.append("other hour")
    if anchor.therapist_id not in (None, opening.therapist_id):
        found.append("other therapist")
    return found


def laid(meant_on: date, ranked: Sequence[Opening], anchor: Anchor, clocks: Mapping[int, tzinfo]) -> Laid:
    if not ranked:
        return Laid(meant_on, None)
    first = ranked[0]
    told = deviations(first, meant_on, anchor, clocks[first.location_id])
    return Laid(meant_on, first, tuple(ranked[1 : MOST_OTHERS + 1]), tuple(told))


def fits(limits: VisitLimits, opening: Opening, clock: tzinfo) -> bool:
    """Whether a time that was free under earlier limits still is one under these: the week's visits, and the rest around each."""
    rest, week = timedelta(hours=limits.gap_hours), week_of(opening.starts_at.astimezone(clock).date())
    return limits.taken_per_week.get(week, 0) < limits.per_week and all(
        opening.starts_at - end >= rest or start - opening.ends_at >= rest for start, end in limits.visits
    )


def with_visit(limits: VisitLimits, opening: Opening, clock: tzinfo) -> VisitLimits:
    """The limits for the visits after this one: it takes its week's place, and its hours of rest."""
    week = week_of(opening.starts_at.astimezone(clock).date())
    taken = {**limits.taken_per_week, week: limits.taken_per_week.get(week, 0) + 1}
    visits = (*limits.visits, (opening.starts_at, opening.ends_at))
    return replace(limits, taken_per_week=taken, visits=visits)
