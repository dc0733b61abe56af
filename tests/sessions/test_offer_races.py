"""Many answers at once, with real threads and connections: exactly one gets the time, the others are told, nobody deadlocks."""

from datetime import timedelta

import pytest

from clinic.models import Staff
from sessions.models import Appointment, Offer, WaitlistEntry
from sessions.services import offers
from sessions.services.appointments import SlotTaken
from tests.factories import world
from tests.factories.booking import Ready, ready
from tests.factories.waiting import freed, offered, someone, waits
from tests.sessions.test_appointment_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = world.NOW
CROWD = 8


@pytest.fixture
def time(therapist: Staff) -> Appointment:
    return freed(ready(therapist, family="Weiss"))


@pytest.fixture
def crowd(therapist: Staff, time: Appointment, front_desk: Staff) -> list[Offer]:
    cases: list[Ready] = [someone(therapist, f"Weiss{number}") for number in range(CROWD)]
    return [offered(waits(case), time, front_desk) for case in cases]


def test_two_yes_at_once_are_one_visit_and_one_kind_no(crowd: list[Offer]) -> None:
    """Over and over with fresh eyes: two at a time, then all who are left."""
    outcomes = at_once(
        [lambda offer=offer: offers.accept(offer=offer, by=world.system(), now=NOW) for offer in crowd[:2]]
    )
    (visit,) = [one for one in outcomes if isinstance(one, Appointment)]
    (gone,) = [one for one in outcomes if isinstance(one, offers.Gone)]
    assert gone.outcome == "taken"
    booked = Appointment.objects.live().get()
    assert (booked.pk, booked.status, booked.patient_id) == (visit.pk, "booked", visit.patient_id)
    assert WaitlistEntry.objects.open().count() == CROWD - 1


def test_everybody_says_yes_at_once(crowd: list[Offer]) -> None:
    outcomes = at_once([lambda offer=offer: offers.accept(offer=offer, by=world.system(), now=NOW) for offer in crowd])
    winners = [one for one in outcomes if isinstance(one, Appointment)]
    assert len(winners) == 1, outcomes
    assert {type(one) for one in outcomes} == {Appointment, offers.Gone}
    assert Offer.objects.filter(outcome="accepted").get().entry.patient_id == winners[0].patient_id
    assert Offer.objects.filter(outcome="taken").count() == CROWD - 1
    assert Appointment.objects.live().get().status == "booked"


def test_yes_and_no_and_the_end_of_the_time_at_once(crowd: list[Offer]) -> None:
    """Half say no, one says yes, and the clock strikes for all."""
    until = crowd[0].holds_until
    acts = [lambda offer=offer: offers.decline(offer=offer, by=world.system(), now=NOW) for offer in crowd[:3]]
    acts += [lambda: offers.accept(offer=crowd[3], by=world.system(), now=until - timedelta(seconds=1))]
    acts += [lambda offer=offer: offers.lapse(offer_id=offer.pk, now=until) for offer in crowd[3:]]
    outcomes = at_once(acts)
    yes = crowd[3]
    yes.refresh_from_db()
    allowed = (Appointment, offers.Gone, type(None))
    assert all(isinstance(one, allowed) for one in outcomes), outcomes
    live = list(Appointment.objects.live())
    if yes.outcome == "accepted":
        assert [visit.patient_id for visit in live] == [yes.entry.patient_id]
        assert live[0].status == "booked"
    else:
        assert yes.outcome == "lapsed"
        assert live == []
    assert not Offer.objects.open().exists()


def test_a_yes_against_the_end_of_the_time_is_one_or_the_other(crowd: list[Offer]) -> None:
    offer = crowd[0]
    for other in crowd[1:]:
        offers.decline(offer=other, by=world.system(), now=NOW)
    at_once(
        [
            lambda: offers.accept(offer=offer, by=world.system(), now=offer.holds_until - timedelta(milliseconds=1)),
            lambda: offers.lapse(offer_id=offer.pk, now=offer.holds_until),
        ]
    )
    offer.refresh_from_db()
    status = Appointment.objects.get(pk=offer.visit_id).status
    assert (offer.outcome, status) in {("accepted", "booked"), ("lapsed", "cancelled")}


def test_offers_and_bookings_of_one_time_at_once(therapist: Staff, time: Appointment, front_desk: Staff) -> None:
    waiting = [waits(someone(therapist, f"Weiss{number}")) for number in range(4)]
    phoning = [ready(therapist, family=f"Haddad {number}") for number in range(4)]
    acts = [lambda entry=entry: offered(entry, time, front_desk) for entry in waiting]
    acts += [case.book for case in phoning]
    outcomes = at_once(acts)
    assert {type(one) for one in outcomes} <= {Offer, Appointment, SlotTaken}, outcomes
    live = Appointment.objects.live().get()
    if live.status == "held":
        assert sum(isinstance(one, Offer) for one in outcomes) == 4
    else:
        assert not Offer.objects.exists()
