"""Surgeons' protocols: created, changed by a new one, ended."""

from datetime import datetime
from typing import Any

import pytest

from clinic.models import Staff
from patients.services.refusal import Refused
from referrals.models import SurgeonProtocol
from referrals.services import protocols
from referrals.services.protocols import Step
from tests.factories import papers, work, world
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db
STEPS = [Step(3, 41, ("MLD",), 1), Step(42, None, ("STR", "MFR"), note=" No  scabs ")]


def create(by: Staff, **changed: Any) -> SurgeonProtocol:
    facts: dict[str, Any] = {"name": "Abdomen", "event_kind": "LIPOSUCTION", "steps": STEPS}
    return protocols.create(**{**facts, **changed}, by=by.actor, now=NOW)


def test_in_force_with_its_steps(manager: Staff) -> None:
    protocol = create(manager, physician=world.physician())
    steps = list(protocol.steps.all())
    assert [(step.techniques, step.from_day, step.until_day, step.note) for step in steps] == [
        (["MLD"], 3, 41, ""),
        (["MFR", "STR"], 42, None, "No scabs"),
    ]
    assert list(SurgeonProtocol.objects.in_force()) == [protocol]
    assert protocol.approved_by == manager.actor


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"note": "a\x00"}, "note"),
        ({"steps": []}, "steps"),
        ({"steps": [Step(0)] * 9}, "steps"),
        ({"steps": [Step(731)]}, "steps"),
        ({"steps": [Step(-1)]}, "steps"),
        ({"steps": [Step(0, 99_999)]}, "steps"),
        ({"steps": [Step(10, 9)]}, "steps"),
        ({"steps": [Step(1, note="\x00")]}, "steps"),
    ],
)
def test_refused_at_its_field(manager: Staff, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        create(manager, **changed)
    assert refused.value.field == field
    assert not SurgeonProtocol.objects.exists()


def test_one_name_is_in_force_once(manager: Staff) -> None:
    create(manager)
    with pytest.raises(Refused) as refused:
        create(manager)
    assert refused.value.field == "name"


def test_a_change_ends_the_old_one_and_keeps_its_file(manager: Staff, now: datetime) -> None:
    old = create(manager, file=work.stored_pdf(now))
    facts: dict[str, Any] = {"name": "Abdomen", "event_kind": "LIPOSUCTION", "steps": STEPS[:1]}
    new = protocols.change(protocol=old, **facts, by=manager.actor, now=now)
    old.refresh_from_db()
    assert (old.ended_at, old.ended_by, old.steps.count()) == (now, manager.actor, 2)
    assert (new.steps.count(), new.file) == (1, old.file)
    with pytest.raises(Refused, match="meanwhile"):
        protocols.change(protocol=old, **facts, by=manager.actor, now=now)


def test_a_refused_change_leaves_the_old_one_in_force(manager: Staff, now: datetime) -> None:
    old = create(manager)
    with pytest.raises(Refused):
        protocols.change(protocol=old, name="", event_kind="LIPOSUCTION", steps=STEPS, by=manager.actor, now=now)
    assert list(SurgeonProtocol.objects.in_force()) == [old]


def test_ended_once(manager: Staff, front_desk: Staff, now: datetime) -> None:
    protocol = papers.protocol()
    protocols.end(protocol=protocol, by=manager.actor, now=now)
    protocols.end(protocol=protocol, by=front_desk.actor, now=now)
    protocol.refresh_from_db()
    assert protocol.ended_by == manager.actor
