"""The catalogue's pages: everybody who treats reads them, only a manager changes them, and sees what that affects first."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from clinic.models import Staff
from sessions.models import Technique
from sessions.rules.catalogue import NAMES
from tests.factories import clinic as make
from tests.factories import world

pytestmark = pytest.mark.django_db
WHY = {"reason": "Our clinician asked for it.", "seen_version": 1}


def url(code: str = "DTM", name: str = "technique") -> str:
    return reverse(f"sessions:{name}", args=[code])


def sent(code: str = "DTM", **changed: Any) -> dict[str, Any]:
    row = Technique.objects.current().get(code=code)
    values = {name: getattr(row, name) for name in NAMES}
    values["licenses"] = "\n".join(f"{state}: {kind}" for state, kind in row.licenses.items())
    return values | changed


def versions(code: str = "DTM") -> list[int]:
    return list(Technique.objects.filter(code=code).order_by("version").values_list("version", flat=True))


def test_page_shows_dose_limits_gates_and_versions(therapist_client: Client) -> None:
    page = therapist_client.get(url("MLD")).content.decode()
    assert "Very light strokes" in page
    assert "T-MLD" in page
    assert "From day 3 with a clearance, from day 14 without." in page
    assert "E-LIPOSUCTION" in page
    assert "As the product brings it." in page
    assert url("MLD", "technique_edit") not in page


def test_page_says_what_reflexology_asks_for(manager_client: Client) -> None:
    make.location()
    make.staff("Rosa Haddad", "therapist")
    page = manager_client.get(url("REF")).content.decode()
    assert "in NV under one as reflexologist" in page
    assert "Reflexology: no license as reflexologist in NV is on file." in page
    assert "elsewhere it has no gate" in page


def test_unknown_technique_is_not_found(manager_client: Client) -> None:
    for name in ("technique", "technique_edit"):
        assert manager_client.get(url("XYZ", name)).status_code == 404
    assert manager_client.post(url("XYZ", "technique_approve")).status_code == 404


def test_only_managers_change_and_the_desk_does_not_read(therapist_client: Client, desk_client: Client) -> None:
    assert desk_client.get(url()).status_code == 403
    for client in (therapist_client, desk_client):
        assert client.get(url(name="technique_edit")).status_code == 403
        assert client.post(url(name="technique_approve"), sent(gap_hours=72) | WHY).status_code == 403
    assert versions() == [1]


def test_wrong_methods_are_refused(manager_client: Client) -> None:
    assert manager_client.post(url()).status_code == 405
    assert manager_client.get(url(name="technique_approve")).status_code == 302


def test_form_shows_what_stands_within_the_hard_limits(manager_client: Client) -> None:
    page = manager_client.get(url("REF", "technique_edit")).content.decode()
    assert "NV: Reflexologist</textarea>" in page
    assert "48 to 336." in page
    assert "4: Body weight" not in page


def test_preview_says_who_lacks_what_and_writes_nothing(manager_client: Client) -> None:
    make.location()
    make.staff("Rosa Haddad", "therapist")
    page = manager_client.post(url(name="technique_edit"), sent(needs_credential=True, gap_hours=72)).content.decode()
    assert "<del>48</del>" in page
    assert "<ins>72</ins>" in page
    assert "Deep tissue massage: no credential is on file." in page
    assert versions() == [1]


def test_preview_counts_running_plans_that_go_beyond(manager_client: Client, therapist: Staff) -> None:
    _, _, plan = world.ready_for_treatment(therapist)
    row = plan.techniques.select_related("technique").order_by("position")[0]
    wanted = sent(row.technique.code, minutes_default=row.minutes - 1, minutes_max=row.minutes - 1)
    page = manager_client.post(url(row.technique.code, "technique_edit"), wanted).content.decode()
    assert "1 plan</b>" in page
    assert "1 deeper or longer" in page


def test_preview_goes_back_to_the_numbers(manager_client: Client) -> None:
    page = manager_client.post(url(name="technique_edit"), sent(gap_hours=72, back="1")).content.decode()
    assert "Show what it affects" in page
    assert 'value="72"' in page


def test_nothing_changed_says_so(manager_client: Client) -> None:
    page = manager_client.post(url(name="technique_edit"), sent(), follow=True).content.decode()
    assert "Nothing was changed." in page


@pytest.mark.parametrize("name", ["technique_edit", "technique_approve"])
def test_looser_terms_come_back_with_the_reason(manager_client: Client, name: str) -> None:
    response = manager_client.post(url(name=name), sent(gap_hours=24) | WHY)
    assert response.status_code == 200
    assert "greater than or equal to 48" in response.content.decode()
    assert versions() == [1]


@pytest.mark.parametrize(("lines", "message"), [("Nevada", "write the state and the kind"), ("AZ: Any", "keep it")])
def test_licenses_are_read_line_by_line(manager_client: Client, lines: str, message: str) -> None:
    page = manager_client.post(url("REF", "technique_edit"), sent("REF", licenses=lines)).content.decode()
    assert message in page


def test_change_is_put_in_force_with_its_reason(manager_client: Client) -> None:
    wanted = sent(gap_hours=72, licenses="nv:  Bodyworker\n\n")
    page = manager_client.post(url(name="technique_approve"), wanted | WHY, follow=True).content.decode()
    assert "Version 2 is in force." in page
    assert "Our clinician asked for it." in page
    row = Technique.objects.current().get(code="DTM")
    assert (row.version, row.gap_hours, row.licenses) == (2, 72, {"NV": "Bodyworker"})


def test_no_reason_no_version(manager_client: Client) -> None:
    page = manager_client.post(url(name="technique_approve"), sent(gap_hours=72) | WHY | {"reason": " "})
    assert "Put version 2 in force" in page.content.decode()
    assert versions() == [1]


def test_second_of_two_managers_is_told(manager_client: Client) -> None:
    manager_client.post(url(name="technique_approve"), sent(gap_hours=72) | WHY)
    page = manager_client.post(url(name="technique_approve"), sent(gap_hours=96) | WHY, follow=True)
    assert "Meanwhile version 2 came into force" in page.content.decode()
    assert versions() == [1, 2]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_little_of_the_database(
    manager_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    make.location()
    for number in range(count):
        make.staff(f"Therapist {number}", "therapist")
    wanted = sent(gap_hours=72)
    manager_client.get(url())
    with django_assert_max_num_queries(12):
        manager_client.get(url())
    with django_assert_max_num_queries(12):
        manager_client.get(url(name="technique_edit"))
    with django_assert_max_num_queries(12):
        manager_client.post(url(name="technique_edit"), wanted)
