"""Finding people, who may speak for them, and which consents are missing."""

from datetime import date

from django.db.models import BooleanField, Func, Q, Value

from patients.models import Consent, Patient, RelatedPerson
from patients.models.people import PatientQuerySet
from patients.rules.search import FEWEST_PHONE_DIGITS, Terms, asked, parse
from patients.selectors.finding import numbers_of, survivors


class Holds(Func):
    """Whether a patient's pieces answer a question: compared as they are, never taken apart again."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def find(q: str = "") -> PatientQuerySet:
    """Current patients that fit all that was typed: names in any order by their beginnings, birth date, phone digits, number, e-mail.
    A number that was merged away finds the record that stays. Nothing typed: all."""
    terms = parse(q)
    patients = Patient.objects.current()
    if not q.strip():
        return patients.order_by("name_key", "id")
    fits = _fits(terms)
    numbers = numbers_of(" ".join(q.split()), terms)
    keys = survivors(numbers) if numbers else []
    if terms.empty or (not fits and not keys):
        return patients.none()
    return patients.filter(Q(pk__in=keys) | fits if keys and fits else fits or Q(pk__in=keys)).order_by(
        "name_key", "id"
    )


def _fits(terms: Terms) -> Q:
    """Empty where nothing but a number was typed."""
    fits = Q()
    question = asked(terms)
    if question:
        fits &= Q(Holds("find_in", Value(question)))
    if terms.births:
        fits &= Q(birth_on__in=terms.births)
    if len(terms.digits) >= FEWEST_PHONE_DIGITS:
        fits &= Q(phone__contains=terms.digits)
    elif terms.digits and fits:
        fits &= Q(number=f"P-{terms.digits.lstrip('0'):0>5}")
    return fits


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
