"""The demo clinic is laid at any hour: in the evening the day in UTC is already the next one."""

from datetime import UTC, date, datetime

import pytest

from clinic.demo import build as demo
from referrals.models import ClinicalEvent, Referral

pytestmark = pytest.mark.django_db


def test_in_the_evening_everything_stands_on_the_clinics_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "CROWD", (("referred", 1, 0, 0), ("verified", 1, 0, 0)))
    evening = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)  # Tuesday, 20:00, at the clinic
    assert demo.build(password="a long password of the demo", now=evening) > 2
    today = date(2026, 11, 24)
    assert Referral.objects.filter(received_on=today, episode=None).count() >= 1
    assert not Referral.objects.filter(received_on__gt=today).exists()
    assert not ClinicalEvent.objects.filter(happened_on__gt=today).exists()
