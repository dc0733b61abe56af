"""Who may consent for whom."""

from datetime import date

import pytest

from patients.rules.consenting import Speaker, why_not

TODAY = date(2026, 11, 23)
PARENT = Speaker("parent", may_consent=True, until_on=None)


@pytest.mark.parametrize(
    ("age", "speaker", "reason"),
    [
        (18, None, ""),
        (17, None, "minor"),
        (17, PARENT, ""),
        (17, Speaker("guardian", may_consent=True, until_on=TODAY), ""),
        (17, Speaker("helper", may_consent=True, until_on=None), "minor_relation"),
        (17, Speaker("parent", may_consent=False, until_on=None), "not_allowed"),
        (80, Speaker("child", may_consent=True, until_on=None), ""),
        (80, Speaker("child", may_consent=False, until_on=None), "not_allowed"),
        (80, Speaker("child", may_consent=True, until_on=date(2026, 11, 22)), "ended"),
    ],
)
def test_who_may_consent(age: int, speaker: Speaker | None, reason: str) -> None:
    assert why_not(age=age, speaker=speaker, today=TODAY) == reason
