"""Booking: what must hold before a visit is sold (design 5.2 and 5.3, row P13), which state follows which, and what a clock's time means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.policy import Policy
from sessions.rules.hours import OF_TIME

# Hard limits, minutes: a clinic's own thresholds may only tighten them.
SHORTEST, LONGEST = 45, 60
LENGTH = "P13"
SAME_DAY = "J-SAME-DAY"
NO_CONSENT = "NO_CONSENT"
SOURCE = "booking rule"


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """A referral as it stands. `used`: live visits counted under it by the clinic's policy."""

    received_on: date
    verified: bool
    withdrawn: bool
    earliest_start_on: date | None
    valid_until_on: date | None
    authorized: int
    used: int


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """What is asked for and what is known. `day` and `today` are days on the location's clock; `same_day`: when the patient's other visits of
    that day begin, on the same clock."""

    kind: str
    service: str
    minutes: int
    length_reason: str
    day: date
    today: date
    consent: bool
    episode_open: bool
    intake_signed: bool
    plan_signed: bool
    referral: ReferralFacts | None
    same_day: tuple[time, ...] = ()


def judge_booking(facts: BookingFacts, policy: Policy) -> list[Finding]:
    """Everything that speaks against this booking, the most binding first; an empty list books."""
    findings = _past(facts) + _consent(facts) + _same_day(facts)
    if facts.service == "medical":
        findings += _episode(facts) + _referral(facts, policy) + _kind(facts) + _length(facts, policy)
    return by_weight(findings)


def standing(
    findings: list[Finding],
    *,
    override_reason: str,
    may_override: bool,
    arranges: frozenset[str] = frozenset(),
    day_reason: str = "",
) -> list[Finding]:
    """What still refuses the booking. A typed reason of somebody entitled lifts what can be overridden; a length has its own reason, and
    for a second visit on one day anybody's will do. `arranges`: what this person may decide of the time itself (`hours.lifted_by`)."""
    has_reason = bool(override_reason.strip())

    def lifted(finding: Finding) -> bool:
        if finding.level is Level.WARN:
            return True
        if finding.code == SAME_DAY:
            return has_reason or bool(day_reason.strip())
        if finding.level is not Level.OVERRIDE or finding.code == LENGTH or not has_reason:
            return False
        return finding.code in arranges if finding.code in OF_TIME else may_override

    return [finding for finding in findings if not lifted(finding)]


def is_overridden(findings: list[Finding]) -> bool:
    """Whether a booking that goes ahead in spite of these findings does so without its referral."""
    return any(
        finding.level is Level.OVERRIDE and finding.code not in {LENGTH, SAME_DAY, *OF_TIME} for finding in findings
    )


def counts(kind: str, policy: Policy) -> bool:
    """Whether a visit of this kind uses one of the referral's visits (P-EVALUATION)."""
    return kind != "evaluation" or bool(policy.evaluation_counts)


def _day(value: date) -> str:
    return f"{value:%a} {value.day} {value:%b %Y}"


def _block(code: str, message: str, lifted_by: str) -> Finding:
    return Finding(Level.BLOCK, code, message, SOURCE, lifted_by)


def _override(code: str, message: str, lifted_by: str) -> Finding:
    return Finding(Level.OVERRIDE, code, message, SOURCE, lifted_by)


def _past(facts: BookingFacts) -> list[Finding]:
    if facts.day >= facts.today:
        return []
    return [_block("PAST", f"{_day(facts.day)} has passed.", "Choose today or a later day.")]


def _consent(facts: BookingFacts) -> list[Finding]:
    if facts.consent:
        return []
    message = "The patient has not consented to treatment, or has withdrawn that consent."
    return [
        Finding(
            Level.BLOCK, NO_CONSENT, message, "screening row NO_CONSENT", "Take the consent down on the patient's page."
        )
    ]


def _same_day(facts: BookingFacts) -> list[Finding]:
    """J-SAME-DAY: seldom meant, and easily booked by mistake; whoever means it says why."""
    if not facts.same_day:
        return []
    times = " and ".join(f"{at:%H:%M}" for at in sorted(facts.same_day))
    message = f"The patient has a visit on {_day(facts.day)} already, at {times}."
    lifted_by = "Choose another day, or write why there are two."
    return [Finding(Level.OVERRIDE, SAME_DAY, message, SAME_DAY, lifted_by)]


def _episode(facts: BookingFacts) -> list[Finding]:
    if facts.episode_open:
        return []
    message = "There is no open course of care this visit could belong to."
    return [_block("NO_EPISODE", message, "Complete the patient's referral; it opens the course of care.")]


def _referral(facts: BookingFacts, policy: Policy) -> list[Finding]:
    referral = facts.referral
    if referral is None or referral.withdrawn:
        what = "The referral was withdrawn." if referral else "The patient has no referral for this course of care."
        return [_override("NO_REFERRAL", what, "Take in a referral and verify it.")]
    if not referral.verified:
        message = f"The referral of {_day(referral.received_on)} is not verified yet."
        return [_override("NOT_VERIFIED", message, "Complete the referral and verify it.")]
    return _window(facts.day, referral) + (_visits(referral) if counts(facts.kind, policy) else [])


def _window(day: date, referral: ReferralFacts) -> list[Finding]:
    start = max(filter(None, (referral.received_on, referral.earliest_start_on)))
    if day < start:
        message = f"The referral allows visits from {_day(start)}; {_day(day)} is too early."
        return [_override("TOO_EARLY", message, f"Choose {_day(start)} or a later day.")]
    end = referral.valid_until_on
    if end is not None and day > end:
        message = f"The referral is valid until {_day(end)}; {_day(day)} is {(day - end).days} days later."
        return [_override("EXPIRED", message, "Ask the physician to renew it, or choose an earlier day.")]
    return []


def _visits(referral: ReferralFacts) -> list[Finding]:
    if referral.used < referral.authorized:
        return []
    message = (
        f"All {referral.authorized} authorized visits are booked or done ({referral.used} of {referral.authorized})."
    )
    return [_override("USED_UP", message, "Ask the physician for more visits, or cancel one that is booked.")]


def _kind(facts: BookingFacts) -> list[Finding]:
    if facts.kind == "treatment" and not facts.plan_signed:
        return [_override("NO_PLAN", "There is no signed plan of care.", "Book an evaluation, then sign the plan.")]
    if facts.kind == "reassess" and not facts.intake_signed:
        message = "There is no signed intake assessment to compare with."
        return [_block("NO_INTAKE", message, "Book an evaluation instead.")]
    return []


def _length(facts: BookingFacts, policy: Policy) -> list[Finding]:
    low, high = max(SHORTEST, policy.visit_minutes_min), min(LONGEST, policy.visit_minutes_max)
    if facts.kind != "treatment" or low <= facts.minutes <= high or facts.length_reason.strip():
        return []
    message = f"A treatment lasts {low} to {high} minutes; this one is {facts.minutes}."
    lifted_by = f"Choose {low} to {high} minutes, or write why it is shorter or longer."
    return [Finding(Level.OVERRIDE, LENGTH, message, LENGTH, lifted_by)]


# From which states a visit may be moved into a state.
_FROM: Mapping[str, frozenset[str]] = {
    "booked": frozenset({"held"}),
    "confirmed": frozenset({"booked"}),
    "arrived": frozenset({"booked", "confirmed"}),
    "progress": frozenset({"booked", "confirmed", "arrived"}),
    "completed": frozenset({"progress"}),
    "cancelled": frozenset({"held", "booked", "confirmed", "arrived"}),
    "late": frozenset({"booked", "confirmed", "arrived"}),
    "no_show": frozenset({"booked", "confirmed"}),
}


def is_late(starts_at: datetime, now: datetime, *, notice_hours: int) -> bool:
    """Whether cancelling now comes less than the notice period before the visit (P-NOTICE)."""
    return starts_at - now < timedelta(hours=notice_hours)


# A visit may be moved while it lies ahead; one whose patient has come, only within its day. A held one stays: its time was offered.
MOVABLE = frozenset({"booked", "confirmed", "arrived"})


def may_become(status: str, target: str) -> bool:
    return status in _FROM[target]


def seen_as(starts_at: datetime, ends_at: datetime, therapist_id: int, room_id: int, status: str) -> str:
    """What a page saw of a visit: sent back with a change, it tells whether the page was stale."""
    moments = (int(starts_at.timestamp()), int(ends_at.timestamp()))
    return "-".join(map(str, (*moments, therapist_id, room_id, status)))


class NoSuchTime(ValueError):
    """The clocks skip this time of day on this day."""


def moment(day: date, at: time, zone: ZoneInfo, *, second: bool = False) -> datetime:
    """The moment (UTC) at which the clock in `zone` shows `at` on `day`. Raises NoSuchTime in the gap when clocks go forward; where
    they go back, the same time comes twice: the first is meant unless `second`."""
    local = datetime.combine(day, at.replace(tzinfo=None), tzinfo=zone).replace(fold=int(second))
    found = local.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(f"{at:%H:%M} does not exist on {_day(day)}: the clocks go forward. Choose another time.")
    return found
