"""What a clinic may change about a technique: anything that stays within the hard limits of its row (T-*). It may tighten them, never
loosen them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from sessions.rules.licensing import same_kind
from sessions.rules.techniques import TechniqueEntry

LONGEST_GAP_HOURS = 14 * 24


@dataclass(frozen=True, slots=True)
class Terms:
    """What one version of a technique says. `licenses`: kind of license by state, beside the therapist's own."""

    purpose: str
    indications: str
    contraindications: str
    pressure_min: int
    pressure_start: int
    pressure_max: int
    minutes_min: int
    minutes_default: int
    minutes_max: int
    pain_low: int
    pain_high: int
    pain_stop: int
    gap_hours: int
    needs_credential: bool = False
    licenses: Mapping[str, str] = field(default_factory=dict)


LABELS: Mapping[str, str] = {
    "purpose": "Purpose",
    "indications": "Used for",
    "contraindications": "Not with",
    "pressure_min": "Pressure at least",
    "pressure_start": "Pressure at a first visit",
    "pressure_max": "Pressure at most",
    "minutes_min": "Minutes at least",
    "minutes_default": "Minutes proposed",
    "minutes_max": "Minutes at most",
    "pain_low": "Pain expected from",
    "pain_high": "Pain expected to",
    "pain_stop": "Stop at pain",
    "gap_hours": "Hours between two visits at a place",
    "needs_credential": "Needs a credential",
    "licenses": "License by state, beside the therapist's own",
}
NAMES = tuple(one.name for one in fields(Terms))


def hard_terms(entry: TechniqueEntry) -> Terms:
    """The loosest terms there are: those of the product."""
    return Terms(
        purpose=entry.purpose,
        indications=entry.indications,
        contraindications=entry.contraindications,
        pressure_min=entry.pressure.least,
        pressure_start=entry.pressure.start,
        pressure_max=entry.pressure.most,
        minutes_min=entry.minutes.least,
        minutes_default=entry.minutes.start,
        minutes_max=entry.minutes.most,
        pain_low=entry.pain[0],
        pain_high=entry.pain[1],
        pain_stop=entry.stop_at,
        gap_hours=entry.gap_hours,
        needs_credential=entry.needs_credential,
        licenses=dict(entry.licenses),
    )


def refusals(entry: TechniqueEntry, wanted: Terms) -> Iterator[tuple[str, str]]:
    """Each field that may not stand, with a sentence. (T-* rows)"""
    hard = hard_terms(entry)
    for name in ("purpose", "indications", "contraindications"):
        if not getattr(wanted, name).strip():
            yield name, "Write it: the therapist reads it beside the technique."
    yield from _in_order(wanted)
    yield from _looser(hard, wanted)
    yield from _papers(hard, wanted)


def _looser(hard: Terms, wanted: Terms) -> Iterator[tuple[str, str]]:
    for name in ("pressure_min", "minutes_min", "gap_hours"):
        if getattr(wanted, name) < getattr(hard, name):
            yield name, f"Not below {getattr(hard, name)}."
    for name in ("pressure_start", "pressure_max", "minutes_max", "pain_high", "pain_stop"):
        if getattr(wanted, name) > getattr(hard, name):
            yield name, f"Not above {getattr(hard, name)}."
    if wanted.gap_hours > LONGEST_GAP_HOURS:
        yield "gap_hours", f"At most {LONGEST_GAP_HOURS} hours, two weeks."


def _papers(hard: Terms, wanted: Terms) -> Iterator[tuple[str, str]]:
    if hard.needs_credential and not wanted.needs_credential:
        yield "needs_credential", "This technique is only done with a credential."
    for state, kind in hard.licenses.items():
        if not same_kind(wanted.licenses.get(state, ""), kind):
            yield "licenses", f"{state} asks for a license as {kind.lower()}: keep it."


def _in_order(wanted: Terms) -> Iterator[tuple[str, str]]:
    rising = (
        ("pressure_min", "pressure_start"),
        ("pressure_start", "pressure_max"),
        ("minutes_min", "minutes_default"),
        ("minutes_default", "minutes_max"),
        ("pain_low", "pain_high"),
    )
    for first, second in rising:
        if getattr(wanted, second) < getattr(wanted, first):
            yield second, f"Not below “{LABELS[first]}”, which is {getattr(wanted, first)}."
    if wanted.pain_stop <= wanted.pain_high:
        yield "pain_stop", "Above the pain that is expected."


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


def differences(before: Terms, after: Terms) -> list[Difference]:
    """What the later version says otherwise, in words."""
    return [
        Difference(LABELS[name], said(getattr(before, name)), said(getattr(after, name)))
        for name in NAMES
        if getattr(before, name) != getattr(after, name)
    ]


def said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{state}: {kind}" for state, kind in sorted(value.items())) or "none"
    return str(value)
