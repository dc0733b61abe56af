"""What the chart of a visit must hold before it is signed, what in it may not stand, and which responses raise an alert."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clinic.rules.findings import Finding, Level
from clinic.rules.regions import place_name
from clinic.rules.techniques import TechniqueCode
from sessions.rules.techniques import STOP_ANY, TECHNIQUES, must_stop

BEFORE, DURING, AFTER = "before", "during", "after"


@dataclass(frozen=True, slots=True)
class Done:
    """One technique as done. `code` is a TechniqueCode, `places` are places of the body map, `pressure` is Walton 1 to 5."""

    code: str
    places: tuple[str, ...]
    pressure: int
    minutes: int
    response: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Pain asked once, NPRS 0 to 10. `minute` counts from the start of the visit, `technique` is what was being done."""

    phase: str
    pain: int
    minute: int | None = None
    place: str = ""
    technique: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a chart may say of one technique: its own pressure range, narrowed from above by the signed plan."""

    code: str
    name: str
    least: int
    most: int
    stop_at: int
    ceiling: int | None = None

    @property
    def cap(self) -> int:
        return self.most if self.ceiling is None else min(self.most, self.ceiling)


@dataclass(frozen=True)
class Visit:
    """A chart as plain values. `limits` by technique code; with a plan they hold what the plan names and nothing else."""

    booked_minutes: int
    done: Sequence[Done] = ()
    asked: Sequence[Asked] = ()
    note: str = ""
    screened: bool = False
    limits: Mapping[str, Limits] = field(default_factory=dict)
    no_touch: frozenset[str] = frozenset()
    stop_pain: int = STOP_ANY

    def pain(self, phase: str) -> int | None:
        return next((asked.pain for asked in self.asked if asked.phase == phase), None)


def minutes_sum(done: Sequence[Done]) -> int:
    return sum(entry.minutes for entry in done)


def missing(visit: Visit) -> list[str]:
    """What a signature still waits for, each in words for the therapist."""
    demands = (
        (visit.screened, "The short list of what is new: one tap on “Nothing new”, or what is new."),
        (bool(visit.done), "At least one technique with its place, pressure and minutes."),
        (visit.pain(BEFORE) is not None, "Pain before the work."),
        (visit.pain(DURING) is not None, "Pain during the work, asked at least once."),
        (visit.pain(AFTER) is not None, "Pain after the work."),
        (bool(visit.note.strip()), "At least one line of the note: S, O, A or P."),
    )
    return [words for is_there, words in demands if not is_there]


def refusals(visit: Visit) -> list[Finding]:
    """What may not stand in a signed chart. (S-PRESSURE, P13, the referral's no-touch places, the plan's ceilings)"""
    found = [finding for entry in visit.done for finding in _of_technique(visit, entry)]
    total = minutes_sum(visit.done)
    if total > visit.booked_minutes:
        found.append(
            _block(
                "P13",
                f"The techniques add up to {total} minutes; {visit.booked_minutes} were booked.",
                "Shorten one of them.",
            )
        )
    return found


def _of_technique(visit: Visit, entry: Done) -> list[Finding]:
    limits = visit.limits.get(entry.code)
    if limits is None:
        name = TECHNIQUES[TechniqueCode(entry.code)].name
        return [
            _block(f"T-{entry.code}", f"{name} is not in the signed plan.", "A new version of the plan adds it."),
            *_touched(visit, entry, name),
        ]
    found = []
    if entry.pressure > limits.cap:
        lifted = (
            "A new version of the plan lifts it."
            if limits.cap < limits.most
            else "Nothing lifts the technique's own limit."
        )
        found.append(
            _block(
                f"T-{entry.code}",
                f"{limits.name}: pressure {entry.pressure} is above the limit of {limits.cap}.",
                lifted,
            )
        )
    if entry.pressure < limits.least:
        found.append(
            _block(
                f"T-{entry.code}",
                f"{limits.name} begins at pressure {limits.least}, not {entry.pressure}.",
                "Correct the pressure.",
            )
        )
    return found + _touched(visit, entry, limits.name)


def _touched(visit: Visit, entry: Done, name: str) -> list[Finding]:
    places = tuple(place for place in entry.places if place in visit.no_touch)
    if not places:
        return []
    words = ", ".join(place_name(place) for place in places)
    return [
        Finding(
            Level.BLOCK,
            "NO_TOUCH",
            f"{name}: the referral says no touch at the {words}.",
            "referral",
            "Only the physician lifts it.",
            places,
        )
    ]


def _block(code: str, message: str, lifted_by: str) -> Finding:
    return Finding(Level.BLOCK, code, message, code, lifted_by)


def responses(visit: Visit, *, pain_rise: int) -> list[Finding]:
    """Bad responses that a therapist is to look at: pain risen by `pain_rise` points (P5), a stop value reached (S-STOP)."""
    found = []
    before, after = visit.pain(BEFORE), visit.pain(AFTER)
    if before is not None and after is not None and after - before >= pain_rise:
        found.append(
            Finding(
                Level.WARN,
                "P5",
                f"Pain rose from {before} before to {after} after the visit.",
                "P5",
                "Look at it before the next visit.",
            )
        )
    stops = [asked for asked in visit.asked if asked.phase == DURING and reaches_stop(visit, asked)]
    return found + [
        Finding(Level.WARN, "S-STOP", _stop_words(visit, asked), "S-STOP", "The work stops, or changes, at this value.")
        for asked in stops
    ]


def reaches_stop(visit: Visit, asked: Asked) -> bool:
    """Whether this pain ends the technique being done. Where none was named, the most cautious of those done decides."""
    codes = [asked.technique] if asked.technique else [entry.code for entry in visit.done]
    own = [visit.limits[code].stop_at for code in codes if code in visit.limits]
    if asked.pain >= min([visit.stop_pain, *own]):
        return True
    before, most = visit.pain(BEFORE), visit.stop_pain
    return any(must_stop(TECHNIQUES[TechniqueCode(code)], asked.pain, before=before, stop_any=most) for code in codes)


def _stop_words(visit: Visit, asked: Asked) -> str:
    limits = visit.limits.get(asked.technique)
    when = f" at minute {asked.minute}" if asked.minute is not None else ""
    during = f" during {limits.name}" if limits else ""
    return f"Pain {asked.pain}{when}{during} reached a value to stop at."
