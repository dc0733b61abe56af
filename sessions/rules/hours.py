"""Whether therapist and room are there at the time of a booking: hours, time off, closures, rooms out of use, the load guard (P-LOAD)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from clinic.rules.findings import Finding, Level
from sessions.rules.wording import day_words

SOURCE = "working hours"
HOURS, TIME_OFF, CLOSED, ROOM_OUT, LOAD = "HOURS", "TIME_OFF", "CLOSED", "ROOM_OUT", "P-LOAD"
OF_TIME = frozenset({HOURS, TIME_OFF, CLOSED, LOAD})  # a reason lifts these, and the visit keeps its referral
OWN_TIME = frozenset({HOURS, TIME_OFF, LOAD})  # of them, what the therapist may decide for their own day


@dataclass(frozen=True, slots=True)
class Presence:
    """What is on file for a time. `hours`: what the therapist works at that location that day, as pairs of moments; `is_kept`: hours of
    this therapist are written down at all (a clinic that has just begun has none, and nobody is held to them)."""

    day: date
    therapist: str
    location: str
    is_kept: bool
    is_within: bool
    hours: tuple[tuple[datetime, datetime], ...] = ()
    off: str = ""  # in words, such as “Vacation”
    off_until: datetime | None = None
    closed: str | None = None  # why
    room: str = ""
    room_out: str | None = None  # why


def judge_presence(facts: Presence, clock: tzinfo) -> list[Finding]:
    """What speaks against the time itself. A manager's typed reason lifts all but the room; therapists decide over their own hours."""
    found = []
    if facts.closed is not None:
        why = f" ({facts.closed})" if facts.closed else ""
        found.append(_override(CLOSED, f"{facts.location} is closed on {day_words(facts.day)}{why}.", "Another day."))
    if facts.off:
        until = facts.off_until.astimezone(clock) if facts.off_until else None
        end = f" until {day_words(until.date())}, {until:%H:%M}" if until else ""
        message = f"{facts.therapist} is away then: {facts.off.lower()}{end}."
        found.append(_override(TIME_OFF, message, "Another time or another therapist."))
    elif facts.is_kept and not facts.is_within:
        found.append(_override(HOURS, _outside(facts, clock), "A time within the working hours, or another therapist."))
    if facts.room_out is not None:
        why = f" ({facts.room_out})" if facts.room_out else ""
        message = f"{facts.room} is out of use on {day_words(facts.day)}{why}."
        found.append(Finding(Level.BLOCK, ROOM_OUT, message, SOURCE, "Choose another room."))
    return found


def judge_load(in_a_row: int, most: int, therapist: str) -> list[Finding]:
    """P-LOAD: deep visits one after the other, the asked one among them."""
    if in_a_row <= most:
        return []
    message = f"{therapist} would give {in_a_row} visits with deep pressure in a row; the clinic's limit is {most}."
    return [
        Finding(Level.OVERRIDE, LOAD, message, LOAD, "A time after a pause or a lighter visit, or another therapist.")
    ]


def lifted_by(*, is_manager: bool, is_own_time: bool) -> frozenset[str]:
    """The findings of this page that a typed reason of this person lifts."""
    if is_manager:
        return OF_TIME
    return OWN_TIME if is_own_time else frozenset()


def _outside(facts: Presence, clock: tzinfo) -> str:
    spans = " and ".join(_span(pair, clock) for pair in sorted(facts.hours))
    if not spans:
        return f"{facts.therapist} does not work at {facts.location} on {day_words(facts.day)}."
    return f"{facts.therapist} works at {facts.location} on {day_words(facts.day)} from {spans}."


def _span(pair: Iterable[datetime], clock: tzinfo) -> str:
    begin, end = (moment.astimezone(clock) for moment in pair)
    return f"{begin:%H:%M} to {end:%H:%M}"


def _override(code: str, message: str, lifted_by: str) -> Finding:
    return Finding(Level.OVERRIDE, code, message, SOURCE, lifted_by)
