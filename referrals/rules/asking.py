"""The question that stands in a letter before anybody has changed it: short, polite, without the patient's name."""

from collections.abc import Sequence

from clinic.rules.regions import place_name
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from referrals.rules.rows import row_label

CLEARANCE, ORDER, CONSULT = "clearance", "order", "consult"
MOST_NAMED = 4


def question(
    kind: str, *, lifts: Sequence[str], techniques: Sequence[str], regions: Sequence[str], problem: str
) -> str:
    """A draft that may be sent as it is."""
    work = techniques_words(techniques) or "medical massage"
    where = f" ({places_words(regions)})" if regions else ""
    if kind == ORDER:
        return f"From which day may we begin with {work}{where}, and up to which pressure?"
    if kind == CONSULT:
        about = f"for this problem: {problem}" if problem else "for this patient"
        return f"In your view, would {work}{where} help {about}? Is there anything that speaks against it?"
    because = and_list([row_label(row) for row in lifts])
    return f"May we use {work}{where} although this is on record: {because}?"


def techniques_words(codes: Sequence[str]) -> str:
    return and_list([lower_first(TECHNIQUE_NAMES[TechniqueCode(code)]) for code in codes])


def places_words(places: Sequence[str]) -> str:
    """At most a few are named; the letter lists them all."""
    names = [place_name(place) for place in places]
    if len(names) <= MOST_NAMED:
        return and_list(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"


def and_list(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
