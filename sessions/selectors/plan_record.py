"""What is known about the patient when a plan is built, in one query: for the guards, the suggester and the band."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from assessments.models import Goal, PainMark
from assessments.rules.aims import aim_label, aim_value
from patients.models import Patient
from referrals.models import ClinicalEvent, ReferralDiagnosis
from sessions.rules.indications import AIM_OF_MEASURE, Aim
from sessions.rules.judging import PatientFacts
from sessions.selectors.banner import with_banner_facts
from sessions.selectors.guard_facts import facts_of, with_guard_facts

_EVENT = ("id", "episode_id", "kind", "happened_on", "regions", "procedure", "ended_on", "confirmed_on")
_GOAL = ("measure", "item", "words", "baseline", "target", "due_on", "is_primary", "assessment_id")


@dataclass(frozen=True)
class PlannedGoal:
    """An active goal of the episode, as the plan's page shows it."""

    label: str
    words: str
    baseline: str
    target: str
    due_on: date
    is_primary: bool
    assessment_id: int
    aim: Aim | None


@dataclass(frozen=True)
class Record:
    """`patient` carries the banner's facts; `events` are not meant to be saved; `hurting`: places that hurt at intake."""

    patient: Any
    facts: PatientFacts
    events: list[ClinicalEvent]
    goals: list[PlannedGoal]
    codes: tuple[str, ...]
    hurting: frozenset[str]

    @property
    def aims(self) -> frozenset[Aim]:
        """What the primary goal is measured by; without one, what all goals are."""
        chosen = [goal for goal in self.goals if goal.is_primary] or self.goals
        return frozenset(goal.aim for goal in chosen if goal.aim is not None)


def record_of(patient_id: int, *, episode_id: int, referral_id: int) -> Record:
    """What the guards know (the history of visits left out: no plan is judged by it), goals and intake pain of the episode, diagnoses of
    the referral."""
    row: Any = with_guard_facts(with_banner_facts(Patient.objects.filter(pk=patient_id))).annotate(
        known_events=_rows(ClinicalEvent.objects.filter(patient=OuterRef("pk")), _EVENT),
        active_goals=_rows(Goal.objects.active().filter(episode=episode_id), _GOAL),
        diagnosed=_rows(ReferralDiagnosis.objects.filter(referral=referral_id), ("code",)),
        hurting=_rows(_marks(episode_id), ("place",)),
    )
    found: Any = row.get()
    return Record(
        patient=found,
        facts=facts_of(found, (), episode_id=episode_id),
        events=[_event_row(each, patient_id) for each in found.known_events],
        goals=[_goal(each) for each in found.active_goals],
        codes=tuple(each["code"] for each in found.diagnosed),
        hurting=frozenset(each["place"] for each in found.hurting),
    )


def _marks(episode_id: int) -> "QuerySet[PainMark]":
    marks = PainMark.objects.filter(measurements__assessment__episode=episode_id)
    return marks.filter(measurements__assessment__kind="intake").exclude(role="unaffected")


def _rows(rows: "QuerySet[Any]", fields: tuple[str, ...]) -> ArraySubquery:
    return ArraySubquery(rows.values(found=JSONObject(**{name: F(name) for name in fields})))


def _event_row(row: Mapping[str, Any], patient_id: int) -> ClinicalEvent:
    return ClinicalEvent(
        pk=row["id"],
        patient_id=patient_id,
        episode_id=row["episode_id"],
        kind=row["kind"],
        happened_on=date.fromisoformat(row["happened_on"]),
        regions=row["regions"],
        procedure=row["procedure"],
        ended_on=_day(row["ended_on"]),
        confirmed_on=_day(row["confirmed_on"]),
    )


def _goal(row: Mapping[str, Any]) -> PlannedGoal:
    return PlannedGoal(
        label=aim_label(row["measure"], row["item"]),
        words=row["words"],
        baseline=aim_value(row["measure"], row["item"], row["baseline"]),
        target=aim_value(row["measure"], row["item"], row["target"]),
        due_on=date.fromisoformat(row["due_on"]),
        is_primary=row["is_primary"],
        assessment_id=row["assessment_id"],
        aim=AIM_OF_MEASURE.get(row["measure"]),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
