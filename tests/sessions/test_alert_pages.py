"""Who sees which alert where, and looking at one for good."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic.models import AccessEntry, License, Staff
from patients.models import Alert
from tests.conftest import signed_in
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, ready
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db
LIST = "/alerts/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    therapist.locations.add(make.location())
    return ready(therapist)


def raised(case: Ready, kind: str = "T1", **fields: Any) -> Alert:
    facts = {
        "key": f"{kind}:{Alert.objects.count()}",
        "reference": f"episode:{case.episode.pk}",
        "evidence": f"Seen for {kind}.",
        "raised_at": NOW,
    }
    return Alert.objects.create(patient=case.patient, kind=kind, **{**facts, **fields})


def looked_at(case: Ready, kind: str = "T1", **fields: Any) -> Alert:
    words = {"acknowledged_at": NOW, "acknowledged_by": case.therapist.actor, "note": "Lighter for two visits."}
    return raised(case, kind, **{**words, **fields})


def url(alert: Alert) -> str:
    return reverse("sessions:alert", args=[alert.pk])


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_everybody_has_a_list_and_sees_their_own(
    case: Ready, therapist_client: Client, desk_client: Client, manager_client: Client, outsider_client: Client
) -> None:
    raised(case, "T1")
    raised(case, "REFERRAL")
    seen = {
        "therapist": text(therapist_client, LIST),
        "desk": text(desk_client, LIST),
        "manager": text(manager_client, LIST),
        "outsider": text(outsider_client, LIST),
    }
    assert {who: ("Seen for T1." in page, "Seen for REFERRAL." in page) for who, page in seen.items()} == {
        "therapist": (True, True),
        "desk": (False, True),
        "manager": (True, True),
        "outsider": (False, False),
    }
    assert "No early response" in seen["therapist"]
    assert "Change the technique, change the dose, or go on with a reason." in seen["therapist"]
    assert "Nothing needs you" in seen["outsider"]


def test_one_who_left_the_care_team_sees_nothing_any_more(case: Ready, therapist_client: Client) -> None:
    raised(case)
    case.episode.care_team.update(until_on=TODAY - timedelta(days=1))
    assert "Seen for T1." not in text(therapist_client, LIST)


def test_the_desk_that_also_treats_sees_both(case: Ready) -> None:
    both = make.staff("Ada Both", "front_desk", "therapist")
    raised(case, "T1")
    raised(case, "REFERRAL")
    assert "Seen for T1." not in text(signed_in(both), LIST)
    assert "Seen for REFERRAL." in text(signed_in(both), LIST)


def test_outsiders_get_404(case: Ready, outsider_client: Client, desk_client: Client) -> None:
    alert = raised(case)
    for client in (outsider_client, desk_client):
        assert client.get(url(alert)).status_code == 404
        assert client.post(url(alert), {"note": "x", "action": "dose"}).status_code == 404
    assert outsider_client.get("/alerts/999999/").status_code == 404
    assert Client().get(LIST).status_code == 302
    assert outsider_client.post(LIST).status_code == 405


def test_the_rail_counts_what_is_open_and_ones_own(
    case: Ready, therapist_client: Client, desk_client: Client, manager_client: Client, outsider_client: Client
) -> None:
    for kind in ("T1", "P12", "REFERRAL"):
        raised(case, kind)
    looked_at(case, "pain_rise")
    clients = (therapist_client, desk_client, manager_client, outsider_client)
    counts = [client.get("/board/").context["nav"] for client in clients]
    assert [next(item.count for item in nav if item.label == "Alerts") for nav in counts] == [3, 1, 3, 0]


def test_the_weightiest_stands_first(case: Ready, therapist_client: Client) -> None:
    for kind in ("REFERRAL", "T1", "P5-TWICE"):
        raised(case, kind)
    page = text(therapist_client, LIST)
    assert page.index("Two flares in a row") < page.index("No early response") < page.index("Referral about to end")


def test_reading_leaves_its_row(case: Ready, therapist_client: Client) -> None:
    alert = raised(case)
    therapist_client.get(LIST)
    therapist_client.get(url(alert))
    read = AccessEntry.objects.order_by("pk").values_list("what", "patient_reference")
    assert list(read) == [("alerts", None), ("alert", case.patient.pk)]


# --- looking at one ---------------------------------------------------------------------------------------------------


def test_looked_at_with_choice_and_note_it_goes_back_to_where_it_was(case: Ready, therapist_client: Client) -> None:
    alert = raised(case)
    back = reverse("sessions:patient", args=[case.patient.pk])
    response = therapist_client.post(url(alert), {"action": "dose", "note": "Lighter.", "next": back})
    assert response["Location"] == back
    alert.refresh_from_db()
    assert (alert.action, alert.note, alert.acknowledged_by) == ("dose", "Lighter.", case.therapist.actor)
    assert "Seen for T1." not in text(therapist_client, LIST)
    done = text(therapist_client, f"{LIST}?shown=done")
    assert "change the dose" in done
    assert "Lighter." in done


@pytest.mark.parametrize(
    "sent", [{"note": "x"}, {"action": "dose"}, {"action": "other", "note": "x"}, {"action": "dose", "note": "x" * 301}]
)
def test_what_is_no_answer_is_shown_again(case: Ready, therapist_client: Client, sent: dict[str, str]) -> None:
    alert = raised(case)
    response = therapist_client.post(url(alert), sent)
    assert response.status_code == 200
    assert "invalid-feedback" in response.content.decode()
    alert.refresh_from_db()
    assert alert.acknowledged_at is None


def test_only_paths_within_the_site_are_gone_back_to(case: Ready, therapist_client: Client) -> None:
    sent = {"action": "dose", "note": "x", "next": "https://evil.example/"}
    assert therapist_client.post(url(raised(case)), sent)["Location"] == LIST


def test_the_second_learns_who_was_first(case: Ready, therapist_client: Client) -> None:
    alert = looked_at(case)
    other = make.staff("Bea Lindqvist", "therapist")
    case.episode.care_team.create(staff=other, from_on=TODAY, why="cover")
    response = signed_in(other).post(url(alert), {"action": "technique", "note": "Me too."}, follow=True)
    assert "Amara Okafor looked at it before you" in response.content.decode()
    alert.refresh_from_db()
    assert alert.note == "Lighter for two visits."


def test_a_manager_reads_a_clinical_one_and_leaves_it_to_a_therapist(
    case: Ready, manager_client: Client, desk_client: Client
) -> None:
    alert = raised(case)
    assert "A therapist of the care team looks at this one." in text(manager_client, url(alert))
    assert manager_client.post(url(alert), {"action": "dose", "note": "x"}).status_code == 403
    order = raised(case, "REFERRAL")
    assert desk_client.post(url(order), {"note": "Asked for a renewal."}).status_code == 302
    order.refresh_from_db()
    assert order.note == "Asked for a renewal."


# --- where it matters -------------------------------------------------------------------------------------------------


def test_the_patient_page_shows_open_ones_at_the_top(
    case: Ready, therapist_client: Client, desk_client: Client, outsider_client: Client
) -> None:
    raised(case, "T1")
    raised(case, "REFERRAL")
    looked_at(case, "P12")
    path = reverse("sessions:patient", args=[case.patient.pk])
    own, desk, outside = (text(client, path) for client in (therapist_client, desk_client, outsider_client))
    assert own.index("Needs a look") < own.index("Where this course of care stands")
    assert ("Seen for T1." in own, "Seen for P12." in own) == (True, False)
    assert ("Seen for T1." in desk, "Seen for REFERRAL." in desk) == (False, True)
    assert "Needs a look" not in outside


def test_the_panel_keeps_what_was_looked_at(case: Ready, therapist_client: Client, desk_client: Client) -> None:
    looked_at(case, "T2", raised_at=NOW - timedelta(days=3))
    raised(case, "P12")
    path = f"{reverse('sessions:patient', args=[case.patient.pk])}?tab=alerts"
    page = text(therapist_client, path)
    assert page.index("Seen for P12.") < page.index("Lighter for two visits.")
    assert "Waits for a signed re-assessment." in page
    assert desk_client.get(path).status_code == 404


def test_today_the_chart_and_the_plan_lead_to_it(case: Ready, therapist_client: Client) -> None:
    alert = raised(case)
    visit = world.appointment(
        case.episode, case.therapist, referral=case.referral, plan=case.version.plan, status="arrived"
    )
    assert f"{url(alert)}?next=/today/" in text(therapist_client, "/today/")
    chart = text(therapist_client, reverse("sessions:chart", args=[visit.pk]))
    assert f'action="{url(alert)}"' in chart
    other = ready(case.therapist, family="Weiss")
    draft = world.episode(other.patient, team=(case.therapist,), problem="Neck pain")
    version = world.plan(draft, world.referral(draft), case.therapist, signed=False)
    second = raised(case, "P12", reference=f"episode:{draft.pk}")
    plan = text(therapist_client, reverse("sessions:plan", args=[version.plan_id]))
    assert f"{url(second)}?next=/plans/{version.plan_id}/" in plan


# --- licenses ---------------------------------------------------------------------------------------------------------


def license_of(staff: Staff, days: int, number: str = "1") -> License:
    return License.objects.create(
        staff=staff, state="NV", kind="Massage therapist", number=number, expires_on=TODAY + timedelta(days=days)
    )


def test_a_license_about_to_end_is_told_to_its_holder_and_to_managers(
    case: Ready, therapist_client: Client, manager_client: Client, desk_client: Client
) -> None:
    license_of(case.therapist, 12)
    detail = reverse("clinic:staff_detail", args=[case.therapist.pk])
    for path in (LIST, "/clinic/", detail):
        assert "ends in 12 days" in text(manager_client, path)
    assert "Your license" in text(therapist_client, "/today/")
    assert "ends in 12 days" in text(therapist_client, LIST)
    assert "ends in 12 days" not in text(desk_client, LIST)


def test_a_renewed_license_is_no_news(case: Ready, therapist_client: Client, manager_client: Client) -> None:
    license_of(case.therapist, -3)
    license_of(case.therapist, 700, number="2")
    assert "Licenses about to end" not in text(manager_client, LIST)
    assert "Your license" not in text(therapist_client, "/today/")


def test_an_expired_license_is_red(case: Ready, manager_client: Client) -> None:
    license_of(case.therapist, -3)
    assert "license expired" in text(manager_client, "/clinic/")


# --- budget -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_many_there_are(
    rows: int, case: Ready, therapist_client: Client, manager_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        other = ready(case.therapist, family=f"Weiss {number}")
        raised(other, "T1")
        raised(case, "T1")
        looked_at(case, "T2")
        license_of(make.staff(f"Ther {number}", "therapist"), 5, number=f"{number}")
    visit = world.appointment(case.episode, case.therapist, referral=case.referral, plan=case.version.plan)
    patient = reverse("sessions:patient", args=[case.patient.pk])
    paths = (
        LIST,
        f"{LIST}?shown=done",
        "/today/",
        patient,
        f"{patient}?tab=alerts",
        reverse("sessions:chart", args=[visit.pk]),
    )
    for path in paths:
        with django_assert_max_num_queries(12):
            assert therapist_client.get(path).status_code == 200
    with django_assert_max_num_queries(8):
        manager_client.get(LIST)
