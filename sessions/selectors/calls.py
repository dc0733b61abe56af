"""Who is to be called about their visits, and whom mail reaches."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from clinic.models import Role
from patients.models import RelatedPerson
from sessions.models import Call, VisitNotice
from sessions.selectors.telling import reachable

MOST_TRIES = 999
LONGEST_KEY = 18  # digits that any key of the database holds
LATELY = timedelta(days=7)
MOST_CLOSED = 50


def reached_by_mail() -> "ExpressionWrapper[Any]":
    """An annotation of visits: mail reaches their patient."""
    return ExpressionWrapper(reachable(), output_field=BooleanField())


def told_by_mail() -> Exists:
    """An annotation of visits: their patient was once told of this visit by mail."""
    return Exists(VisitNotice.objects.filter(appointment=OuterRef("pk")).exclude(kind=VisitNotice.Kind.REMINDER))


def is_mailed(visit: Any, *, off: bool) -> bool:
    """Whether mail tells of the change of a visit with both annotations: that a visit is off is mailed only to who got mail of it."""
    return bool(visit.can_mail and (visit.was_told or not off))


def waiting() -> "list[Call]":
    """Every open entry, the soonest visit first. One query."""
    rows = Call.objects.open().select_related(
        "patient", "was_therapist", "appointment__therapist", "appointment__location"
    )
    return list(rows.order_by("was_starts_at", "pk"))


def guardians(patients: set[int], *, day: date) -> "QuerySet[RelatedPerson]":
    """Who answers for the patient; a partner or helper is not called about visits."""
    standing = RelatedPerson.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), may_consent=True)
    return standing.filter(patient__in=patients).exclude(phone="").order_by("pk")


def lately_closed(*, now: datetime) -> "QuerySet[Call]":
    rows = Call.objects.filter(closed_at__gt=now - LATELY).order_by("-closed_at", "-pk")
    return rows.select_related("patient", "closed_by", "appointment__location")[:MOST_CLOSED]


def keys_of(posted: Iterable[str]) -> list[int]:
    """Of what was posted, what can be a key."""
    return [int(one) for one in posted if one.isdecimal() and len(one) < LONGEST_KEY]


def open_count() -> Case:
    """The number beside “Calls”, as an annotation of the signed-in person: how many patients wait for one."""
    waiting = Call.objects.open().order_by().annotate(everybody=Value(1)).values("everybody")
    count = waiting.annotate(number=Count("patient", distinct=True)).values("number")
    desk = Q(roles__contains=[Role.FRONT_DESK.value]) | Q(roles__contains=[Role.MANAGER.value])
    return Case(When(desk, then=Coalesce(Subquery(count), 0)), default=0, output_field=IntegerField())
