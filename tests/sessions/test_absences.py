"""A therapist is away: each visit goes somewhere, all in one piece; the cover may work, and every patient is told once."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic.models import Job, License, OutboundEmail, Staff, TechniqueCredential
from clinic.selectors.profile import policy_in_force
from referrals.models import CareTeam
from sessions.models import Appointment, Call, Handover, PlanVersion, Reschedule, TimeOff
from sessions.rules.absences import CANCEL, LEAVE
from sessions.selectors import absences as select
from sessions.services import absences, handovers, moving, plans
from sessions.services.absences import Choice
from sessions.services.appointments import Place
from tests.conftest import signed_in
from tests.factories import clinic as make
from tests.factories import desk, world
from tests.factories.booking import Ready, at, ready, tell

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def jonas(therapist: Staff) -> Staff:
    """Another therapist with the same hours and a second room to work in."""
    found = make.staff("Jonas Lind", "therapist")
    for one in (therapist, found):
        desk.hours(one, make.location())
    make.room("Room 2")
    return found


def mailed(case: Ready) -> Ready:
    case.patient.email = f"{case.patient.family_name.lower()}@home.example"
    case.patient.save(update_fields=["email"])
    world.consent(case.patient, "email")
    return case


def url(member: Staff, **asked: str) -> str:
    days = {"kind": "sick", "from_on": str(TUESDAY), "until_on": str(TUESDAY)} | asked
    return f"{reverse('sessions:away', args=[member.pk])}?" + "&".join(f"{key}={value}" for key, value in days.items())


def span(first: date = TUESDAY, days: int = 1) -> tuple[datetime, datetime]:
    return at(0, day=first), at(0, day=first + timedelta(days=days))


def placed(member: Staff, days: int = 1, **given: Any) -> list[select.Placed]:
    begin, end = span(days=days)
    visits = list(select.affected(member, starts_at=begin, ends_at=end, now=world.NOW))
    return select.place(
        visits,
        therapist=member,
        away=(begin, end),
        staff=select.therapists(),
        policy=policy_in_force(),
        now=world.NOW,
        **given,
    )


def chosen(found: Iterable[select.Placed], **instead: Any) -> list[Choice]:
    """What the page proposes, as it is sent back."""
    people = Staff.objects.in_bulk()
    rooms = {room.pk: room for room in select.Room.objects.select_related("location")}
    return [
        Choice(
            one.visit.pk,
            one.visit.seen_as,
            instead.get(f"v{one.visit.pk}")
            or (
                Place(people[one.opening.therapist_id], rooms[one.opening.room_id], one.opening.starts_at)
                if one.opening
                else str(one.chosen)
            ),
        )
        for one in found
    ]


def arrange(member: Staff, choices: list[Choice], by: Staff, *, days: int = 1, **given: Any) -> absences.Done:
    begin, end = span(days=days)
    return absences.arrange(
        therapist=member,
        starts_at=begin,
        ends_at=end,
        kind="sick",
        reason="The therapist is away",
        choices=choices,
        by=by,
        now=world.NOW,
        **given,
    )


def fields(text: str) -> dict[str, str]:
    """What the page would send back as it stands."""
    found: dict[str, str] = {}
    for part in text.split("<select")[1:]:
        name = part.split('name="')[1].split('"')[0]
        options = part.split("</select>")[0].split("<option ")[1:]
        selected = [option for option in options if "selected" in option.split(">")[0]] or options[:1]
        found[name] = selected[0].split('value="')[1].split('"')[0]
    for part in text.split('name="seen-')[1:]:
        found[f"seen-{part.split(chr(34))[0]}"] = part.split('value="')[1].split('"')[0]
    return {name: value for name, value in found.items() if name.startswith(("visit-", "seen-"))} | {
        "reason": "The therapist is away",
        "step": "do",
    }


def test_a_visit_goes_to_the_cover_at_the_same_time_and_keeps_its_room(therapist: Staff, jonas: Staff) -> None:
    visit = ready(therapist).book()
    (one,) = placed(therapist)
    assert one.opening is not None
    assert (one.opening.therapist_id, one.opening.starts_at) == (jonas.pk, visit.starts_at)
    assert one.opening.room_id == visit.room_id
    assert one.deviations == ("other therapist",)


def test_where_the_cover_is_taken_the_nearest_time_is_proposed(therapist: Staff, jonas: Staff) -> None:
    visit = ready(therapist).book()
    ready(jonas, family="Weiss").book(therapist=jonas, room=make.room("Room 2"))
    (one,) = placed(therapist)
    assert one.opening is not None
    assert one.opening.starts_at != visit.starts_at
    assert abs(one.opening.starts_at - visit.starts_at) <= timedelta(hours=2)


def test_two_visits_are_never_proposed_the_same_place(therapist: Staff, jonas: Staff) -> None:
    ready(therapist).book()
    ready(therapist, family="Weiss").book(starts_at=at(11, 15))
    ready(jonas, family="Olsen").book(therapist=jonas, room=make.room("Room 2"), starts_at=at(11, 15))
    found = [one.opening for one in placed(therapist)]
    assert all(found)
    first, second = (one for one in found if one)
    assert (
        first.ends_at <= second.starts_at
        or second.ends_at <= first.starts_at
        or (first.therapist_id != second.therapist_id and first.room_id != second.room_id)
    )


def test_a_cover_without_the_credential_is_not_proposed(therapist: Staff, jonas: Staff) -> None:
    under = world.episode(world.patient(), team=(therapist,))
    order = world.referral(under)
    world.intake(under, therapist)
    assert world.technique("REF").needs_credential
    version = world.plan(under, order, therapist, codes=("REF",))
    papers = {"state": "NV", "kind": world.technique("REF").licenses["NV"], "expires_on": date(2030, 1, 1)}
    for number, one in enumerate((therapist, jonas)):
        License.objects.create(staff=one, number=f"N-{number}", **papers)
        License.objects.create(staff=one, number=f"M-{number}", **papers | {"kind": "Massage therapist"})
    TechniqueCredential.objects.create(staff=therapist, technique="REF", since_on=date(2020, 1, 1))
    Ready(under.patient, under, order, version, therapist, world.room()).book()
    (one,) = placed(therapist)
    assert one.offered
    assert {opening.therapist_id for opening in one.offered} == {therapist.pk}


def test_where_nothing_is_free_cancelling_is_proposed(therapist: Staff) -> None:
    desk.hours(therapist, make.location(), days=(1,), begins="09:00", ends="12:00")
    ready(therapist).book()
    TimeOff.objects.create(
        therapist=therapist,
        during=(at(0, day=TUESDAY + timedelta(days=1)), at(0, day=TUESDAY + timedelta(days=40))),
        kind="other",
        entered_at=world.NOW,
        entered_by=world.system(),
    )
    (one,) = placed(therapist)
    assert (one.chosen, one.offered) == (CANCEL, ())


def test_all_in_one_piece_one_moved_one_cancelled_one_left(therapist: Staff, jonas: Staff, front_desk: Staff) -> None:
    first, second = ready(therapist), ready(therapist, family="Weiss")
    third = ready(therapist, family="Olsen")
    visits = [first.book(), second.book(starts_at=at(12)), third.book(starts_at=at(14))]
    instead = {f"v{visits[1].pk}": CANCEL, f"v{visits[2].pk}": LEAVE}
    done = arrange(therapist, chosen(placed(therapist), **instead), front_desk)
    assert (done.moved, done.cancelled, done.left, done.covers) == (1, 1, 1, (jonas,))
    for visit in visits:
        visit.refresh_from_db()
    assert (visits[0].therapist, visits[0].starts_at) == (jonas, at(10))
    assert (visits[1].status, visits[1].ended_reason) == ("cancelled", "The therapist is away")
    assert (visits[2].therapist, visits[2].status) == (therapist, "booked")
    assert Reschedule.objects.get().reason == "The therapist is away"
    assert TimeOff.objects.get().during.lower == span()[0]


def test_a_cancellation_within_the_notice_period_is_not_the_patients(therapist: Staff, front_desk: Staff) -> None:
    visit = ready(therapist).book(starts_at=at(10, 30, day=world.TODAY))
    begin, end = span(world.TODAY)
    absences.arrange(
        therapist=therapist,
        starts_at=begin,
        ends_at=end,
        kind="sick",
        reason="Ill",
        choices=[Choice(visit.pk, visit.seen_as, CANCEL)],
        by=front_desk,
        now=world.NOW,
    )
    visit.refresh_from_db()
    assert visit.status == "cancelled"


def test_time_off_that_stands_is_not_written_twice(therapist: Staff, front_desk: Staff) -> None:
    ready(therapist).book()
    for _ in range(2):
        arrange(therapist, chosen(placed(therapist), **{f"v{Appointment.objects.get().pk}": LEAVE}), front_desk)
    assert TimeOff.objects.count() == 1


def test_the_cover_joins_the_care_team_and_finishes_the_drafts(
    therapist: Staff, jonas: Staff, front_desk: Staff
) -> None:
    case = ready(therapist)
    case.book()
    draft = plans.draft(
        episode=case.episode,
        referral=case.referral,
        therapist=therapist,
        change_reason="Less pressure",
        by=therapist.actor,
        now=world.NOW,
    )
    done = arrange(therapist, chosen(placed(therapist)), front_desk)
    draft.refresh_from_db()
    case.version.refresh_from_db()
    assert (done.drafts, draft.therapist, case.version.therapist) == (1, jonas, therapist)
    assert CareTeam.objects.get(episode=case.episode, staff=jonas).until_on is None
    kept = Handover.objects.get()
    assert (kept.what, kept.reference, kept.therapist, kept.back_at) == (
        "clinic_sessions.PlanVersion",
        draft.pk,
        therapist,
        span()[1],
    )


def test_drafts_of_other_patients_go_to_the_chosen_cover_until_the_absence_ends(
    therapist: Staff, jonas: Staff, front_desk: Staff
) -> None:
    case = ready(therapist)
    draft = plans.draft(
        episode=case.episode,
        referral=case.referral,
        therapist=therapist,
        change_reason="Less pressure",
        by=therapist.actor,
        now=world.NOW,
    )
    assert arrange(therapist, [], front_desk).drafts == 0
    assert arrange(therapist, [], front_desk, cover=jonas).drafts == 1
    assert CareTeam.objects.get(episode=case.episode, staff=jonas).until_on == TUESDAY + timedelta(days=1)
    handovers.hand_back(now=span()[1] - timedelta(minutes=1))
    assert PlanVersion.objects.get(pk=draft.pk).therapist == jonas
    for _ in range(2):
        handovers.hand_back(now=span()[1])
    assert PlanVersion.objects.get(pk=draft.pk).therapist == therapist
    assert Handover.objects.get().ended_at == span()[1]


def test_a_signed_draft_stays_with_who_signed_it(therapist: Staff, jonas: Staff, front_desk: Staff) -> None:
    case = ready(therapist)
    draft = plans.draft(
        episode=case.episode,
        referral=case.referral,
        therapist=therapist,
        change_reason="Less pressure",
        by=therapist.actor,
        now=world.NOW,
    )
    arrange(therapist, [], front_desk, cover=jonas)
    draft.refresh_from_db()
    draft.signature = world.signature(jonas, "sessions.planversion")
    draft.save(update_fields=["signature"])
    handovers.hand_back(now=span()[1])
    assert PlanVersion.objects.get(pk=draft.pk).therapist == jonas


def test_everybody_is_told_once_by_mail_or_stands_on_the_call_list(
    therapist: Staff, jonas: Staff, front_desk: Staff
) -> None:
    make.profile()
    with_mail, without = mailed(ready(therapist)), ready(therapist, family="Weiss")
    for case, hour in ((with_mail, 10), (without, 12)):
        case.book(starts_at=at(hour))
        case.book(starts_at=at(hour, day=TUESDAY + timedelta(days=7)))
    tell(with_mail.patient)
    before = OutboundEmail.objects.count()
    done = arrange(therapist, chosen(placed(therapist, days=9)), front_desk, days=9)
    assert (done.moved, done.to_call) == (4, 2)
    tells = Job.objects.filter(kind="visits.tell", key__contains=f":{with_mail.patient.pk}:", state="waiting")
    assert tells.exists()
    tell(with_mail.patient)
    tell(without.patient)
    assert OutboundEmail.objects.count() == before + 1
    assert set(Call.objects.open().values_list("patient", flat=True)) == {without.patient.pk}


def test_a_visit_booked_meanwhile_brings_the_page_back_and_nothing_is_moved(
    therapist: Staff, jonas: Staff, front_desk: Staff, desk_client: Client
) -> None:
    make.profile()
    first, second = ready(therapist), ready(therapist, family="Weiss")
    visits = [first.book(), second.book(starts_at=at(12))]
    given = fields(desk_client.get(url(therapist)).content.decode())
    ready(jonas, family="Olsen").book(therapist=jonas, room=make.room("Room 2"), starts_at=at(12))
    answer = desk_client.post(url(therapist), given)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "The therapist already has a visit from 12:00 to 13:10." in text
    for visit in visits:
        visit.refresh_from_db()
        assert visit.therapist == therapist
    assert not TimeOff.objects.exists()
    assert not Call.objects.exists()
    assert not Reschedule.objects.exists()
    assert desk_client.post(url(therapist), fields(text)).status_code == 302
    assert not Appointment.objects.filter(therapist=therapist).exists()


def test_a_visit_that_came_after_the_page_was_shown_is_not_passed_over(
    therapist: Staff, jonas: Staff, desk_client: Client
) -> None:
    make.profile()
    ready(therapist).book()
    given = fields(desk_client.get(url(therapist)).content.decode())
    late = ready(therapist, family="Weiss").book(starts_at=at(14))
    answer = desk_client.post(url(therapist), given)
    assert answer.status_code == 409
    assert "This visit was booked after the page was shown." in answer.content.decode()
    late.refresh_from_db()
    assert late.therapist == therapist


def test_the_page_shows_what_is_told_and_what_is_chosen_stays_chosen(
    therapist: Staff, jonas: Staff, desk_client: Client
) -> None:
    make.profile()
    case, other = mailed(ready(therapist)), ready(therapist, family="Weiss", phone="+17025550143")
    case.book()
    visit = other.book(starts_at=at(12))
    tell(case.patient)
    text = desk_client.get(url(therapist)).content.decode()
    assert "delgado@home.example" in text
    assert "Your visit has changed. It is now:" in text
    assert "come on the call list" in text or "comes on the call list" in text
    given = fields(text) | {f"visit-{visit.pk}": CANCEL, "step": "look"}
    shown = desk_client.post(url(therapist), given).content.decode()
    assert fields(shown)[f"visit-{visit.pk}"] == CANCEL
    assert "This visit is cancelled: Tuesday 24 November, 12:00." in shown
    assert not Reschedule.objects.exists()


def test_who_may_arrange_an_absence(
    therapist: Staff, jonas: Staff, therapist_client: Client, desk_client: Client, manager_client: Client
) -> None:
    ready(therapist).book()
    assert desk_client.get(url(therapist)).status_code == 200
    assert manager_client.get(url(therapist)).status_code == 200
    assert therapist_client.get(url(therapist)).status_code == 200
    assert signed_in(jonas).get(url(therapist)).status_code == 404
    assert therapist_client.get(reverse("sessions:away_choose")).status_code == 403
    assert desk_client.get(reverse("sessions:away_choose")).status_code == 200
    assert desk_client.get(url(therapist).replace(str(therapist.pk), "0", 1)).status_code == 404


def test_nonsense_is_refused_without_a_trace(therapist: Staff, jonas: Staff, desk_client: Client) -> None:
    visit = ready(therapist).book()
    for text in ("", "x.y.z", "1.2", f"{jonas.pk}.999999.2026-11-24T18:00:00+00:00"):
        given = {f"visit-{visit.pk}": text, f"seen-{visit.pk}": visit.seen_as, "reason": "Ill", "step": "do"}
        assert desk_client.post(url(therapist), given).status_code == 404
    given = {f"visit-{visit.pk}": CANCEL, f"seen-{visit.pk}": visit.seen_as, "reason": " ", "step": "do"}
    assert desk_client.post(url(therapist), given).status_code == 409
    for asked in ({"until_on": "2026-11-20"}, {"until_on": "2027-11-20"}, {"from_on": "x"}, {"from_time": "09:00"}):
        assert desk_client.get(url(therapist, **asked)).status_code == 200
    visit.refresh_from_db()
    assert visit.status == "booked"


@pytest.mark.parametrize("many", [2, 60])
def test_same_queries_for_a_day_and_for_a_month(
    therapist: Staff, jonas: Staff, desk_client: Client, django_assert_max_num_queries: Any, many: int
) -> None:
    make.profile()
    days = [TUESDAY + timedelta(days=step) for step in range(40)]
    days = [day for day in days if day.weekday() < 5]
    for number in range(many):
        case = ready(therapist, family=f"Family{number}", phone="+17025550143")
        case.book(starts_at=at(8 + 2 * (number % 3), day=days[number // 3]))
    with django_assert_max_num_queries(16):
        answer = desk_client.get(url(therapist, until_on=str(days[-1])))
    assert answer.content.decode().count('name="seen-') == many


def test_a_series_of_one_patient_keeps_its_pace(therapist: Staff, jonas: Staff, front_desk: Staff) -> None:
    case = ready(therapist)
    days = (TUESDAY, TUESDAY + timedelta(days=2), TUESDAY + timedelta(days=7))
    for day in days:
        case.book(starts_at=at(10, day=day))
    for day in days[:2]:
        ready(jonas, family=f"Weiss{day.day}").book(
            therapist=jonas, room=make.room("Room 2"), starts_at=at(10, day=day)
        )
    done = arrange(therapist, chosen(placed(therapist, days=9)), front_desk, days=9)
    assert done.moved + done.cancelled == 3
    assert done.moved == Appointment.objects.live().filter(patient=case.patient, therapist=jonas).count()


def test_calls_are_ticked_off_with_who_and_what_came_of_it(
    therapist: Staff, jonas: Staff, front_desk: Staff, desk_client: Client
) -> None:
    case = ready(therapist, phone="+17025550143", language="es")
    visit = case.book()
    arrange(therapist, chosen(placed(therapist)), front_desk)
    text = desk_client.get(reverse("sessions:calls")).content.decode()
    assert "Delgado, Ines" in text
    assert "speaks Spanish" in text
    assert "con Jonas Lind" in text
    assert '<span class="rail-count"' in text
    call = Call.objects.get()
    done = reverse("sessions:call_done", args=[case.patient.pk])
    desk_client.post(done, {"call": call.pk, "outcome": "none"})
    call.refresh_from_db()
    assert (call.tries, call.closed_at, call.tried_by) == (1, None, front_desk.actor)
    desk_client.post(done, {"call": call.pk, "outcome": "nonsense"})
    desk_client.post(done, {"call": call.pk, "outcome": "message", "note": "On the machine"})
    call.refresh_from_db()
    assert (call.outcome, call.closed_by, call.note) == ("message", front_desk.actor, "On the machine")
    assert "On the machine" in desk_client.get(reverse("sessions:calls")).content.decode()
    tell(visit.patient)
    assert not Call.objects.open().exists()
    assert desk_client.get(reverse("sessions:calls"), {"print": ""}).status_code == 200


def test_a_visit_that_changes_twice_is_one_call(therapist: Staff, jonas: Staff, front_desk: Staff) -> None:
    ready(therapist).book()
    arrange(therapist, chosen(placed(therapist)), front_desk)
    arrange(jonas, chosen(placed(jonas)), front_desk)
    call = Call.objects.get()
    assert (call.was_therapist, call.sequence) == (therapist, Appointment.objects.get().sequence)


def test_only_those_who_call_see_the_list(
    therapist_client: Client, manager_client: Client, django_assert_max_num_queries: Any, therapist: Staff
) -> None:
    assert therapist_client.get(reverse("sessions:calls")).status_code == 403
    for number in range(4):
        case = ready(therapist, family=f"Family{number}")
        visit = case.book(starts_at=at(8 + 2 * number))
        Call.objects.create(
            patient=case.patient,
            appointment=visit,
            sequence=0,
            was_starts_at=visit.starts_at,
            was_therapist=therapist,
            asked_at=world.NOW,
            asked_by=world.system(),
        )
    with django_assert_max_num_queries(12):
        assert manager_client.get(reverse("sessions:calls")).content.decode().count("call-form") == 4


def test_a_visit_that_lost_its_place_and_is_moved_by_hand_is_called_about(
    therapist: Staff, jonas: Staff, front_desk: Staff
) -> None:
    visit = ready(therapist).book()
    TimeOff.objects.create(
        therapist=therapist, during=span(), kind="sick", entered_at=world.NOW, entered_by=world.system()
    )
    target = moving.Target(at(15), 60, jonas, visit.room)
    moving.move(appointment=visit, to=target, seen_as=visit.seen_as, reason="Ill", by=front_desk, now=world.NOW)
    assert Call.objects.get().was_starts_at == at(10)
    other = ready(jonas, family="Weiss").book(therapist=jonas, starts_at=at(12))
    target = moving.Target(at(16, 30), 60, jonas, other.room)
    moving.move(appointment=other, to=target, seen_as=other.seen_as, reason="Asked", by=front_desk, now=world.NOW)
    assert Call.objects.count() == 1


def test_who_can_no_longer_be_mailed_is_called(therapist: Staff, jonas: Staff, front_desk: Staff) -> None:
    make.profile()
    case = mailed(ready(therapist))
    visit = case.book()
    tell(case.patient)
    case.patient.email = ""
    case.patient.save(update_fields=["email"])
    target = moving.Target(at(15), 60, jonas, visit.room)
    moving.move(appointment=visit, to=target, seen_as=visit.seen_as, reason="Asked", by=front_desk, now=world.NOW)
    assert not Call.objects.exists()
    for _ in range(2):
        tell(case.patient)
    assert Call.objects.get().was_starts_at == at(10)
