"""Events that cannot both be so: a bone united in its cast, the same operation twice on one day (E-* rows)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from clinic.rules.events import EVENTS, EventKind, day_zero, is_surgery

_BONE = (EventKind.FRACTURE_CAST, EventKind.FRACTURE_UNITED)


@dataclass(frozen=True, slots=True)
class EventFacts:
    """`places` empty: not said where."""

    kind: EventKind
    happened_on: date
    places: tuple[str, ...] = ()
    procedure: str = ""
    ended_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against an event, at which of its days: "on", "ended_on" or "confirmed_on"."""

    day: str
    message: str


def contradiction(new: EventFacts, known: Collection[EventFacts]) -> Against | None:
    """What speaks against this event, if anything does."""
    return _order(new) or _twice(new, known) or _in_cast(new, known) or _in_cast_still(new, known)


def _order(new: EventFacts) -> Against | None:
    if new.confirmed_on is not None and new.confirmed_on < new.happened_on:
        return Against("confirmed_on", "Union cannot be confirmed before the injury.")
    if new.ended_on is not None and new.ended_on < new.happened_on:
        return Against("ended_on", "The end of it cannot lie before the day it happened.")
    return None


def _twice(new: EventFacts, known: Collection[EventFacts]) -> Against | None:
    """Two operations of a kind on one day are two only where they were done at different places or are named differently."""
    if not is_surgery(new.kind):
        return None
    same = any(
        old.kind is new.kind
        and old.happened_on == new.happened_on
        and _meet(old.places, new.places)
        and (not old.procedure or not new.procedure or old.procedure.casefold() == new.procedure.casefold())
        for old in known
    )
    label = EVENTS[new.kind].label
    return Against("on", f"{label} of {_day(new.happened_on)} is on record already.") if same else None


def _in_cast(new: EventFacts, known: Collection[EventFacts]) -> Against | None:
    """One injury has one day on which its cast came off; union may well be confirmed some days before it."""
    if new.kind not in _BONE or new.ended_on is None:
        return None
    for old in known:
        one_injury = old.kind in _BONE and old.happened_on == new.happened_on and _meet(old.places, new.places)
        if one_injury and old.ended_on is not None and old.ended_on != new.ended_on:
            return Against("ended_on", f"By the record the cast of this injury came off on {_day(old.ended_on)}.")
    return None


def _in_cast_still(new: EventFacts, known: Collection[EventFacts]) -> Against | None:
    """A fracture that counts as healed from a day on which, by the record, the place was in a cast."""
    if new.kind is not EventKind.FRACTURE_UNITED:
        return None
    healed = day_zero(new.kind, new.happened_on, ended_on=new.ended_on, confirmed_on=new.confirmed_on)
    for old in known:
        cast = old.kind is EventKind.FRACTURE_CAST and _meet(old.places, new.places)
        if cast and healed and old.ended_on and old.happened_on <= healed < old.ended_on:
            return Against("ended_on", f"By the record this place was in a cast until {_day(old.ended_on)}.")
    return None


def _meet(one: Collection[str], other: Collection[str]) -> bool:
    return not one or not other or bool(set(one) & set(other))


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"
