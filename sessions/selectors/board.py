"""One day at one location: a column per therapist with visits and free times, and who waits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from clinic.models import Location, Staff
from clinic.rules.policy import Policy
from patients.models import Consent
from referrals.models import ClinicalEvent
from sessions.models import Appointment
from sessions.rules import board as grid
from sessions.rules.appointments import moment
from sessions.rules.board import Span
from sessions.selectors.banner import day_chip

TONES = ("teal", "blue", "violet", "amber", "green")
# The board's words for states whose names differ from the records'.
LOOKS = {"progress": "in_progress", "completed": "done", "held": "booked"}
DUE_BEFORE, DUE_AFTER = timedelta(minutes=60), timedelta(minutes=30)
MOST_COLUMNS = 12


@dataclass(frozen=True)
class Flag:
    text: str
    tone: str
    icon: str = ""


@dataclass(frozen=True)
class Card:
    """A visit as it stands on the board."""

    visit: Appointment
    span: Span
    at: time
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
        return " · ".join(filter(None, [self.visit.get_kind_display(), self.used]))


@dataclass(frozen=True)
class Gap:
    """A free half hour (or quarter). Only the first of a stretch is shown on a phone."""

    span: Span
    at: time
    leads: bool


@dataclass(frozen=True)
class Column:
    number: int
    therapist: Staff
    tone: str
    entries: list[Card | Gap]
    rooms: str
    room_id: int | None  # where this therapist is that day, as far as known


@dataclass(frozen=True)
class Board:
    location: Location
    day: date
    is_today: bool
    first_hour: int
    last_hour: int
    now_row: int | None
    columns: list[Column]
    visits: int
    waiting: list[Card] = field(default_factory=list)
    due: list[Card] = field(default_factory=list)

    @property
    def hour_rows(self) -> list[tuple[int, str]]:
        return [((hour - grid.FIRST_HOUR) * 4 + 1, f"{hour}:00") for hour in range(self.first_hour, self.last_hour)]


def locations_for(staff: Staff) -> list[Location]:
    """All locations, this person's own first."""
    own = Location.objects.filter(pk=OuterRef("pk"), staff=staff)
    return list(Location.objects.annotate(own=Exists(own)).order_by("-own", "name"))


def visits_on(location: Location, day: date, *, policy: Policy) -> QuerySet[Appointment]:
    """That day's visits with what their cards say: number under the referral, consent, the patient's events."""
    start, end = _day_bounds(location, day)
    consent = Consent.objects.standing().filter(patient=OuterRef("patient"), kind=Consent.Kind.TREATMENT)
    return (
        Appointment.objects.between(start, end)
        .filter(location=location)
        .exclude(status__in=["cancelled", "late"])
        .select_related("patient", "therapist", "room", "location", "referral")
        .prefetch_related(Prefetch("patient__events", ClinicalEvent.objects.order_by("-happened_on")))
        .annotate(number=Subquery(earlier(policy)), has_consent=Exists(consent))
        .order_by("during")
    )


def earlier(policy: Policy) -> "QuerySet[Appointment]":
    """How many live visits count under the same referral before this one (none: no row)."""
    kinds = ["treatment", "reassess"] + (["evaluation"] if policy.evaluation_counts else [])
    rows = Appointment.objects.live().filter(
        referral=OuterRef("referral"), kind__in=kinds, during__fully_lt=OuterRef("during")
    )
    return rows.order_by().values("referral").annotate(found=Count("*")).values("found")  # type: ignore[return-value]


def _day_bounds(location: Location, day: date) -> tuple[datetime, datetime]:
    return moment(day, time(0), location.tz), moment(day + timedelta(days=1), time(0), location.tz)


def board(*, location: Location, day: date, policy: Policy, now: datetime) -> Board:
    """Queries: the visits, their patients' events, the therapists of the location."""
    cards = [_card(visit, day) for visit in visits_on(location, day, policy=policy)]
    local = now.astimezone(location.tz)
    first, last = grid.hours(location.opens_at.hour, _ceil_hour(location.closes_at), (card.span for card in cards))
    is_today = day == local.date()
    now_row = grid.span(local.hour * 60 + local.minute, local.hour * 60 + local.minute + 1).row
    bookable_from = now_row if is_today else (1 if day > local.date() else grid.QUARTERS + 1)
    open_rows = grid.span(_minutes(location.opens_at), _minutes(location.closes_at))
    columns = [
        _column(
            number,
            therapist,
            [card for card in cards if card.visit.therapist_id == therapist.pk],
            open_rows,
            bookable_from,
        )
        for number, therapist in enumerate(_therapists(location, cards), start=1)
    ]
    return Board(
        location=location,
        day=day,
        is_today=is_today,
        first_hour=first,
        last_hour=last,
        now_row=now_row if is_today and first <= local.hour < last else None,
        columns=columns,
        visits=sum(card.visit.is_live for card in cards),
        waiting=[card for card in cards if card.visit.status == "arrived"],
        due=[card for card in cards if is_today and _is_due(card.visit, now)],
    )


def _is_due(visit: Appointment, now: datetime) -> bool:
    return visit.status in {"booked", "confirmed"} and now - DUE_BEFORE <= visit.starts_at <= now + DUE_AFTER


def _therapists(location: Location, cards: Iterable[Card]) -> list[Staff]:
    """Who works here, and who has a visit here that day."""
    booked = {card.visit.therapist_id for card in cards}
    rows = Staff.objects.filter(Q(pk__in=booked) | Q(locations=location, is_active=True, roles__contains=["therapist"]))
    return list(rows.distinct().order_by("name")[:MOST_COLUMNS])


def _column(number: int, therapist: Staff, cards: list[Card], open_rows: Span, bookable_from: int) -> Column:
    live = [card for card in cards if card.visit.is_live]
    cards = live + [card for card in cards if not card.visit.is_live and not _covered(card, live)]
    free = grid.gaps(open_rows, [_occupied(card.visit) for card in live], not_before=bookable_from)
    ends = {gap.end for gap in free}
    entries: list[Card | Gap] = [*cards, *(Gap(gap, _clock(gap.row), gap.row not in ends) for gap in free)]
    rooms = ", ".join(dict.fromkeys(card.visit.room.name for card in cards))
    room_id = live[-1].visit.room_id if live else None
    tone = TONES[(number - 1) % len(TONES)]
    return Column(number, therapist, tone, sorted(entries, key=lambda entry: entry.span.row), rooms, room_id)


def _covered(card: Card, live: list[Card]) -> bool:
    """A visit that did not take place makes room for the one booked in its stead."""
    return any(card.span.row < other.span.end and other.span.row < card.span.end for other in live)


def _card(visit: Appointment, day: date) -> Card:
    start, end = _local(visit, visit.starts_at), _local(visit, visit.ends_at)
    return Card(
        visit=visit,
        span=grid.span(_minutes(start), _minutes(end) or 24 * 60),
        at=start,
        day_count=day_chip(visit.patient.events.all(), episode_id=visit.episode_id, on=day),
        used=used_text(visit),
        flags=_flags(visit),
    )


def used_text(visit: Appointment) -> str:
    """“5/12”: which of the authorized visits this is. `visit` comes with `number` (see `earlier`)."""
    referral = visit.referral
    if referral is None or not visit.is_live:
        return ""
    return f"{(visit.number or 0) + 1}/{referral.visits_authorized}"  # type: ignore[attr-defined]


def _flags(visit: Appointment) -> list[Flag]:
    flags = []
    if not visit.has_consent:  # type: ignore[attr-defined]
        flags.append(Flag("no consent", "red", "exclamation-triangle"))
    if visit.override_reason:
        flags.append(Flag("no referral", "violet"))
    referral = visit.referral
    if referral and referral.no_touch_regions:
        flags.append(Flag("no touch", "red", "slash-circle"))
    left = (referral.visits_authorized or 0) - (visit.number or 0) - 1 if referral else 99  # type: ignore[attr-defined]
    if referral and left <= 1:
        flags.append(Flag("last visit" if left <= 0 else "1 visit left", "amber"))
    return flags[:2]


def _occupied(visit: Appointment) -> Span:
    end = _local(visit, visit.occupies.upper)
    return grid.span(_minutes(_local(visit, visit.starts_at)), _minutes(end) or 24 * 60)


def _local(visit: Appointment, at: datetime) -> time:
    return at.astimezone(visit.location.tz).time()


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _ceil_hour(at: time) -> int:
    return at.hour + (1 if at.minute else 0)


def _clock(row: int) -> time:
    minutes = grid.minutes_of(row)
    return time(minutes // 60, minutes % 60)
