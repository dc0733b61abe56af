"""When treatment may begin: per technique, and for the first visit as a whole (E-* rows).

Begin early, at a low dose, where the gates allow it; that is why the first possible day stands beside every referral.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clinic.rules.events import EVENTS, day_text
from clinic.rules.limbs import is_hand_or_foot
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from sessions.rules.gate_opening import EventFact, row_on
from sessions.rules.gates_ahead import if_asked, opens_on
from sessions.rules.judging import PatientFacts
from sessions.rules.wording import day_words


@dataclass(frozen=True, slots=True)
class Start:
    """`alone_on`: by time and what is on file; `asked_on`: if the physician gives every clearance and order asked for, only where that
    is sooner. Both None: no date does it."""

    technique: TechniqueCode
    alone_on: date | None
    asked_on: date | None

    @property
    def name(self) -> str:
        return TECHNIQUE_NAMES[self.technique]


@dataclass(frozen=True, slots=True)
class FirstVisit:
    """`starts`: all techniques, the soonest first."""

    starts: tuple[Start, ...]
    day: date
    event: EventFact | None = None

    @property
    def on(self) -> date | None:
        return min((each.alone_on for each in self.starts if each.alone_on is not None), default=None)

    @property
    def asked_on(self) -> date | None:
        """Sooner than `on`, if asked for."""
        found = min((each.asked_on for each in self.starts if each.asked_on is not None), default=None)
        return found if found is not None and (self.on is None or found < self.on) else None

    @property
    def words(self) -> str:
        """“First visit possible from Mon 7 Dec 2026 (POD 14); with a clearance from Thu 26 Nov 2026 (POD 3).”"""
        if self.on is None:
            alone = "Nothing may be done yet by time alone"
        elif self.on <= self.day:
            alone = f"A first visit is possible now{self._count(self.day)}"
        else:
            alone = f"First visit possible from {day_words(self.on)}{self._count(self.on)}"
        if self.asked_on is None:
            return f"{alone}."
        when = "now" if self.asked_on <= self.day else f"from {day_words(self.asked_on)}{self._count(self.asked_on)}"
        return f"{alone}; with the physician's clearance {when}."

    def _count(self, on: date) -> str:
        return f" ({counted(self.event, on)})" if self.event else ""


def counted(event: EventFact, on: date) -> str:
    """Days since the event on that day: “POD 14”."""
    row = row_on(event, on)
    zero = event.on if row is None else event.counted_from(row)
    return day_text(event.kind, zero, on)


def first_visit(
    places: Sequence[str], facts: PatientFacts, *, day: date, left_out: Iterable[TechniqueCode] = ()
) -> FirstVisit:
    """For these places, from `day` on; `left_out`: techniques nobody there may do. Reflexology begins nothing elsewhere than on hands and
    feet: it is done there whatever the problem's place."""
    closed = set(left_out) if any(is_hand_or_foot(place) for place in places) else {*left_out, TechniqueCode.REF}
    starts = [_start(code, places, facts, day) for code in TechniqueCode if code not in closed]
    latest = max((event for event in facts.events if event.kind in EVENTS), key=lambda event: event.on, default=None)
    ordered = sorted(starts, key=lambda each: (each.alone_on or date.max, each.asked_on or date.max))
    return FirstVisit(tuple(ordered), day, latest)


def waited(*, received_on: date, first_on: date | None, today: date, most: int) -> str:
    """What is said when a referral waits longer than `most` days for its first visit; empty while it does not."""
    days = ((first_on or today) - received_on).days
    if days <= most:
        return ""
    if first_on is None:
        return f"Waiting {days} days for a first visit; {most} are the clinic's limit."
    return f"{days} days from referral to first visit; {most} are the clinic's limit."


@dataclass(frozen=True, slots=True)
class StartBy:
    """The physician's last day for a start, as it is said; `presses` from three days before, when calling is no longer for later."""

    words: str
    presses: bool


START_BY_PRESSES = timedelta(days=3)


def start_by(day: date, *, today: date) -> StartBy:
    left = (day - today).days
    count = "passed" if left < 0 else {0: "today", 1: "tomorrow"}.get(left, f"{left} days left")
    return StartBy(f"start by {day:%a} {day.day} {day:%b}, {count}", day - today <= START_BY_PRESSES)


@dataclass(frozen=True, slots=True)
class Waits:
    """Days from a referral's arrival to its first visit, given or booked: the one in the middle, the longest, of how many, and how many
    took longer than the clinic's limit."""

    middle: int
    longest: int
    of: int
    late: int


def waits(days: Sequence[int], *, most: int) -> Waits | None:
    """None without any. Of an even number the later of the two in the middle: the clinic is not made to look quicker than it is."""
    if not days:
        return None
    ordered = sorted(days)
    return Waits(ordered[len(ordered) // 2], ordered[-1], len(ordered), sum(each > most for each in ordered))


def _start(code: TechniqueCode, places: Sequence[str], facts: PatientFacts, day: date) -> Start:
    alone = opens_on(facts, code, places, day=day)
    if alone == day:
        return Start(code, alone, None)
    return Start(code, alone, opens_on(if_asked(facts, day=day), code, places, day=day, before=alone))
