"""What must cross upwards without an import: kinds of job, panels of the patient page, numbers in the rail, what the policy affects, and
the rules of every table about a patient.

Apps fill it in `AppConfig.ready()`; the foundation only reads it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pgtrigger
from django.apps import apps
from django.utils.module_loading import import_string

from clinic.rules.findings import Finding
from clinic.triggers import FollowsMerge


class Erasure(StrEnum):
    """What erasing a patient does to a row."""

    DELETE = "delete"
    TOMBSTONE = "tombstone"  # the row stays, its personal content goes
    KEEP = "keep"  # holds nothing personal, or the law wants it kept


class Merge(StrEnum):
    """What merging two patients does to a row."""

    REPOINT = "repoint"  # the row is pointed at the patient that stays
    FOLLOW = "follow"  # it hangs on a row that is re-pointed
    STAY = "stay"  # it keeps saying what happened to the record it was written for


@dataclass(frozen=True)
class DataRule:
    """How rows of one table that reaches a patient are merged, exported, erased and kept. `path` leads from the row to the patient."""

    path: str
    merge: Merge
    export: bool
    erasure: Erasure
    keep_years: int


@dataclass(frozen=True)
class Panel:
    """A part of the patient page: `build` (dotted) takes the patient and the signed-in person and returns the template's context.
    `desk`: it came with the referral, so the front desk reads it too; the others are for those who may read the chart."""

    name: str
    label: str
    template: str
    build: str
    position: int
    desk: bool = False


def badge_name(route: str) -> str:
    """Under which the number stands on the signed-in person."""
    return f"badge_{route.replace(':', '_')}"


@dataclass(frozen=True)
class PolicyEffect:
    """What a change of these thresholds touches: `rows` (dotted) takes `now` and returns the queryset of what is judged by them;
    `one` and `many` name it; `then` says what becomes of it."""

    thresholds: frozenset[str]
    rows: str
    one: str
    many: str
    then: str


@dataclass(frozen=True)
class DraftKind:
    """A table whose unsigned rows are one therapist's to finish: its `model` has `therapist` and `signature`; `episode` leads from a row
    to the course of care; `label` names one row."""

    model: str
    episode: str
    label: str


@dataclass
class Registry:
    job_kinds: dict[str, str] = field(default_factory=dict)
    job_labels: dict[str, str] = field(default_factory=dict)
    panels: list[Panel] = field(default_factory=list)
    data_rules: dict[str, DataRule] = field(default_factory=dict)
    daily: list[str] = field(default_factory=list)
    badges: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)
    policy_effects: list[PolicyEffect] = field(default_factory=list)
    timeline: dict[str, bool] = field(default_factory=dict)
    unlocks: str = ""
    asked_at_assessment: str = ""
    after_assessment: list[str] = field(default_factory=list)
    moved: str = ""
    merge_steps: list[str] = field(default_factory=list)
    farewells: list[str] = field(default_factory=list)
    draft_kinds: dict[str, DraftKind] = field(default_factory=dict)

    def add_job_kind(self, kind: str, handler: str, label: str = "") -> None:
        """`handler` is the dotted name of a function that takes `now` and the job's ids as keywords; `label` says it in the outbox."""
        if self.job_kinds.get(kind, handler) != handler:
            raise ValueError(f"two handlers for jobs of kind {kind}")
        self.job_kinds[kind] = handler
        self.job_labels[kind] = label or kind.replace(".", ": ").replace("_", " ").capitalize()

    def job_label(self, kind: str) -> str:
        return self.job_labels.get(kind, kind)

    def handler(self, kind: str) -> Callable[..., Any]:
        loaded: Callable[..., Any] = import_string(self.job_kinds[kind])
        return loaded

    def add_daily(self, kind: str) -> None:
        """Jobs of this kind are asked for once a day, and after a day on which nobody could ask."""
        if kind not in self.daily:
            self.daily.append(kind)

    def add_badge(self, route: str, build: str) -> None:
        """A number beside a way in the rail. `build` (dotted) returns an annotation of staff, so that it costs no query of its own."""
        self.badges[route] = build

    def badge_annotations(self) -> dict[str, Any]:
        return {badge_name(route): import_string(build)() for route, build in self.badges.items()}

    def add_panel(self, panel: Panel) -> None:
        if panel.name not in {known.name for known in self.panels}:
            self.panels = sorted([*self.panels, panel], key=lambda known: known.position)

    def add_choices(self, name: str, source: str) -> None:
        """A list that a lower app offers in its forms and an upper one knows; `source` is the dotted name of (value, label) pairs."""
        self.choices[name] = source

    def choices_of(self, name: str) -> list[tuple[str, str]]:
        """Empty where no app has named such a list."""
        return list(import_string(self.choices[name])) if name in self.choices else []

    def add_policy_effect(self, effect: PolicyEffect) -> None:
        if effect not in self.policy_effects:
            self.policy_effects.append(effect)

    def add_timeline(self, build: str, *, desk: bool = False) -> None:
        """`build` (dotted) takes the id of an episode and returns `clinic.rules.timeline.Entry` rows, in one query: for those who may read
        the clinical part, and with `desk` for the front desk as well."""
        self.timeline[build] = desk

    def add_farewell(self, act: str) -> None:
        """`act` (dotted) takes `staff`, `by` and `now`, in the transaction in which a member of staff loses their access."""
        if act not in self.farewells:
            self.farewells.append(act)

    def add_draft_kind(self, kind: DraftKind) -> None:
        """Drafts of this kind change hands while their therapist is away."""
        self.draft_kinds[kind.model] = kind

    def unlocks_of(self, paper: Any, *, today: date) -> list[str]:
        """What a clearance or an order opens, in words, by the function that `unlocks` (dotted) names; empty where none is named."""
        found: list[str] = import_string(self.unlocks)(paper, today=today) if self.unlocks else []
        return found

    def reasons_at_assessment(self, episode_id: int) -> list[Finding]:
        """Why this course of care is looked at again, by the function that `asked_at_assessment` (dotted) names; empty where none is."""
        found: list[Finding] = import_string(self.asked_at_assessment)(episode_id) if self.asked_at_assessment else []
        return found

    def add_after_assessment(self, act: str) -> None:
        """`act` (dotted) takes the id of an episode and `now`: what is done when a later assessment is begun or signed, with it."""
        if act not in self.after_assessment:
            self.after_assessment.append(act)

    def assessment_moved(self, episode_id: int, *, now: datetime) -> None:
        for act in self.after_assessment:
            import_string(act)(episode_id=episode_id, now=now)

    def add_merge_step(self, step: str) -> None:
        """What must be settled before two patients' rows can be one patient's. `step` (dotted) takes `merged`, `into`, `by` and `now`, runs
        inside the merge and raises ValueError with a sentence for the person where only they can settle it."""
        if step not in self.merge_steps:
            self.merge_steps.append(step)

    def settle_before_merge(self, **given: Any) -> None:
        for step in self.merge_steps:
            import_string(step)(**given)

    def survivor_of(self, patient_id: int) -> int | None:
        """The patient whom this one was merged into, by the function that `moved` (dotted) names."""
        found: int | None = import_string(self.moved)(patient_id) if self.moved else None
        return found

    def add_data_rules(self, rules: dict[str, DataRule]) -> None:
        """Rules by model label, such as "patients.Consent". Tables that are re-pointed follow a merge from then on by themselves."""
        for label in [label for label, rule in rules.items() if rule.merge is Merge.REPOINT]:
            if label not in self.data_rules:
                pgtrigger.register(FollowsMerge(link=f"{rules[label].path}_id"))(apps.get_model(label))
        self.data_rules |= rules


registry = Registry()
