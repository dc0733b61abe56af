"""Consents and related people, through the services."""

from datetime import date, datetime, timedelta

import pytest

from clinic.models import Staff
from patients.models import Consent
from patients.selectors import wordings
from patients.selectors.people import may_speak_for, missing_consents
from patients.services import consents, related
from patients.services.refusal import Refused
from tests.factories import world
from tests.factories.people import UNUSABLE, child
from tests.factories.people import related as somebody

pytestmark = pytest.mark.django_db


def test_a_consent_keeps_wording_name_and_witness(front_desk: Staff, now: datetime) -> None:
    patient = world.patient(consents=())
    consent = consents.give(
        patient=patient, kind="treatment", signed_name=" Ines  Delgado ", by=front_desk.actor, now=now
    )
    assert consent.signed_name == "Ines Delgado"
    assert consent.text_version == wordings.current("treatment").version
    assert (consent.given_at, consent.taken_by) == (now, front_desk.actor)


def test_every_kind_has_a_wording() -> None:
    assert set(wordings.CURRENT) == set(Consent.Kind.values)


def test_a_standing_consent_is_not_given_twice(front_desk: Staff, now: datetime) -> None:
    patient = world.patient(consents=("treatment",))
    with pytest.raises(Refused):
        consents.give(patient=patient, kind="treatment", signed_name="Ines Delgado", by=front_desk.actor, now=now)


def test_a_withdrawn_consent_ends_once_and_can_be_given_anew(front_desk: Staff, now: datetime) -> None:
    patient = world.patient(consents=("photo",))
    consent = Consent.objects.get(patient=patient, kind="photo")
    consents.withdraw(consent=consent, by=front_desk.actor, now=now)
    again = consents.withdraw(consent=consent, by=world.system(), now=now + timedelta(days=1))
    assert (again.withdrawn_at, again.withdrawn_by) == (now, front_desk.actor)
    assert "photo" in missing_consents(patient)
    consents.give(patient=patient, kind="photo", signed_name="Ines Delgado", by=front_desk.actor, now=now)
    assert "photo" not in missing_consents(patient)


def test_a_minor_cannot_consent_and_is_told_who_can(front_desk: Staff, now: datetime) -> None:
    with pytest.raises(Refused, match="parent or legal guardian") as refused:
        consents.give(patient=child(), kind="treatment", signed_name="Mila Delgado", by=front_desk.actor, now=now)
    assert refused.value.field == "given_through"


def test_a_parent_consents_for_a_minor(front_desk: Staff, now: datetime) -> None:
    patient = child()
    parent = somebody(patient)
    consent = consents.give(
        patient=patient, kind="treatment", signed_name=parent.name, given_through=parent, by=front_desk.actor, now=now
    )
    assert consent.given_through == parent


@pytest.mark.parametrize(
    "fields",
    [{"may_consent": False}, {"relation": "helper"}, {"until_on": date(2026, 11, 22)}],
    ids=lambda fields: next(iter(fields)),
)
def test_others_cannot_consent_for_a_minor(front_desk: Staff, now: datetime, fields: dict[str, object]) -> None:
    patient = child()
    with pytest.raises(Refused):
        consents.give(
            patient=patient,
            kind="treatment",
            signed_name="Rosa",
            given_through=somebody(patient, **fields),
            by=front_desk.actor,
            now=now,
        )


def test_a_stranger_cannot_consent(front_desk: Staff, now: datetime) -> None:
    with pytest.raises(Refused):
        consents.give(
            patient=child(),
            kind="treatment",
            signed_name="Rosa",
            given_through=somebody(child()),
            by=front_desk.actor,
            now=now,
        )


@pytest.mark.parametrize("name", ["", "  ", *UNUSABLE])
def test_a_consent_needs_a_name(front_desk: Staff, now: datetime, name: str) -> None:
    with pytest.raises(Refused) as refused:
        consents.give(patient=world.patient(consents=()), kind="email", signed_name=name, by=front_desk.actor, now=now)
    assert refused.value.field == "signed_name"


def test_who_may_speak_ends_with_their_day(front_desk: Staff, now: datetime) -> None:
    patient = child()
    stays = somebody(patient, name="Ana", until_on=now.date())
    somebody(patient, name="Bea", until_on=now.date() - timedelta(days=1))
    somebody(patient, name="Cem", may_consent=False)
    assert may_speak_for(patient, today=now.date()) == [stays]


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"name": " "}, "name"), ({"name": "A\x00"}, "name"), ({"until_on": date(2026, 11, 22)}, "until_on")],
)
def test_a_related_person_is_refused_for(
    front_desk: Staff, now: datetime, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        related.add(patient=child(), **{"name": "Rosa", "relation": "parent", **fields}, by=front_desk.actor, now=now)
    assert refused.value.field == field
