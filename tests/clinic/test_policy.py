"""The clinic's thresholds: shown with who set them, previewed with what they affect, kept as versions with their reason."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import escape
from pytest_django.fixtures import DjangoAssertNumQueries

from clinic.forms.policy import PolicyForm
from clinic.models import ClinicPolicy, Staff
from clinic.registry import PolicyEffect, registry
from clinic.rules.policy import BY_NAME, DEFAULTS, SCALARS, Scalar
from clinic.selectors.profile import policy_changes, policy_in_force
from clinic.services import policy

pytestmark = pytest.mark.django_db
PAGE, APPROVE = "/clinic/policy/", "/clinic/policy/approve/"
WHY = {"reason": "Our clinician asked for it.", "seen_version": 0}


def put_in_force(manager: Staff, now: datetime, **values: int) -> ClinicPolicy:
    made = policy.approve(values=values, reason="As agreed.", by=manager.actor, now=now)
    assert made is not None
    return made


def test_page_shows_every_threshold_with_its_range(manager_client: Client) -> None:
    page = manager_client.get(PAGE).content.decode()
    for scalar in SCALARS:
        assert escape(scalar.about) in page
        assert f'name="{scalar.name}"' in page
    assert "48 to 96 hours, usual 48." in page
    assert "nobody has changed them" in page


def test_page_names_who_set_a_threshold_and_why(manager_client: Client, manager: Staff, now: datetime) -> None:
    put_in_force(manager, now, deep_gap_hours=72)
    put_in_force(manager, now, turnover_minutes=5)
    page = manager_client.get(PAGE).content.decode()
    assert f"Now 72 hours, since version 1: {manager.name}" in page
    assert "Rest between deep work and deep work at one place: 48 hours to <b>72 hours</b>" in page
    assert page.count("As agreed.") == 2


@pytest.mark.parametrize("path", [PAGE, APPROVE])
def test_only_managers_may(therapist_client: Client, desk_client: Client, path: str) -> None:
    for client in (therapist_client, desk_client):
        assert client.post(path, DEFAULTS).status_code == 403
    assert not ClinicPolicy.objects.exists()


def test_approving_is_a_post(manager_client: Client) -> None:
    assert manager_client.get(APPROVE).status_code == 302


def test_preview_says_what_is_affected_and_writes_nothing(manager_client: Client) -> None:
    page = manager_client.post(PAGE, DEFAULTS | {"deep_gap_hours": 72, "check_in_minutes": 10}).content.decode()
    assert "<del>48 hours</del>" in page
    assert "<ins>72 hours</ins>" in page
    assert "running plans" in page
    assert "Put version 1 in force" in page
    assert "less caution" not in page
    assert not ClinicPolicy.objects.exists()


def test_preview_warns_of_less_caution(manager_client: Client) -> None:
    page = manager_client.post(PAGE, DEFAULTS | {"few_visits": 5}).content.decode()
    assert "less caution" in page


def test_preview_goes_back_to_the_numbers(manager_client: Client) -> None:
    page = manager_client.post(PAGE, DEFAULTS | {"deep_gap_hours": 72, "back": "1"}).content.decode()
    assert 'name="deep_gap_hours" value="72"' in page
    assert "Show what it affects" in page


@pytest.mark.parametrize(
    "changed", [{"stop_pain": 6}, {s.name: s.low for s in SCALARS if s.name != "visit_minutes_max"}]
)
def test_preview_asks_little_of_the_database(
    manager_client: Client, changed: dict[str, int], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    manager_client.get(PAGE)
    with django_assert_max_num_queries(12):
        manager_client.post(PAGE, DEFAULTS | changed)


def test_page_asks_little_of_the_database(
    manager_client: Client, manager: Staff, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for minutes in (5, 15, 20):
        put_in_force(manager, now, turnover_minutes=minutes)
    manager_client.get(PAGE)
    with django_assert_max_num_queries(12):
        manager_client.get(PAGE)


@pytest.mark.parametrize("effect", registry.policy_effects, ids=lambda effect: effect.many)
def test_effects_name_thresholds_there_are(effect: PolicyEffect) -> None:
    assert effect.thresholds <= set(BY_NAME)


def test_change_is_a_new_version_and_the_old_one_stays(manager_client: Client) -> None:
    manager_client.post(APPROVE, DEFAULTS | WHY | {"turnover_minutes": 15})
    manager_client.post(APPROVE, DEFAULTS | WHY | {"turnover_minutes": 5, "seen_version": 1})
    assert list(ClinicPolicy.objects.values_list("version", "turnover_minutes", "reason")) == [
        (2, 5, WHY["reason"]),
        (1, 15, WHY["reason"]),
    ]
    assert policy_in_force().turnover_minutes == 5


def test_no_change_is_no_version(manager_client: Client) -> None:
    assert "Nothing was changed" in manager_client.post(PAGE, DEFAULTS, follow=True).content.decode()
    manager_client.post(APPROVE, DEFAULTS | WHY)
    assert not ClinicPolicy.objects.exists()


def test_no_reason_no_version(manager_client: Client, manager: Staff, now: datetime) -> None:
    page = manager_client.post(APPROVE, DEFAULTS | WHY | {"turnover_minutes": 15, "reason": " "})
    assert page.status_code == 200
    assert "Put version 1 in force" in page.content.decode()
    with pytest.raises(policy.NoReason):
        policy.approve(values={"turnover_minutes": 15}, reason=" ", by=manager.actor, now=now)
    assert not ClinicPolicy.objects.exists()


def test_second_of_two_managers_is_told(manager_client: Client, manager: Staff, now: datetime) -> None:
    put_in_force(manager, now, turnover_minutes=20)
    page = manager_client.post(APPROVE, DEFAULTS | WHY | {"turnover_minutes": 15}, follow=True)
    assert "Meanwhile version 1 came into force" in page.content.decode()
    assert policy_in_force().turnover_minutes == 20


@pytest.mark.parametrize("scalar", SCALARS, ids=lambda scalar: scalar.name)
def test_out_of_range_is_refused_at_its_field(scalar: Scalar) -> None:
    for value in (scalar.low - 1, scalar.high + 1):
        assert scalar.name in PolicyForm(DEFAULTS | {scalar.name: value}).errors


@pytest.mark.parametrize("path", [PAGE, APPROVE])
def test_out_of_range_comes_back(manager_client: Client, path: str) -> None:
    response = manager_client.post(path, DEFAULTS | WHY | {"stop_pain": 8})
    assert response.status_code == 200
    assert "less than or equal to 7" in response.content.decode()
    assert not ClinicPolicy.objects.exists()


def test_database_keeps_the_ranges_too(manager: Staff, now: datetime) -> None:
    with pytest.raises(IntegrityError, match="policy_within_its_ranges"), transaction.atomic():
        ClinicPolicy.objects.create(version=1, stop_pain=8, approved_at=now, approved_by=manager.actor)
    with pytest.raises(IntegrityError, match="policy_few_visits_before_review_visits"), transaction.atomic():
        ClinicPolicy.objects.create(
            version=1, few_visits=6, review_visits=5, approved_at=now, approved_by=manager.actor
        )


def test_longest_visit_is_not_below_the_shortest(manager_client: Client) -> None:
    response = manager_client.post(PAGE, DEFAULTS | {"visit_minutes_min": 60, "visit_minutes_max": 50})
    assert "cannot be shorter" in response.content.decode()


def test_service_refuses_what_no_form_checked(manager: Staff, now: datetime) -> None:
    with pytest.raises(policy.OutOfRange):
        policy.approve(values={"pain_rise": 9}, reason="Why not.", by=manager.actor, now=now)
    with pytest.raises(policy.OutOfRange, match="shorter"):
        policy.approve(
            values={"visit_minutes_min": 60, "visit_minutes_max": 50}, reason="No.", by=manager.actor, now=now
        )


def test_draft_is_told_what_changed_since(manager: Staff, now: datetime) -> None:
    put_in_force(manager, now, deep_gap_hours=72)
    put_in_force(manager, now, stop_pain=6)
    found = policy_changes(0)
    assert found is not None
    assert (found.since, found.version, found.approved_by) == (0, 2, manager.name)
    assert [change.scalar.name for change in found.changes] == ["deep_gap_hours", "stop_pain"]
    told = policy_changes(1)
    assert told is not None
    assert [change.scalar.name for change in told.changes] == ["stop_pain"]
    shown = render_to_string("_components/policy_changed.html", {"changed": told})
    assert "version 1 to 2" in shown
    assert "Pain from this stops any technique: 7 points to 6 points" in shown


def test_nothing_is_told_where_nothing_differs(
    manager: Staff, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert policy_changes(0) is None
    put_in_force(manager, now, deep_gap_hours=72)
    put_in_force(manager, now, deep_gap_hours=48)
    assert policy_changes(0) is None
    assert policy_changes(2) is None
    in_force = policy_in_force()
    with django_assert_num_queries(0):
        assert policy_changes(2, in_force=in_force) is None
    assert render_to_string("_components/policy_changed.html", {"changed": None}).strip() == ""
