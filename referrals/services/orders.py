"""A surgeon's written orders: taken down by hand or from a protocol, confirmed against the paper, taken back with a reason."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from clinic.models import Actor
from clinic.rules.events import EventKind, day_zero
from clinic.rules.regions import check_places, surrounding
from clinic.selectors.days import today
from patients.models import Document
from patients.services.refusal import Refused
from referrals.models import ClinicalEvent, Episode, EpisodeOrder, Inquiry, Physician, SurgeonProtocol
from referrals.rules.written import slip
from referrals.services import inquiries, papers

MOST_DEGREES = 360
SIDES = frozenset("lrm")


def record(
    *,
    episode: Episode,
    physician: Physician,
    techniques: Collection[str] = (),
    regions: Collection[str] = (),
    pressure_cap: int | None = None,
    rom_limits: Sequence[Mapping[str, Any]] = (),
    from_on: date,
    until_on: date | None = None,
    note: str = "",
    document: Document | None = None,
    protocol: SurgeonProtocol | None = None,
    inquiry: Inquiry | None = None,
    by: Actor,
    now: datetime,
) -> EpisodeOrder:
    """Take down what the paper says; it moves no gate before it is confirmed. An inquiry it answers is answered by it. Raises Refused."""
    if inquiry is not None and inquiry.patient_id != episode.patient_id:
        raise Refused("This letter was about another patient.", "inquiry")
    facts = _facts(
        episode=episode,
        physician=physician,
        techniques=techniques,
        regions=regions,
        pressure_cap=pressure_cap,
        rom_limits=rom_limits,
        from_on=from_on,
        until_on=until_on,
        note=note,
        document=document,
        now=now,
    )
    with transaction.atomic():
        row: EpisodeOrder = EpisodeOrder.objects.create(
            episode=episode, protocol=protocol, inquiry=inquiry, recorded_at=now, recorded_by=by, **facts
        )
        if inquiry is not None:
            inquiries.settle(inquiry=inquiry, answer="Order received", by=by, now=now)
    return row


def correct(
    *,
    order: EpisodeOrder,
    physician: Physician,
    techniques: Collection[str] = (),
    regions: Collection[str] = (),
    pressure_cap: int | None = None,
    rom_limits: Sequence[Mapping[str, Any]] = (),
    from_on: date,
    until_on: date | None = None,
    note: str = "",
    document: Document | None = None,
    by: Actor,
    now: datetime,
) -> EpisodeOrder:
    """Write down anew what was taken down wrongly, as long as nobody has confirmed it. `document` None keeps the paper. Raises Refused."""
    with transaction.atomic():
        rows = EpisodeOrder.objects.select_for_update(no_key=True, of=("self",))
        held: EpisodeOrder = rows.select_related("episode__patient", "document").get(pk=order.pk)
        papers.require_open(held)
        facts = _facts(
            episode=held.episode,
            physician=physician,
            techniques=techniques,
            regions=regions,
            pressure_cap=pressure_cap,
            rom_limits=rom_limits,
            from_on=from_on,
            until_on=until_on,
            note=note,
            document=document or held.document,
            now=now,
        )
        papers.write_anew(held, facts)
    return held


def _facts(
    *,
    episode: Episode,
    techniques: Collection[str],
    regions: Collection[str],
    rom_limits: Sequence[Mapping[str, Any]],
    from_on: date,
    until_on: date | None,
    note: str,
    document: Document | None,
    now: datetime,
    **rest: Any,
) -> dict[str, Any]:
    """The columns of what the paper says. Raises Refused."""
    wrong = slip(from_on, until_on, born_on=episode.patient.birth_on, today=today(now=now))
    if wrong:
        raise Refused(wrong[1], wrong[0])
    papers.check_document(document, episode.patient)
    return {
        "techniques": sorted(techniques),
        "regions": list(check_places(regions)),
        "rom_limits": [_limit(limit) for limit in rom_limits],
        "from_on": from_on,
        "until_on": until_on,
        "note": papers.note_of(note),
        "document": document,
        **rest,
    }


def _limit(limit: Mapping[str, Any]) -> dict[str, Any]:
    """How far one joint may be moved, in degrees. Raises Refused."""
    movement, side, most = str(limit["movement"]), str(limit["side"]), limit["most"]
    if not movement or side not in SIDES:
        raise Refused("Say which movement of which side.", "rom_limits")
    if not isinstance(most, int) or not 0 <= most <= MOST_DEGREES:
        raise Refused("Give the degrees as a number, such as 90.", "rom_limits")
    return {"movement": movement, "side": side, "most": most}


def apply_protocol(
    *,
    protocol: SurgeonProtocol,
    event: ClinicalEvent,
    episode: Episode,
    physician: Physician,
    document: Document | None = None,
    by: Actor,
    now: datetime,
) -> list[EpisodeOrder]:
    """One order for each step, its days counted from the event's day 0, for the event's places and what touches them. Each waits to be
    confirmed against the paper. Raises Refused."""
    if event.patient_id != episode.patient_id:
        raise Refused("This event is another patient's.", "event")
    if protocol.event_kind != event.kind:
        raise Refused(f"This protocol is for: {protocol.get_event_kind_display()}.", "protocol")
    if protocol.ended_at is not None:
        raise Refused("This protocol is not in force any more.", "protocol")
    if protocol.physician_id not in {None, physician.pk}:
        raise Refused(f"This protocol is {protocol.physician}'s own.", "protocol")
    zero = day_zero(EventKind(event.kind), event.happened_on, ended_on=event.ended_on, confirmed_on=event.confirmed_on)
    if zero is None:
        raise Refused("Day 0 is not known yet: record when the cast came off and when union was confirmed.", "event")
    with transaction.atomic():
        Episode.objects.select_for_update(no_key=True).get(pk=episode.pk)
        if EpisodeOrder.objects.standing().filter(episode=episode, protocol=protocol).exists():
            raise Refused("The orders of this protocol are on record already.", "protocol")
        return [
            record(
                episode=episode,
                physician=physician,
                techniques=step.techniques,
                regions={*event.regions, *surrounding(event.regions)},
                pressure_cap=step.pressure_cap,
                from_on=zero + timedelta(days=step.from_day),
                until_on=None if step.until_day is None else zero + timedelta(days=step.until_day),
                note=step.note,
                document=document,
                protocol=protocol,
                by=by,
                now=now,
            )
            for step in protocol.steps.all()
        ]


def attach(*, order: EpisodeOrder, document: Document, by: Actor, now: datetime) -> EpisodeOrder:
    """The paper that came later. Raises Refused."""
    with transaction.atomic():
        row = _locked(order)
        if row.confirmed_at is not None or row.ended_at is not None:
            raise Refused("This is confirmed or taken back already and stays as it is.", "document")
        papers.check_document(document, row.episode.patient)
        row.document = document
        row.save(update_fields=["document"])
    return row


def confirm(*, order: EpisodeOrder, by: Actor, now: datetime) -> EpisodeOrder:
    """Vouch that it says what the paper says: from now on it moves the gates it names. Once is enough. Raises Refused."""
    papers.check_staff(by)
    with transaction.atomic():
        row = _locked(order)
        if row.ended_at is not None:
            raise Refused("This has been taken back already.")
        if row.document_id is None:
            raise Refused("Attach the surgeon's paper first.", "document")
        if row.confirmed_at is None:
            row.confirmed_at, row.confirmed_by = now, by
            row.save(update_fields=["confirmed_at", "confirmed_by"])
    return row


def end(*, order: EpisodeOrder, reason: str, by: Actor, now: datetime) -> EpisodeOrder:
    """The gate holds again as the table says. Raises Refused."""
    words = papers.reason_of(reason)
    with transaction.atomic():
        row = _locked(order)
        if row.ended_at is None:
            row.ended_at, row.ended_by, row.end_reason = now, by, words
            row.save(update_fields=["ended_at", "ended_by", "end_reason"])
    return row


def _locked(order: EpisodeOrder) -> EpisodeOrder:
    row: EpisodeOrder = EpisodeOrder.objects.select_for_update(no_key=True).get(pk=order.pk)
    return row
