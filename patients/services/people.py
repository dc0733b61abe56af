"""Registering and changing patients."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from clinic.models import Actor
from clinic.selectors.days import today
from patients.models import Patient
from patients.rules.names import has_unusable, name_key, tidy
from patients.rules.sounds import sound_key
from patients.services.refusal import Refused

EARLIEST_BIRTH = date(1890, 1, 1)


def register(
    *,
    given_name: str,
    family_name: str,
    birth_on: date,
    sex: str = "",
    pronouns: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    language: str = "en",
    payer: str = "",
    number: str = "",
    by: Actor,
    now: datetime,
) -> Patient:
    """Add a patient under the next number, or under one brought along from elsewhere. `phone` is E.164. Raises Refused."""
    patient = Patient(registered_at=now, registered_by=by)
    _fill(
        patient,
        {"given_name": given_name, "family_name": family_name, "pronouns": pronouns, "email": email, "phone": phone}
        | {"address": address, "payer": payer},
    )
    _check(patient, birth_on=birth_on, today=today(now=now))
    patient.birth_on, patient.sex, patient.language = birth_on, sex, language
    with transaction.atomic():
        patient.number = _brought(number) if number else _next_number()
        patient.save(force_insert=True)
    return patient


def change(
    *,
    patient: Patient,
    given_name: str,
    family_name: str,
    birth_on: date,
    sex: str = "",
    pronouns: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    language: str = "en",
    payer: str = "",
    by: Actor,
    now: datetime,
) -> Patient:
    """Correct what is known about a patient. Raises Refused."""
    _fill(
        patient,
        {"given_name": given_name, "family_name": family_name, "pronouns": pronouns, "email": email, "phone": phone}
        | {"address": address, "payer": payer},
    )
    _check(patient, birth_on=birth_on, today=today(now=now))
    patient.birth_on, patient.sex, patient.language = birth_on, sex, language
    patient.save()
    return patient


def _fill(patient: Patient, texts: dict[str, str]) -> None:
    for field, text in texts.items():
        if has_unusable(text):
            raise Refused(_("This holds characters that cannot be kept."), field)
        setattr(patient, field, tidy(text))
    patient.name_key = name_key(family=patient.family_name, given=patient.given_name)
    patient.sound_key = sound_key(family=patient.family_name, given=patient.given_name)


def _check(patient: Patient, *, birth_on: date, today: date) -> None:
    for field in ("given_name", "family_name"):
        if not getattr(patient, field):
            raise Refused(_("A patient has a given and a family name."), field)
    if not EARLIEST_BIRTH <= birth_on <= today:
        raise Refused(_("The birth date must be a day between 1890 and today."), "birth_on")


def _brought(number: str) -> str:
    """A number of another program, in capitals. Its own kind of ours would meet those that are still to be given."""
    number = tidy(number).upper()
    longest = Patient._meta.get_field("number").max_length or 0
    if has_unusable(number) or len(number) > longest or number.startswith("P-"):
        raise Refused(
            _("A patient number from elsewhere has up to %(most)s characters and does not begin with P-.")
            % {"most": longest},
            "number",
        )
    if Patient.objects.filter(number=number).exists():
        raise Refused(_("This patient number is taken."), "number")
    return number


def _next_number() -> str:
    """From a sequence, so that two registrations at once never meet; numbers brought along from elsewhere are passed over."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT nextval('patients_number_seq')")
            number = f"P-{cursor.fetchone()[0]:05d}"
            if not Patient.objects.filter(number=number).exists():
                return number
