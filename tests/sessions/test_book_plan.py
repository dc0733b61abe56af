"""The whole plan on one page: laid out at its rhythm, changed, and booked all or none."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic.models import OutboundEmail, Staff
from clinic.selectors.profile import policy_in_force
from sessions.models import Appointment, WorkingHours
from sessions.rules.laying_out import Anchor
from sessions.selectors.laying_out import lay_out
from sessions.services.appointments import Place
from sessions.services.series import NotAll, book_plan
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import ZONE, Ready, at, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


def works(staff: Staff, *weekdays: int, begin: time = time(8), end: time = time(18)) -> None:
    for weekday in weekdays:
        WorkingHours.objects.create(
            therapist=staff,
            location=world.room().location,
            weekday=weekday,
            from_time=begin,
            until_time=end,
            valid_from=date(2026, 1, 1),
        )


@pytest.fixture
def case(therapist: Staff) -> Ready:
    make.location()
    found = ready(therapist)
    works(therapist, 0, 1, 2, 3, 4)
    return found


def url(case: Ready) -> str:
    return reverse("sessions:book_plan", args=[case.patient.pk, case.version.plan_id])


def laid_out(case: Ready, count: int, anchor: Anchor, first_on: date = date(2026, 11, 24)) -> list[Any]:
    return lay_out(
        patient=case.patient,
        plan=case.version.plan,
        count=count,
        first_on=first_on,
        anchor=anchor,
        policy=policy_in_force(),
        now=world.NOW,
    )


def test_free_weeks_give_the_same_hour_at_the_rhythm_of_the_plan(case: Ready) -> None:
    found = laid_out(case, 4, Anchor(case.therapist.pk, time(10)))
    locals_ = [one.opening.starts_at.astimezone(ZONE) for one in found]
    assert {local.time() for local in locals_} == {time(10)}
    assert all(one.opening.therapist_id == case.therapist.pk for one in found)
    assert len({local.date() for local in locals_}) == 4
    weeks: dict[int, int] = {}
    for local in locals_:
        weeks[local.isocalendar().week] = weeks.get(local.isocalendar().week, 0) + 1
    assert max(weeks.values()) <= case.version.visits_per_week


def test_a_day_off_moves_one_visit_and_says_so(case: Ready) -> None:
    free = laid_out(case, 3, Anchor(case.therapist.pk, time(10)))
    meant = free[1].opening.starts_at
    make_busy = ready(case.therapist)
    make_busy.book(starts_at=meant - timedelta(minutes=30))
    found = laid_out(case, 3, Anchor(case.therapist.pk, time(10)))
    assert found[0].deviations == ()
    assert found[1].deviations
    assert found[1].opening.starts_at != meant


def test_the_page_books_all_as_one_series(case: Ready, desk_client: Client) -> None:
    page = desk_client.get(
        url(case), {"count": 3, "first_on": "2026-11-24", "at": "10:00", "therapist": case.therapist.pk}
    )
    assert page.status_code == 200
    keys = [line.options[0].key for line in page.context["lines"]]
    assert len(keys) == 3
    answer = desk_client.post(url(case), {"visit": keys})
    assert answer.status_code == 302
    rows = Appointment.objects.filter(plan=case.version.plan)
    assert rows.count() == 3
    assert rows.values("series").distinct().count() == 1
    assert all(row.series is not None for row in rows)


def test_where_one_is_taken_meanwhile_none_is_booked(case: Ready, desk_client: Client) -> None:
    asked = {"count": 3, "first_on": "2026-11-24", "at": "10:00", "therapist": case.therapist.pk}
    keys = [line.options[0].key for line in desk_client.get(url(case), asked).context["lines"]]
    other = ready(case.therapist)
    taken = laid_out(case, 3, Anchor(case.therapist.pk, time(10)))[2].opening
    other.book(starts_at=taken.starts_at)
    answer = desk_client.post(url(case), {"visit": keys})
    assert answer.status_code == 409
    assert "Nothing was booked" in answer.content.decode()
    assert not Appointment.objects.filter(plan=case.version.plan).exists()


def test_visits_left_out_and_visits_sent_twice(case: Ready, desk_client: Client) -> None:
    keys = [
        line.options[0].key
        for line in desk_client.get(url(case), {"count": 2, "first_on": "2026-11-24"}).context["lines"]
    ]
    desk_client.post(url(case), {"visit": [keys[0], ""]})
    assert Appointment.objects.filter(plan=case.version.plan).count() == 1
    assert desk_client.post(url(case), {"visit": [keys[0]]}).status_code == 409
    assert Appointment.objects.filter(plan=case.version.plan).count() == 1


@pytest.mark.parametrize(
    "key", ["x", "1.2", "1.2.yesterday", "0.0.2026-11-24T10:00:00+00:00", "1.1.2026-11-24T10:00:00"]
)
def test_what_is_no_opening_is_not_found(case: Ready, desk_client: Client, key: str) -> None:
    assert desk_client.post(url(case), {"visit": [key]}).status_code == 404


def test_no_more_is_offered_than_the_referral_holds(therapist: Staff, desk_client: Client) -> None:
    make.location()
    case = ready(therapist, visits=2)
    works(therapist, 0, 1, 2, 3, 4)
    page = desk_client.get(url(case))
    assert page.context["rest"].most == 2
    assert len(page.context["lines"]) == 2
    too_many = desk_client.get(url(case), {"count": 3, "first_on": "2026-11-24"})
    assert "lines" not in too_many.context
    case.book(starts_at=at(9))
    case.book(starts_at=at(9, day=date(2026, 11, 30)))
    assert "no visit left" in desk_client.get(url(case)).content.decode()


def test_a_plan_that_is_not_signed_has_no_page(therapist: Staff, desk_client: Client) -> None:
    make.location()
    case, other = ready(therapist), ready(therapist)
    assert (
        desk_client.get(reverse("sessions:book_plan", args=[other.patient.pk, case.version.plan_id])).status_code == 404
    )


def test_all_or_none_holds_in_the_service_too(case: Ready) -> None:
    places = [Place(case.therapist, case.room, at(10)), Place(case.therapist, case.room, at(10, 30))]
    with pytest.raises(NotAll) as refused:
        book_plan(
            patient=case.patient,
            episode=case.episode,
            referral=case.referral,
            plan=case.version.plan,
            minutes=60,
            places=places,
            by=case.therapist,
            now=world.NOW,
        )
    assert refused.value.place is places[1]
    assert not Appointment.objects.exists()
    assert not OutboundEmail.objects.exists()


def test_a_longer_plan_costs_no_more_where_its_therapist_is_free(
    case: Ready, desk_client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(19):
        page = desk_client.get(
            url(case), {"count": 10, "first_on": "2026-11-24", "therapist": case.therapist.pk, "at": "10:00"}
        )
    assert page.content.decode().count("<select") == 11
