"""The board as plain values for the page's script: the same cards the server draws, with the clock's times."""

from datetime import date, datetime, time
from typing import Any

from clinic.models import Location
from clinic.rules.policy import Policy
from sessions.rules.appointments import moment
from sessions.selectors.board import STATUSES, Board, Card, Lane, Shut, board


def board_day(
    *,
    location: Location,
    day: date,
    show: str = "therapists",
    therapist_id: int | None = None,
    policy: Policy,
    now: datetime,
) -> dict[str, Any]:
    """Ready for JSON. `location` comes from `locations_for`. Three queries, as `board`."""
    return as_data(board(location=location, day=day, show=show, therapist_id=therapist_id, policy=policy, now=now))


def as_data(shown: Board) -> dict[str, Any]:
    return {
        "show": shown.show,
        "day": shown.day.isoformat(),
        "days": [day.isoformat() for day in shown.days],
        "today": shown.now.date().isoformat(),
        "previous": shown.previous_day.isoformat(),
        "next": shown.next_day.isoformat(),
        "offset": _offset(shown),
        "opens": shown.location.opens_at.strftime("%H:%M"),
        "closes": shown.location.closes_at.strftime("%H:%M"),
        "first": f"{shown.first_hour:02}:00",
        "last": f"{shown.last_hour:02}:00",
        "therapist": shown.therapist,
        "therapists": [_lane(lane) for lane in shown.therapists],
        "rooms": [_lane(lane) for lane in shown.rooms],
        "visits": shown.visits,
        "full": shown.full_percent,
        "closed": _closed(shown),
        "cards": [as_card(card) for card in shown.cards],
    }


def _offset(shown: Board) -> str:
    """From UTC, at the location, in the middle of the day shown: “-08:00”."""
    noon = moment(shown.day, time(12), shown.location.tz).astimezone(shown.location.tz)
    return noon.isoformat()[-len("-08:00") :]


def _closed(shown: Board) -> list[dict[str, str]]:
    """Times shown in which nothing can be booked, of one lane or of all (an empty `lane`)."""
    opens, closes = shown.location.opens_at, shown.location.closes_at
    around = [(time(shown.first_hour), opens), (closes, time(shown.last_hour % 24))]
    spans = [
        Shut("", day, at, until, "Closed")
        for day in shown.days
        for at, until in around
        if at < until or (until == time(0) and at != until)
    ]
    return [
        {
            "lane": shut.lane,
            "day": shut.day.isoformat(),
            "at": shut.at.isoformat("minutes"),
            "until": _until(shut.until),
            "why": shut.why,
        }
        for shut in [*spans, *shown.shut]
    ]


def _until(at: time) -> str:
    """The end of a span on the clock; midnight is the end of the day, not its beginning."""
    return "24:00" if at == time(0) else at.isoformat("minutes")


def _lane(lane: Lane) -> dict[str, Any]:
    return {
        "id": lane.key,
        "title": lane.title,
        "sub": lane.sub,
        "initials": lane.initials,
        "tone": lane.tone,
        "preset": lane.preset,
    }


def as_card(card: Card) -> dict[str, Any]:
    visit = card.visit
    return {
        "id": visit.pk,
        "day": card.day.isoformat(),
        "at": card.at.isoformat("minutes"),
        "until": _until(card.until),
        "minutes": visit.minutes,
        "therapist": str(visit.therapist_id),
        "room": str(visit.room_id),
        "room_name": visit.room_name,
        "name": visit.list_name,
        "what": card.what,
        "count": card.day_count,
        "look": card.look,
        "status": STATUSES[visit.status],
        "flags": [vars(flag) for flag in card.flags],
        "seen": visit.seen_as,
        "movable": card.movable,
    }
