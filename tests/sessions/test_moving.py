"""Moving a visit: what is kept, what is refused and in which words, what a second click does, and a series that goes as a whole."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from clinic.models import Staff
from referrals.models import CareTeam
from sessions.models import Appointment, Reschedule
from sessions.rules.appointments import is_late
from sessions.rules.moving import shifted
from sessions.services import appointments, moving
from sessions.services.appointments import NotPossible, Refused, SlotTaken
from sessions.services.moving import SeriesRefused, Stale, Target
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(therapist: Staff) -> Ready:
    return ready(therapist)


@pytest.fixture
def jonas(db: None) -> Staff:
    return make.staff("Jonas Lind", "therapist")


def target(visit: Appointment, **changed: Any) -> Target:
    facts = {
        "starts_at": visit.starts_at,
        "minutes": visit.minutes,
        "therapist": visit.therapist,
        "room": visit.room,
    }
    return Target(**{**facts, **changed})


def move(
    visit: Appointment, by: Staff, *, reason: str = "Patient asked", seen_as: str = "", **changed: Any
) -> Appointment:
    asked = {"appointment": visit, "to": target(visit, **changed), "reason": reason, "by": by, "now": world.NOW}
    return moving.move(**asked, seen_as=seen_as or visit.seen_as)


def test_a_moved_visit_remembers_where_it_was_and_why(case: Ready, front_desk: Staff, jonas: Staff) -> None:
    visit = case.book()
    was = visit.during
    moved = move(visit, front_desk, starts_at=at(14, 15), therapist=jonas)
    assert (moved.pk, moved.starts_at, moved.therapist) == (visit.pk, at(14, 15), jonas)
    assert moved.occupies.upper - moved.during.upper == timedelta(minutes=10)
    kept = Reschedule.objects.get()
    assert (kept.was_during, kept.was_therapist, kept.during) == (was, case.therapist, moved.during)
    assert (kept.reason, kept.moved_by) == ("Patient asked", front_desk.actor)
    assert CareTeam.objects.filter(episode=case.episode, staff=jonas).exists()


def test_moving_takes_a_reason(case: Ready, front_desk: Staff) -> None:
    with pytest.raises(NotPossible, match="Write why"):
        move(case.book(), front_desk, reason=" ", starts_at=at(14))


def test_the_same_move_twice_changes_nothing_the_second_time(case: Ready, front_desk: Staff) -> None:
    visit = case.book()
    seen = visit.seen_as
    move(visit, front_desk, starts_at=at(14), seen_as=seen)
    move(visit, front_desk, starts_at=at(14), seen_as=seen)
    assert Reschedule.objects.count() == 1


def test_a_visit_that_has_changed_meanwhile_stays(case: Ready, front_desk: Staff) -> None:
    visit = case.book()
    seen = visit.seen_as
    move(visit, front_desk, starts_at=at(14), seen_as=seen)
    with pytest.raises(Stale, match="has changed since the board was drawn"):
        move(visit, front_desk, starts_at=at(16), seen_as=seen)
    assert Appointment.objects.get().starts_at == at(14)


def test_the_last_authorized_visit_can_be_moved(therapist: Staff, front_desk: Staff) -> None:
    visit = ready(therapist, visits=1).book()
    assert move(visit, front_desk, starts_at=at(14)).starts_at == at(14)


def test_a_taken_place_is_refused_by_name_of_who_holds_it(case: Ready, front_desk: Staff) -> None:
    case.book(starts_at=at(14))
    visit = ready(case.therapist, family="Weiss").book()
    with pytest.raises(SlotTaken, match=r"The therapist already has a visit from 14:00 to 15:10\."):
        move(visit, front_desk, starts_at=at(14, 30))
    visit.refresh_from_db()
    assert visit.starts_at == at(10)
    assert not Reschedule.objects.exists()


def test_a_visit_may_overlap_its_own_former_place(case: Ready, front_desk: Staff) -> None:
    visit = case.book()
    assert move(visit, front_desk, starts_at=at(10, 15)).starts_at == at(10, 15)


def test_booking_rules_hold_for_a_move(case: Ready, front_desk: Staff) -> None:
    visit = case.book()
    with pytest.raises(Refused, match="The referral is valid until"):
        move(visit, front_desk, starts_at=at(10) + timedelta(days=70))
    with pytest.raises(Refused, match="has passed"):
        move(visit, front_desk, starts_at=at(10) - timedelta(days=3))


def test_a_treatment_made_shorter_asks_for_a_reason_of_its_own(case: Ready, front_desk: Staff) -> None:
    visit = case.book()
    with pytest.raises(Refused, match="A treatment lasts 45 to 60 minutes; this one is 30"):
        move(visit, front_desk, minutes=30)
    asked = {"appointment": visit, "to": target(visit, minutes=30), "seen_as": visit.seen_as, "reason": "Late train"}
    moved = moving.move(**asked, length_reason="Late train", by=front_desk, now=world.NOW)
    assert (moved.minutes, moved.length_reason) == (30, "Late train")


def test_a_confirmed_visit_is_only_booked_at_its_new_time(case: Ready, front_desk: Staff) -> None:
    visit = case.book()
    appointments.confirm(appointment=visit, by=front_desk.actor, now=world.NOW)
    other_room = world.room("Room 2")
    moved = move(visit, front_desk, room=other_room)
    assert moved.status == "confirmed"
    assert move(moved, front_desk, starts_at=at(15)).status == "booked"


@pytest.mark.parametrize("status", ["completed", "progress", "cancelled", "no_show"])
def test_what_has_happened_is_not_moved(status: str, case: Ready, front_desk: Staff) -> None:
    visit = case.book()
    Appointment.objects.update(status=status, ended_reason="Ill")
    visit.refresh_from_db()
    with pytest.raises(NotPossible, match="cannot be moved"):
        move(visit, front_desk, starts_at=at(14))


def test_who_has_arrived_stays_on_the_day(case: Ready, front_desk: Staff) -> None:
    visit = case.book()
    appointments.arrive(appointment=visit, by=front_desk.actor, now=world.NOW)
    assert move(visit, front_desk, starts_at=at(10, 30)).status == "arrived"
    visit.refresh_from_db()
    with pytest.raises(NotPossible, match="within this day only"):
        move(visit, front_desk, starts_at=at(10) + timedelta(days=1))


def test_a_visit_without_referral_moves_on_the_word_once_given(
    case: Ready, front_desk: Staff, therapist: Staff
) -> None:
    case.referral.valid_until_on = world.TODAY
    case.referral.save()
    visit = case.book(override_reason="Renewal promised", by=therapist)
    assert move(visit, front_desk, starts_at=at(14)).override_reason == "Renewal promised"


def test_a_trial_says_what_would_come_and_leaves_everything(case: Ready, front_desk: Staff) -> None:
    visit = case.book()
    asked = {"appointment": visit, "seen_as": visit.seen_as, "reason": "?", "by": front_desk, "now": world.NOW}
    assert moving.move_on_trial(to=target(visit, starts_at=at(14)), **asked).starts_at == at(14)
    visit.refresh_from_db()
    assert visit.starts_at == at(10)
    assert not Reschedule.objects.exists()


# Series


@pytest.fixture
def series(case: Ready) -> list[Appointment]:
    together = uuid4()
    days = (0, 7, 14)
    return [case.book(starts_at=at(10) + timedelta(days=day), series=together) for day in days]


def starts() -> list[datetime]:
    return [visit.starts_at for visit in Appointment.objects.order_by("during")]


def whole(visit: Appointment, by: Staff, **changed: Any) -> list[Appointment]:
    asked = {"appointment": visit, "seen_as": visit.seen_as, "reason": "New hours", "by": by, "now": world.NOW}
    return moving.move_series(to=target(visit, **changed), **asked)


def test_this_and_the_later_visits_move_together(series: list[Appointment], front_desk: Staff) -> None:
    whole(series[1], front_desk, starts_at=at(14) + timedelta(days=8))
    assert starts() == [at(10), at(14) + timedelta(days=8), at(14) + timedelta(days=15)]
    assert Reschedule.objects.count() == 2


def test_a_series_may_move_onto_its_own_places(series: list[Appointment], front_desk: Staff) -> None:
    whole(series[0], front_desk, starts_at=at(10) + timedelta(days=7))
    assert starts() == [at(10) + timedelta(days=day) for day in (7, 14, 21)]


def test_one_that_cannot_go_keeps_all_where_they_are_and_is_named(
    series: list[Appointment], front_desk: Staff, therapist: Staff
) -> None:
    ready(therapist, family="Weiss").book(starts_at=at(14) + timedelta(days=14))
    before = starts()
    with pytest.raises(
        SeriesRefused, match=r"No visit was moved\. Tue 8 Dec, 10:00: The therapist already has a visit"
    ) as error:
        whole(series[0], front_desk, starts_at=at(14))
    assert [visit.pk for visit, _ in error.value.refusals] == [series[2].pk]
    assert starts() == before
    assert not Reschedule.objects.exists()


def test_moving_one_of_a_series_leaves_the_others(series: list[Appointment], front_desk: Staff) -> None:
    move(series[1], front_desk, starts_at=at(15) + timedelta(days=7))
    assert starts() == [at(10), at(15) + timedelta(days=7), at(10) + timedelta(days=14)]


def test_cancelling_the_rest_of_a_series_keeps_what_was_before(series: list[Appointment], front_desk: Staff) -> None:
    moving.cancel_series(appointment=series[1], reason="Moved away", by=front_desk.actor, now=world.NOW)
    assert list(Appointment.objects.order_by("during").values_list("status", flat=True)) == [
        "booked",
        "cancelled",
        "cancelled",
    ]


def test_cancelling_a_series_without_a_reason_cancels_none(series: list[Appointment], front_desk: Staff) -> None:
    with pytest.raises(NotPossible):
        moving.cancel_series(appointment=series[0], reason=" ", by=front_desk.actor, now=world.NOW)
    assert not Appointment.objects.exclude(status="booked").exists()


@pytest.mark.parametrize(
    ("hours", "excused", "status"), [(23, False, "late"), (25, False, "cancelled"), (23, True, "cancelled")]
)
def test_the_notice_period_decides_what_is_late(
    hours: int, excused: bool, status: str, case: Ready, front_desk: Staff
) -> None:
    visit = case.book()
    now = visit.starts_at - timedelta(hours=hours)
    assert (
        appointments.cancel(appointment=visit, reason="Ill", excused=excused, by=front_desk.actor, now=now).status
        == status
    )


def test_a_notice_period_of_nothing_makes_nothing_ahead_late() -> None:
    assert not is_late(at(10), at(9, 59), notice_hours=0)
    assert is_late(at(10), at(10, 1), notice_hours=0)


def test_ten_stays_ten_over_a_change_of_the_clocks() -> None:
    zone = ZoneInfo("America/New_York")
    was = datetime(2026, 10, 27, 10, tzinfo=zone).astimezone(UTC)
    to = was + timedelta(days=1)
    later = datetime(2026, 11, 3, 10, tzinfo=zone).astimezone(UTC)
    found = shifted(later, was, to, zone).astimezone(zone)
    assert (found.date(), found.hour) == (date(2026, 11, 4), 10)
