"""The one page from a bare scan to complete."""

from typing import Any

import pytest
from django.test import Client

from clinic.models import AccessEntry, Staff
from referrals.models import Referral
from tests.factories import world
from tests.factories.people import UNUSABLE, bare_referral, order_form

pytestmark = pytest.mark.django_db


def post(client: Client, referral: Referral, **fields: Any) -> Any:
    return client.post(f"/referrals/{referral.pk}/edit/", order_form(referral, **fields))


def test_from_bare_to_complete_and_verified(desk_client: Client, front_desk: Staff) -> None:
    referral, patient, physician = bare_referral(), world.patient(), world.physician()
    response = post(
        desk_client,
        referral,
        patient=patient.pk,
        problem="Back spasm",
        physician=physician.pk,
        codes="M54.50 m62830",
        lead="m62830",
        affected_regions=["LUMB-l", "LUMB-r"],
        no_touch_regions=["SACR-m"],
        visits_authorized="12",
        event_kind="SPRAIN_STRAIN_1_2",
        event_on="2026-10-20",
        event_procedure="Lifted a box",
    )
    assert response["Location"] == f"/referrals/{referral.pk}/"
    page = desk_client.get(response["Location"]).content.decode()
    assert page.index("M62.830") < page.index("M54.50")
    assert "Lifted a box" in page
    assert "missing" not in page
    desk_client.post(f"/referrals/{referral.pk}/verify/")
    referral.refresh_from_db()
    assert referral.verified_by == front_desk.actor


def test_nothing_at_all_can_be_saved(desk_client: Client) -> None:
    referral = bare_referral()
    assert post(desk_client, referral).status_code == 302
    referral.refresh_from_db()
    assert (referral.edition, referral.episode) == (2, None)


def test_what_is_there_is_in_the_form(desk_client: Client) -> None:
    referral = world.referral(verified=False, precautions="No heat")
    text = desk_client.get(f"/referrals/{referral.pk}/edit/").content.decode()
    for piece in ("No heat", "M62.830", referral.episode.patient.number, "Dr. Lena Albrecht", 'value="12"'):
        assert piece in text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"codes": "M54.5"}, "codes"),
        ({"codes": "nonsense"}, "codes"),
        ({"codes": ",".join(f"M54.{number}" for number in range(20))}, "codes"),
        ({"visits_authorized": "0"}, "visits_authorized"),
        ({"visits_authorized": "many"}, "visits_authorized"),
        ({"visits_authorized": "9" * 40}, "visits_authorized"),
        ({"valid_until_on": "2026-01-01"}, "valid_until_on"),
        ({"earliest_start_on": "2026-12-02", "start_by_on": "2026-12-01"}, "start_by_on"),
        ({"affected_regions": ["NOSE-l"]}, "affected_regions"),
        ({"patient": "99999999"}, "patient"),
        ({"patient": "9" * 30}, "patient"),
        ({"physician": "x"}, "physician"),
        ({"problem": "Back"}, "problem"),
        ({"event_kind": "OTHER"}, "event_on"),
        ({"event_kind": "OTHER", "event_on": "2026-10-01"}, "event_kind"),
        ({"event_on": "2026-10-01"}, "event_kind"),
        ({"purpose": "harm"}, "purpose"),
        ({"edition": ""}, "edition"),
        ({"note": "x" * 401}, "note"),
        *(({"precautions": text}, "precautions") for text in UNUSABLE),
    ],
)
def test_refused_at_its_field_and_nothing_typed_is_lost(
    desk_client: Client, fields: dict[str, Any], field: str
) -> None:
    referral = bare_referral()
    response = post(desk_client, referral, **{"event_procedure": "", "note": "Call back", **fields})
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert field == "note" or b"Call back" in response.content
    referral.refresh_from_db()
    assert referral.edition == 1


def test_a_group_of_codes_is_explained(desk_client: Client) -> None:
    response = post(desk_client, bare_referral(), codes="M54.5")
    assert "M54.50, M54.51, M54.59" in response.context["form"].errors["codes"][0]


def test_searches_that_found_nobody_yet_come_back_as_results(desk_client: Client) -> None:
    referral, patient = bare_referral(), world.patient("Otto", "Brandt")
    response = post(desk_client, referral, then="find", patient_q="brandt", icd_q="back spasm", precautions="No heat")
    page = desk_client.get(response["Location"]).content.decode()
    assert f'value="{patient.pk}"' in page
    assert "M62.830" in page
    assert "No heat" in page


@pytest.mark.parametrize(("then", "path"), [("patient", "/patients/new/"), ("physician", "/physicians/new/")])
def test_registering_saves_first_and_comes_back(desk_client: Client, then: str, path: str) -> None:
    referral = bare_referral()
    response = post(desk_client, referral, then=then, precautions="No heat", patient_q="Ada Quill")
    assert response["Location"].startswith(f"{path}?next=%2Freferrals%2F{referral.pk}%2Fedit%2F")
    referral.refresh_from_db()
    assert referral.precautions == "No heat"


def test_who_was_registered_on_the_way_is_chosen(desk_client: Client) -> None:
    referral, patient, physician = bare_referral(), world.patient(), world.physician()
    page = desk_client.get(
        f"/referrals/{referral.pk}/edit/?patient={patient.pk}&physician={physician.pk}"
    ).content.decode()
    assert f'value="{patient.pk}" checked' in page
    assert f'value="{physician.pk}" checked' in page


def test_the_second_of_two_gets_both_texts(desk_client: Client, therapist_client: Client) -> None:
    referral = bare_referral()
    post(therapist_client, referral, precautions="Theirs", visits_authorized="6", codes="M54.50")
    response = post(desk_client, referral, precautions="Mine", visits_authorized="6")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs" in page
    assert "Mine" in page
    assert "Amara Okafor" in page
    assert "M54.50" in page
    referral.refresh_from_db()
    assert referral.precautions == "Theirs"
    again = response.context["form"]["edition"].value()
    assert post(desk_client, referral, precautions="Mine", edition=again).status_code == 302
    referral.refresh_from_db()
    assert referral.precautions == "Mine"


def test_a_settled_referral_is_only_shown(desk_client: Client) -> None:
    referral = world.referral()
    assert post(desk_client, referral)["Location"] == f"/referrals/{referral.pk}/"
    assert desk_client.get(f"/referrals/{referral.pk}/edit/").status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("page", ["", "edit/"])
def test_few_queries(desk_client: Client, django_assert_max_num_queries: object, rows: int, page: str) -> None:
    referral = world.referral(verified=False)
    for _ in range(rows):
        world.event(referral.episode)
        world.referral(world.episode(referral.episode.patient))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert desk_client.get(f"/referrals/{referral.pk}/{page}").status_code == 200
    entry = AccessEntry.objects.get()
    assert (entry.what, entry.patient_reference) == ("referral", referral.episode.patient_id)


def test_unknown_is_not_found(desk_client: Client) -> None:
    assert desk_client.get("/referrals/0/edit/").status_code == 404
