"""Physicians, through the service."""

from datetime import datetime
from typing import Any

import pytest

from clinic.models import Staff
from patients.services.refusal import Refused
from referrals.models import Physician
from referrals.selectors.physicians import find
from referrals.services import physicians
from tests.factories import world
from tests.factories.people import UNUSABLE

pytestmark = pytest.mark.django_db
NPI = "1234567893"


def register(by: Staff, now: datetime, **fields: Any) -> Physician:
    return physicians.register(
        **{"name": "Dr. Lena Albrecht", "email": "la@practice.example", **fields}, by=by.actor, now=now
    )


def test_registered(front_desk: Staff, now: datetime) -> None:
    physician = register(front_desk, now, name=" Dr.  Lena Albrecht ", npi=NPI)
    assert (physician.name, physician.npi) == ("Dr. Lena Albrecht", NPI)
    assert physician.registered_by == front_desk.actor


def test_an_unknown_npi_is_null_for_any_number_of_physicians(front_desk: Staff, now: datetime) -> None:
    assert [register(front_desk, now, npi="").npi, register(front_desk, now).npi] == [None, None]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"npi": "1234567890"}, "npi"),
        ({"npi": "123"}, "npi"),
        ({"email": ""}, "email"),
        ({"name": " "}, "name"),
        *(({"practice": text}, "practice") for text in UNUSABLE),
    ],
)
def test_refused_for(front_desk: Staff, now: datetime, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        register(front_desk, now, **fields)
    assert refused.value.field == field


def test_no_email_is_needed_for_fax(front_desk: Staff, now: datetime) -> None:
    assert register(front_desk, now, email="", reports_by="fax").reports_by == "fax"


def test_a_taken_npi_names_its_owner(front_desk: Staff, now: datetime) -> None:
    register(front_desk, now, npi=NPI)
    with pytest.raises(Refused, match=r"belongs to Dr\. Lena Albrecht"):
        register(front_desk, now, name="Dr. Other", npi=NPI)
    other = register(front_desk, now, name="Dr. Other")
    with pytest.raises(Refused, match="belongs to"):
        physicians.change(
            physician=other, name="Dr. Other", npi=NPI, email="o@practice.example", by=front_desk.actor, now=now
        )


def test_changed(front_desk: Staff, now: datetime) -> None:
    physician = register(front_desk, now)
    physicians.change(
        physician=physician, name="Dr. L. Albrecht", npi=NPI, reports_by="paper", by=front_desk.actor, now=now
    )
    physician.refresh_from_db()
    assert (physician.name, physician.npi, physician.reports_by, physician.email) == (
        "Dr. L. Albrecht",
        NPI,
        "paper",
        "",
    )


@pytest.mark.parametrize(
    ("q", "found"), [("", 2), ("albrecht", 1), ("LENA plastic", 1), ("brandt lena", 0), ("123", 1), ("%", 0)]
)
def test_found_by(q: str, found: int) -> None:
    world.physician(npi=NPI)
    world.physician("Dr. Otto Brandt", specialty="Orthopedics")
    assert find(q).count() == found
