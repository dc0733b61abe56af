"""What verification asks for."""

from dataclasses import replace
from typing import Any

import pytest

from referrals.rules.completeness import UNNAMED_PROBLEM, Contents, checklist, missing

WHOLE = Contents(
    has_patient=True,
    problem="Back spasm",
    has_physician=True,
    diagnoses=1,
    affected_regions=2,
    visits_authorized=12,
    has_valid_until=True,
)


def test_nothing_is_missing_from_a_whole_referral() -> None:
    assert missing(WHOLE) == []
    assert all(item.done for item in checklist(WHOLE))


def test_a_bare_scan_lacks_everything() -> None:
    assert len(missing(Contents())) == len(checklist(Contents())) == 7


@pytest.mark.parametrize(
    ("without", "field"),
    [
        ({"has_patient": False}, "patient"),
        ({"problem": ""}, "problem"),
        ({"problem": UNNAMED_PROBLEM}, "problem"),
        ({"has_physician": False}, "physician"),
        ({"diagnoses": 0}, "diagnoses"),
        ({"affected_regions": 0}, "affected_regions"),
        ({"visits_authorized": None}, "visits_authorized"),
        ({"visits_authorized": 0}, "visits_authorized"),
        ({"has_valid_until": False}, "valid_until_on"),
    ],
)
def test_each_part_is_asked_for(without: dict[str, Any], field: str) -> None:
    assert [item.field for item in checklist(replace(WHOLE, **without)) if not item.done] == [field]
