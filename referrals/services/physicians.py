"""Referring physicians."""

from datetime import datetime

from django.db import IntegrityError, transaction

from clinic.models import Actor
from clinic.rules.npi import is_valid_npi
from patients.rules.names import has_unusable, tidy
from patients.services.refusal import Refused
from referrals.models import Physician


def register(
    *,
    name: str,
    npi: str | None = None,
    specialty: str = "",
    practice: str = "",
    email: str = "",
    phone: str = "",
    fax: str = "",
    reports_by: str = "email",
    by: Actor,
    now: datetime,
) -> Physician:
    """Add a physician. Raises Refused."""
    physician = Physician(registered_at=now, registered_by=by)
    texts = {"name": name, "specialty": specialty, "practice": practice, "email": email, "phone": phone, "fax": fax}
    return _keep(physician, texts, npi, reports_by)


def change(
    *,
    physician: Physician,
    name: str,
    npi: str | None = None,
    specialty: str = "",
    practice: str = "",
    email: str = "",
    phone: str = "",
    fax: str = "",
    reports_by: str = "email",
    by: Actor,
    now: datetime,
) -> Physician:
    """Correct what is known about a physician. Raises Refused."""
    texts = {"name": name, "specialty": specialty, "practice": practice, "email": email, "phone": phone, "fax": fax}
    return _keep(physician, texts, npi, reports_by)


def _keep(physician: Physician, texts: dict[str, str], npi: str | None, reports_by: str) -> Physician:
    for field, text in texts.items():
        if has_unusable(text):
            raise Refused("This holds characters that cannot be kept.", field)
        setattr(physician, field, tidy(text))
    physician.npi, physician.reports_by = npi or None, Physician.Channel(reports_by)
    if not physician.name:
        raise Refused("A physician has a name.", "name")
    if physician.npi and not is_valid_npi(physician.npi):
        raise Refused("This NPI cannot exist: its check digit does not fit. Compare it with the referral.", "npi")
    if physician.reports_by == Physician.Channel.EMAIL and not physician.email:
        raise Refused("Reports go by e-mail: give the address, or choose fax or paper.", "email")
    try:
        with transaction.atomic():
            physician.save()
    except IntegrityError as error:
        taken = Physician.objects.filter(npi=physician.npi).exclude(pk=physician.pk).first() if physician.npi else None
        if taken is None:
            raise
        raise Refused(f"This NPI belongs to {taken.name} already.", "npi") from error
    return physician
