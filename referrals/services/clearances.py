"""Clearances: a physician's written answer to a finding, taken down, confirmed against the paper, taken back with a reason."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from clinic.models import Actor
from clinic.rules.regions import check_places
from patients.models import Document, Patient
from patients.services.refusal import Refused
from referrals.models import Clearance, Inquiry, Physician
from referrals.rules.written import default_until


def record(
    *,
    patient: Patient,
    physician: Physician,
    granted: bool,
    lifts: Sequence[str],
    techniques: Collection[str] = (),
    regions: Collection[str] = (),
    pressure_cap: int | None = None,
    from_on: date,
    until_on: date | None = None,
    note: str = "",
    document: Document | None = None,
    inquiry: Inquiry | None = None,
    by: Actor,
    now: datetime,
) -> Clearance:
    """Take down what the paper says; it lifts nothing before it is confirmed. Raises Refused."""
    if not lifts:
        raise Refused("Say what it answers.", "lifts")
    until = until_on or default_until(from_on)
    if until < from_on:
        raise Refused("Its last day cannot lie before its first.", "until_on")
    if document is not None and document.patient_id != patient.pk:
        raise Refused("This paper belongs to another patient.", "document")
    return Clearance.objects.create(
        patient=patient,
        inquiry=inquiry,
        physician=physician,
        granted=granted,
        lifts=list(dict.fromkeys(lifts)),
        techniques=sorted(techniques),
        regions=list(check_places(regions)),
        pressure_cap=pressure_cap,
        from_on=from_on,
        until_on=until,
        note=" ".join(note.split())[:300],
        document=document,
        recorded_at=now,
        recorded_by=by,
    )


def confirm(*, clearance: Clearance, by: Actor, now: datetime) -> Clearance:
    """Vouch that it says what the paper says: from now on it lifts what it names, within its days. Once is enough. Raises Refused."""
    with transaction.atomic():
        row = Clearance.objects.select_for_update(no_key=True).get(pk=clearance.pk)
        if row.ended_at is not None:
            raise Refused("This has been taken back already.")
        if row.document_id is None:
            raise Refused("Attach the physician's paper first.", "document")
        if row.confirmed_at is None:
            row.confirmed_at, row.confirmed_by = now, by
            row.save(update_fields=["confirmed_at", "confirmed_by"])
    return row


def end(*, clearance: Clearance, reason: str, by: Actor, now: datetime) -> Clearance:
    """It lifts nothing any more; what was done under it stays as it was judged. Raises Refused."""
    words = " ".join(reason.split())
    if not words:
        raise Refused("Say why.", "reason")
    with transaction.atomic():
        row = Clearance.objects.select_for_update(no_key=True).get(pk=clearance.pk)
        if row.ended_at is None:
            row.ended_at, row.ended_by, row.end_reason = now, by, words[:200]
            row.save(update_fields=["ended_at", "ended_by", "end_reason"])
    return row
