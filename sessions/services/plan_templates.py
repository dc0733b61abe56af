"""Plan templates, kept by the manager: made, changed by a successor, ended. What a plan began from stays as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from clinic.models import Actor
from clinic.rules.regions import check_places
from patients.rules.names import has_unusable, tidy
from patients.services.refusal import Refused
from referrals.models import SurgeonProtocol
from sessions.models import PlanTemplate, PlanTemplateTechnique
from sessions.rules.plan_templates import Step, Where


class Settled(ValueError):
    """The template is not in force any more; the message says so."""


@dataclass(frozen=True)
class Wanted:
    """Everything a template says but its techniques."""

    name: str
    phase: str
    purpose: str
    visits: int
    visits_per_week: int
    visit_minutes: int
    source: str
    about: str = ""
    event_kind: str = ""
    icd_prefixes: tuple[str, ...] = ()
    protocol: SurgeonProtocol | None = None
    home_program: str = ""
    precautions: str = ""


def create(*, wanted: Wanted, steps: Sequence[Step], by: Actor, now: datetime) -> PlanTemplate:
    """A new template, in force at once. Raises Refused."""
    _check(wanted, steps)
    with transaction.atomic():
        return _write(wanted, steps, replaces=None, by=by, now=now)


def change(*, template: PlanTemplate, wanted: Wanted, steps: Sequence[Step], by: Actor, now: datetime) -> PlanTemplate:
    """The successor that takes the template's place. Raises Settled where another took it already, and Refused."""
    with transaction.atomic():
        old = _ended(template, by=by, now=now)
        _check(wanted, steps)
        return _write(wanted, steps, replaces=old, by=by, now=now)


def end(*, template: PlanTemplate, by: Actor, now: datetime) -> PlanTemplate:
    """Nothing begins from it any more. Raises Settled."""
    with transaction.atomic():
        return _ended(template, by=by, now=now)


def _ended(template: PlanTemplate, *, by: Actor, now: datetime) -> PlanTemplate:
    row = PlanTemplate.objects.select_for_update(no_key=True).get(pk=template.pk)
    if row.ended_at:
        raise Settled("Somebody changed or ended this template meanwhile. Look at what is in force now.")
    row.ended_at, row.ended_by = now, by
    row.save(update_fields=["ended_at", "ended_by"])
    return row


def _write(
    wanted: Wanted, steps: Sequence[Step], *, replaces: PlanTemplate | None, by: Actor, now: datetime
) -> PlanTemplate:
    row = PlanTemplate.objects.create(
        name=tidy(wanted.name),
        about=tidy(wanted.about),
        event_kind=wanted.event_kind,
        icd_prefixes=list(wanted.icd_prefixes),
        protocol=wanted.protocol,
        purpose=wanted.purpose,
        phase=wanted.phase,
        visits=wanted.visits,
        visits_per_week=wanted.visits_per_week,
        visit_minutes=wanted.visit_minutes,
        home_program=wanted.home_program,
        precautions=wanted.precautions,
        source=tidy(wanted.source),
        replaces=replaces,
        approved_at=now,
        approved_by=by,
    )
    PlanTemplateTechnique.objects.bulk_create(
        PlanTemplateTechnique(
            template=row,
            code=step.code.value,
            minutes=step.minutes,
            pressure_ceiling=step.ceiling,
            from_day=step.from_day,
            where=step.where.value,
            places=list(check_places(step.places)) if step.where is Where.NAMED else [],
            position=position,
        )
        for position, step in enumerate(steps)
    )
    return row


def _check(wanted: Wanted, steps: Sequence[Step]) -> None:
    if any(has_unusable(words) for words in (wanted.name, wanted.about, wanted.source)):
        raise Refused("This holds characters that cannot be kept.", "name")
    if PlanTemplate.objects.in_force().filter(name=tidy(wanted.name)).exists():
        raise Refused("A template in force has this name.", "name")
    if not (wanted.event_kind or wanted.icd_prefixes):
        raise Refused("Say after which event or for which diagnoses it is offered.", "event_kind")
    if not steps:
        raise Refused("Choose at least one technique.", "name")
    if sum(step.minutes for step in steps) > wanted.visit_minutes:
        raise Refused("The techniques take longer than the visit.", "visit_minutes")
    if wanted.protocol and wanted.protocol.event_kind != wanted.event_kind:
        raise Refused("The protocol is for another event.", "protocol")
