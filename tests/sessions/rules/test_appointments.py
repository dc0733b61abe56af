"""The booking rules from tables (design 5.2 and 5.3, P13), states, and times that the clocks skip or repeat."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clinic.rules.findings import Level
from clinic.rules.policy import DEFAULTS, Policy
from sessions.rules.appointments import (
    BookingFacts,
    NoSuchTime,
    ReferralFacts,
    is_overridden,
    judge_booking,
    may_become,
    moment,
    standing,
)

POLICY = Policy(version=0, **DEFAULTS)
ZONE = ZoneInfo("America/Los_Angeles")
REFERRAL = ReferralFacts(
    received_on=date(2026, 11, 1),
    verified=True,
    withdrawn=False,
    earliest_start_on=date(2026, 11, 10),
    valid_until_on=date(2026, 12, 31),
    authorized=12,
    used=5,
)
FACTS = BookingFacts(
    kind="treatment",
    service="medical",
    minutes=60,
    length_reason="",
    day=date(2026, 11, 26),
    today=date(2026, 11, 23),
    consent=True,
    episode_open=True,
    intake_signed=True,
    plan_signed=True,
    referral=REFERRAL,
)


def judged(**changed: Any) -> list[tuple[str, Level]]:
    return [(finding.code, finding.level) for finding in judge_booking(replace(FACTS, **changed), POLICY)]


def referral(**changed: Any) -> ReferralFacts:
    return replace(REFERRAL, **changed)


def test_all_in_order_books() -> None:
    assert judged() == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"consent": False}, [("NO_CONSENT", Level.BLOCK)]),
        ({"day": date(2026, 11, 22)}, [("PAST", Level.BLOCK)]),
        ({"day": date(2026, 11, 23)}, []),
        ({"episode_open": False, "referral": None}, [("NO_EPISODE", Level.BLOCK), ("NO_REFERRAL", Level.OVERRIDE)]),
        ({"referral": None}, [("NO_REFERRAL", Level.OVERRIDE)]),
        ({"referral": referral(withdrawn=True)}, [("NO_REFERRAL", Level.OVERRIDE)]),
        ({"referral": referral(verified=False)}, [("NOT_VERIFIED", Level.OVERRIDE)]),
        ({"referral": referral(earliest_start_on=date(2026, 11, 26))}, []),
        ({"referral": referral(earliest_start_on=date(2026, 11, 27))}, [("TOO_EARLY", Level.OVERRIDE)]),
        (
            {"referral": referral(earliest_start_on=None, received_on=date(2026, 11, 27))},
            [("TOO_EARLY", Level.OVERRIDE)],
        ),
        ({"referral": referral(valid_until_on=date(2026, 11, 26))}, []),
        ({"referral": referral(valid_until_on=date(2026, 11, 25))}, [("EXPIRED", Level.OVERRIDE)]),
        ({"referral": referral(used=11)}, []),
        ({"referral": referral(used=12)}, [("USED_UP", Level.OVERRIDE)]),
        ({"plan_signed": False}, [("NO_PLAN", Level.OVERRIDE)]),
        ({"minutes": 45}, []),
        ({"minutes": 44}, [("P13", Level.OVERRIDE)]),
        ({"minutes": 61}, [("P13", Level.OVERRIDE)]),
        ({"minutes": 30, "length_reason": "Child, tires soon"}, []),
        ({"minutes": 30, "length_reason": "   "}, [("P13", Level.OVERRIDE)]),
        ({"kind": "evaluation", "plan_signed": False, "intake_signed": False, "minutes": 90}, []),
        ({"kind": "evaluation", "referral": referral(used=12)}, [("USED_UP", Level.OVERRIDE)]),
        ({"kind": "evaluation", "referral": None}, [("NO_REFERRAL", Level.OVERRIDE)]),
        ({"kind": "reassess", "plan_signed": False}, []),
        ({"kind": "reassess", "intake_signed": False}, [("NO_INTAKE", Level.BLOCK)]),
        ({"kind": "reassess", "referral": referral(used=12)}, [("USED_UP", Level.OVERRIDE)]),
        ({"service": "wellness", "referral": None, "plan_signed": False, "episode_open": False, "minutes": 90}, []),
        ({"service": "wellness", "consent": False}, [("NO_CONSENT", Level.BLOCK)]),
    ],
)
def test_each_rule(changed: dict[str, Any], found: list[tuple[str, Level]]) -> None:
    assert judged(**changed) == found


def test_an_evaluation_uses_no_visit_where_the_clinic_says_so() -> None:
    facts = replace(FACTS, kind="evaluation", referral=referral(used=12))
    assert judge_booking(facts, replace(POLICY, evaluation_counts=0)) == []


def test_a_clinic_may_tighten_the_length_but_not_loosen_it() -> None:
    tight, loose = replace(POLICY, visit_minutes_min=50), replace(POLICY, visit_minutes_min=30, visit_minutes_max=90)
    assert [finding.code for finding in judge_booking(replace(FACTS, minutes=45), tight)] == ["P13"]
    assert [finding.code for finding in judge_booking(replace(FACTS, minutes=40), loose)] == ["P13"]
    assert [finding.code for finding in judge_booking(replace(FACTS, minutes=75), loose)] == ["P13"]


@pytest.mark.parametrize(
    ("changed", "message", "lifted_by"),
    [
        (
            {"referral": referral(valid_until_on=date(2026, 11, 20))},
            "The referral is valid until Fri 20 Nov 2026; Thu 26 Nov 2026 is 6 days later.",
            "Ask the physician to renew it, or choose an earlier day.",
        ),
        (
            {"referral": referral(used=12)},
            "All 12 authorized visits are booked or done (12 of 12).",
            "Ask the physician for more visits, or cancel one that is booked.",
        ),
        (
            {"referral": referral(earliest_start_on=date(2026, 11, 30))},
            "The referral allows visits from Mon 30 Nov 2026; Thu 26 Nov 2026 is too early.",
            "Choose Mon 30 Nov 2026 or a later day.",
        ),
        (
            {"minutes": 30},
            "A treatment lasts 45 to 60 minutes; this one is 30.",
            "Choose 45 to 60 minutes, or write why it is shorter or longer.",
        ),
    ],
)
def test_refusals_name_days_and_numbers(changed: dict[str, Any], message: str, lifted_by: str) -> None:
    (finding,) = judge_booking(replace(FACTS, **changed), POLICY)
    assert (finding.message, finding.lifted_by) == (message, lifted_by)


def test_a_reason_lifts_only_for_the_entitled_and_never_a_block_or_a_length() -> None:
    findings = judge_booking(replace(FACTS, plan_signed=False, minutes=30, consent=False), POLICY)
    assert [finding.code for finding in standing(findings, override_reason="", may_override=True)] == [
        "NO_CONSENT",
        "NO_PLAN",
        "P13",
    ]
    assert [finding.code for finding in standing(findings, override_reason="Needed", may_override=False)] == [
        "NO_CONSENT",
        "NO_PLAN",
        "P13",
    ]
    assert [finding.code for finding in standing(findings, override_reason="Needed", may_override=True)] == [
        "NO_CONSENT",
        "P13",
    ]


def test_only_a_lifted_rule_takes_the_visit_off_its_referral() -> None:
    assert is_overridden(judge_booking(replace(FACTS, plan_signed=False), POLICY))
    assert not is_overridden(judge_booking(replace(FACTS, minutes=30), POLICY))


@pytest.mark.parametrize(
    ("status", "target", "may"),
    [
        ("booked", "confirmed", True),
        ("booked", "progress", True),
        ("arrived", "progress", True),
        ("progress", "completed", True),
        ("arrived", "cancelled", True),
        ("progress", "cancelled", False),
        ("completed", "cancelled", False),
        ("cancelled", "arrived", False),
        ("arrived", "no_show", False),
        ("completed", "progress", False),
    ],
)
def test_states(status: str, target: str, may: bool) -> None:
    assert may_become(status, target) is may


def test_the_hour_that_is_skipped_does_not_exist() -> None:
    with pytest.raises(NoSuchTime, match=r"02:30 does not exist on Sun 8 Mar 2026"):
        moment(date(2026, 3, 8), time(2, 30), ZONE)
    assert moment(date(2026, 3, 8), time(3, 0), ZONE) == datetime(2026, 3, 8, 10, 0, tzinfo=UTC)


def test_the_hour_that_comes_twice_is_the_first_unless_said_otherwise() -> None:
    day = date(2026, 11, 1)
    assert moment(day, time(1, 30), ZONE) == datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
    assert moment(day, time(1, 30), ZONE, second=True) == datetime(2026, 11, 1, 9, 30, tzinfo=UTC)


def test_a_second_visit_on_one_day_asks_anybody_why() -> None:
    findings = judge_booking(replace(FACTS, same_day=(time(14), time(9, 30))), POLICY)
    assert [(finding.code, finding.level) for finding in findings] == [("J-SAME-DAY", Level.OVERRIDE)]
    assert findings[0].message == "The patient has a visit on Thu 26 Nov 2026 already, at 09:30 and 14:00."
    assert standing(findings, override_reason="", may_override=True) == findings
    assert standing(findings, override_reason="", may_override=False, day_reason=" ") == findings
    assert standing(findings, override_reason="", may_override=False, day_reason="Lives far away") == []
    assert standing(findings, override_reason="Lives far away", may_override=False) == []
    assert not is_overridden(findings)


def test_a_reason_for_the_day_lifts_nothing_else() -> None:
    findings = judge_booking(replace(FACTS, same_day=(time(9),), plan_signed=False), POLICY)
    left = standing(findings, override_reason="", may_override=True, day_reason="Lives far away")
    assert [finding.code for finding in left] == ["NO_PLAN"]
