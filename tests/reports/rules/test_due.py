"""P-REPORT-VISITS and P-REPORT-DAYS: whichever comes first."""

from datetime import timedelta

import pytest

from reports.rules.due import is_due


@pytest.mark.parametrize(("visits", "days", "due"), [(10, 1, True), (9, 29, False), (1, 30, True), (0, 90, False)])
def test_a_report_is_due_by_visits_or_by_days(visits: int, days: int, due: bool) -> None:
    assert is_due(visits=visits, waited=timedelta(days=days), every_visits=10, every_days=30) is due
