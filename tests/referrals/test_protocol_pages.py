"""The pages of surgeons' protocols: read by all, changed by the manager."""

from typing import Any

import pytest
from django.test import Client

from referrals.models import SurgeonProtocol
from tests.factories import papers, work, world
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db


def typed(**changed: Any) -> dict[str, Any]:
    fields = {
        "name": "Dr. Albrecht, abdomen",
        "event_kind": "LIPOSUCTION",
        "physician": "",
        "note": "",
        "steps-TOTAL_FORMS": "3",
        "steps-INITIAL_FORMS": "0",
        "steps-0-from_day": "3",
        "steps-0-until_day": "41",
        "steps-0-techniques": ["MLD"],
        "steps-0-pressure_cap": "1",
        "steps-1-from_day": "42",
    }
    return {**fields, **changed}


def test_entered_listed_and_changed(manager_client: Client, desk_client: Client) -> None:
    assert "Enter the first" in manager_client.get("/protocols/").content.decode()
    assert manager_client.post("/protocols/new/", typed())["Location"] == "/protocols/"
    protocol = SurgeonProtocol.objects.get()
    assert [(step.from_day, step.until_day) for step in protocol.steps.all()] == [(3, 41), (42, None)]
    page = desk_client.get("/protocols/").content.decode()
    for words in ("Dr. Albrecht, abdomen", "Day 3 to 41", "Manual lymph drainage", "pressure 1 at most", "Day 42 on"):
        assert words in page
    assert f'/protocols/{protocol.pk}/"' not in page
    shown = manager_client.get(f"/protocols/{protocol.pk}/").content.decode()
    assert 'value="41"' in shown
    assert shown.count("<legend>Step ") == 4
    manager_client.post(f"/protocols/{protocol.pk}/", typed(name="Abdomen"))
    assert [row.name for row in SurgeonProtocol.objects.in_force()] == ["Abdomen"]
    assert manager_client.get(f"/protocols/{protocol.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "required"),
        ({"event_kind": "PARTY"}, "not one of"),
        ({"steps-0-from_day": "", "steps-1-from_day": ""}, "Give the first day"),
        ({"steps-0-until_day": "2"}, "before the first day"),
        ({"steps-0-from_day": "9999"}, "less than or equal"),
        ({"steps-TOTAL_FORMS": "0"}, "at least one step"),
        ({"steps-TOTAL_FORMS": "x"}, "ManagementForm"),
        ({"steps-1-note": "a\x1bb"}, "cannot be kept"),
    ],
)
def test_refused_and_shown_again(manager_client: Client, changed: dict[str, Any], words: str) -> None:
    response = manager_client.post("/protocols/new/", typed(**changed))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not SurgeonProtocol.objects.exists()


def test_a_name_in_force_is_taken(manager_client: Client) -> None:
    papers.protocol(name="Dr. Albrecht, abdomen")
    assert "in force already" in manager_client.post("/protocols/new/", typed()).content.decode()


def test_ended_after_asking(manager_client: Client) -> None:
    protocol = papers.protocol()
    path = f"/protocols/{protocol.pk}/end/"
    assert "End the protocol" in manager_client.get(path).content.decode()
    assert manager_client.post(path)["Location"] == "/protocols/"
    assert not SurgeonProtocol.objects.in_force().exists()


def test_its_paper_is_served(desk_client: Client) -> None:
    bare, filed = papers.protocol(), papers.protocol(name="Filed", file=work.stored_pdf(NOW))
    assert desk_client.get(f"/protocols/{bare.pk}/file/").status_code == 404
    served: Any = desk_client.get(f"/protocols/{filed.pk}/file/")
    assert b"".join(served.streaming_content).startswith(b"%PDF")


def test_only_the_manager_changes_them(desk_client: Client, therapist_client: Client) -> None:
    protocol = papers.protocol()
    for client in (desk_client, therapist_client):
        for path in ("/protocols/new/", f"/protocols/{protocol.pk}/", f"/protocols/{protocol.pk}/end/"):
            assert client.get(path).status_code == 403
            assert client.post(path).status_code == 403
    assert desk_client.post("/protocols/").status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_within_the_budget_of_queries(manager_client: Client, django_assert_max_num_queries: Any, rows: int) -> None:
    for number in range(rows):
        papers.protocol(name=f"P{number}", physician=world.physician(f"Dr. {number}"))
    for path in ("/protocols/", f"/protocols/{SurgeonProtocol.objects.all()[0].pk}/"):
        with django_assert_max_num_queries(12):
            manager_client.get(path)
