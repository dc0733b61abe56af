"""What each rule of a course of care asks for, out of the clinic's policy."""

from clinic.rules.policy import Policy, pick
from sessions.rules.alerts import WatchLimits
from sessions.rules.discharge import DischargeLimits
from sessions.rules.pacing.facts import PacingLimits
from sessions.rules.phase import PhaseLimits
from sessions.rules.reevaluation import ReevaluationLimits
from sessions.rules.response import ResponseLimits


def pacing_limits(policy: Policy) -> PacingLimits:
    return pick(PacingLimits, policy)


def phase_limits(policy: Policy) -> PhaseLimits:
    return pick(PhaseLimits, policy)


def response_limits(policy: Policy) -> ResponseLimits:
    return pick(ResponseLimits, policy)


def reevaluation_limits(policy: Policy) -> ReevaluationLimits:
    return pick(ReevaluationLimits, policy)


def watch_limits(policy: Policy) -> WatchLimits:
    return WatchLimits(
        clearance_days=policy.clearance_notice_days,
        referral_days=policy.referral_notice_days,
        visits_left=policy.referral_notice_visits,
        follow_months=(policy.followup_first_months, policy.followup_second_months),
    )


def discharge_limits(policy: Policy) -> DischargeLimits:
    return pick(DischargeLimits, policy)
