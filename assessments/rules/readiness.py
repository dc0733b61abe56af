"""What an assessment still lacks before it may be signed, and in which section (S-INTAKE: care starts with a full evaluation)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from assessments.rules.body_entries import Girths, Signs
from assessments.rules.contradictions import Union, contradictions
from assessments.rules.endings import lacking_end
from assessments.rules.entries import Answer
from assessments.rules.scoring import PSFS_LEAST
from assessments.rules.sections import Section
from assessments.rules.wording import limb_name
from clinic.rules.conditions import Condition, ConditionCode
from clinic.rules.screening import CONDITIONS, WARNING_SIGNS, full_list, short_list


@dataclass(frozen=True, slots=True)
class Lack:
    """`at` is the section to jump to; empty where it stands outside the page."""

    at: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Facts:
    """`full_screening`: the whole list is asked, else the short one. `primary_goals`: of this assessment; `standing_primary`: the
    course of care has one already. `standing`: conditions that stand confirmed, since when, by code."""

    complaint: str
    answers: Collection[Answer]
    pain_marks: int
    activities: int
    primary_goals: int
    treatment_consent: bool
    is_intake: bool = True
    full_screening: bool = True
    groc: bool = False
    standing_primary: bool = False
    girths: Collection[Girths] = field(default_factory=tuple)
    signs: Signs | None = None
    unions: Collection[Union] = field(default_factory=tuple)
    standing: Mapping[str, date] = field(default_factory=dict)


def missing(facts: Facts, *, today: date) -> list[Lack]:
    """One sentence for each thing that is missing, in the order of the page."""
    return [*_history(facts), *_screening(facts, today), *_marks(facts), *_girths(facts), *_felt(facts), *_rest(facts)]


def _history(facts: Facts) -> Iterable[Lack]:
    if facts.is_intake and not facts.complaint.strip():
        yield Lack(Section.HISTORY, "Write the chief complaint.")


def _screening(facts: Facts, today: date) -> Iterable[Lack]:
    asked = full_list() if facts.full_screening else short_list()
    answered = {answer.code for answer in facts.answers}
    left = sum(1 for condition in asked if condition.code.value not in answered)
    if left:
        yield Lack(Section.SCREENING, f"Answer the screening list: {left} of {len(asked)} questions are open.")
    for answer in facts.answers:
        for sentence in lacking(answer):
            yield Lack(Section.SCREENING, sentence)
        for _field, sentence in lacking_end(answer, facts.standing, today=today):
            yield Lack(Section.SCREENING, f"{CONDITIONS[ConditionCode(answer.code)].label}: {sentence}")
    against = contradictions(facts.answers, signs=facts.signs, unions=facts.unions, today=today)
    for code, message in against.items():
        yield Lack(Section.SCREENING, f"{CONDITIONS[ConditionCode(code)].label}: {message}")


def lacking(answer: Answer) -> list[str]:
    """What a yes must still say: where, and since when."""
    condition = CONDITIONS[ConditionCode(answer.code)]
    if answer.answer != "yes":
        return []
    place = [f"Say where: {condition.label}."] if condition.needs_place and not answer.places else []
    return place + ([f"Say since when: {condition.label}."] if lacks_since(condition, answer) else [])


def warning_signs(answers: Collection[Answer]) -> list[str]:
    """What was answered with yes and belongs to the physician, in words. (RE-RED-FLAG)"""
    said = [ConditionCode(answer.code) for answer in answers if answer.answer == "yes"]
    return [CONDITIONS[code].label for code in said if code in WARNING_SIGNS]


def lacks_since(condition: Condition, answer: Answer) -> bool:
    return condition.needs_since and answer.answer == "yes" and not (answer.since_on or answer.since_unknown)


def _marks(facts: Facts) -> Iterable[Lack]:
    if not facts.pain_marks:
        yield Lack(Section.PAIN, "Mark at least one place; where nothing hurts, mark the place with pain 0.")


def _girths(facts: Facts) -> Iterable[Lack]:
    for girths in facts.girths:
        if girths.gaps:
            heights = ", ".join(str(height) for height in girths.gaps)
            limb = limb_name(girths.limb, girths.side)
            yield Lack(Section.GIRTH, f"Measure the {limb} at {heights} cm, or leave out the points above.")


def _felt(facts: Facts) -> Iterable[Lack]:
    if facts.activities < PSFS_LEAST:
        yield Lack(Section.ACTIVITIES, f"Write {PSFS_LEAST} to 5 activities in the patient's words.")
    if not facts.is_intake and not facts.groc:
        yield Lack(Section.FEELING, "Ask how it has changed overall.")


def _rest(facts: Facts) -> Iterable[Lack]:
    if facts.primary_goals + facts.standing_primary != 1 and (facts.is_intake or facts.primary_goals):
        yield Lack(Section.GOALS, "Set exactly one primary goal.")
    if not facts.treatment_consent:
        yield Lack("", "The patient's consent to treatment is not on file.")
