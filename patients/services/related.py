"""People who stand beside a patient: parents, guardians, partners, helpers."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from clinic.models import Actor
from clinic.selectors.days import today
from patients.models import Patient, RelatedPerson
from patients.rules.names import has_unusable, tidy
from patients.services.refusal import Refused


def add(
    *,
    patient: Patient,
    name: str,
    relation: str,
    phone: str = "",
    email: str = "",
    may_consent: bool = False,
    may_use_pages: bool = False,
    until_on: date | None = None,
    by: Actor,
    now: datetime,
) -> RelatedPerson:
    """Add a related person; `until_on` is the last day they may act. Raises Refused."""
    if has_unusable(name):
        raise Refused(_("This holds characters that cannot be kept."), "name")
    if not tidy(name):
        raise Refused(_("A related person has a name."), "name")
    if until_on is not None and until_on < today(now=now):
        raise Refused(_("The last day has already passed."), "until_on")
    return RelatedPerson.objects.create(
        patient=patient,
        name=tidy(name),
        relation=RelatedPerson.Relation(relation),
        phone=phone,
        email=email,
        may_consent=may_consent,
        may_use_pages=may_use_pages,
        until_on=until_on,
    )
