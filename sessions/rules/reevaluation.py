"""When a re-assessment and its report are due, and the deadlines of a certification where a therapist bills Medicare (RE-* rows)."""

from dataclasses import dataclass
from datetime import date, timedelta

from clinic.rules.findings import Finding, Level
from clinic.rules.policy import DEFAULTS


@dataclass(frozen=True, slots=True)
class ReevaluationLimits:
    report_every_visits: int = DEFAULTS["report_every_visits"]
    report_every_days: int = DEFAULTS["report_every_days"]
    certify_days: int = DEFAULTS["certify_days"]
    recertify_days: int = DEFAULTS["recertify_days"]


LIMITS = ReevaluationLimits()
_LIFTED_BY = "A signed re-assessment and its report."


@dataclass(frozen=True, slots=True)
class ReevaluationFacts:
    """Since the last report. `treatment_days`: the first day of the episode counts even where it was an evaluation.
    `since_on`: the last report, or that first day. `overdue_goals`: in the patient's words, past due and not met."""

    today: date
    since_on: date
    treatment_days: int
    overdue_goals: tuple[str, ...] = ()
    red_flag: bool = False
    new_surgery: bool = False
    flared_twice: bool = False
    discharge: bool = False


def due(facts: ReevaluationFacts, limits: ReevaluationLimits = LIMITS) -> list[Finding]:
    """Why a re-assessment is due, one warning each; an empty list: it is not."""
    days = (facts.today - facts.since_on).days
    reasons = [
        (facts.red_flag, "RE-RED-FLAG", "A warning sign was recorded.", "PROP"),
        (facts.new_surgery, "RE-SURGERY", "There was a new operation.", "PROP"),
        (facts.flared_twice, "RE-FLARE", "Pain rose during the last two visits.", "PROP"),
        (facts.discharge, "RE-DISCHARGE", "The episode is about to end.", "PROP"),
        (
            facts.treatment_days >= limits.report_every_visits,
            "RE-VISITS",
            f"{facts.treatment_days} visits since the last report.",
            "CMS1",
        ),
        (
            facts.treatment_days > 0 and days >= limits.report_every_days,
            "RE-DAYS",
            f"{days} days since the last report.",
            "CMS4",
        ),
        *((True, "RE-GOAL", f"Not met by its date: {words}.", "PROP") for words in facts.overdue_goals),
    ]
    return [Finding(Level.WARN, code, message, source, _LIFTED_BY) for holds, code, message, source in reasons if holds]


def next_due_on(facts: ReevaluationFacts, limits: ReevaluationLimits = LIMITS) -> date:
    """The latest day, as far as time alone decides."""
    return facts.since_on + timedelta(days=limits.report_every_days)


@dataclass(frozen=True, slots=True)
class Certification:
    """Of a plan of care billed to Medicare. A signed, dated order with proof that the plan was sent in time stands for the
    physician's first signature. `delivered_on`: the receipt of that sending."""

    plan_on: date
    certified_on: date | None = None
    order_signed_on: date | None = None
    plan_sent_on: date | None = None
    delivered_on: date | None = None


def certify_by(plan: Certification, limits: ReevaluationLimits = LIMITS) -> date:
    """The last day for the first certification, or for the next one. (RE-CERTIFY, RE-RECERTIFY)"""
    if plan.certified_on is not None or is_sent_in_time(plan, limits):
        return (plan.certified_on or plan.plan_on) + timedelta(days=limits.recertify_days)
    return plan.plan_on + timedelta(days=limits.certify_days)


def is_sent_in_time(plan: Certification, limits: ReevaluationLimits = LIMITS) -> bool:
    """Whether an order and the proof of sending stand for the first signature. (RE-ORDER)"""
    if plan.order_signed_on is None or plan.plan_sent_on is None or plan.delivered_on is None:
        return False
    return plan.plan_sent_on <= plan.plan_on + timedelta(days=limits.certify_days)
