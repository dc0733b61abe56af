"""Surgeons' protocols: the templates of orders. A change ends the old one and begins a new one, so that orders keep what they were made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from clinic.models import Actor, StoredFile
from clinic.rules.events import EventKind
from patients.rules.names import has_unusable, tidy
from patients.services.refusal import Refused
from referrals.models import Physician, ProtocolStep, SurgeonProtocol
from referrals.services.papers import UNUSABLE

MOST_STEPS = 8
LAST_DAY = 730


@dataclass(frozen=True)
class Step:
    """From one day after the event to another; no last day: for good. No techniques: all."""

    from_day: int
    until_day: int | None = None
    techniques: tuple[str, ...] = ()
    pressure_cap: int | None = None
    note: str = ""


def create(
    *,
    name: str,
    event_kind: str,
    steps: Sequence[Step],
    physician: Physician | None = None,
    note: str = "",
    file: StoredFile | None = None,
    by: Actor,
    now: datetime,
) -> SurgeonProtocol:
    """A protocol in force from now on, approved by whoever enters it. Raises Refused."""
    name, note = tidy(name), tidy(note)
    if not name:
        raise Refused("Give it a name, such as: Dr. Albrecht, abdomen.", "name")
    if has_unusable(name):
        raise Refused(UNUSABLE, "name")
    if has_unusable(note):
        raise Refused(UNUSABLE, "note")
    _check(steps)
    try:
        with transaction.atomic():
            protocol = SurgeonProtocol.objects.create(
                physician=physician,
                name=name[:120],
                event_kind=EventKind(event_kind).value,
                note=note[:400],
                file=file,
                approved_at=now,
                approved_by=by,
            )
            ProtocolStep.objects.bulk_create(
                ProtocolStep(
                    protocol=protocol,
                    techniques=sorted(step.techniques),
                    from_day=step.from_day,
                    until_day=step.until_day,
                    pressure_cap=step.pressure_cap,
                    note=tidy(step.note)[:200],
                    position=position,
                )
                for position, step in enumerate(steps)
            )
    except IntegrityError as error:
        if "protocol_name_once_in_force" in str(error):
            raise Refused("A protocol of this name is in force already.", "name") from error
        raise
    return protocol


def _check(steps: Sequence[Step]) -> None:
    if not steps:
        raise Refused("A protocol has at least one step.", "steps")
    if len(steps) > MOST_STEPS:
        raise Refused(f"At most {MOST_STEPS} steps.", "steps")
    for step in steps:
        if not 0 <= step.from_day <= LAST_DAY or (step.until_day is not None and step.until_day > 2 * LAST_DAY):
            raise Refused("Days count from 0 to 730 after the event.", "steps")
        if step.until_day is not None and step.until_day < step.from_day:
            raise Refused("A step's last day cannot lie before its first.", "steps")
        if has_unusable(step.note):
            raise Refused(UNUSABLE, "steps")


def change(
    *,
    protocol: SurgeonProtocol,
    name: str,
    event_kind: str,
    steps: Sequence[Step],
    physician: Physician | None = None,
    note: str = "",
    file: StoredFile | None = None,
    by: Actor,
    now: datetime,
) -> SurgeonProtocol:
    """End this one and put another in its place; orders that were made from it stay. No `file`: the old one. Raises Refused."""
    with transaction.atomic():
        if _ended(protocol, by, now) is None:
            raise Refused("This protocol is not in force any more; somebody has changed it meanwhile.")
        return create(
            name=name,
            event_kind=event_kind,
            steps=steps,
            physician=physician,
            note=note,
            file=file or protocol.file,
            by=by,
            now=now,
        )


def end(*, protocol: SurgeonProtocol, by: Actor, now: datetime) -> None:
    """No order is made from it any more. Ending twice ends once."""
    with transaction.atomic():
        _ended(protocol, by, now)


def _ended(protocol: SurgeonProtocol, by: Actor, now: datetime) -> SurgeonProtocol | None:
    row: SurgeonProtocol = SurgeonProtocol.objects.select_for_update(no_key=True).get(pk=protocol.pk)
    if row.ended_at is not None:
        return None
    row.ended_at, row.ended_by = now, by
    row.save(update_fields=["ended_at", "ended_by"])
    return row
