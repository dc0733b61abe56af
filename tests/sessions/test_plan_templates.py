"""Plan templates: laid, read, written, changed by a successor and ended by the manager."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from clinic.models import Staff
from clinic.rules.techniques import TechniqueCode
from patients.services.refusal import Refused
from referrals.models import SurgeonProtocol
from sessions.models import PlanTemplate
from sessions.rules.plan_templates import TEMPLATES, Step, Where
from sessions.services import catalogue, plan_templates
from sessions.services.plan_templates import Settled, Wanted
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db
LIST, NEW = "/plan-templates/", "/plan-templates/new/"


def wanted(**changed: Any) -> Wanted:
    facts: dict[str, Any] = {
        "name": "Tennis elbow",
        "phase": "chronic",
        "purpose": "treat",
        "visits": 6,
        "visits_per_week": 2,
        "visit_minutes": 45,
        "source": "PROP",
        "icd_prefixes": ("M77.1",),
    }
    return Wanted(**{**facts, **changed})


STEPS = [Step(TechniqueCode.TRP, 15, 3), Step(TechniqueCode.STR, 10, 1, 7, Where.NAMED, ("FORP-r",))]


def form(**changed: Any) -> dict[str, Any]:
    """The page as a browser sends it."""
    return {
        "name": "Tennis elbow",
        "about": "Outer elbow",
        "event_kind": "",
        "icd_prefixes": "m77.1, M77.0",
        "protocol": "",
        "purpose": "treat",
        "phase": "chronic",
        "visits": "6",
        "visits_per_week": "2",
        "visit_minutes": "45",
        "home_program": "",
        "precautions": "",
        "source": "PROP",
        "TRP-use": "on",
        "TRP-minutes": "15",
        "TRP-ceiling": "3",
        "TRP-from_day": "0",
        "TRP-where": "affected",
        **changed,
    }


def first() -> PlanTemplate:
    return PlanTemplate.objects.in_force().get(name="Back spasm")


def address(template: PlanTemplate, *, end: bool = False) -> str:
    return reverse(f"sessions:template{'_end' if end else ''}", args=[template.pk])


def test_the_first_templates_are_laid_once() -> None:
    assert set(PlanTemplate.objects.values_list("name", flat=True)) == {entry.name for entry in TEMPLATES.values()}
    catalogue.seed(now=NOW)
    assert PlanTemplate.objects.count() == len(TEMPLATES)


def test_therapists_read_them_and_the_desk_does_not(
    therapist_client: Client, manager_client: Client, desk_client: Client
) -> None:
    text = therapist_client.get(LIST).content.decode()
    assert "Liposuction aftercare" in text
    assert "LIPO1, LIPO2, PROP" in text
    assert "Change Back spasm" not in text
    assert "Change Back spasm" in manager_client.get(LIST).content.decode()
    assert desk_client.get(LIST).status_code == 403


def test_only_a_manager_writes_them(therapist_client: Client, desk_client: Client) -> None:
    for client in (therapist_client, desk_client):
        assert client.get(NEW).status_code == 403
        assert client.post(address(first()), form()).status_code == 403
        assert client.post(address(first(), end=True)).status_code == 403
    assert PlanTemplate.objects.in_force().count() == len(TEMPLATES)


def test_a_manager_writes_a_template(manager_client: Client) -> None:
    assert manager_client.get(NEW).status_code == 200
    assert manager_client.post(NEW, form())["Location"] == LIST
    row = PlanTemplate.objects.get(name="Tennis elbow")
    assert row.icd_prefixes == ["M77.1", "M77.0"]
    assert [(step.code, step.minutes, step.pressure_ceiling) for step in row.techniques.all()] == [("TRP", 15, 3)]


def test_changing_makes_the_successor(manager_client: Client) -> None:
    old = first()
    text = manager_client.get(address(old)).content.decode()
    assert 'value="M62.830, M54.5, S39.012"' in text
    assert manager_client.post(address(old), form(name="Back spasm", visits="10")).status_code == 302
    new = first()
    old.refresh_from_db()
    assert (new.replaces, new.visits, old.visits) == (old, 10, 8)
    assert old.ended_at is not None
    assert old.techniques.count() == 3
    late = manager_client.post(address(old), form(name="Back spasm"), follow=True)
    assert b"Somebody changed or ended this template meanwhile" in late.content


def test_an_ended_template_is_offered_no_more(manager_client: Client) -> None:
    template = first()
    text = manager_client.post(address(template, end=True), follow=True).content.decode()
    assert "Nothing begins from this template any more" in text
    assert "Ended" in text
    again = manager_client.post(address(template, end=True), follow=True)
    assert b"Somebody changed or ended this template meanwhile" in again.content


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "Back spasm"}, "A template in force has this name."),
        ({"name": "a\x00b"}, "Null characters are not allowed"),
        ({"icd_prefixes": ""}, "Say after which event or for which diagnoses"),
        ({"icd_prefixes": "M77.1, elbow"}, "is no group of ICD-10-CM"),
        ({"icd_prefixes": ", ".join(f"M{n}" for n in range(10, 35))}, "At most 20 groups."),
        ({"TRP-use": ""}, "Choose at least one technique."),
        ({"TRP-minutes": "9"}, "10 to 20 minutes."),
        ({"TRP-minutes": ""}, "10 to 20 minutes."),
        ({"TRP-ceiling": ""}, "Choose the pressure."),
        ({"TRP-ceiling": "5"}, "not one of the available choices"),
        ({"TRP-where": "named"}, "Choose the regions."),
        ({"TRP-from_day": "800"}, "less than or equal to 730"),
        ({"visits": "0"}, "greater than or equal to 1"),
        ({"visit_minutes": "15", "TRP-minutes": "16"}, "The techniques take longer than the visit."),
        ({"source": ""}, "This field is required"),
        ({"event_kind": "BIRTHDAY"}, "not one of the available choices"),
        ({"protocol": "99"}, "not one of the available choices"),
    ],
)
def test_bad_input_is_shown_again_with_a_message(manager_client: Client, changed: dict[str, str], message: str) -> None:
    response = manager_client.post(NEW, form(**changed))
    assert response.status_code == 200
    assert message in response.content.decode().replace("&#x27;", "'")
    assert PlanTemplate.objects.count() == len(TEMPLATES)


def test_a_protocol_is_for_the_same_event(manager: Staff) -> None:
    protocol = SurgeonProtocol.objects.create(
        name="Knees", event_kind="JOINT_REPLACEMENT", approved_at=NOW, approved_by=manager.actor
    )
    facts = wanted(event_kind="LIPOSUCTION", protocol=protocol)
    with pytest.raises(Refused, match="another event"):
        plan_templates.create(wanted=facts, steps=STEPS, by=manager.actor, now=NOW)
    row = plan_templates.create(
        wanted=wanted(event_kind="JOINT_REPLACEMENT", protocol=protocol), steps=STEPS, by=manager.actor, now=NOW
    )
    assert row.techniques.get(code="STR").places == ["FORP-r"]


def test_a_name_is_free_again_once_its_template_ended(manager: Staff) -> None:
    row = plan_templates.create(wanted=wanted(), steps=STEPS, by=manager.actor, now=NOW)
    plan_templates.end(template=row, by=manager.actor, now=NOW)
    assert plan_templates.create(wanted=wanted(), steps=STEPS, by=manager.actor, now=NOW).pk != row.pk
    with pytest.raises(Settled):
        plan_templates.change(template=row, wanted=wanted(name="Other"), steps=STEPS, by=manager.actor, now=NOW)


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        ("plan", {"event_kind": "", "icd_prefixes": []}),
        ("plan", {"visits": 0}),
        ("plan", {"source": ""}),
        ("plan", {"ended_at": NOW}),
        ("step", {"pressure_ceiling": 6}),
        ("step", {"from_day": 731}),
        ("step", {"places": ["NOSE-l"], "where": "named"}),
        ("step", {"places": [], "where": "named"}),
        ("step", {"places": ["LUMB-l"], "where": "affected"}),
    ],
)
def test_the_database_refuses_what_makes_no_sense(table: str, changed: dict[str, Any]) -> None:
    template = first()
    rows: Any = PlanTemplate.objects.filter(pk=template.pk) if table == "plan" else template.techniques.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**changed)


def test_bad_ids_and_wrong_methods(manager_client: Client) -> None:
    assert manager_client.get("/plan-templates/999999/").status_code == 404
    assert manager_client.post("/plan-templates/999999/end/").status_code == 404
    assert manager_client.post(LIST).status_code == 405
    assert manager_client.get(address(first(), end=True)).status_code == 302


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_costs_the_same_however_long_it_is(
    manager_client: Client, manager: Staff, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        plan_templates.create(wanted=wanted(name=f"Elbow {number}"), steps=STEPS, by=manager.actor, now=NOW)
    with django_assert_num_queries(5):
        manager_client.get(LIST)
