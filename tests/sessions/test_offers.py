"""Offering a free time: held by a row under the constraints of every visit, accepted by one, and free again when nobody wants it."""

from datetime import timedelta

import pytest
from psycopg2.extras import DateTimeTZRange

from clinic.models import Job, OutboundEmail, Staff
from sessions.models import Appointment, Offer, WaitlistEntry
from sessions.selectors import telling as told
from sessions.services import appointments, offers, telling, waitlist
from sessions.services.appointments import NotPossible, SlotTaken
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready
from tests.factories.waiting import freed, link_of, offered, someone, waits

pytestmark = pytest.mark.django_db
NOW = world.NOW
UNTIL = NOW + timedelta(minutes=120)


@pytest.fixture
def time(therapist: Staff) -> Appointment:
    make.profile()
    return freed(ready(therapist, family="Weiss"))


@pytest.fixture
def ines(therapist: Staff) -> Ready:
    return someone(therapist, "Delgado")


@pytest.fixture
def omar(therapist: Staff) -> Ready:
    return someone(therapist, "Haddad", given="Omar")


@pytest.fixture
def offer(ines: Ready, time: Appointment, front_desk: Staff) -> Offer:
    return offered(waits(ines), time, front_desk)


def held() -> Appointment:
    return Appointment.objects.get(status="held")


def test_an_offer_holds_the_time_writes_and_ends_by_itself(offer: Offer, ines: Ready) -> None:
    visit = held()
    assert (visit.patient, visit.starts_at, visit.therapist) == (ines.patient, at(10), ines.therapist)
    assert (visit.referral, visit.plan) == (ines.referral, ines.version.plan)
    assert (offer.visit_id, offer.holds_until) == (visit.pk, UNTIL)
    mail = OutboundEmail.objects.get(offers=offer)
    assert mail.subject == "A time is free: Tue 24 Nov, 10:00"
    assert "answer by Monday 23 November, 11:00" in mail.text
    assert "Delgado" not in mail.text
    job = Job.objects.get(kind="offers.lapse")
    assert (job.due_at, job.ids) == (UNTIL, {"offer_id": offer.pk})


def test_nobody_else_is_booked_into_a_held_time(offer: Offer, therapist: Staff) -> None:
    with pytest.raises(SlotTaken):
        ready(therapist, family="Brandt").book()


def test_what_is_held_uses_up_the_last_authorized_visit(therapist: Staff, time: Appointment, front_desk: Staff) -> None:
    last = someone(therapist, "Silva", visits=1)
    offered(waits(last), time, front_desk)
    with pytest.raises(appointments.Refused) as refused:
        last.book(starts_at=at(15) + timedelta(days=2))
    assert [finding.code for finding in refused.value.findings] == ["USED_UP"]


def test_who_reads_no_mail_is_called(therapist: Staff, time: Appointment, front_desk: Staff) -> None:
    offer = offered(waits(ready(therapist, family="Silva", email="s@home.example")), time, front_desk)
    assert offer.email_id is None
    assert held().patient.family_name == "Silva"


def test_a_yes_books_and_ends_the_wait(offer: Offer, ines: Ready) -> None:
    visit = offers.accept(offer=offer, by=world.system(), now=NOW)
    assert (visit.status, visit.patient, visit.pk) == ("booked", ines.patient, offer.visit_id)
    offer.refresh_from_db()
    assert offer.outcome == "accepted"
    entry = WaitlistEntry.objects.get()
    assert (entry.closed_at, entry.closed_reason) == (NOW, "Accepted an offered time")
    telling.tell(patient_id=ines.patient.pk, now=NOW)
    (mail,) = OutboundEmail.objects.exclude(calendars=[])
    assert mail.subject == "Your visit on Tue 24 Nov, 10:00"


def test_a_yes_said_twice_is_one_visit(offer: Offer) -> None:
    first = offers.accept(offer=offer, by=world.system(), now=NOW)
    assert offers.accept(offer=offer, by=world.system(), now=NOW + timedelta(hours=5)) == first


def test_a_no_frees_the_time_and_the_wait_goes_on(offer: Offer, therapist: Staff) -> None:
    offers.decline(offer=offer, by=world.system(), now=NOW)
    offer.visit.refresh_from_db()
    assert (offer.visit.status, offer.visit.ended_reason) == (
        "cancelled",
        "Offered to somebody who waits, and declined",
    )
    assert WaitlistEntry.objects.open().count() == 1
    assert ready(therapist, family="Brandt").book().status == "booked"
    with pytest.raises(offers.Gone):
        offers.accept(offer=offer, by=world.system(), now=NOW)


def test_nobody_answers_in_time(offer: Offer) -> None:
    offers.lapse(offer_id=offer.pk, now=UNTIL - timedelta(seconds=1))
    assert held()
    with pytest.raises(offers.Gone) as late:
        offers.accept(offer=offer, by=world.system(), now=UNTIL)
    assert late.value.outcome == "lapsed"
    for _run in range(2):
        offers.lapse(offer_id=offer.pk, now=UNTIL)
    offer.refresh_from_db()
    offer.visit.refresh_from_db()
    assert (offer.outcome, offer.visit.status) == ("lapsed", "cancelled")


def test_a_hold_never_outlasts_the_beginning_of_the_visit(ines: Ready, time: Appointment, front_desk: Staff) -> None:
    now = time.starts_at - timedelta(minutes=30)
    assert offered(waits(ines), time, front_desk, now=now).holds_until == time.starts_at
    with pytest.raises(NotPossible, match="has begun"):
        offered(WaitlistEntry.objects.get(), time, front_desk, now=time.starts_at)


# Several people, one time


@pytest.fixture
def second(offer: Offer, omar: Ready, time: Appointment, front_desk: Staff) -> Offer:
    return offered(waits(omar), time, front_desk, now=NOW + timedelta(minutes=10))


def test_a_second_person_is_offered_the_same_row(offer: Offer, second: Offer, ines: Ready) -> None:
    assert second.visit_id == offer.visit_id
    assert held().patient == ines.patient


def test_the_first_yes_gets_it_in_their_own_name(offer: Offer, second: Offer, omar: Ready) -> None:
    visit = offers.accept(offer=second, by=world.system(), now=NOW + timedelta(minutes=20))
    assert (visit.patient, visit.episode, visit.referral) == (omar.patient, omar.episode, omar.referral)
    assert (visit.plan, visit.status, visit.pk) == (omar.version.plan, "booked", offer.visit_id)
    with pytest.raises(offers.Gone) as gone:
        offers.accept(offer=offer, by=world.system(), now=NOW + timedelta(minutes=20))
    assert gone.value.outcome == "taken"
    assert [entry.patient for entry in WaitlistEntry.objects.open()] == [offer.entry.patient]
    assert Appointment.objects.live().count() == 1


def test_after_a_no_the_time_is_held_for_the_next(offer: Offer, second: Offer, omar: Ready, ines: Ready) -> None:
    offers.decline(offer=offer, by=world.system(), now=NOW + timedelta(minutes=20))
    assert (held().patient, held().referral) == (omar.patient, omar.referral)
    assert Appointment.objects.counted_under(ines.referral, evaluations=True).count() == 0
    offers.lapse(offer_id=second.pk, now=second.holds_until)
    assert not Appointment.objects.live().exists()


def test_a_shorter_visit_of_the_second_shortens_the_row(
    offer: Offer, omar: Ready, time: Appointment, front_desk: Staff
) -> None:
    shorter = offered(waits(omar, minutes=45), time, front_desk)
    assert offers.accept(offer=shorter, by=world.system(), now=NOW).minutes == 45


def test_a_longer_visit_does_not_go_into_a_shorter_hold(
    ines: Ready, omar: Ready, time: Appointment, front_desk: Staff
) -> None:
    offered(waits(ines, minutes=45), time, front_desk)
    with pytest.raises(NotPossible, match="held for 45 minutes"):
        offered(waits(omar), time, front_desk)


def test_who_was_booked_elsewhere_meanwhile_is_not_booked_twice(offer: Offer, second: Offer, omar: Ready) -> None:
    world.appointment(
        omar.episode,
        make.staff("Jonas Lind", "therapist"),
        room=world.room("Room 2"),
        starts_at=at(10, 30),
        kind="evaluation",
    )
    with pytest.raises(offers.Unfit):
        offers.accept(offer=second, by=world.system(), now=NOW + timedelta(minutes=20))
    second.refresh_from_db()
    assert second.outcome == "withdrawn"
    assert held().patient == offer.entry.patient


def test_a_referral_that_was_withdrawn_meanwhile_books_nothing(offer: Offer, ines: Ready) -> None:
    ines.referral.withdrawn_at, ines.referral.withdrawn_by, ines.referral.reason = NOW, world.system(), "No need"
    ines.referral.save()
    with pytest.raises(offers.Unfit, match="withdrawn"):
        offers.accept(offer=offer, by=world.system(), now=NOW)
    assert not Appointment.objects.live().exists()


# What else may happen to a held visit


def test_one_person_is_offered_one_time_at_once(offer: Offer, therapist: Staff, front_desk: Staff) -> None:
    later = freed(ready(therapist, family="Brandt"), starts_at=at(15))
    with pytest.raises(NotPossible, match="offered to this patient already"):
        offered(offer.entry, later, front_desk)
    assert offered(offer.entry, later, front_desk, now=UNTIL).visit.starts_at == at(15)
    offer.refresh_from_db()
    assert offer.outcome == "lapsed"


def test_the_desk_takes_an_offer_back(offer: Offer) -> None:
    offers.withdraw(offer=offer, by=world.system(), now=NOW)
    assert not Appointment.objects.live().exists()
    with pytest.raises(offers.Gone):
        offers.accept(offer=offer, by=world.system(), now=NOW)


def test_an_accepted_offer_is_not_taken_back(offer: Offer) -> None:
    offers.accept(offer=offer, by=world.system(), now=NOW)
    with pytest.raises(offers.Gone):
        offers.withdraw(offer=offer, by=world.system(), now=NOW)
    with pytest.raises(offers.Gone):
        offers.decline(offer=offer, by=world.system(), now=NOW)


def test_a_held_visit_that_is_cancelled_cannot_be_accepted(offer: Offer) -> None:
    appointments.cancel(appointment=held(), reason="Therapist is ill", by=world.system(), now=NOW)
    visit = Appointment.objects.get(pk=offer.visit_id)
    assert visit.status == "cancelled"
    with pytest.raises(offers.Gone):
        offers.accept(offer=offer, by=world.system(), now=NOW)


def test_a_held_visit_is_neither_told_nor_reminded(offer: Offer, ines: Ready) -> None:
    before = OutboundEmail.objects.count()
    assert ines.patient.pk not in told.waiting(policy=offers.policy_in_force(), now=NOW)
    telling.tell(patient_id=ines.patient.pk, now=NOW)
    offers.decline(offer=offer, by=world.system(), now=NOW)
    telling.tell(patient_id=ines.patient.pk, now=NOW)
    assert OutboundEmail.objects.count() == before


def test_somebody_who_is_offered_a_time_is_not_closed(offer: Offer) -> None:
    with pytest.raises(waitlist.Refused, match="Take the offer back first"):
        waitlist.close(entry=offer.entry, reason="Called", by=world.system(), now=NOW)


def test_a_time_that_is_taken_is_not_offered(
    time: Appointment, ines: Ready, therapist: Staff, front_desk: Staff
) -> None:
    ready(therapist, family="Brandt").book()
    with pytest.raises(SlotTaken):
        offered(waits(ines), time, front_desk)
    assert not Offer.objects.exists()


def test_the_database_lets_one_offer_of_a_visit_be_accepted(offer: Offer, second: Offer) -> None:
    stamp = {"outcome": "accepted", "closed_at": NOW, "closed_by": world.system()}
    Offer.objects.filter(pk=offer.pk).update(**stamp)
    with pytest.raises(Exception, match="offer_accepted_once_per_visit"):
        Offer.objects.filter(pk=second.pk).update(**stamp)


def test_the_link_stands_in_the_mail(offer: Offer) -> None:
    assert link_of(offer).startswith("/w/")
    assert isinstance(offer.visit.during, DateTimeTZRange)
