"""Answers that cannot both be so, and answers that what was measured or recorded speaks against (X-* rows)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.rules.body_entries import Signs
from assessments.rules.entries import Answer
from clinic.rules.conditions import ConditionCode as C
from clinic.rules.screening import CONDITIONS, blood_pressure_condition

FEVER_FROM = Decimal("38.0")  # degrees Celsius
# Of each pair only one can be so.
_EITHER = (
    (C.PREGNANT_T1, C.PREGNANT_T2_T3, "the first three months and later ones"),
    (C.CHF_ACUTE, C.CHF_STABLE, "acute and under control"),
    (C.BP_CRISIS, C.BP_HIGH, "two readings of blood pressure"),
)


@dataclass(frozen=True, slots=True)
class Union:
    """A healed fracture on record: where (empty: not said), and the day its union was confirmed."""

    places: tuple[str, ...]
    confirmed_on: date


def contradictions(
    answers: Collection[Answer], *, signs: Signs | None, unions: Collection[Union], today: date
) -> dict[str, str]:
    """What to look at again, by the code of the question at which it stands."""
    said = {answer.code: answer for answer in answers}
    return _either(said) | _bones(said, unions) | _measured(said, signs) | _ahead(answers, today)


def _yes(said: Mapping[str, Answer], code: C) -> Answer | None:
    answer = said.get(code.value)
    return answer if answer and answer.answer == "yes" else None


def _either(said: Mapping[str, Answer]) -> dict[str, str]:
    return {
        other.value: f"Yes is also said to “{CONDITIONS[one].label}”: {words} cannot both be so."
        for one, other, words in _EITHER
        if _yes(said, one) and _yes(said, other)
    }


def _bones(said: Mapping[str, Answer], unions: Collection[Union]) -> dict[str, str]:
    """A fracture is healed or it is not; another one at another place may well be open. No place named means any."""
    open_one = _yes(said, C.FRACTURE_UNHEALED)
    if open_one is None:
        return {}
    healed = _yes(said, C.FRACTURE_HEALED)
    if healed and _same_place(open_one.places, healed.places):
        return {C.FRACTURE_UNHEALED.value: "“Fracture healed” is also answered with yes for this place."}
    united = [union for union in unions if _same_place(open_one.places, union.places)]
    if not united:
        return {}
    on = max(union.confirmed_on for union in united)
    message = f"Union of this fracture was confirmed on {on:%-d %b %Y}. Name the place of the one that is not healed."
    return {C.FRACTURE_UNHEALED.value: message}


def _same_place(one: Collection[str], other: Collection[str]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _measured(said: Mapping[str, Answer], signs: Signs | None) -> dict[str, str]:
    """A reading raises what it says; an answer never lowers it."""
    found: dict[str, str] = {}
    if signs is None:
        return found
    if signs.systolic is not None and signs.diastolic is not None:
        code = blood_pressure_condition(signs.systolic, signs.diastolic)
        if code and code.value in said and not _yes(said, code):
            found[code.value] = f"{signs.systolic} over {signs.diastolic} was measured today: that is a yes."
    feverish = signs.temperature is not None and signs.temperature >= FEVER_FROM
    if feverish and C.FEVER.value in said and not _yes(said, C.FEVER):
        found[C.FEVER.value] = f"{signs.temperature} °C was measured today: that is a yes."
    return found


def _ahead(answers: Collection[Answer], today: date) -> dict[str, str]:
    return {
        answer.code: "This day lies ahead."
        for answer in answers
        if answer.answer == "yes" and answer.since_on and answer.since_on > today
    }
