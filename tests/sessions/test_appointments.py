"""Booking and the life of a visit, against the real database and its constraints."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from clinic.models import Link, OutboundEmail, Staff
from referrals.models import CareTeam, Episode
from sessions.models import Appointment
from sessions.services import appointments
from sessions.services.appointments import NotPossible, Refused, SlotTaken
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(therapist: Staff) -> Ready:
    return ready(therapist)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [finding.code for finding in refused.value.findings]


def test_a_treatment_is_booked_under_its_referral_and_plan(case: Ready) -> None:
    visit = case.book()
    assert (visit.status, visit.referral, visit.plan, visit.minutes) == ("booked", case.referral, case.version.plan, 60)
    assert visit.during.lower == at(10)


def test_therapist_and_room_stay_taken_for_the_turnover(case: Ready) -> None:
    visit = case.book()
    assert visit.occupies.upper - visit.during.upper == timedelta(minutes=10)
    other = ready(make.staff("Jonas Lind", "therapist"), family="Weiss")
    with pytest.raises(SlotTaken, match=r"The room is already taken from 10:00 to 11:10\."):
        other.book(starts_at=at(11, 5))
    assert other.book(starts_at=at(11, 10)).status == "booked"


def test_the_therapist_is_in_one_place_at_a_time(case: Ready) -> None:
    case.book()
    other = ready(case.therapist, family="Weiss")
    with pytest.raises(SlotTaken, match=r"The therapist already has a visit from 10:00 to 11:10\."):
        other.book(room=world.room("Room 2"))


def test_the_patient_is_in_one_place_at_a_time(case: Ready) -> None:
    case.book()
    other = make.staff("Jonas Lind", "therapist")
    with pytest.raises(SlotTaken, match=r"The patient already has a visit from 10:00 to 11:00\."):
        case.book(therapist=other, room=world.room("Room 2"), starts_at=at(10, 30))


def test_a_refused_slot_writes_nothing(case: Ready) -> None:
    case.book()
    with pytest.raises(SlotTaken):
        case.book()
    assert Appointment.objects.count() == 1


def test_a_cancelled_visit_frees_its_time_and_its_visit(therapist: Staff, now: datetime) -> None:
    case = ready(therapist, visits=1)
    visit = case.book()
    with pytest.raises(Refused) as refused:
        case.book(starts_at=at(14, day=date(2026, 11, 25)))
    assert codes(refused) == ["USED_UP"]
    appointments.cancel(appointment=visit, reason="Patient is ill", by=therapist.actor, now=now)
    assert case.book().status == "booked"


def test_no_shows_and_late_cancellations_use_no_visit(therapist: Staff) -> None:
    case = ready(therapist, visits=1)
    first = case.book()
    short_notice = first.starts_at - timedelta(hours=2)
    appointments.cancel(appointment=first, reason="Car broke down", by=therapist.actor, now=short_notice)
    second = case.book()
    appointments.mark_no_show(appointment=second, by=therapist.actor, now=second.starts_at)
    assert (first.status, second.status) == ("late", "no_show")
    assert case.book(starts_at=at(14)).status == "booked"


def test_without_consent_nobody_overrides(therapist: Staff, manager: Staff) -> None:
    case = ready(therapist, consents=())
    with pytest.raises(Refused) as refused:
        case.book(by=manager, override_reason="The manager insists")
    assert codes(refused) == ["NO_CONSENT"]


def test_the_rules_read_the_referral_as_it_is_now(case: Ready) -> None:
    stale = case.referral
    type(stale).objects.filter(pk=stale.pk).update(valid_until_on=date(2026, 11, 23))
    with pytest.raises(Refused) as refused:
        case.book(referral=stale)
    assert codes(refused) == ["EXPIRED"]


def test_an_unsigned_plan_is_no_plan(therapist: Staff) -> None:
    episode = world.episode(team=(therapist,))
    referral = world.referral(episode)
    version = world.plan(episode, referral, therapist, signed=False)
    case = Ready(episode.patient, episode, referral, version, therapist, world.room())
    with pytest.raises(Refused) as refused:
        case.book()
    assert codes(refused) == ["NO_PLAN"]
    assert case.book(kind="evaluation").plan is None


def test_the_day_is_that_of_the_location(case: Ready) -> None:
    """23:00 in Los Angeles is the next day in UTC: the referral's last day still counts."""
    case.referral.valid_until_on = date(2026, 11, 24)
    case.referral.save()
    assert case.book(starts_at=at(23)).status == "booked"


@pytest.mark.parametrize("who", ["therapist", "manager"])
def test_an_override_keeps_reason_and_name_and_counts_under_nothing(who: str, therapist: Staff, manager: Staff) -> None:
    case, by = ready(therapist, visits=1), {"therapist": therapist, "manager": manager}[who]
    case.book()
    extra = case.book(starts_at=at(14), override_reason="Renewal is in the mail", by=by)
    assert (extra.referral, extra.plan, extra.override_by) == (None, None, by.actor)
    assert extra.override_reason == "Renewal is in the mail"


def test_the_front_desk_and_strangers_cannot_override(therapist: Staff, front_desk: Staff, outsider: Staff) -> None:
    case = ready(therapist, visits=1)
    case.book()
    for by in (front_desk, outsider):
        with pytest.raises(Refused) as refused:
            case.book(starts_at=at(14), override_reason="Just this once", by=by)
        assert codes(refused) == ["USED_UP"]


def test_a_reason_nobody_needed_is_not_kept(case: Ready) -> None:
    visit = case.book(override_reason="Just in case")
    assert (visit.referral, visit.override_reason, visit.override_by) == (case.referral, "", None)


def test_a_short_treatment_needs_its_own_reason(case: Ready) -> None:
    with pytest.raises(Refused) as refused:
        case.book(minutes=30, override_reason="Not this one")
    assert codes(refused) == ["P13"]
    visit = case.book(minutes=30, length_reason="Tires soon")
    assert (visit.length_reason, visit.referral) == ("Tires soon", case.referral)


def test_wellness_needs_consent_only_and_carries_no_referral(case: Ready) -> None:
    visit = case.book(service="wellness", minutes=90)
    assert (visit.referral, visit.plan) == (None, None)


def test_booking_puts_the_therapist_on_the_care_team(case: Ready) -> None:
    other = make.staff("Jonas Lind", "therapist")
    case.book(therapist=other)
    member = CareTeam.objects.get(episode=case.episode, staff=other)
    assert (member.from_on, member.until_on) == (date(2026, 11, 23), None)
    assert case.episode in Episode.objects.visible_to(other, today=date(2026, 11, 23))


def test_records_of_two_patients_do_not_mix(case: Ready) -> None:
    other = ready(case.therapist, family="Weiss")
    with pytest.raises(ValueError, match="another patient"):
        case.book(episode=other.episode)
    with pytest.raises(ValueError, match="of the visit's episode"):
        case.book(referral=other.referral)


def test_somebody_who_is_no_therapist_treats_nobody(case: Ready, front_desk: Staff) -> None:
    with pytest.raises(ValueError, match="not a therapist"):
        case.book(therapist=front_desk)


# The mail


def test_a_patient_who_agreed_to_mail_gets_one_without_a_health_word(therapist: Staff) -> None:
    make.profile()
    case = ready(therapist, email="ines@home.example", consents=("treatment", "release", "email"))
    visit = case.book()
    tell(case.patient)
    mail = OutboundEmail.objects.get()
    assert (mail.recipient, mail.subject) == ("ines@home.example", "Your visit on Tue 24 Nov, 10:00")
    words = f"{mail.subject} {mail.text} {mail.html}".lower()
    assert not [
        word
        for word in ("massage", "treatment", "therap", "pain", "delgado")
        if word in words.replace("harbor street medical massage", "")
    ]
    link = Link.objects.get()
    assert (link.purpose, link.reference, link.expires_at) == ("visit", visit.pk, visit.starts_at)
    assert link.actor.kind == "patient"


@pytest.mark.parametrize(
    "patient",
    [
        {"email": "ines@home.example"},
        {"email": "", "consents": ("treatment", "release", "email")},
    ],
)
def test_nobody_else_gets_a_mail(patient: dict[str, object], therapist: Staff) -> None:
    case = ready(therapist, **patient)
    case.book()
    tell(case.patient)
    assert not OutboundEmail.objects.exists()


# States


def test_a_visit_goes_its_way(case: Ready, now: datetime) -> None:
    visit = case.book()
    who = {"by": case.therapist.actor, "now": now}
    for move, state in (
        (appointments.confirm, "confirmed"),
        (appointments.arrive, "arrived"),
        (appointments.start, "progress"),
        (appointments.complete, "completed"),
    ):
        move(appointment=visit, **who)
        assert Appointment.objects.get().status == visit.status == state
        move(appointment=visit, **who)  # the second press of a button changes nothing
        assert visit.status == state


def test_a_completed_visit_is_not_cancelled(case: Ready, now: datetime) -> None:
    visit = case.book()
    appointments.start(appointment=visit, by=case.therapist.actor, now=now)
    with pytest.raises(NotPossible, match="“in progress” and cannot become “cancelled”"):
        appointments.cancel(appointment=visit, reason="Too late", by=case.therapist.actor, now=now)


def test_a_visit_is_not_missed_before_its_time(case: Ready, now: datetime) -> None:
    visit = case.book()
    with pytest.raises(NotPossible, match="has not come yet"):
        appointments.mark_no_show(appointment=visit, by=case.therapist.actor, now=now)
    appointments.mark_no_show(appointment=visit, by=case.therapist.actor, now=visit.starts_at)
    assert visit.ended_reason == "Did not come"


def test_cancelling_takes_a_reason(case: Ready, now: datetime) -> None:
    with pytest.raises(NotPossible, match="Write why"):
        appointments.cancel(appointment=case.book(), reason="  ", by=case.therapist.actor, now=now)


def test_confirming_a_cancelled_visit_is_refused(case: Ready, now: datetime) -> None:
    visit = case.book()
    appointments.cancel(appointment=visit, reason="Ill", by=case.therapist.actor, now=now)
    with pytest.raises(NotPossible):
        appointments.confirm(appointment=visit, by=case.therapist.actor, now=now)


# The database itself


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"minutes": 44}, "appointment_treatment_is_45_to_60_minutes"),
        ({"minutes": 61}, "appointment_treatment_is_45_to_60_minutes"),
        ({"referral": None, "plan": None}, "appointment_treatment_has_referral_and_plan"),
        ({"status": "cancelled"}, "appointment_ended_with_reason"),
        ({"service": "wellness"}, "appointment_wellness_has_no_referral"),
        ({"override_reason": "x"}, "appointment_override_pair"),
    ],
)
def test_the_database_refuses(changed: dict[str, object], constraint: str, case: Ready) -> None:
    facts = {"referral": case.referral, "plan": case.version.plan, "starts_at": at(10)} | changed
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        world.appointment(case.episode, case.therapist, **facts)  # type: ignore[arg-type]


def test_full_clean_says_it_in_words(case: Ready) -> None:
    visit = case.book()
    again = Appointment.objects.get(pk=visit.pk)
    again.pk = None
    with pytest.raises(ValidationError, match="The therapist already has a visit then"):
        again.validate_constraints()


def test_findings_are_plain_values_that_compare(case: Ready) -> None:
    """The journey and the page read them: they carry level, message and what lifts them."""
    with pytest.raises(Refused, match="Ask the physician to renew it") as refused:
        case.book(starts_at=at(10, day=date(2027, 6, 1)))
    (finding,) = refused.value.findings
    assert replace(finding) == finding
