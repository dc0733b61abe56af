"""What the rules of girth and swelling ask for, out of the clinic's policy."""

from assessments.rules.girth import GirthLimits
from assessments.rules.swelling import SwellingLimits
from clinic.rules.policy import Policy, pick


def girth_limits(policy: Policy) -> GirthLimits:
    return pick(GirthLimits, policy)


def swelling_limits(policy: Policy) -> SwellingLimits:
    return pick(SwellingLimits, policy)
