"""What needs a person: each kind of alert in words, what is expected of whom, which choices answer it. Kinds are data.

An alert is a task, never a finding about the patient. `row` is the row of docs/clinical.md that spoke.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from clinic.rules.findings import Level
from clinic.rules.policy import DEFAULTS


class Kind(StrEnum):
    PAIN_RISE = "pain_rise"
    PAIN_STOP = "pain_stop"
    AGAINST_GUARDS = "against_guards"
    FLARED_TWICE = "P5-TWICE"
    ELSEWHERE = "P12"
    T1 = "T1"
    T2 = "T2"
    T2_WORSE = "T2-WORSE"
    T3 = "T3"
    PLATEAU = "PLATEAU"
    REASSESS = "REASSESS"
    CLEARANCE = "CLEARANCE"
    FOLLOW_UP = "FOLLOW-UP"
    REFERRAL = "REFERRAL"
    CHANGE_ASKED = "CHANGE-ASKED"


@dataclass(frozen=True, slots=True)
class WatchLimits:
    """How long before an end somebody is told, in days; `visits_left`: of a referral. `follow_months`: after a preventive plan."""

    clearance_days: int = DEFAULTS["clearance_notice_days"]
    referral_days: int = DEFAULTS["referral_notice_days"]
    visits_left: int = DEFAULTS["referral_notice_visits"]
    follow_months: tuple[int, ...] = (DEFAULTS["followup_first_months"], DEFAULTS["followup_second_months"])


LIMITS = WatchLimits()


@dataclass(frozen=True, slots=True)
class AlertKind:
    """`why` says the rule, `expected` what answers it. `actions`: code and words; where there are any, one is chosen.
    `clinical`: read by those who treat, looked at by a therapist. `level` only decides what is shown first."""

    code: str
    label: str
    row: str
    why: str
    expected: str
    level: Level = Level.WARN
    actions: tuple[tuple[str, str], ...] = ()
    clinical: bool = True
    needs_reassessment: bool = False

    @property
    def asks_reassessment(self) -> bool:
        return self.needs_reassessment or self.code == Kind.REASSESS

    @property
    def tone(self) -> str:
        if not self.clinical:
            return "blue"
        return "red" if self.level is Level.BLOCK else "amber"


_KINDS = (
    AlertKind(
        Kind.FLARED_TWICE,
        "Two flares in a row",
        "P5-TWICE",
        "Pain rose clearly during each of the last two visits.",
        "A therapist looks at it and writes what changes; the physician is told. Until then no treatment.",
        Level.BLOCK,
    ),
    AlertKind(
        Kind.T3,
        "Still no response",
        "T3",
        "By the third check, of visits or of days, no measure shows a response.",
        "The physician's reply or a written reason to go on; else discharge.",
        Level.BLOCK,
        actions=(("physician_reply", "The physician has replied"), ("continue", "Go on, for a reason")),
    ),
    AlertKind(
        Kind.T2_WORSE,
        "Getting worse",
        "T-WORSE",
        "Pain stood clearly above the start at two visits.",
        "A signed re-assessment and a note to the physician.",
        Level.BLOCK,
        needs_reassessment=True,
    ),
    AlertKind(
        Kind.T2,
        "No response: re-assess",
        "T2",
        "By the second check, of visits or of days, no measure shows a response.",
        "A signed re-assessment and a note to the physician.",
        Level.OVERRIDE,
        needs_reassessment=True,
    ),
    AlertKind(
        Kind.T1,
        "No early response",
        "T1",
        "By the first check, of visits or of days, no measure shows a response.",
        "Change the technique, change the dose, or go on with a reason.",
        Level.OVERRIDE,
        actions=(
            ("technique", "Change the technique"),
            ("dose", "Change the dose"),
            ("continue", "Go on, for a reason"),
        ),
    ),
    AlertKind(
        Kind.PAIN_STOP,
        "Pain reached a stop value",
        "S-STOP",
        "Pain reached a value at which the work stops or changes.",
        "Look at it before the next visit and write what follows.",
        Level.BLOCK,
    ),
    AlertKind(
        Kind.AGAINST_GUARDS,
        "Treated against a guard",
        "J-SIGN",
        "Something was done that a guard held; the therapist gave a reason.",
        "Somebody else reads the reason and says what follows.",
        Level.BLOCK,
    ),
    AlertKind(
        Kind.PAIN_RISE,
        "Pain rose during a visit",
        "P5",
        "Pain after the visit was clearly above pain before it.",
        "Look at it before the next visit and write what follows.",
        Level.OVERRIDE,
    ),
    AlertKind(
        Kind.ELSEWHERE,
        "New pain elsewhere",
        "P12",
        "A place that is not being treated hurts, and hurt less or not at all at the start.",
        "A therapist looks at it and notes what it is.",
        Level.OVERRIDE,
    ),
    AlertKind(
        Kind.PLATEAU,
        "No further progress",
        "D-PLATEAU",
        "Two re-assessments running show no change that matters.",
        "Prepare the discharge, change the plan, or go on with a reason.",
        Level.OVERRIDE,
        actions=(
            ("discharge", "Prepare the discharge"),
            ("plan", "Change the plan"),
            ("continue", "Go on, for a reason"),
        ),
    ),
    AlertKind(
        Kind.REASSESS,
        "Re-assessment due",
        "RE-VISITS, RE-DAYS, RE-GOAL, RE-RED-FLAG, RE-SURGERY, RE-FLARE, RE-DISCHARGE",
        "A re-assessment is due after so many visits or days, when a goal's day has passed, after a warning sign, an operation "
        "or two flares, and before the course of care ends.",
        "A signed re-assessment and its report.",
    ),
    AlertKind(
        Kind.CLEARANCE,
        "Clearance about to end",
        "N-CLEARANCE",
        "The running plan needs what this clearance or order allows.",
        "Ask the physician for a new one, or take what it allows out of the plan.",
    ),
    AlertKind(
        Kind.FOLLOW_UP,
        "Follow-up of a preventive course",
        "N-FOLLOW",
        "Twice in the months after a preventive course somebody asks how it goes.",
        "Call, and book a visit where it is wanted.",
        clinical=False,
    ),
    AlertKind(
        Kind.REFERRAL,
        "Referral about to end",
        "N-REFERRAL",
        "Treatment goes on, but its referral soon ends or has hardly any visits left.",
        "Ask the physician for a renewal, or plan the last visits.",
        clinical=False,
    ),
    AlertKind(
        Kind.CHANGE_ASKED,
        "Asks for another time",
        "N-CHANGE",
        "The patient asked by the link in their mail. The visit stays as it is until somebody moves it.",
        "Find another time with the patient, and move or cancel the visit.",
        clinical=False,
    ),
)
KINDS: Mapping[str, AlertKind] = {kind.code: kind for kind in _KINDS}
FOR_EVERYBODY = frozenset(kind.code for kind in _KINDS if not kind.clinical)
ORDER: tuple[str, ...] = tuple(kind.code for kind in sorted(_KINDS, key=lambda kind: kind.level))


def kind_of(code: str) -> AlertKind:
    """A kind this page does not know is clinical, and shown under its own name."""
    words = code.replace("_", " ").replace("-", " ").lower()
    return KINDS.get(code) or AlertKind(code, words.capitalize(), "", "", "Look at it and write what follows.")


def refused(kind: AlertKind, *, action: str, note: str, is_therapist: bool) -> tuple[str, str] | None:
    """Why this is no answer: the field and the words for the person on screen. None: it is one."""
    if kind.clinical and not is_therapist:
        return "note", "A therapist of the care team looks at this one."
    if kind.actions and action not in dict(kind.actions):
        return "action", "Choose what follows."
    if not note.strip():
        return "note", "Write what follows from it."
    return None


def is_answer(code: str, *, action: str, raised_at: datetime, reassessed_at: datetime | None) -> bool:
    """Whether an acknowledged alert also answers its trigger: T1 and T3 by a choice, T2 and T2-WORSE by a re-assessment
    that was signed after it was raised. (T1, T2, T3, T-WORSE)"""
    kind = kind_of(code)
    if kind.needs_reassessment:
        return reassessed_at is not None and reassessed_at >= raised_at
    return not kind.actions or action in dict(kind.actions)


@dataclass(frozen=True, slots=True)
class Due:
    """An alert to raise. `key` keeps one occasion from being raised twice, whoever asks again."""

    patient_id: int
    kind: str
    key: str
    episode_id: int
    evidence: str

    @property
    def reference(self) -> str:
        return f"episode:{self.episode_id}"


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def follow_up_due(since: date, today: date, limits: WatchLimits = LIMITS) -> int | None:
    """The months after `since` whose follow-up is due today and not yet overtaken by the next; None: none is. (N-FOLLOW)"""
    reached = [months for months in limits.follow_months if months_after(since, months) <= today]
    last = limits.follow_months[-1]
    return reached[-1] if reached and today < months_after(since, 2 * last) else None


def ends_soon(until_on: date, today: date, days: int) -> bool:
    """Whether this day lies within so many days from today; what has ended already is told too, for a month."""
    return -30 <= (until_on - today).days <= days  # noqa: PLR2004 - longer ago is no news


def ends_words(until_on: date, today: date) -> str:
    left = (until_on - today).days
    if left < 0:
        return f"ended {-left} day{'s' if left < -1 else ''} ago"
    return {0: "ends today", 1: "ends tomorrow"}.get(left, f"ends in {left} days")
