"""A surgeon's written orders: taken down, confirmed against the paper, taken back with a reason."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from clinic.models import Actor
from clinic.rules.regions import check_places
from patients.models import Document
from patients.services.refusal import Refused
from referrals.models import Episode, EpisodeOrder, Inquiry, Physician, SurgeonProtocol


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
    """Take down what the paper says; it moves no gate before it is confirmed. Raises Refused."""
    if until_on is not None and until_on < from_on:
        raise Refused("Its last day cannot lie before its first.", "until_on")
    if document is not None and document.patient_id != episode.patient_id:
        raise Refused("This paper belongs to another patient.", "document")
    return EpisodeOrder.objects.create(
        episode=episode,
        physician=physician,
        protocol=protocol,
        inquiry=inquiry,
        techniques=sorted(techniques),
        regions=list(check_places(regions)),
        pressure_cap=pressure_cap,
        rom_limits=[dict(limit) for limit in rom_limits],
        from_on=from_on,
        until_on=until_on,
        note=" ".join(note.split())[:300],
        document=document,
        recorded_at=now,
        recorded_by=by,
    )


def confirm(*, order: EpisodeOrder, by: Actor, now: datetime) -> EpisodeOrder:
    """Vouch that it says what the paper says: from now on it moves the gates it names. Once is enough. Raises Refused."""
    with transaction.atomic():
        row = EpisodeOrder.objects.select_for_update(no_key=True).get(pk=order.pk)
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
    words = " ".join(reason.split())
    if not words:
        raise Refused("Say why.", "reason")
    with transaction.atomic():
        row = EpisodeOrder.objects.select_for_update(no_key=True).get(pk=order.pk)
        if row.ended_at is None:
            row.ended_at, row.ended_by, row.end_reason = now, by, words[:200]
            row.save(update_fields=["ended_at", "ended_by", "end_reason"])
    return row
