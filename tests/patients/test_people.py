"""Registering, finding and changing patients."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from clinic.models import Staff
from patients.models import Patient
from patients.rules.likeness import Known
from patients.selectors.duplicates import known_of, likely
from patients.selectors.people import find
from patients.services import merging, people
from patients.services.refusal import Refused
from tests.factories import world
from tests.factories.people import STRANGE, UNUSABLE

pytestmark = pytest.mark.django_db


def register(by: Staff, now: datetime, **fields: Any) -> Patient:
    given = {"given_name": "Ines", "family_name": "Delgado", "birth_on": date(1972, 5, 4)} | fields
    return people.register(**given, by=by.actor, now=now)


def test_registered_patient_has_a_number_and_a_key(front_desk: Staff, now: datetime) -> None:
    patient = register(front_desk, now, given_name="  José  María ", family_name="Núñez")
    assert patient.number.startswith("P-")
    assert len(patient.number) == 7
    assert (patient.given_name, patient.name_key) == ("José María", "nunez jose maria")
    assert (patient.registered_by, patient.registered_at) == (front_desk.actor, now)


def test_numbers_follow_each_other_and_pass_over_those_taken(front_desk: Staff, now: datetime) -> None:
    first = int(register(front_desk, now).number[2:])
    taken = world.patient()
    Patient.objects.filter(pk=taken.pk).update(number=f"P-{first + 1:05}")
    assert register(front_desk, now).number == f"P-{first + 2:05}"


@pytest.mark.django_db(transaction=True)
def test_registrations_at_once_never_clash(front_desk: Staff, now: datetime) -> None:
    def one(_number: int) -> str:
        try:
            return register(front_desk, now).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(one, range(24)))
    assert len(set(numbers)) == 24


@pytest.mark.parametrize("field", ["given_name", "family_name", "address", "payer", "pronouns"])
@pytest.mark.parametrize("text", UNUSABLE)
def test_hidden_characters_are_refused_at_their_field(front_desk: Staff, now: datetime, field: str, text: str) -> None:
    with pytest.raises(Refused) as refused:
        register(front_desk, now, **{field: text})
    assert refused.value.field == field


@pytest.mark.parametrize("text", STRANGE)
def test_strange_names_are_kept_as_they_are(front_desk: Staff, now: datetime, text: str) -> None:
    patient = register(front_desk, now, family_name=text)
    patient.refresh_from_db()
    assert patient.family_name == text


@pytest.mark.parametrize("field", ["given_name", "family_name"])
def test_a_name_of_spaces_is_refused(front_desk: Staff, now: datetime, field: str) -> None:
    with pytest.raises(Refused):
        register(front_desk, now, **{field: " \u00a0 "})


@pytest.mark.parametrize("born", [date(1889, 12, 31), date(2026, 11, 24)])
def test_an_impossible_birth_date_is_refused(front_desk: Staff, now: datetime, born: date) -> None:
    with pytest.raises(Refused) as refused:
        register(front_desk, now, birth_on=born)
    assert refused.value.field == "birth_on"


def test_today_is_a_possible_birth_date(front_desk: Staff, now: datetime) -> None:
    assert register(front_desk, now, birth_on=now.date()).birth_on == now.date()


def test_a_refused_change_leaves_the_row_alone(front_desk: Staff, now: datetime) -> None:
    patient = register(front_desk, now)
    with pytest.raises(Refused), transaction.atomic():
        people.change(
            patient=patient, given_name="Inés", family_name="", birth_on=patient.birth_on, by=front_desk.actor, now=now
        )
    patient.refresh_from_db()
    assert patient.name == "Ines Delgado"


def test_a_change_moves_the_key(front_desk: Staff, now: datetime) -> None:
    patient = register(front_desk, now)
    people.change(
        patient=patient, given_name="Inés", family_name="Ortíz", birth_on=patient.birth_on, by=front_desk.actor, now=now
    )
    assert Patient.objects.get(pk=patient.pk).name_key == "ortiz ines"


@pytest.mark.parametrize(
    "q",
    [
        "ines delgado",
        "Delgado Ines",
        "DELG",
        "Inés",
        "1972-05-04",
        "05/04/1972",
        "4 May 1972",
        "555 0134",
        "delgado 0134",
        "ines@",
    ],
)
def test_found_by(front_desk: Staff, now: datetime, q: str) -> None:
    patient = register(front_desk, now, phone="+17025550134", email="ines@mail.example")
    world.patient("Otto", "Brandt", birth_on=date(1950, 1, 1))
    assert list(find(q)) == [patient]
    assert list(find(patient.number)) == [patient]
    assert list(find(patient.number.removeprefix("P-").lstrip("0"))) == [patient]


@pytest.mark.parametrize("q", ["nobody", "ines brandt", "1999-01-01", "P-99999", "%", "_", "\x00x", "!!!", "a" * 5000])
def test_not_found_by(front_desk: Staff, now: datetime, q: str) -> None:
    register(front_desk, now)
    assert list(find(q)) == []


def test_nothing_typed_lists_all_but_merged_records(front_desk: Staff, now: datetime) -> None:
    stays = register(front_desk, now)
    Patient.objects.filter(pk=register(front_desk, now).pk).update(merged_into=stays)
    assert list(find("")) == [stays]


@pytest.mark.parametrize(
    ("typed", "shared"),
    [
        ({}, ("same name", "same birth date")),
        ({"given": "INÉS"}, ("same name", "same birth date")),
        ({"given": "Ynes", "family": "Dellgado"}, ("name sounds alike", "same birth date")),
        ({"given": "Delgado", "family": "Ines"}, ("name sounds alike", "same birth date")),
        ({"birth_on": date(1972, 4, 5)}, ("same name", "birth date nearly the same")),
        ({"birth_on": date(1930, 1, 1)}, ("same name",)),
        ({"given": "Nessie"}, ("part of the name sounds alike", "same birth date")),
        ({"given": "Nessie", "birth_on": date(1972, 5, 5)}, None),
        ({"given": "Otto", "family": "Brandt"}, None),
        ({"given": "Otto", "family": "Brandt", "birth_on": date(1950, 1, 1), "phone": "+17025550134"}, ("same phone",)),
        ({"given": "Otto", "family": "Brandt", "email": "INES@mail.example"}, ("same e-mail",)),
        ({"given": "Otto", "family": "Brandt", "email": "ines@mail.exampl"}, None),
    ],
)
def test_likely_duplicates_and_what_they_share(
    front_desk: Staff, now: datetime, typed: dict[str, Any], shared: tuple[str, ...] | None
) -> None:
    patient = register(front_desk, now, phone="+17025550134", email="ines@mail.example")
    known = Known(**({"given": "Ines", "family": "Delgado", "birth_on": date(1972, 5, 4)} | typed))
    found = likely(known)
    assert [(each.patient, each.shared) for each in found] == ([(patient, shared)] if shared else [])


def test_nobody_is_their_own_duplicate_nor_whom_a_manager_knows_apart(front_desk: Staff, now: datetime) -> None:
    patient, twin = register(front_desk, now), register(front_desk, now, given_name="Ynes")
    known = known_of(patient)
    assert [each.patient for each in likely(known, besides=patient)] == [twin]
    merging.keep_apart(first=twin, second=patient, by=front_desk.actor, now=now)
    assert likely(known, besides=patient) == []


def test_age_turns_on_the_birthday(front_desk: Staff, now: datetime) -> None:
    patient = register(front_desk, now, birth_on=date(2008, 11, 23))
    assert patient.age_on(now.date()) == 18
    assert patient.age_on(now.date() - timedelta(days=1)) == 17
