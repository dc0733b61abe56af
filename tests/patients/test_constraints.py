"""What the database itself refuses about people."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from patients.models import Alert, Consent, Patient, RelatedPerson
from tests.factories import world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"given_name": ""}, "patient_has_names"),
        ({"family_name": ""}, "patient_has_names"),
        ({"phone": "555-0134"}, "patient_phone_is_e164"),
        ({"birth_on": date(1889, 12, 31)}, "patient_birth_is_plausible"),
    ],
)
def test_a_patient_row_is_refused(fields: dict[str, Any], constraint: str) -> None:
    patient = world.patient()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Patient.objects.filter(pk=patient.pk).update(**fields)


def test_a_patient_is_not_merged_into_itself() -> None:
    patient = world.patient()
    with pytest.raises(IntegrityError, match="patient_not_merged_into_itself"), transaction.atomic():
        Patient.objects.filter(pk=patient.pk).update(merged_into=patient)


def test_a_number_is_given_once() -> None:
    one, other = world.patient(), world.patient()
    with pytest.raises(IntegrityError, match="number"), transaction.atomic():
        Patient.objects.filter(pk=other.pk).update(number=one.number)


def test_a_kind_of_consent_stands_once() -> None:
    patient = world.patient(consents=("email",))
    with pytest.raises(IntegrityError, match="consent_stands_once_per_kind"), transaction.atomic():
        world.consent(patient, "email")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [({"withdrawn_at": world.NOW}, "consent_withdrawn_pair"), ({"signed_name": ""}, "consent_has_a_name")],
)
def test_a_consent_row_is_refused(fields: dict[str, Any], constraint: str) -> None:
    patient = world.patient(consents=("email",))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Consent.objects.filter(patient=patient).update(**fields)


def test_a_related_phone_is_e164() -> None:
    with pytest.raises(IntegrityError, match="related_phone_is_e164"), transaction.atomic():
        RelatedPerson.objects.create(patient=world.patient(), name="Rosa", relation="parent", phone="12")


def test_an_alert_is_acknowledged_by_somebody_at_some_time() -> None:
    with pytest.raises(IntegrityError, match="alert_acknowledged_pair"), transaction.atomic():
        Alert.objects.create(
            patient=world.patient(), kind="x", key="x", evidence="y", raised_at=world.NOW, acknowledged_at=world.NOW
        )
