"""Referrals through the services: taken in, completed, verified, ended."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from clinic.models import Staff
from clinic.services.drafts import EditedMeanwhile, NotReady
from patients.services.refusal import Refused
from referrals.models import Referral
from referrals.selectors.referrals import last_saved_by
from referrals.services import referrals
from referrals.services.referrals import Settled
from tests.factories import world
from tests.factories.people import bare_referral

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 11, 2)


def complete(referral: Referral, by: Staff, now: datetime, **fields: Any) -> Referral:
    given: dict[str, Any] = {
        "episode": None,
        "physician": None,
        "diagnoses": (),
        "purpose": "treat",
        "affected_regions": (),
    }
    return referrals.complete(referral=referral, **{**given, **fields}, by=by.actor, now=now)


def whole(by: Staff, now: datetime, **fields: Any) -> Referral:
    given = {
        "episode": world.episode(),
        "physician": world.physician(),
        "diagnoses": ["m62830", "M54.50"],
        "affected_regions": ["LUMB-r", "LUMB-l"],
        "visits_authorized": 12,
    }
    return complete(bare_referral(), by, now, **{**given, **fields})


def test_taken_in_with_nothing_but_its_source(front_desk: Staff, now: datetime) -> None:
    referral = referrals.take_in(source="phone", received_on=RECEIVED, by=front_desk.actor, now=now)
    assert referral in Referral.objects.awaiting()
    assert (referral.recorded_by, referral.recorded_at, referral.scan) == (front_desk.actor, now, None)


def test_nothing_arrives_tomorrow(front_desk: Staff, now: datetime) -> None:
    with pytest.raises(Refused):
        referrals.take_in(source="fax", received_on=now.date() + timedelta(days=1), by=front_desk.actor, now=now)


def test_completed_from_bare_to_verified(front_desk: Staff, now: datetime) -> None:
    referral = whole(front_desk, now)
    assert list(referral.diagnoses.values_list("position", "code")) == [(1, "M62.830"), (2, "M54.50")]
    assert referral.diagnoses.all()[0].label == "Muscle spasm of back"
    assert referral.affected_regions == ["LUMB-l", "LUMB-r"]
    verified = referrals.verify(referral=referral, by=front_desk.actor, now=now)
    assert (verified.verified_by, verified.verified_at) == (front_desk.actor, now)
    assert verified in Referral.objects.covering(now.date())


def test_without_an_end_it_is_valid_as_long_as_the_policy_says(front_desk: Staff, now: datetime) -> None:
    assert complete(bare_referral(), front_desk, now).valid_until_on == RECEIVED + timedelta(days=90)


def test_saved_in_parts(front_desk: Staff, now: datetime) -> None:
    referral = complete(bare_referral(note="kept"), front_desk, now, visits_authorized=6)
    again = complete(
        referral, front_desk, now, precautions="  No heat  ", source="email", received_on=RECEIVED, note="new"
    )
    assert (again.visits_authorized, again.precautions, again.source, again.note) == (None, "No heat", "email", "new")
    assert again.edition == 3


def test_verifying_says_what_is_missing(front_desk: Staff, now: datetime) -> None:
    referral = whole(front_desk, now, diagnoses=(), visits_authorized=None)
    with pytest.raises(NotReady) as refused:
        referrals.verify(referral=referral, by=front_desk.actor, now=now)
    assert refused.value.missing == ["At least one ICD-10-CM diagnosis", "The number of visits authorized"]
    assert "visits authorized" in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"diagnoses": ["M54.5"]}, "codes"),
        ({"diagnoses": ["nonsense"]}, "codes"),
        ({"visits_authorized": 0}, "visits_authorized"),
        ({"visits_authorized": 101}, "visits_authorized"),
        ({"valid_until_on": date(2026, 11, 1)}, "valid_until_on"),
        ({"earliest_start_on": date(2026, 12, 2), "start_by_on": date(2026, 12, 1)}, "start_by_on"),
        ({"received_on": date(2026, 11, 24)}, "received_on"),
    ],
)
def test_completing_is_refused_for(front_desk: Staff, now: datetime, fields: dict[str, Any], field: str) -> None:
    referral = bare_referral()
    with pytest.raises(Refused) as refused:
        complete(referral, front_desk, now, **fields)
    assert refused.value.field == field
    referral.refresh_from_db()
    assert referral.edition == 1


def test_a_diagnosis_stands_once_and_may_change_places(front_desk: Staff, now: datetime) -> None:
    referral = whole(front_desk, now, diagnoses=["M54.50", "m5450", "M62.830"])
    again = complete(referral, front_desk, now, diagnoses=["M62.830", "M54.50"])
    assert list(again.diagnoses.values_list("code", flat=True)) == ["M62.830", "M54.50"]


def test_a_renewal_points_at_a_referral_of_its_episode(front_desk: Staff, now: datetime) -> None:
    old = world.referral()
    renewal = whole(front_desk, now, episode=old.episode, renews=old)
    assert list(old.renewed_by.all()) == [renewal]
    with pytest.raises(Refused, match="same episode"):
        whole(front_desk, now, renews=old)
    with pytest.raises(Refused, match="itself"):
        complete(renewal, front_desk, now, episode=old.episode, renews=renewal)


def test_saving_over_another_persons_save_is_refused(front_desk: Staff, now: datetime) -> None:
    referral = bare_referral()
    complete(referral, front_desk, now, edition=1, precautions="first")
    with pytest.raises(EditedMeanwhile) as refused:
        complete(referral, front_desk, now, edition=1, precautions="second")
    assert refused.value.current.precautions == "first"
    assert last_saved_by(referral) == ""


@pytest.mark.parametrize("end", ["verify", "decline", "withdraw"])
def test_a_settled_referral_stays_as_it_is(front_desk: Staff, now: datetime, end: str) -> None:
    referral = whole(front_desk, now)
    given = {} if end == "verify" else {"reason": "Sent to us by mistake"}
    getattr(referrals, end)(referral=referral, **given, by=front_desk.actor, now=now)
    with pytest.raises(Settled):
        complete(referral, front_desk, now)
    with pytest.raises(Settled):
        referrals.verify(referral=referral, by=front_desk.actor, now=now)
    with pytest.raises(Settled):
        referrals.decline(referral=referral, reason="again", by=front_desk.actor, now=now)


def test_a_verified_referral_can_be_withdrawn_once(front_desk: Staff, now: datetime) -> None:
    referral = world.referral()
    withdrawn = referrals.withdraw(referral=referral, reason="Taken  back", by=front_desk.actor, now=now)
    assert (withdrawn.reason, withdrawn.withdrawn_by) == ("Taken back", front_desk.actor)
    assert withdrawn not in Referral.objects.verified()
    with pytest.raises(Settled):
        referrals.withdraw(referral=referral, reason="again", by=front_desk.actor, now=now)


@pytest.mark.parametrize("act", [referrals.decline, referrals.withdraw])
def test_an_end_needs_a_reason(front_desk: Staff, now: datetime, act: Any) -> None:
    with pytest.raises(Refused):
        act(referral=bare_referral(), reason="  ", by=front_desk.actor, now=now)
