"""A day at one location, a column per therapist or room, or a therapist's week: visits, free times, and who waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from clinic.models import Closure, Location, Room, Staff
from clinic.rules.policy import Policy
from patients.models import Consent
from referrals.models import ClinicalEvent
from sessions.models import LIVE, Appointment, Offer, TimeOff
from sessions.rules import board as grid
from sessions.rules.appointments import MOVABLE, moment, seen_as
from sessions.rules.board import Span
from sessions.rules.telling import OFF
from sessions.selectors.banner import day_chip

TONES = ("teal", "blue", "violet", "amber", "green")
# The board's words for states whose names differ from the records'.
LOOKS = {"progress": "in_progress", "completed": "done"}
DUE_BEFORE, DUE_AFTER = timedelta(minutes=60), timedelta(minutes=30)
KINDS = {value: str(label) for value, label in Appointment.Kind.choices}
STATUSES = {value: str(label) for value, label in Appointment.Status.choices}
SHOWS = ("therapists", "rooms", "week")
CARD_FIELDS = (
    *("pk", "kind", "service", "status", "during__startswith", "during__endswith", "occupies__endswith"),
    *(
        "overridden",
        "episode_id",
        "patient_id",
        "patient__given_name",
        "patient__family_name",
        "therapist_id",
        "therapist__name",
    ),
    *("room_id", "room__name", "referral_id", "referral__visits_authorized", "no_touch", "number", "has_consent"),
    "held_until",
)
EVENT_FIELDS = ("pk", "patient_id", "episode_id", "kind", "happened_on", "ended_on", "confirmed_on")


@dataclass(frozen=True)
class Flag:
    text: str
    tone: str
    icon: str = ""


NO_CONSENT = Flag("no consent", "red", "exclamation-triangle")
NO_REFERRAL = Flag("no referral", "violet")
NO_TOUCH = Flag("no touch", "red", "slash-circle")
LAST = Flag("last visit", "amber")
LAST_BUT_ONE = Flag("1 visit left", "amber")


class Visit(NamedTuple):
    """What a card needs of a visit: a day has hundreds, so nothing else is read, and no model is built."""

    pk: int
    kind: str
    service: str
    status: str
    starts_at: datetime
    ends_at: datetime
    free_at: datetime  # after the turnover
    overridden: bool
    episode_id: int | None
    patient_id: int
    given_name: str
    family_name: str
    therapist_id: int
    therapist_name: str
    room_id: int
    room_name: str
    referral_id: int | None
    authorized: int | None
    no_touch: bool | None
    number: int | None
    has_consent: bool
    held_until: datetime | None

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def list_name(self) -> str:
        return f"{self.family_name}, {self.given_name}"

    @property
    def seen_as(self) -> str:
        return seen_as(self.starts_at, self.ends_at, self.therapist_id, self.room_id, self.status)


@dataclass(frozen=True)
class Card:
    """A visit as it stands on the board."""

    visit: Visit
    span: Span
    day: date
    at: time
    until: time
    day_count: str
    used: str
    flags: list[Flag]

    @property
    def look(self) -> str:
        return LOOKS.get(self.visit.status, self.visit.status)

    @property
    def what(self) -> str:
        """“visit 5/12” for most; the kind where it is another, in front, for a narrow card shows only the first words."""
        if self.visit.service == Appointment.Service.WELLNESS:
            return "Wellness"
        if self.used and self.visit.kind == Appointment.Kind.TREATMENT:
            return f"visit {self.used}"
        return " · ".join(filter(None, [KINDS[self.visit.kind], self.used]))

    @property
    def movable(self) -> bool:
        return self.visit.status in MOVABLE


@dataclass(frozen=True)
class Gap:
    """A free half hour (or quarter). Only the first of a stretch is shown on a phone."""

    span: Span
    at: time
    leads: bool


@dataclass(frozen=True)
class Lane:
    """What a column stands for: a therapist, a room, or a therapist's day. `preset` is what booking from it knows already."""

    key: str
    title: str
    sub: str
    initials: str
    tone: str
    day: date
    preset: dict[str, str]


class Shut(NamedTuple):
    """A time in which nothing can be booked, of one lane or of all (an empty `lane`)."""

    lane: str
    day: date
    at: time
    until: time
    why: str


@dataclass(frozen=True)
class Column:
    number: int
    lane: Lane
    entries: list[Card | Gap]
    now_row: int | None

    @property
    def query(self) -> str:
        return urlencode(self.lane.preset)


class Freed(NamedTuple):
    """A time ahead that was given up, while nobody else was booked there. `starts_at` is on the location's clock."""

    visit: Visit
    starts_at: datetime


@dataclass(frozen=True)
class Board:
    location: Location
    show: str
    day: date
    days: list[date]
    now: datetime  # on the location's clock
    first_hour: int
    last_hour: int
    columns: list[Column]
    cards: list[Card]
    therapists: list[Lane]
    rooms: list[Lane]
    therapist: str  # whose week it is
    shut: list[Shut]
    visits: int
    full_percent: int
    waiting: list[Card] = field(default_factory=list)
    due: list[Card] = field(default_factory=list)
    freed: list[Freed] = field(default_factory=list)

    @property
    def is_today(self) -> bool:
        return self.now.date() in self.days

    @property
    def lanes(self) -> list[Lane]:
        return [column.lane for column in self.columns]

    @property
    def hour_rows(self) -> list[tuple[int, str]]:
        return [((hour - grid.FIRST_HOUR) * 4 + 1, f"{hour}:00") for hour in range(self.first_hour, self.last_hour)]

    @property
    def previous_day(self) -> date:
        return self.day - timedelta(days=len(self.days))

    @property
    def next_day(self) -> date:
        return self.day + timedelta(days=len(self.days))


def locations_for(staff: Staff) -> list[Location]:
    """All locations, this person's own first, each with its `room_list` and `closed_days`."""
    own = Location.objects.filter(pk=OuterRef("pk"), staff=staff)
    rooms = Room.objects.filter(location=OuterRef("pk")).order_by("name")
    listed = ArraySubquery(rooms.values(found=JSONObject(id="pk", name="name", equipment="equipment")))
    closures = Closure.objects.filter(Q(location=OuterRef("pk")) | Q(location__isnull=True)).order_by("from_on")
    closed = ArraySubquery(closures.values(found=JSONObject(from_on="from_on", until_on="until_on", reason="reason")))
    rows = Location.objects.annotate(own=Exists(own), room_list=listed, closed_days=closed)
    return list(rows.order_by("-own", "name"))


def visits_on(location: Location, days: Sequence[date], *, policy: Policy) -> list[Visit]:
    """These days' visits in the order of time, with number under the referral and consent; those that were called off among them."""
    start, end = _bounds(location, days)
    consent = Consent.objects.standing().filter(patient=OuterRef("patient"), kind=Consent.Kind.TREATMENT)
    until = Offer.objects.open().filter(visit=OuterRef("pk")).order_by("-holds_until").values("holds_until")[:1]
    rows = (
        Appointment.objects.between(start, end)
        .filter(location=location)
        .annotate(
            overridden=~Q(override_reason=""),
            no_touch=Q(referral__no_touch_regions__len__gt=0),
            number=Subquery(earlier(policy)),
            has_consent=Exists(consent),
            held_until=Case(When(status="held", then=Subquery(until))),
        )
        .order_by("during")
    )
    return [Visit(*row) for row in rows.values_list(*CARD_FIELDS)]


def events_of(visits: Iterable[Visit]) -> dict[int, list[Any]]:
    """The patients' events, the latest first, as `day_chip` reads them."""
    patients = {visit.patient_id for visit in visits}
    rows = ClinicalEvent.objects.filter(patient__in=patients).order_by("-happened_on")
    found: dict[int, list[Any]] = {}
    for row in rows.values_list(*EVENT_FIELDS, named=True):
        found.setdefault(row.patient_id, []).append(row)
    return found


def earlier(policy: Policy) -> "QuerySet[Appointment]":
    """How many live visits count under the same referral before this one (none: no row)."""
    kinds = ["treatment", "reassess"] + (["evaluation"] if policy.evaluation_counts else [])
    rows = Appointment.objects.live().filter(
        referral=OuterRef("referral"), kind__in=kinds, during__fully_lt=OuterRef("during")
    )
    return rows.order_by().values("referral").annotate(found=Count("*")).values("found")  # type: ignore[return-value]


def board(
    *,
    location: Location,
    day: date,
    show: str = "therapists",
    therapist_id: int | None = None,
    policy: Policy,
    now: datetime,
) -> Board:
    """A day by therapist or room, or a therapist's week. `location` comes from `locations_for`. Queries: the visits, their patients'
    events, the therapists."""
    local = now.astimezone(location.tz)
    days = [day] if show != "week" else [day + timedelta(days=step - day.weekday()) for step in range(7)]
    every = visits_on(location, days, policy=policy)
    rows = [row for row in every if row.status not in OFF]
    people = therapists_of(location, rows, days)
    person = next((one for one in people if one.pk == therapist_id), people[0] if people else None)
    if show == "week":
        rows = [row for row in rows if person and row.therapist_id == person.pk]
    events = events_of(rows)
    cards = [_card(row, events.get(row.patient_id, []), location.tz) for row in rows]
    first, last = grid.hours(location.opens_at.hour, _ceil_hour(location.closes_at), (card.span for card in cards))
    therapists, rooms = _therapist_lanes(people, cards, day), _room_lanes(location, day)
    lanes = {"therapists": therapists, "rooms": rooms}.get(show) or _day_lanes(therapists, person, days)
    columns = _columns(location, lanes, cards, show=show, local=local, hours=(first, last))
    live = [card for card in cards if card.visit.is_live]
    return Board(
        location=location,
        show=show,
        day=day,
        days=days,
        now=local,
        first_hour=first,
        last_hour=last,
        columns=columns,
        cards=[card for column in columns for card in column.entries if isinstance(card, Card)],
        therapists=therapists,
        rooms=rooms,
        therapist=str(person.pk) if person else "",
        shut=closed_on(location, days, [person] if show == "week" and person else people, show),
        visits=len(live),
        full_percent=_full(location, live, columns),
        waiting=[card for card in cards if card.visit.status == "arrived"],
        due=[card for card in cards if _is_due(card.visit, now)],
        freed=_freed(every, now, location.tz),
    )


def _freed(visits: Iterable[Visit], now: datetime, zone: ZoneInfo) -> list[Freed]:
    """One for each time, the soonest first."""
    visits = list(visits)
    live = [visit for visit in visits if visit.is_live]
    found = {
        (visit.therapist_id, visit.starts_at): Freed(visit, visit.starts_at.astimezone(zone))
        for visit in visits
        if visit.status in OFF and visit.starts_at > now and not any(_in_its_place(one, visit) for one in live)
    }
    return list(found.values())


def _in_its_place(one: Visit, other: Visit) -> bool:
    same = one.therapist_id == other.therapist_id or one.room_id == other.room_id
    return same and one.starts_at < other.ends_at and other.starts_at < one.free_at


def _full(location: Location, live: Sequence[Card], columns: Sequence[Column]) -> int:
    """How much of the open time is booked."""
    opened = (_minutes(location.closes_at) - _minutes(location.opens_at)) * len(columns)
    return min(round(100 * sum(card.visit.minutes for card in live) / opened), 100) if opened else 0


def _is_due(visit: Visit, now: datetime) -> bool:
    return visit.status in {"booked", "confirmed"} and now - DUE_BEFORE <= visit.starts_at <= now + DUE_AFTER


def therapists_of(location: Location, visits: Iterable[Visit], days: Sequence[date]) -> list[Any]:
    """Who works here, and who has one of the visits, each with their `away` on these days."""
    booked = {visit.therapist_id for visit in visits}
    here = Staff.locations.through.objects.filter(location=location).values("staff")
    rows = Staff.objects.filter(Q(pk__in=booked) | Q(pk__in=here, is_active=True, roles__contains=["therapist"]))
    start, end = _bounds(location, days)
    off = TimeOff.objects.filter(therapist=OuterRef("pk"), during__overlap=(start, end)).order_by("during")
    away = off.values(found=JSONObject(start="during__startswith", end="during__endswith", kind="kind"))
    return list(rows.annotate(away=ArraySubquery(away)).only("name", "credentials").order_by("name"))


def _bounds(location: Location, days: Sequence[date]) -> tuple[datetime, datetime]:
    return moment(days[0], time(0), location.tz), moment(days[-1] + timedelta(days=1), time(0), location.tz)


def closed_on(location: Location, days: Sequence[date], people: Sequence[Any], show: str) -> list[Shut]:
    """Closed days of the whole place, and where columns are people's, when these are away."""
    closures: list[dict[str, str]] = location.closed_days  # type: ignore[attr-defined]
    found = [
        Shut("", day, time(0), time(0), closure["reason"] or "Closed")
        for day in days
        for closure in closures
        if closure["from_on"] <= day.isoformat() <= closure["until_on"]
    ]
    if show == "rooms":
        return found
    for person in people:
        for away in person.away:
            label, lane = str(TimeOff.Kind(away["kind"]).label), str(person.pk) if show == "therapists" else ""
            start, end = (datetime.fromisoformat(away[edge]).astimezone(location.tz) for edge in ("start", "end"))
            found += [Shut(lane, day, *within, label) for day in days if (within := _within(start, end, day))]
    return found


def _within(start: datetime, end: datetime, day: date) -> tuple[time, time] | None:
    """The part of a span that lies on a day, by its clock; midnight at the end is the end of the day."""
    if start.date() > day or end.date() < day or (end.date() == day and end.time() == time(0)):
        return None
    begins = start.time() if start.date() == day else time(0)
    return begins, end.time() if end.date() == day else time(0)


def _therapist_lanes(people: Sequence[Staff], cards: Sequence[Card], day: date) -> list[Lane]:
    by_person: dict[int, list[Visit]] = {}
    for card in cards:
        by_person.setdefault(card.visit.therapist_id, []).append(card.visit)
    lanes = []
    for number, person in enumerate(people):
        own = by_person.get(person.pk, [])
        rooms = ", ".join(dict.fromkeys(visit.room_name for visit in own))
        last = next((str(visit.room_id) for visit in reversed(own) if visit.is_live), "")
        preset = {"therapist": str(person.pk)} | ({"room": last} if last else {})
        sub = " · ".join(filter(None, [person.credentials, rooms]))
        tone = TONES[number % len(TONES)]
        lanes.append(Lane(str(person.pk), person.name, sub, person.initials, tone, day, preset))
    return lanes


def _room_lanes(location: Location, day: date) -> list[Lane]:
    rooms: list[dict[str, Any]] = location.room_list  # type: ignore[attr-defined]
    return [
        Lane(str(room["id"]), room["name"], room["equipment"], "", "gray", day, {"room": str(room["id"])})
        for room in rooms
    ]


def _day_lanes(therapists: Sequence[Lane], person: Staff | None, days: Sequence[date]) -> list[Lane]:
    own = next((lane for lane in therapists if person and lane.key == str(person.pk)), None)
    if own is None:
        return []
    return [
        replace(own, key=day.isoformat(), title=f"{day:%A}", sub=f"{day.day} {day:%B}", initials=str(day.day), day=day)
        for day in days
    ]


def _key(card: Card, show: str) -> str:
    """The lane a card stands in."""
    if show == "week":
        return card.day.isoformat()
    return str(card.visit.room_id if show == "rooms" else card.visit.therapist_id)


def _columns(
    location: Location,
    lanes: Sequence[Lane],
    cards: Sequence[Card],
    *,
    show: str,
    local: datetime,
    hours: tuple[int, int],
) -> list[Column]:
    by_lane: dict[str, list[Card]] = {}
    for card in cards:
        by_lane.setdefault(_key(card, show), []).append(card)
    open_rows = grid.span(_minutes(location.opens_at), _minutes(location.closes_at))
    at = local.hour * 60 + local.minute
    row = grid.span(at, at + 1).row
    columns = []
    for number, lane in enumerate(lanes, start=1):
        is_today = lane.day == local.date()
        bookable_from = row if is_today else (1 if lane.day > local.date() else grid.QUARTERS + 1)
        entries = _entries(by_lane.get(lane.key, []), open_rows, bookable_from)
        shows_now = is_today and hours[0] <= local.hour < hours[1]
        columns.append(Column(number, lane, entries, row if shows_now else None))
    return columns


def _entries(cards: Sequence[Card], open_rows: Span, bookable_from: int) -> list[Card | Gap]:
    live = [card for card in cards if card.visit.is_live]
    shown = live + [card for card in cards if not card.visit.is_live and not _covered(card, live)]
    free = grid.gaps(open_rows, [_occupied(card) for card in live], not_before=bookable_from)
    ends = {gap.end for gap in free}
    entries: list[Card | Gap] = [*shown, *(Gap(gap, _clock(gap.row), gap.row not in ends) for gap in free)]
    return sorted(entries, key=lambda entry: entry.span.row)


def _covered(card: Card, live: list[Card]) -> bool:
    """A visit that did not take place makes room for the one booked in its stead."""
    return any(card.span.row < other.span.end and other.span.row < card.span.end for other in live)


def _card(visit: Visit, events: Sequence[Any], zone: ZoneInfo) -> Card:
    start, end = visit.starts_at.astimezone(zone), visit.ends_at.astimezone(zone)
    day = start.date()
    return Card(
        visit=visit,
        span=grid.span(_minutes(start.time()), _minutes(end.time()) or 24 * 60),
        day=day,
        at=start.time(),
        until=end.time(),
        day_count=day_chip(events, episode_id=visit.episode_id, on=day) if events else "",
        used=counted(visit.number, visit.authorized) if visit.referral_id and visit.is_live else "",
        flags=_flags(visit, zone),
    )


def used_text(visit: Appointment) -> str:
    """“5/12”: which of the authorized visits this is. `visit` comes with `number` (see `earlier`)."""
    referral = visit.referral
    if referral is None or not visit.is_live:
        return ""
    return counted(visit.number, referral.visits_authorized)  # type: ignore[attr-defined]


def counted(number: int | None, authorized: int | None) -> str:
    return f"{(number or 0) + 1}/{authorized}"


def _flags(visit: Visit, zone: ZoneInfo) -> list[Flag]:
    flags = []
    if visit.held_until is not None:
        until, begins = visit.held_until.astimezone(zone), visit.starts_at.astimezone(zone)
        shown = f"{until:%H:%M}" if until.date() == begins.date() else f"{until:%a %H:%M}"
        flags.append(Flag(f"held until {shown}", "amber", "hourglass-split"))
    if not visit.has_consent:
        flags.append(NO_CONSENT)
    if visit.overridden:
        flags.append(NO_REFERRAL)
    if visit.no_touch:
        flags.append(NO_TOUCH)
    left = (visit.authorized or 0) - (visit.number or 0) - 1
    if visit.referral_id and left <= 1:
        flags.append(LAST if left <= 0 else LAST_BUT_ONE)
    return flags[:2]


def _occupied(card: Card) -> Span:
    """With the turnover."""
    more = int((card.visit.free_at - card.visit.ends_at).total_seconds() // 60)
    return grid.span(_minutes(card.at), (_minutes(card.until) or 24 * 60) + more)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _ceil_hour(at: time) -> int:
    return at.hour + (1 if at.minute else 0)


def _clock(row: int) -> time:
    minutes = grid.minutes_of(row)
    return time(minutes // 60, minutes % 60)
