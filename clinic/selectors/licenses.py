"""Licenses that soon end: computed where they are shown, for they are about staff and not about a patient."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from clinic.models import License, Staff
from clinic.rules.licenses import ending_words


@dataclass(frozen=True)
class Ending:
    license: License
    words: str


def in_force() -> "QuerySet[License]":
    """The newest of each kind and state; one that was renewed says nothing any more."""
    newer = License.objects.filter(
        staff=OuterRef("staff"), state=OuterRef("state"), kind=OuterRef("kind"), expires_on__gt=OuterRef("expires_on")
    )
    return License.objects.exclude(Exists(newer))


def first_ending() -> Subquery:
    """An annotation of staff: the day on which the first of their licenses ends."""
    return Subquery(in_force().filter(staff=OuterRef("pk")).order_by("expires_on").values("expires_on")[:1])


def ending(*, today: date, told_days: int) -> list[Ending]:
    """Of therapists who work here, the most urgent first. One query. (P-LICENSE-NOTICE)"""
    rows = in_force().filter(staff__in=Staff.objects.therapists(), expires_on__lte=today + timedelta(days=told_days))
    return [
        Ending(row, ending_words(row.expires_on, today, told_days))
        for row in rows.select_related("staff").order_by("expires_on", "staff__name")
    ]
