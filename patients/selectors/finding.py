"""Finding a patient while somebody types: a few people at once, in a few milliseconds, however many there are.

Two ways lead to them. The beginning of the list's own order (`name_key`, `phone`) answers where much fits, for its first rows are at
hand; the pieces (`Patient.find_in`) answer where little fits, through an index. What one would do slowly the other does fast.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q

from patients.models import Patient
from patients.models.people import PatientQuerySet
from patients.rules.search import FEWEST_PHONE_DIGITS, FEWEST_TYPED, Terms, apart, asked, parse, whole_email

MOST = 8
# So many of those that fit are looked at to find the first of the list; whoever needs more of them types one letter more.
LOOKED_AT = 200
LOOKED_AT_LETTER = 50


def suggest(q: str, *, most: int = MOST) -> list[Patient]:
    """Current patients for what was typed so far, best first: number, then beginnings, then anything that fits. Merged ones lead on."""
    typed = " ".join(q.split())
    if len(typed) < FEWEST_TYPED:
        return []
    terms, found = parse(typed), dict[int, Patient]()
    for step in (_numbered, _beginning, _fitting):
        for patient in step(typed, terms, most):
            found.setdefault(patient.pk, patient)
        if len(found) >= most:
            break
    return list(found.values())[:most]


def numbers_of(typed: str, terms: Terms) -> set[str]:
    """The patient numbers that this may be: as it stands, or bare digits."""
    numbers = {typed.upper(), terms.number}
    if terms.digits and not terms.words:
        numbers.add(f"P-{terms.digits.lstrip('0'):0>5}")
    return {number for number in numbers if number and any(char.isdigit() for char in number)}


def survivors(numbers: Iterable[str]) -> list[int]:
    """Keys of whoever carries these numbers now: a number of a merged record leads to the one that stays."""
    rows = Patient.objects.filter(number__in=list(numbers)).values_list("pk", "merged_into")
    return [into or pk for pk, into in rows]


def _numbered(typed: str, terms: Terms, most: int) -> list[Patient]:
    numbers = numbers_of(typed, terms)
    keys = survivors(numbers) if numbers else []
    return list(Patient.objects.filter(pk__in=keys)[:most]) if keys else []


def _beginning(_typed: str, terms: Terms, most: int) -> list[Patient]:
    """One word alone, or three digits: many begin like that, and the list itself or the phones in order have them at hand."""
    if terms.births or terms.email or terms.number or bool(terms.digits) == bool(terms.words):
        return []
    people = Patient.objects.current()
    if len(terms.digits) == FEWEST_PHONE_DIGITS:
        # In no order, or all phones of an area would be put into one.
        rows = people.filter(phone__startswith=f"+1{terms.digits}").order_by()[:most]
        return sorted(rows, key=_listed)
    if len(terms.words) == 1:
        return list(people.filter(name_key__startswith=terms.words[0]).order_by("name_key", "id")[:most])
    return []


def _fitting(_typed: str, terms: Terms, most: int) -> list[Patient]:
    if terms.number:
        return []
    if terms.births:
        return list(_born(terms).order_by("name_key", "id")[:most])
    longer, letters = apart(terms)
    question = asked(longer)
    if not question or (terms.digits and len(terms.digits) < FEWEST_PHONE_DIGITS):
        return []
    rows = Patient.objects.current().filter(pk__in=_keys(question, letters))
    if terms.digits:
        rows = rows.filter(phone__contains=terms.digits)
    return list(rows.order_by("name_key", "id")[:most])


def _born(terms: Terms) -> PatientQuerySet:
    rows = Patient.objects.current().filter(birth_on__in=terms.births)
    for word in terms.words:
        rows = rows.filter(Q(name_key__startswith=word) | Q(name_key__contains=f" {word}"))
    if terms.digits:
        rows = rows.filter(phone__contains=terms.digits)
    return rows.filter(email__istartswith=terms.email) if terms.email else rows


def _keys(question: str, letters: list[str] | None = None) -> list[int]:
    """Through the database's own function, which is bound to the index of the pieces: what is rare would else be looked for row by row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT patients_find(%s::tsquery, %s::text[], %s)",
            [question, letters or [], LOOKED_AT_LETTER if letters else LOOKED_AT],
        )
        return [key for (key,) in cursor.fetchall()]


def _listed(patient: Patient) -> tuple[str, int]:
    return patient.name_key, patient.pk


def keys_of_email(email: str) -> list[int]:
    """Current patients with just this address, in any case."""
    return _keys(whole_email(email))
