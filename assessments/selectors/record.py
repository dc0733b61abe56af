"""One assessment with everything that belongs to it, in one query per kind; and what must be minded before touching."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject

from assessments.models import Assessment, Goal, Screening, ScreeningAnswer
from assessments.models import Condition as StandingCondition
from assessments.rules.contradictions import Union, contradictions
from assessments.rules.entries import Aim, Answer
from assessments.rules.readiness import Facts
from assessments.selectors.content import ANSWER
from assessments.selectors.readings import Earlier, Readings, Shown, readings_of
from clinic.rules.conditions import Condition, ConditionCode
from clinic.rules.events import EventKind, day_text, day_zero
from clinic.rules.policy import Policy
from clinic.rules.regions import place_name
from clinic.rules.screening import CONDITIONS
from clinic.selectors.profile import policy_in_force
from patients.models import Consent, Patient
from referrals.models import Clearance, ClinicalEvent, Referral

FULL = {Screening.Moment.INTAKE, Screening.Moment.FULL}


@dataclass(frozen=True)
class Cleared:
    """A physician's answer that names a row of the screening list."""

    physician: str
    granted: bool
    until_on: date
    confirmed: bool
    lifts: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    assessment: Assessment
    answers: list[Answer]
    now: Readings
    earlier: Earlier
    goals: list[Goal]
    standing_goals: list[Goal]  # active ones that another assessment of this course of care has set
    consent: bool  # the patient's consent to treatment stands
    photo_consent: bool
    policy: Policy
    standing: list[dict[str, Any]]  # the patient's standing conditions
    clearances: list[Cleared] = field(default_factory=list)
    unions: list[Union] = field(default_factory=list)

    @property
    def is_intake(self) -> bool:
        return self.assessment.kind == Assessment.Kind.INTAKE

    @property
    def full_screening(self) -> bool:
        screening = self.assessment.screening
        return screening is None or screening.moment in FULL

    @property
    def affected(self) -> str:
        """Which limb counts as the affected one: "l", "r", "both", or empty where nobody said."""
        return {"left": "l", "right": "r", "both": "both"}.get(self.assessment.affected_side, "")

    @property
    def earlier_photos(self) -> list[Shown]:
        return list(self.earlier.of("photos").values())

    @property
    def retake(self) -> list[Shown]:
        """Photos of the last time that have no counterpart yet."""
        taken = {photo.what for photo in self.now.photos}
        return [] if self.is_intake else [photo for photo in self.earlier_photos if photo.what not in taken]

    @property
    def cleared_rows(self) -> set[str]:
        """The rows of the screening list that a physician's answer names."""
        return {row for cleared in self.clearances for row in cleared.lifts}

    @property
    def facts(self) -> Facts:
        """What readiness to be signed is judged by."""
        return Facts(
            complaint=self.assessment.complaint,
            answers=self.answers,
            pain_marks=len(self.now.pain),
            activities=len(self.now.activities),
            primary_goals=sum(1 for goal in self.goals if goal.is_primary),
            treatment_consent=self.consent,
            is_intake=self.is_intake,
            full_screening=self.full_screening,
            groc=any(rating.measure == "GROC" for rating in self.now.ratings),
            standing_primary=any(goal.is_primary for goal in self.standing_goals),
            girths=self.now.girths,
            signs=self.now.vitals[0] if self.now.vitals else None,
            unions=self.unions,
            standing=self.confirmed_since,
        )

    @property
    def confirmed_since(self) -> dict[str, date]:
        """Conditions that stand confirmed, by code: a no to one of them must say what became of it."""
        return {
            row["code"]: date.fromisoformat(row["since_on"]) for row in self.standing if row["confirmed_at"] is not None
        }

    @cached_property
    def positive(self) -> list[tuple[Condition, Answer]]:
        """What was not answered with no, or with a no that says what became of it, with the condition's own words."""
        told = [a for a in self.answers if a.answer != ScreeningAnswer.Answer.NO or a.ending]
        return [(CONDITIONS[ConditionCode(a.code)], a) for a in told]

    @property
    def denied(self) -> int:
        return sum(1 for answer in self.answers if answer.answer == ScreeningAnswer.Answer.NO)

    @property
    def aims(self) -> list[Aim]:
        return [aim_of(goal) for goal in self.goals]

    def against(self, today: date) -> dict[str, str]:
        """What speaks against an answer, by its code."""
        facts = self.facts
        return contradictions(self.answers, signs=facts.signs, unions=self.unions, today=today)


def record(assessment: Assessment) -> Record:
    """Five queries, whatever the number of rows; the assessment comes with its episode, patient, screening and signature."""
    about = _about_patient(assessment.episode.patient_id)
    now, earlier = readings_of(assessment)
    goals = list(Goal.objects.filter(episode=assessment.episode_id).order_by("id"))
    return Record(
        assessment=assessment,
        answers=sorted(map(answer_of, assessment.screening.answers.all()), key=_in_list_order)
        if assessment.screening
        else [],
        now=now,
        earlier=earlier,
        goals=[goal for goal in goals if goal.assessment_id == assessment.pk],
        standing_goals=[goal for goal in goals if goal.assessment_id != assessment.pk and goal.closed_at is None],
        consent=about["consent"],
        photo_consent=about["photo_consent"],
        policy=policy_in_force(),
        standing=about["standing"],
        clearances=[_cleared(row) for row in about["clearances_given"]],
        unions=[Union(tuple(row["regions"]), date.fromisoformat(row["confirmed_on"])) for row in about["unions"]],
    )


def answer_of(row: ScreeningAnswer) -> Answer:
    values: dict[str, Any] = {name: getattr(row, name) for name in ANSWER}
    return Answer(**values | {"places": tuple(row.places)})


def aim_of(goal: Goal) -> Aim:
    names = ("measure", "item", "baseline", "target", "due_on", "words", "is_primary")
    return Aim(**{name: getattr(goal, name) for name in names})


def _about_patient(patient_id: int) -> Mapping[str, Any]:
    """Consents, standing conditions, clearances and confirmed unions, in one query."""
    own = OuterRef("pk")
    consents = Consent.objects.standing().filter(patient=own)
    conditions = StandingCondition.objects.standing().filter(patient=own).order_by("code")
    clearances = Clearance.objects.standing().filter(patient=own).order_by("-until_on")
    unions = ClinicalEvent.objects.filter(patient=own, kind=EventKind.FRACTURE_UNITED.value, confirmed_on__isnull=False)
    rows = Patient.objects.annotate(
        consent=Exists(consents.filter(kind=Consent.Kind.TREATMENT)),
        photo_consent=Exists(consents.filter(kind=Consent.Kind.PHOTO)),
        standing=ArraySubquery(
            conditions.values(
                found=JSONObject(
                    **{n: n for n in ("code", "regions", "note", "variant", "platelets", "since_on", "confirmed_at")}
                )
            )
        ),
        clearances_given=ArraySubquery(
            clearances.values(
                found=JSONObject(
                    physician="physician__name",
                    granted="granted",
                    until_on="until_on",
                    confirmed_at="confirmed_at",
                    lifts="lifts",
                )
            )
        ),
        unions=ArraySubquery(
            unions.order_by("pk").values(found=JSONObject(regions="regions", confirmed_on=F("confirmed_on")))
        ),
    )
    found: Mapping[str, Any] = rows.values("consent", "photo_consent", "standing", "clearances_given", "unions").get(
        pk=patient_id
    )
    return found


def _cleared(row: Mapping[str, Any]) -> Cleared:
    return Cleared(
        physician=row["physician"],
        granted=row["granted"],
        until_on=date.fromisoformat(row["until_on"]),
        confirmed=row["confirmed_at"] is not None,
        lifts=tuple(row["lifts"]),
    )


def band(found: Record, *, today: date) -> list[dict[str, str]]:
    """What must be minded before touching: the day count, no-touch places, precautions, a missing consent."""
    items = [_item("blue", "calendar-event", text) for text in _day_counts(found.assessment.episode_id, today)]
    items += [] if found.consent else [_item("red", "pen", "No consent to treatment")]
    for referral in Referral.objects.verified().filter(episode_id=found.assessment.episode_id):
        if referral.no_touch_regions:
            items.append(_item("red", "slash-circle", f"No touch: {_places(referral.no_touch_regions)}"))
        if referral.precautions:
            items.append(_item("amber", "exclamation-triangle", referral.precautions))
    return items + [_item("amber", "droplet", _condition(row)) for row in found.standing]


def _condition(row: Mapping[str, Any]) -> str:
    label = CONDITIONS[ConditionCode(row["code"])].label
    return f"{label}: {_places(row['regions'])}" if row["regions"] else label


def _day_counts(episode_id: int, today: date) -> list[str]:
    """“POD 12 · Liposuction” for each event of the episode whose day 0 is known."""
    found = []
    for event in ClinicalEvent.objects.filter(episode_id=episode_id):
        kind = EventKind(event.kind)
        zero = day_zero(kind, event.happened_on, ended_on=event.ended_on, confirmed_on=event.confirmed_on)
        found += [f"{day_text(kind, zero, today)} · {event}"] if zero else []
    return found


def _item(tone: str, icon: str, text: str) -> dict[str, str]:
    return {"tone": tone, "icon": icon, "text": text}


def _places(places: list[str]) -> str:
    return ", ".join(place_name(place) for place in places)


def _in_list_order(answer: Answer) -> int:
    return CONDITIONS[ConditionCode(answer.code)].number
