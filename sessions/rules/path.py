"""The main path of a course of care as steps: which are done, and the one that comes next (design 2)."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    REFERRAL = "referral"
    VERIFY = "verify"
    EVALUATION = "evaluation"
    INTAKE = "intake"
    PLAN = "plan"
    BOOK = "book"
    CHART = "chart"
    REPORT = "report"


LABELS = {
    Step.REFERRAL: "Referral",
    Step.VERIFY: "Verified",
    Step.EVALUATION: "Evaluation",
    Step.INTAKE: "Intake",
    Step.PLAN: "Plan",
    Step.BOOK: "Visits booked",
    Step.CHART: "Charted",
    Step.REPORT: "Report",
}


@dataclass(frozen=True, slots=True)
class PathFacts:
    """`visits_to_chart`: treatments whose time has come and whose chart is not signed. `charts`: signed ones."""

    referral: bool = False
    verified: bool = False
    evaluation: bool = False
    intake_signed: bool = False
    plan_signed: bool = False
    upcoming: int = 0
    visits_to_chart: int = 0
    charts: int = 0
    visits_left: int = 0
    report_every: int = 10


@dataclass(frozen=True, slots=True)
class PathStep:
    step: Step
    state: str  # done, now, todo
    note: str = ""

    @property
    def label(self) -> str:
        return LABELS[self.step]


def path(facts: PathFacts) -> list[PathStep]:
    """All eight steps; exactly one is `now`."""
    now = next_step(facts)
    done = {
        Step.REFERRAL: facts.referral,
        Step.VERIFY: facts.verified,
        Step.EVALUATION: facts.evaluation or facts.intake_signed,
        Step.INTAKE: facts.intake_signed,
        Step.PLAN: facts.plan_signed,
        Step.BOOK: facts.upcoming > 0 or facts.charts > 0,
        Step.CHART: facts.charts > 0,
    }
    notes = {
        Step.BOOK: f"{facts.upcoming} to come" if facts.upcoming else "",
        Step.CHART: f"{facts.charts} signed" if facts.charts else "",
    }
    return [
        PathStep(step, "now" if step is now else "done" if done.get(step) else "todo", notes.get(step, ""))
        for step in Step
    ]


def next_step(facts: PathFacts) -> Step:
    """The first thing somebody must do now; charting comes before everything else once there is a plan."""
    before_plan = (
        (Step.REFERRAL, facts.referral),
        (Step.VERIFY, facts.verified),
        (Step.EVALUATION, facts.evaluation or facts.intake_signed),
        (Step.INTAKE, facts.intake_signed),
        (Step.PLAN, facts.plan_signed),
    )
    for step, done in before_plan:
        if not done:
            return step
    if facts.visits_to_chart:
        return Step.CHART
    if facts.charts and (facts.charts % facts.report_every == 0 or facts.visits_left == 0):
        return Step.REPORT
    return Step.CHART if facts.upcoming else Step.BOOK
