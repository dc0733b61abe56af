"""What happened to the patient, which day counts as day 0, and how the days since are said (E-* rows)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    LIPOSUCTION = "LIPOSUCTION"
    SURG_SOFT = "SURG_SOFT"
    MASTECTOMY_NODES = "MASTECTOMY_NODES"
    JOINT_REPLACEMENT = "JOINT_REPLACEMENT"
    TENDON_REPAIR = "TENDON_REPAIR"
    SPINE_SURGERY = "SPINE_SURGERY"
    FRACTURE_CAST = "FRACTURE_CAST"
    FRACTURE_UNITED = "FRACTURE_UNITED"
    SPRAIN_STRAIN_1_2 = "SPRAIN_STRAIN_1_2"
    INJECTION_SITE = "INJECTION_SITE"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Event:
    """`day_label` stands before the count: "POD" after surgery, "Day" otherwise."""

    kind: EventKind
    label: str
    day_zero: str
    day_label: str
    note: str = ""


_SURGERY = "the day of surgery"

_EVENTS = (
    Event(EventKind.LIPOSUCTION, "Liposuction", _SURGERY, "POD"),
    Event(EventKind.SURG_SOFT, "Soft tissue surgery", _SURGERY, "POD"),
    Event(EventKind.MASTECTOMY_NODES, "Mastectomy or lymph node removal", _SURGERY, "POD"),
    Event(EventKind.JOINT_REPLACEMENT, "Joint replacement", _SURGERY, "POD", "Watch for a clot in the leg."),
    Event(EventKind.TENDON_REPAIR, "Tendon repair", _SURGERY, "POD", "Firm limits on movement."),
    Event(EventKind.SPINE_SURGERY, "Spine surgery", _SURGERY, "POD"),
    Event(EventKind.FRACTURE_CAST, "Fracture in a cast", "the day of the injury", "Day", "Until the cast is off."),
    Event(
        EventKind.FRACTURE_UNITED,
        "Healed fracture",
        "the day the cast came off or union was confirmed, whichever is later",
        "Day",
        "Needs the date union was confirmed and its document.",
    ),
    Event(
        EventKind.SPRAIN_STRAIN_1_2,
        "Sprain or strain, grade 1 or 2",
        "the day of the injury",
        "Day",
        "Grade 3 needs a physician's clearance.",
    ),
    Event(EventKind.INJECTION_SITE, "Injection", "the day of the injection", "Day", "Steroid, vaccine and the like."),
    Event(EventKind.OTHER, "Other event", "the day it happened", "Day", "No time gate of its own."),
)

EVENTS: Mapping[EventKind, Event] = {event.kind: event for event in _EVENTS}
EVENT_CHOICES: tuple[tuple[str, str], ...] = tuple((event.kind.value, event.label) for event in _EVENTS)


def is_surgery(kind: EventKind) -> bool:
    return EVENTS[kind].day_label == "POD"


def day_zero(
    kind: EventKind, on: date, *, ended_on: date | None = None, confirmed_on: date | None = None
) -> date | None:
    """The day counted from, or None while it is not known: a fracture counts as united only from the later of
    the cast coming off (`ended_on`) and union being confirmed (`confirmed_on`)."""
    if kind is not EventKind.FRACTURE_UNITED:
        return on
    if ended_on is None or confirmed_on is None:
        return None
    return max(ended_on, confirmed_on)


def day_count(kind: EventKind, day0: date, today: date) -> int:  # noqa: ARG001 - all kinds count alike, so far
    """Whole days since day 0, which is itself 0; negative before it."""
    return (today - day0).days


def day_text(kind: EventKind, day0: date, today: date) -> str:
    """The count as it stands in the banner: "POD 12", "Day 34", "in 3 days"."""
    count = day_count(kind, day0, today)
    if count < 0:
        return "tomorrow" if count == -1 else f"in {-count} days"
    return f"{EVENTS[kind].day_label} {count}"
