"""The technique catalogue for its pages: versions with what differs, who may do a technique, which running plans hold it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q

from clinic.models import Location, Staff
from clinic.rules.findings import Finding
from sessions.models import PlanTechnique, Technique
from sessions.rules.catalogue import NAMES, Difference, Terms, differences
from sessions.rules.licensing import Demand, Held, judge_license
from sessions.selectors.licensing import held_of, with_held
from sessions.selectors.policy_effects import running_plans


def terms_of(row: Technique) -> Terms:
    return Terms(**{name: getattr(row, name) for name in NAMES})


@dataclass(frozen=True)
class Version:
    """`changes`: against the version before it; empty for the first."""

    row: Technique
    changes: tuple[Difference, ...]


def versions_of(code: str) -> list[Version]:
    """The newest first; empty where there is no such technique. One query."""
    rows = list(Technique.objects.filter(code=code).select_related("approved_by").order_by("version"))
    found = [
        Version(row, tuple(differences(terms_of(before), terms_of(row))) if before else ())
        for before, row in zip([None, *rows], rows, strict=False)
    ]
    return found[::-1]


@dataclass(frozen=True)
class Standing:
    """One therapist: what keeps them from this technique today, in the states they work in; and what soon will."""

    staff: Staff
    lacking: tuple[Finding, ...]
    soon: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Person:
    """A therapist with the papers on file and the states they work in."""

    staff: Staff
    held: Held
    states: tuple[str, ...]


def therapists() -> list[Person]:
    """Everybody who treats. Who has no location of their own works at all of them. Two queries."""
    anywhere = tuple(sorted(set(Location.objects.values_list("state", flat=True))))
    people: Any = with_held(Staff.objects.therapists()).annotate(
        states=ArrayAgg("locations__state", distinct=True, filter=Q(locations__isnull=False), default=[])
    )
    return [
        Person(row, held_of(row.held_licenses, row.held_credentials), tuple(row.states) or anywhere)
        for row in people.order_by("name")
    ]


def standings(people: Iterable[Person], demand: Demand, *, today: date, soon: date) -> list[Standing]:
    """Each of them against what a technique asks for; those who lack something first. No query."""
    found = []
    for person in people:
        lacking = _lacking(person, demand, today)
        found.append(Standing(person.staff, lacking, () if lacking else _lacking(person, demand, soon)))
    return sorted(found, key=lambda one: (not one.lacking, not one.soon))


def _lacking(person: Person, demand: Demand, day: date) -> tuple[Finding, ...]:
    found = [each for state in person.states for each in judge_license(demand, person.held, state=state, day=day)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Holding:
    """Running plans of one therapist that hold a technique; `beyond`: those planned deeper or longer than the terms asked about."""

    therapist: str
    plans: int
    beyond: int


def holding(code: str, terms: Terms, *, now: datetime) -> list[Holding]:
    """By therapist. One query."""
    beyond = Q(pressure_ceiling__gt=terms.pressure_max) | Q(minutes__gt=terms.minutes_max)
    rows = (
        PlanTechnique.objects.filter(technique__code=code, version__in=running_plans(now=now))
        .values("version__therapist__name")
        .annotate(plans=Count("pk"), beyond=Count("pk", filter=beyond))
        .order_by("version__therapist__name")
    )
    return [Holding(row["version__therapist__name"], row["plans"], row["beyond"]) for row in rows]
