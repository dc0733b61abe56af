"""Clearances: a physician's written answer to a finding, taken down, confirmed against the paper, taken back with a reason."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from clinic.models import Actor
from clinic.rules.regions import check_places
from clinic.selectors.days import today
from clinic.selectors.profile import policy_in_force
from patients.models import Document, Patient
from patients.services.refusal import Refused
from referrals.models import Clearance, Inquiry, Physician
from referrals.rules.rows import known_rows
from referrals.rules.written import default_until, slip
from referrals.services import inquiries, papers


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
    """Take down what the paper says; it lifts nothing before it is confirmed. An inquiry it answers is answered by it. Raises Refused."""
    if inquiry is not None and inquiry.patient_id != patient.pk:
        raise Refused("This letter was about another patient.", "inquiry")
    facts = _facts(
        patient=patient,
        physician=physician,
        granted=granted,
        lifts=lifts,
        techniques=techniques,
        regions=regions,
        pressure_cap=pressure_cap,
        from_on=from_on,
        until_on=until_on,
        note=note,
        document=document,
        now=now,
    )
    with transaction.atomic():
        row = Clearance.objects.create(patient=patient, inquiry=inquiry, recorded_at=now, recorded_by=by, **facts)
        if inquiry is not None:
            inquiries.settle(inquiry=inquiry, answer="Cleared" if granted else "Not cleared", by=by, now=now)
    return row


def correct(
    *,
    clearance: Clearance,
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
    by: Actor,
    now: datetime,
) -> Clearance:
    """Write down anew what was taken down wrongly, as long as nobody has confirmed it. `document` None keeps the paper. Raises Refused."""
    with transaction.atomic():
        row = Clearance.objects.select_for_update(no_key=True, of=("self",)).select_related("patient", "document")
        held: Clearance = row.get(pk=clearance.pk)
        papers.require_open(held)
        facts = _facts(
            patient=held.patient,
            physician=physician,
            granted=granted,
            lifts=lifts,
            techniques=techniques,
            regions=regions,
            pressure_cap=pressure_cap,
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
    patient: Patient,
    lifts: Sequence[str],
    techniques: Collection[str],
    regions: Collection[str],
    from_on: date,
    until_on: date | None,
    note: str,
    document: Document | None,
    now: datetime,
    **rest: Any,
) -> dict[str, Any]:
    """The columns of what the paper says. Raises Refused."""
    rows = known_rows(lifts)
    if not rows:
        raise Refused("Say what it answers.", "lifts")
    wrong = slip(from_on, until_on, born_on=patient.birth_on, today=today(now=now))
    if wrong:
        raise Refused(wrong[1], wrong[0])
    papers.check_document(document, patient)
    return {
        "lifts": rows,
        "techniques": sorted(techniques),
        "regions": list(check_places(regions)),
        "from_on": from_on,
        "until_on": until_on or default_until(from_on, policy_in_force().clearance_days),
        "note": papers.note_of(note),
        "document": document,
        **rest,
    }


def attach(*, clearance: Clearance, document: Document, by: Actor, now: datetime) -> Clearance:
    """The paper that came later. Raises Refused."""
    with transaction.atomic():
        row: Clearance = Clearance.objects.select_for_update(no_key=True).get(pk=clearance.pk)
        if row.confirmed_at is not None or row.ended_at is not None:
            raise Refused("This is confirmed or taken back already and stays as it is.", "document")
        papers.check_document(document, row.patient)
        row.document = document
        row.save(update_fields=["document"])
    return row


def confirm(*, clearance: Clearance, by: Actor, now: datetime) -> Clearance:
    """Vouch that it says what the paper says: from now on it lifts what it names, within its days. Once is enough. Raises Refused."""
    papers.check_staff(by)
    with transaction.atomic():
        row: Clearance = Clearance.objects.select_for_update(no_key=True).get(pk=clearance.pk)
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
    words = papers.reason_of(reason)
    with transaction.atomic():
        row: Clearance = Clearance.objects.select_for_update(no_key=True).get(pk=clearance.pk)
        if row.ended_at is None:
            row.ended_at, row.ended_by, row.end_reason = now, by, words
            row.save(update_fields=["ended_at", "ended_by", "end_reason"])
    return row
