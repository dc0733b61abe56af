"""The waitlist: who could take a time that has become free, in which order, and in one word why somebody cannot (docs/clinical.md, P-OFFER).

The guards judge a candidate as they judge a booking; here their findings only get a word, and wishes are compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from clinic.rules.findings import Finding, Level
from sessions.rules.licensing import CREDENTIAL, LICENSE

# Minutes of a visit somebody may wait for.
SHORTEST, LONGEST = 15, 180
URGENCIES = ("urgent", "soon", "routine")
DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

# One word for each thing a guard or the booking rules may say.
WORDS = {
    "NO_REFERRAL": "referral missing",
    "NOT_VERIFIED": "referral not verified",
    "EXPIRED": "referral expired",
    "USED_UP": "no visits left",
    "TOO_EARLY": "earliest start not reached",
    CREDENTIAL: "credential missing",
    LICENSE: "license missing",
    "P3": "too soon after a visit",
    "T-DTM-WEEK": "too soon after a visit",
    "P11": "week is full",
    "P9-REASSESS": "re-assessment first",
    "P5-TWICE": "a therapist must look first",
    "NO_PLAN": "no signed plan",
    "NO_INTAKE": "no signed intake",
    "NO_CONSENT": "no consent",
    "NO_EPISODE": "course of care closed",
    "P13": "length needs a reason",
    "P-LOAD": "too many deep visits in a row",
    "PAST": "day has passed",
}
# What only part of the plan meets is a warning to whoever books. Nobody is offered such a time: another will come that fits.
STRICT = frozenset({CREDENTIAL, LICENSE, "P3", "T-DTM-WEEK"})


@dataclass(frozen=True, slots=True)
class Free:
    """A time that could be offered. `ends_at`: until when therapist and room could stay."""

    therapist_id: int
    location_id: int
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo

    @property
    def day(self) -> date:
        return self.starts_at.astimezone(self.zone).date()

    @property
    def at(self) -> time:
        return self.starts_at.astimezone(self.zone).time()

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody waits for. Empty sets, and None, suit always."""

    urgency: str
    since: datetime
    minutes: int
    weekdays: frozenset[int] = frozenset()
    from_time: time | None = None
    until_time: time | None = None
    therapists: frozenset[int] = frozenset()
    locations: frozenset[int] = frozenset()
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why somebody cannot take a time: a word for the list, and the whole sentence."""

    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Wished:
    """How a time meets the wishes: `missed` in words; `met`: how many wishes that were uttered are met."""

    missed: tuple[str, ...] = field(default=())
    met: int = 0

    @property
    def is_met(self) -> bool:
        return not self.missed


def compare(waiting: Waiting, free: Free) -> Wished:
    """Each wish by itself. The length is one of them: a longer visit does not go into a shorter time."""
    over = free.at.hour * 60 + free.at.minute + waiting.minutes
    asked: list[tuple[bool, bool, str]] = [
        (bool(waiting.weekdays), free.day.weekday() in waiting.weekdays, f"only {_days(waiting.weekdays)}"),
        (
            waiting.from_time is not None,
            free.at >= (waiting.from_time or time.min),
            f"not before {_at(waiting.from_time)}",
        ),
        (waiting.until_time is not None, over <= _minutes(waiting.until_time), f"over by {_at(waiting.until_time)}"),
        (bool(waiting.therapists), free.therapist_id in waiting.therapists, "another therapist"),
        (bool(waiting.locations), free.location_id in waiting.locations, "another location"),
        (waiting.from_on is not None, free.day >= (waiting.from_on or date.min), f"not before {_day(waiting.from_on)}"),
        (waiting.until_on is not None, free.day <= (waiting.until_on or date.max), f"until {_day(waiting.until_on)}"),
    ]
    missed = [words for uttered, met, words in asked if uttered and not met]
    if waiting.minutes > free.minutes:
        missed.append(f"needs {waiting.minutes} minutes")
    return Wished(tuple(missed), sum(uttered and met for uttered, met, _ in asked))


def rank(waiting: Waiting, free: Free) -> tuple[int, datetime, int]:
    """Sorts: urgency first, then who has waited longest, then whose wishes are met best."""
    return URGENCIES.index(waiting.urgency), waiting.since, -compare(waiting, free).met


def misfit(findings: Iterable[Finding], wished: Wished) -> Misfit | None:
    """The first reason, the most binding one, why this person is not offered this time; None where they may be."""
    for finding in sorted(findings, key=lambda one: one.level):
        if finding.level is not Level.WARN or finding.code.split(":", 1)[0] in STRICT:
            return Misfit(word_of(finding), f"{finding.message} {finding.lifted_by}".strip())
    if wished.missed:
        return Misfit("wishes do not match", f"The patient asked for: {', '.join(wished.missed)}.")
    return None


def word_of(finding: Finding) -> str:
    """A finding in a word; of a rule that has none here, that a guard holds the visit."""
    return WORDS.get(
        finding.code.split(":", 1)[0], "not safe yet" if finding.level < Level.OVERRIDE else "not open then"
    )


def wishes_in_words(waiting: Waiting, names: Iterable[str] = ()) -> list[str]:
    """What was asked for, shortly: “Mon, Wed · 08:00 to 12:00 · Amara Okafor”. `names`: of the therapists and locations."""
    hours = {
        (True, True): f"{_at(waiting.from_time)} to {_at(waiting.until_time)}",
        (True, False): f"from {_at(waiting.from_time)}",
        (False, True): f"over by {_at(waiting.until_time)}",
    }.get((waiting.from_time is not None, waiting.until_time is not None), "")
    days = {
        (True, True): f"{_day(waiting.from_on)} to {_day(waiting.until_on)}",
        (True, False): f"not before {_day(waiting.from_on)}",
        (False, True): f"until {_day(waiting.until_on)}",
    }.get((waiting.from_on is not None, waiting.until_on is not None), "")
    return [words for words in (_days(waiting.weekdays), hours, days, *names) if words]


def _days(weekdays: Iterable[int]) -> str:
    return ", ".join(DAY_NAMES[day] for day in sorted(weekdays))


def _minutes(at: time | None) -> int:
    return at.hour * 60 + at.minute if at else 24 * 60


def _at(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b}" if day else ""
