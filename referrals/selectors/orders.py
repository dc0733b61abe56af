"""The papers of a patient's physicians as pages say them: clearances, refusals and orders with their days, and open letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import formats, timezone

from clinic.models import ClinicPolicy, Staff
from clinic.registry import registry
from clinic.rules.policy import DEFAULTS
from clinic.rules.regions import SIDE_NAMES, Side
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from patients.models import Patient
from referrals.models import Clearance, ClinicalEvent, Episode, EpisodeOrder, Inquiry, Physician, Referral
from referrals.rules.asking import places_words
from referrals.rules.rows import row_label
from referrals.rules.written import days_left_words
from referrals.selectors import inquiries

PEOPLE = ("physician", "document__file", "recorded_by", "confirmed_by", "ended_by", "inquiry")
MOST = 60
TO_CONFIRM, IN_FORCE, AHEAD, OVER, TAKEN_BACK = "To confirm", "In force", "Not yet", "Expired", "Taken back"
TONES = {TO_CONFIRM: "amber", IN_FORCE: "green", AHEAD: "blue", OVER: "gray", TAKEN_BACK: "gray"}
ICONS = {TO_CONFIRM: "eye", IN_FORCE: "check-lg", AHEAD: "calendar", OVER: "hourglass-bottom", TAKEN_BACK: "x-lg"}
PAST = frozenset({OVER, TAKEN_BACK})


@dataclass
class Line:
    """One paper in words."""

    row: Any
    is_order: bool
    title: str
    what: list[str]
    techniques: str
    places: str
    limits: list[str]
    days: str
    left: str
    word: str
    tone: str
    icon: str
    is_ending: bool = False

    @property
    def patient(self) -> Patient:
        found: Patient = self.row.episode.patient if self.is_order else self.row.patient
        return found

    @property
    def is_past(self) -> bool:
        return self.word in PAST

    @property
    def waits(self) -> bool:
        return self.word == TO_CONFIRM


@dataclass(frozen=True)
class Asked:
    inquiry: Inquiry
    state: inquiries.State
    what: str
    days: int


def _notice_days() -> Coalesce:
    """The clinic's own number of days beside each row, so that no page asks for the policy once more."""
    newest = ClinicPolicy.objects.order_by("-version").values("clearance_notice_days")[:1]
    return Coalesce(Subquery(newest), Value(DEFAULTS["clearance_notice_days"]), output_field=IntegerField())


def whole_clearances() -> "QuerySet[Clearance]":
    rows: QuerySet[Clearance] = Clearance.objects.select_related("patient", *PEOPLE)
    return rows.annotate(notice_days=_notice_days())


def whole_orders() -> "QuerySet[EpisodeOrder]":
    rows: QuerySet[EpisodeOrder] = EpisodeOrder.objects.select_related("episode__patient", "protocol", *PEOPLE)
    return rows.annotate(notice_days=_notice_days())


def clearance_line(row: Clearance, day: date) -> Line:
    title = "Clearance" if row.granted else "Refusal"
    return _line(row, day, title=title, what=[row_label(code) for code in row.lifts], limits=[], is_order=False)


def order_line(row: EpisodeOrder, day: date) -> Line:
    limits, made = rom_words(row.rom_limits), f" by {row.protocol.name}" if row.protocol else ""
    return _line(row, day, title=f"Order{made}", what=[row.episode.problem], limits=limits, is_order=True)


def _line(row: Any, day: date, *, title: str, what: list[str], limits: list[str], is_order: bool) -> Line:
    word = state_word(row, day)
    return Line(
        row=row,
        is_order=is_order,
        title=title,
        what=what,
        techniques=", ".join(TECHNIQUE_NAMES[TechniqueCode(code)] for code in row.techniques) or "All techniques",
        places=places_words(row.regions) or ("All places of the event" if is_order else "All places"),
        limits=([f"pressure {row.pressure_cap} at most"] if row.pressure_cap else []) + limits,
        days=_days(row.from_on, row.until_on),
        left="" if word == TAKEN_BACK else days_left_words(row.from_on, row.until_on, day),
        word=word,
        tone=TONES[word],
        icon=ICONS[word],
        is_ending=word == IN_FORCE and row.until_on is not None and (row.until_on - day).days <= row.notice_days,
    )


def state_word(row: Any, day: date) -> str:
    """The one word for a clearance or an order on this day."""
    if row.ended_at is not None:
        return TAKEN_BACK
    if row.until_on is not None and row.until_on < day:
        return OVER
    if row.confirmed_at is None:
        return TO_CONFIRM
    return AHEAD if row.from_on > day else IN_FORCE


def _days(from_on: date, until_on: date | None) -> str:
    first = formats.date_format(from_on, "j M Y")
    return f"{first} to {formats.date_format(until_on, 'j M Y')}" if until_on else f"from {first}"


def rom_words(limits: Iterable[dict[str, Any]]) -> list[str]:
    """“left knee flexion up to 90°”."""
    names = dict(registry.choices_of("movements")) if limits else {}
    return [f"{_side(limit)}{_movement(limit, names)} up to {limit['most']}°" for limit in limits]


def _side(limit: dict[str, Any]) -> str:
    return "" if limit["side"] == Side.MIDDLE else f"{SIDE_NAMES[Side(limit['side'])]} "


def _movement(limit: dict[str, Any], names: dict[str, str]) -> str:
    label = names.get(limit["movement"]) or str(limit["movement"])
    return label[:1].lower() + label[1:]


def papers_of(patient: Patient, staff: Staff, day: date) -> list[Line]:
    """All of one patient that this person handles: what waits first, then what is in force, the newest first."""
    cleared: Any = whole_clearances().filter(patient=patient)
    ordered: Any = whole_orders().filter(episode__patient=patient)
    lines = [clearance_line(row, day) for row in cleared.visible_to(staff, today=day)[:MOST]]
    lines += [order_line(row, day) for row in ordered.visible_to(staff, today=day)[:MOST]]
    rank = {word: number for number, word in enumerate(TONES)}
    return sorted(lines, key=lambda line: (rank[line.word], -line.row.from_on.toordinal()))


def asked_of(patient: Patient, staff: Staff, *, day: date, now: datetime) -> list[Asked]:
    """Its letters, open ones first."""
    mine: Any = inquiries.whole().filter(patient=patient)
    rows = list(mine.visible_to(staff, today=day)[:MOST])
    return with_state(sorted(rows, key=lambda row: row.answered_at is not None), now=now)


def with_state(rows: Iterable[Inquiry], *, now: datetime) -> list[Asked]:
    return [Asked(row, inquiries.state(row, now=now), asked_words(row), (now - row.asked_at).days) for row in rows]


def asked_words(inquiry: Inquiry) -> str:
    """What it is about, in few words."""
    rows = ", ".join(row_label(code) for code in inquiry.lifts)
    return rows or (inquiry.episode.problem if inquiry.episode else "") or inquiry.get_kind_display()


def panel(patient: Patient, staff: Staff) -> dict[str, Any]:
    """The “Clearances” tab of the patient page."""
    now, day = timezone.now(), timezone.localdate()
    lines = papers_of(patient, staff, day)
    return {
        "lines": [line for line in lines if not line.is_past],
        "past": [line for line in lines if line.is_past],
        "asked": asked_of(patient, staff, day=day, now=now),
    }


def to_confirm(staff: Staff, *, today: date) -> list[Line]:
    """Papers that lift nothing yet because nobody has compared them; the oldest first."""
    open_ = Q(confirmed_at__isnull=True, ended_at__isnull=True) & (Q(until_on__isnull=True) | Q(until_on__gte=today))
    cleared = whole_clearances().visible_to(staff, today=today).filter(open_)  # type: ignore[attr-defined]
    ordered = whole_orders().visible_to(staff, today=today).filter(open_)  # type: ignore[attr-defined]
    lines = [clearance_line(row, today) for row in cleared[:MOST]] + [order_line(row, today) for row in ordered[:MOST]]
    return sorted(lines, key=lambda line: line.row.recorded_at)


def physicians_of(patient: Patient, episode: Episode | None) -> list[Physician]:
    """Who has written about this patient: first those of this course of care, the newest first."""
    referred = Referral.objects.filter(episode__patient=patient, physician__isnull=False).order_by("-received_on")
    newest = list(referred.values_list("episode", "physician"))
    ranked = [who for under, who in newest if episode and under == episode.pk] + [who for _, who in newest]
    asked = Inquiry.objects.filter(patient=patient).values("physician")
    rows = list(Physician.objects.filter(Q(pk__in=ranked) | Q(pk__in=asked)))
    return sorted(rows, key=lambda row: ranked.index(row.pk) if row.pk in ranked else len(ranked))


def rows_asked_about(
    patient: Patient, *, besides: Iterable[str] = (), events: Iterable[ClinicalEvent] | None = None
) -> list[str]:
    """Rows that this patient's papers are likely to answer: those just asked for, those of open letters, those of events on record.
    `events` are the patient's, where they are at hand."""
    asked = [code for row in Inquiry.objects.unanswered().filter(patient=patient) for code in row.lifts]
    known = ClinicalEvent.objects.filter(patient=patient) if events is None else events
    return list(dict.fromkeys([*besides, *asked, *(f"E-{event.kind}" for event in known)]))
