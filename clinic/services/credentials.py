"""Licenses of staff, and which techniques they are trained for."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from clinic.models import Actor, License, Staff, TechniqueCredential


class Known(Exception):
    """This license or credential is on file already."""


def add_license(
    *,
    staff: Staff,
    state: str,
    kind: str,
    number: str,
    expires_on: date,
    by: Actor,
    now: datetime,
) -> License:
    """Raises Known."""
    try:
        with transaction.atomic():
            return License.objects.create(staff=staff, state=state, kind=kind, number=number, expires_on=expires_on)
    except IntegrityError as error:
        raise Known(f"License {number} of {state} is on file already.") from error


def renew_license(*, held: License, expires_on: date, by: Actor, now: datetime) -> None:
    License.objects.filter(pk=held.pk).update(expires_on=expires_on)


def remove_license(*, held: License, by: Actor, now: datetime) -> None:
    """For one entered by mistake; its history stays."""
    held.delete()


def add_technique(
    *,
    staff: Staff,
    technique: str,
    since_on: date,
    until_on: date | None = None,
    by: Actor,
    now: datetime,
) -> TechniqueCredential:
    """Raises Known."""
    facts = {"staff": staff, "technique": technique, "since_on": since_on, "until_on": until_on}
    try:
        with transaction.atomic():
            return TechniqueCredential.objects.create(**facts)
    except IntegrityError as error:
        raise Known("This technique is on file from that day already.") from error


def remove_technique(*, held: TechniqueCredential, by: Actor, now: datetime) -> None:
    """For one entered by mistake; its history stays."""
    held.delete()
