"""Who may be the same person: found by index, weighed by `patients.rules.likeness`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from patients.models import MergeProposal, Patient
from patients.rules.likeness import Known, likeness
from patients.rules.names import name_key
from patients.rules.sounds import sound_key
from patients.selectors.finding import keys_of_email

MOST = 6
# So many of each kind are looked at; names alone are shared by many, those born nearest come first.
LOOKED_AT = 50
NEAR = timedelta(days=366)


@dataclass(frozen=True)
class Likely:
    """Somebody who may be the same person, and why; `weight` sorts."""

    patient: Patient
    shared: tuple[str, ...]
    weight: int


def likely(known: Known, *, besides: Patient | None = None) -> list[Likely]:
    """At most six current patients, the likeliest first. `besides` is the record that is being changed; nor is anybody shown of whom a
    manager has said that they are another person."""
    apart = {besides.pk, *_found_apart(besides)} if besides else set()
    found = dict[int, Likely]()
    for patient in _candidates(known):
        if patient.pk in apart or patient.pk in found:
            continue
        how = likeness(known, known_of(patient))
        if how.weight:
            found[patient.pk] = Likely(patient, how.shared, how.weight)
    return sorted(found.values(), key=lambda one: (-one.weight, one.patient.name_key))[:MOST]


def known_of(patient: Patient) -> Known:
    return Known(patient.family_name, patient.given_name, patient.birth_on, patient.phone, patient.email)


def _candidates(known: Known) -> Iterable[Patient]:
    people = Patient.objects.current()
    yield from people.filter(name_key=name_key(family=known.family, given=known.given))[:LOOKED_AT]
    yield from people.filter(birth_on=known.birth_on)[:LOOKED_AT]
    sounding = people.filter(sound_key=sound_key(family=known.family, given=known.given))
    near = Q(birth_on__range=(known.birth_on - NEAR, known.birth_on + NEAR))
    yield from sounding.filter(near)[:LOOKED_AT]
    yield from sounding[:LOOKED_AT]
    if known.phone:
        yield from people.filter(phone=known.phone)[:LOOKED_AT]
    if known.email:
        yield from people.filter(pk__in=keys_of_email(known.email))[:LOOKED_AT]


def _found_apart(patient: Patient) -> set[int]:
    rows = MergeProposal.objects.filter(
        Q(first=patient) | Q(second=patient), outcome=MergeProposal.Outcome.TWO_PEOPLE
    ).values_list("first", "second")
    return {key for pair in rows for key in pair if key != patient.pk}
