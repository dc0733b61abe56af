"""Staff, places and the seeded catalogue for tests."""

from datetime import UTC, datetime

from clinic.models import ClinicProfile, Location, Role, Room, Staff
from clinic.services import staff as staff_service

LONG_AGO = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
PASSWORD = "a-long-enough-password-1"


def seed_catalogue() -> None:
    """Techniques and exercises as the migrations lay them; needed again after a transactional test emptied the tables."""
    from sessions.services import catalogue  # noqa: PLC0415 - apps must be loaded first

    catalogue.seed(now=LONG_AGO)


def staff(
    name: str, *roles: str, credentials: str = "", email: str = "", locations: tuple[Location, ...] = ()
) -> Staff:
    address = email or name.lower().replace(" ", ".") + "@mend.example"
    return staff_service.add(
        email=address,
        name=name,
        roles=[Role(role) for role in roles],
        credentials=credentials,
        locations=locations,
        password=PASSWORD,
        by=None,
        now=LONG_AGO,
    )


def profile(name: str = "Harbor Street Medical Massage") -> ClinicProfile:
    return ClinicProfile.objects.get_or_create(defaults={"name": name, "phone": "+15550134"})[0]


def location(name: str = "Harbor Street", zone: str = "America/Los_Angeles") -> Location:
    return Location.objects.get_or_create(
        name=name, defaults={"state": "NV", "zone": zone, "address": "14 Harbor Street"}
    )[0]


def room(name: str = "Room 1", at: Location | None = None) -> Room:
    return Room.objects.get_or_create(name=name, location=at or location())[0]
