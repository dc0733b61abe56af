"""Finding people, and people who may be the same person."""

from datetime import date

from django.db.models import Q

from patients.models import Consent, Patient, RelatedPerson
from patients.models.people import PatientQuerySet
from patients.rules.names import fold, name_key
from patients.rules.search import FEWEST_PHONE_DIGITS, Terms, parse


def find(q: str = "") -> PatientQuerySet:
    """Current patients that fit all that was typed: names in any order, birth date, phone digits, number, e-mail. Nothing typed: all."""
    terms = parse(q)
    patients = Patient.objects.current()
    if q.strip() and terms.empty:
        return patients.none()
    return patients.filter(_fits(terms)).order_by("name_key", "id")


def _fits(terms: Terms) -> Q:
    fits = Q()
    for word in terms.words:
        fits &= Q(name_key__contains=word)
    if terms.births:
        fits &= Q(birth_on__in=terms.births)
    if terms.number:
        fits &= Q(number=terms.number)
    if terms.email:
        fits &= Q(email__icontains=terms.email)
    if terms.digits:
        fits &= _fits_digits(terms.digits)
    return fits


def _fits_digits(digits: str) -> Q:
    """Bare digits: the end of a patient number, or, from three on, part of a phone."""
    fits = Q(number=f"P-{digits.lstrip('0'):0>5}")
    if len(digits) >= FEWEST_PHONE_DIGITS:
        fits |= Q(phone__contains=digits)
    return fits


def possible_duplicates(
    *, given_name: str, family_name: str, birth_on: date, phone: str = "", besides: Patient | None = None
) -> list[Patient]:
    """Who may be this person already: same names and birth date, same phone, or same family name and birth date. At most ten."""
    family = fold(family_name)
    same = Q(name_key=name_key(family=family_name, given=given_name), birth_on=birth_on)
    same |= Q(name_key__startswith=f"{family} ", birth_on=birth_on)
    if phone:
        same |= Q(phone=phone)
    found = Patient.objects.current().filter(same)
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    return list(found.order_by("name_key", "id")[:10])


def may_speak_for(patient: Patient, *, today: date) -> "list[RelatedPerson]":
    """Related people who may consent for this patient today."""
    return list(
        RelatedPerson.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=today), patient=patient, may_consent=True
        ).order_by("name")
    )


def missing_consents(patient: Patient) -> list[str]:
    """Kinds of consent that do not stand, in their usual order."""
    standing = set(Consent.objects.standing().filter(patient=patient).values_list("kind", flat=True))
    return [kind for kind in Consent.Kind.values if kind not in standing]
