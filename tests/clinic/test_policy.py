"""The clinic's thresholds: versions, ranges, and nothing else."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils.html import escape

from clinic.models import ClinicPolicy, Staff
from clinic.rules.policy import DEFAULTS, SCALARS
from clinic.selectors.profile import policy_in_force
from clinic.services import policy

pytestmark = pytest.mark.django_db


def test_page_shows_every_threshold_with_its_range(manager_client: Client) -> None:
    page = manager_client.get("/clinic/policy/").content.decode()
    for scalar in SCALARS:
        assert escape(scalar.about) in page
        assert f'name="{scalar.name}"' in page


def test_change_is_a_new_version_and_the_old_one_stays(manager_client: Client) -> None:
    manager_client.post("/clinic/policy/", DEFAULTS | {"turnover_minutes": 15})
    manager_client.post("/clinic/policy/", DEFAULTS | {"turnover_minutes": 5})
    assert list(ClinicPolicy.objects.values_list("version", "turnover_minutes")) == [(2, 5), (1, 15)]
    assert policy_in_force().turnover_minutes == 5


def test_no_change_is_no_version(manager_client: Client) -> None:
    manager_client.post("/clinic/policy/", DEFAULTS)
    assert not ClinicPolicy.objects.exists()


@pytest.mark.parametrize("scalar", SCALARS, ids=lambda scalar: scalar.name)
@pytest.mark.parametrize("beyond", [-1, 1])
def test_out_of_range_comes_back(manager_client: Client, scalar: object, beyond: int) -> None:
    value = scalar.low - 1 if beyond < 0 else scalar.high + 1  # type: ignore[attr-defined]
    name = scalar.name  # type: ignore[attr-defined]
    response = manager_client.post("/clinic/policy/", DEFAULTS | {name: value})
    assert response.status_code == 200
    assert not ClinicPolicy.objects.exists()


def test_longest_visit_is_not_below_the_shortest(manager_client: Client) -> None:
    response = manager_client.post("/clinic/policy/", DEFAULTS | {"visit_minutes_min": 60, "visit_minutes_max": 50})
    assert "cannot be shorter" in response.content.decode()
    assert not ClinicPolicy.objects.exists()


def test_service_refuses_what_no_form_checked(manager: Staff, now: datetime) -> None:
    with pytest.raises(policy.OutOfRange):
        policy.approve(values={"pain_rise": 9}, by=manager.actor, now=now)
    with pytest.raises(policy.OutOfRange, match="shorter"):
        policy.approve(values={"visit_minutes_min": 60, "visit_minutes_max": 50}, by=manager.actor, now=now)
