"""The clinic itself: places, people who work there, physicians, thresholds."""

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from clinic.demo import people
from clinic.models import Actor, Location, Role, Room, Staff
from clinic.services import actors, credentials, places, policy, staff
from referrals.models import Physician
from referrals.services import physicians, protocols
from sessions.services import hours

LICENSE_ENDS_SOON = 3  # of the therapists: so that the warning is seen


@dataclass(frozen=True)
class Setting:
    """What the stories play in."""

    manager: Staff
    desk: Staff
    therapists: list[Staff]
    rooms: dict[int, Room]
    physicians: list[Physician]

    def room_of(self, therapist: Staff) -> Room:
        return self.rooms[therapist.pk]

    def physician_for(self, specialty: str) -> Physician:
        return next((known for known in self.physicians if known.specialty == specialty), self.physicians[1])


def lay(*, password: str, now: datetime) -> Setting:
    """Name the clinic, open its locations, take on its people."""
    long_ago = now - timedelta(days=400)
    system = actors.system()
    places.name_clinic(
        name="Harbor Street Medical Massage",
        phone="(702) 555-0134",
        email="hello@mend.example",
        by=system,
        now=long_ago,
    )
    found = [_location(name, address, rooms, by=system, now=long_ago) for name, address, rooms in people.LOCATIONS]
    locations = [place for place, _ in found]
    manager = staff.add(
        email="manager@mend.example",
        name="Mara Ivers",
        roles=[Role.MANAGER],
        locations=locations,
        password=password,
        by=system,
        now=long_ago,
    )
    desk = staff.add(
        email="desk@mend.example",
        name="Finn Dahl",
        roles=[Role.FRONT_DESK],
        locations=locations,
        password=password,
        by=manager.actor,
        now=long_ago,
    )
    therapists, rooms = _therapists(found, password=password, by=manager.actor, now=long_ago)
    policy.approve(
        values={"turnover_minutes": 15},
        reason="Ten minutes were too short to change the linen and write the note.",
        by=manager.actor,
        now=long_ago,
    )
    physicians = _physicians(by=desk.actor, now=long_ago)
    _protocol(physicians[0], by=manager.actor, now=long_ago)
    return Setting(manager, desk, therapists, rooms, physicians)


def _protocol(surgeon: Physician, *, by: Actor, now: datetime) -> None:
    """How one surgeon wants everybody treated after the same operation."""
    protocols.create(
        name=f"{surgeon.name}, liposuction of the trunk",
        event_kind="LIPOSUCTION",
        physician=surgeon,
        note="Garment day and night for six weeks; it comes off for the treatment alone.",
        steps=[
            protocols.Step(4, 41, ("MLD",), 1, "Away from the drain sites."),
            protocols.Step(14, None, ("GEN",), 2),
            protocols.Step(42, None, ("MFR", "STR"), 3, "Firm spots only; no scabs."),
        ],
        by=by,
        now=now,
    )


def _location(
    name: str, address: str, rooms: tuple[str, ...], *, by: Actor, now: datetime
) -> tuple[Location, list[Room]]:
    location = places.add_location(
        name=name, address=address, phone="(702) 555-0134", state="NV", zone="America/Los_Angeles", by=by, now=now
    )
    return location, [places.add_room(location=location, name=room, by=by, now=now) for room in rooms]


def _therapists(
    found: list[tuple[Location, list[Room]]], *, password: str, by: Actor, now: datetime
) -> tuple[list[Staff], dict[int, Room]]:
    taken_on: list[Staff] = []
    rooms: dict[int, Room] = {}
    free = [list(of_location) for _, of_location in found]
    for number, (name, titles, where, techniques) in enumerate(people.THERAPISTS):
        address = "therapist" if number == 0 else name.lower().replace(" ", ".")
        person = staff.add(
            email=f"{address}@mend.example",
            name=name,
            roles=[Role.THERAPIST],
            credentials=titles,
            locations=[found[where][0]],
            password=password,
            by=by,
            now=now,
        )
        _papers(person, number, techniques, by=by, now=now)
        rooms[person.pk] = free[where].pop(0)
        _hours(person, found[where][0], by=by, now=now)
        taken_on.append(person)
    return taken_on, rooms


def _hours(person: Staff, location: Location, *, by: Actor, now: datetime) -> None:
    """Every day, for the demo is laid on any day of the week and shows that day full; a pause at noon."""
    shifts = [
        hours.Shift(weekday, location, begins, ends)
        for weekday in range(7)
        for begins, ends in ((time(8), time(12, 15)), (time(12, 45), time(18)))
    ]
    hours.set_week(therapist=person, shifts=shifts, valid_from=now.date(), by=by, now=now)


def _papers(person: Staff, number: int, techniques: tuple[str, ...], *, by: Actor, now: datetime) -> None:
    """License and technique credentials of one therapist."""
    until = now.date() + timedelta(days=420 if number == LICENSE_ENDS_SOON else 800)
    credentials.add_license(
        staff=person,
        state="NV",
        kind="Massage therapist",
        number=f"NVMT-{2040 + number}",
        expires_on=until,
        by=by,
        now=now,
    )
    if "REF" in techniques:
        credentials.add_license(
            staff=person,
            state="NV",
            kind="Reflexologist",
            number=f"NVRX-{310 + number}",
            expires_on=until,
            by=by,
            now=now,
        )
    for code in techniques:
        credentials.add_technique(staff=person, technique=code, since_on=now.date(), by=by, now=now)


def _physicians(*, by: Actor, now: datetime) -> list[Physician]:
    return [
        physicians.register(
            name=name,
            specialty=specialty,
            practice=practice,
            npi=npi,
            email=f"{name.split()[-1].lower()}@practice.example",
            fax="+17025550199" if reports_by == "fax" else "",
            reports_by=reports_by,
            by=by,
            now=now,
        )
        for name, specialty, practice, npi, reports_by in people.PHYSICIANS
    ]


def names(seed: int) -> list[tuple[str, str]]:
    """Every given name with two family names, in an order that the day decides."""
    pairs = [
        (given, people.FAMILY[(number + turn) % len(people.FAMILY)])
        for turn in (0, 11)
        for number, given in enumerate(people.GIVEN)
    ]
    random.Random(seed).shuffle(pairs)
    return pairs
