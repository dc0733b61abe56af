"""The clinic's name, its locations and rooms."""

from datetime import datetime, time

from clinic.models import Actor, ClinicProfile, Location, Room

# `by` and `now` have the shape of every service; the database's history rows keep who changed what.


def name_clinic(*, name: str, phone: str = "", email: str = "", by: Actor | None, now: datetime) -> ClinicProfile:
    """Set the one row that says whose installation this is."""
    facts = {"name": name, "phone": phone, "email": email}
    return ClinicProfile.objects.update_or_create(only=True, defaults=facts)[0]


def add_location(
    *,
    name: str,
    state: str,
    zone: str,
    address: str = "",
    phone: str = "",
    opens_at: time = time(8),
    closes_at: time = time(18),
    by: Actor,
    now: datetime,
) -> Location:
    facts = {"name": name, "state": state, "zone": zone, "address": address, "phone": phone}
    return Location.objects.create(**facts, opens_at=opens_at, closes_at=closes_at)


def change_location(
    *,
    location: Location,
    name: str,
    state: str,
    zone: str,
    address: str,
    phone: str,
    opens_at: time,
    closes_at: time,
    by: Actor,
    now: datetime,
) -> Location:
    location.name, location.state, location.zone = name, state, zone
    location.address, location.phone = address, phone
    location.opens_at, location.closes_at = opens_at, closes_at
    location.save()
    return location


def add_room(*, location: Location, name: str, equipment: str = "", by: Actor, now: datetime) -> Room:
    return Room.objects.create(location=location, name=name, equipment=equipment)


def change_room(*, room: Room, name: str, equipment: str, by: Actor, now: datetime) -> Room:
    """A room never moves to another location: its visits happened where it is."""
    room.name, room.equipment = name, equipment
    room.save()
    return room
