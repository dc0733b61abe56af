"""What a clinic needs before its first visit, and what it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse

from clinic.models import ClinicProfile, Location, Staff
from clinic.selectors.licenses import first_ending


@dataclass(frozen=True)
class Step:
    """`state` is done, now or todo, as the `steps` component knows them."""

    label: str
    note: str
    state: str
    url: str


def first_steps(*, profile: ClinicProfile | None, locations: Sequence[Location], staff: Sequence[Staff]) -> list[Step]:
    """Name the clinic, a location, a room, a therapist. Empty once all are there. Asks the database nothing."""
    location = locations[0] if locations else None
    wanted = [
        (
            "Name the clinic",
            "It stands on every page and letter.",
            profile is not None,
            reverse("clinic:profile"),
        ),
        ("Add a location", "With its own hours and clock.", location is not None, reverse("clinic:location_add")),
        (
            "Add a room",
            "A visit needs one.",
            any(place.rooms.all() for place in locations),
            reverse("clinic:room_add", args=[location.pk]) if location else "",
        ),
        (
            "Add a therapist",
            "Who assesses and treats.",
            any(member.is_active and member.is_therapist for member in staff),
            f"{reverse('clinic:staff_add')}?role=therapist",
        ),
    ]
    if all(done for _label, _note, done, _url in wanted):
        return []
    first_open = next(index for index, (_label, _note, done, _url) in enumerate(wanted) if not done)
    return [
        Step(label, note, "done" if done else "now" if index == first_open else "todo", "" if done else url)
        for index, (label, note, done, url) in enumerate(wanted)
    ]


def locations() -> QuerySet[Location]:
    return Location.objects.prefetch_related("rooms").order_by("name")


def staff() -> QuerySet[Staff]:
    """Everybody, those who still work here first."""
    found: QuerySet[Staff] = Staff.objects.annotate(license_count=Count("licenses"), license_until=first_ending())
    return found.order_by("-is_active", "name")
