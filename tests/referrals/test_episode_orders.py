"""A surgeon's orders: taken down, made from a protocol, confirmed, taken back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import InternalError

from clinic.models import Staff
from clinic.rules.regions import surrounding
from patients.services.refusal import Refused
from referrals.models import Episode, EpisodeOrder, SurgeonProtocol
from referrals.services import orders
from tests.factories import papers, world
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode() -> Episode:
    return world.episode()


def record(episode: Episode, by: Staff, **changed: Any) -> EpisodeOrder:
    physician = changed.pop("physician", None) or world.physician()
    facts: dict[str, Any] = {"from_on": TODAY, **changed}
    return orders.record(episode=episode, physician=physician, **facts, by=by.actor, now=NOW)


def test_it_holds_until_it_says_otherwise(episode: Episode, front_desk: Staff) -> None:
    limit = {"movement": "KNEE-FLEX", "side": "l", "most": 90}
    row = record(episode, front_desk, techniques=["STR", "MLD"], rom_limits=[limit], pressure_cap=2)
    assert (row.until_on, row.techniques, row.rom_limits) == (None, ["MLD", "STR"], [limit])
    assert row.confirmed_at is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"until_on": TODAY - timedelta(days=1)}, "until_on"),
        ({"from_on": date(9999, 1, 1)}, "from_on"),
        ({"from_on": date(1800, 1, 1)}, "from_on"),
        ({"note": "\x1b"}, "note"),
        ({"rom_limits": [{"movement": "", "side": "l", "most": 90}]}, "rom_limits"),
        ({"rom_limits": [{"movement": "KNEE-FLEX", "side": "x", "most": 90}]}, "rom_limits"),
        ({"rom_limits": [{"movement": "KNEE-FLEX", "side": "l", "most": None}]}, "rom_limits"),
        ({"rom_limits": [{"movement": "KNEE-FLEX", "side": "l", "most": 999}]}, "rom_limits"),
    ],
)
def test_refused_at_its_field(episode: Episode, front_desk: Staff, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        record(episode, front_desk, **changed)
    assert refused.value.field == field


def test_the_letter_it_answers_is_answered(episode: Episode, front_desk: Staff) -> None:
    asked = papers.inquiry(episode, kind="order", lifts=[])
    record(episode, front_desk, inquiry=asked)
    asked.refresh_from_db()
    assert asked.answer == "Order received"
    other = papers.inquiry(world.episode(world.patient("Zofia")))
    with pytest.raises(Refused, match="another patient"):
        record(episode, front_desk, inquiry=other)


def test_confirmed_on_its_paper_once(episode: Episode, front_desk: Staff, therapist: Staff, now: datetime) -> None:
    row = record(episode, front_desk)
    with pytest.raises(Refused, match="paper"):
        orders.confirm(order=row, by=front_desk.actor, now=now)
    other = papers.document(world.patient("Zofia"))
    with pytest.raises(Refused, match="another patient"):
        orders.attach(order=row, document=other, by=front_desk.actor, now=now)
    orders.attach(order=row, document=papers.document(episode.patient), by=front_desk.actor, now=now)
    with pytest.raises(Refused, match="Somebody of the clinic"):
        orders.confirm(order=row, by=world.system(), now=now)
    orders.confirm(order=row, by=front_desk.actor, now=now)
    assert orders.confirm(order=row, by=therapist.actor, now=now).confirmed_by == front_desk.actor
    with pytest.raises(Refused, match="stays as it is"):
        orders.attach(order=row, document=papers.document(episode.patient), by=front_desk.actor, now=now)


def test_corrected_until_it_is_confirmed(episode: Episode, front_desk: Staff, now: datetime) -> None:
    row = record(episode, front_desk, document=papers.document(episode.patient))
    facts: dict[str, Any] = {"from_on": TODAY + timedelta(days=7), "techniques": ["MFR"]}
    changed = orders.correct(order=row, physician=row.physician, **facts, by=front_desk.actor, now=now)
    assert (changed.from_on, changed.techniques, changed.document) == (
        TODAY + timedelta(days=7),
        ["MFR"],
        row.document,
    )
    orders.confirm(order=row, by=front_desk.actor, now=now)
    with pytest.raises(Refused, match="stays as it is"):
        orders.correct(order=row, physician=row.physician, **facts, by=front_desk.actor, now=now)


def test_taken_back_with_a_reason(episode: Episode, front_desk: Staff, now: datetime) -> None:
    row = record(episode, front_desk, document=papers.document(episode.patient))
    with pytest.raises(Refused, match="Say why"):
        orders.end(order=row, reason=" ", by=front_desk.actor, now=now)
    orders.end(order=row, reason="The wound opened.", by=front_desk.actor, now=now)
    assert orders.end(order=row, reason="Again", by=front_desk.actor, now=now).end_reason == "The wound opened."
    assert not EpisodeOrder.objects.standing().exists()
    with pytest.raises(Refused, match="taken back"):
        orders.confirm(order=row, by=front_desk.actor, now=now)


@pytest.mark.parametrize(
    "changed", [{"from_on": TODAY - timedelta(days=9)}, {"rom_limits": []}, {"pressure_cap": 5}, {"note": "other"}]
)
def test_the_database_keeps_what_was_confirmed(episode: Episode, therapist: Staff, changed: dict[str, Any]) -> None:
    row = papers.order(episode, confirmed_by=therapist, rom_limits=[{"movement": "KNEE-FLEX", "side": "l", "most": 9}])
    with pytest.raises(InternalError, match="confirmed row"), transaction.atomic():
        EpisodeOrder.objects.filter(pk=row.pk).update(**changed)


def test_a_protocol_becomes_orders_that_wait_for_their_paper(episode: Episode, front_desk: Staff) -> None:
    event, protocol = world.event(episode, days_ago=12), papers.protocol()
    made = apply(protocol, episode, front_desk, event=event)
    surgery = event.happened_on
    assert [(row.techniques, row.from_on, row.until_on, row.pressure_cap, row.note) for row in made] == [
        (["MLD"], surgery + timedelta(days=3), surgery + timedelta(days=41), 1, ""),
        (["MFR", "STR"], surgery + timedelta(days=42), None, None, "No scabs"),
    ]
    assert set(made[0].regions) == {"ABDL-m", *surrounding(["ABDL-m"])}
    assert {(row.protocol, row.confirmed_at, row.document) for row in made} == {(protocol, None, None)}
    with pytest.raises(Refused, match="on record already"):
        apply(protocol, episode, front_desk, event=event)


def test_days_of_a_fracture_count_from_the_day_it_is_known_to_have_healed(episode: Episode, front_desk: Staff) -> None:
    event = world.event(episode, kind="FRACTURE_UNITED", days_ago=90, regions=("FORA-r",))
    protocol = papers.protocol(event_kind="FRACTURE_UNITED")
    with pytest.raises(Refused) as refused:
        apply(protocol, episode, front_desk, event=event)
    assert refused.value.field == "event"
    event.ended_on, event.confirmed_on = TODAY - timedelta(days=30), TODAY - timedelta(days=35)
    event.save()
    assert apply(protocol, episode, front_desk, event=event)[0].from_on == TODAY - timedelta(days=27)


def test_a_protocol_is_for_its_event_its_surgeon_and_its_time(episode: Episode, front_desk: Staff) -> None:
    event, surgeon = world.event(episode), world.physician("Dr. Own")
    other = world.event(world.episode(world.patient("Zofia")))
    ended = papers.protocol(name="Old", ended_at=NOW, ended_by=world.system())
    for protocol, of, words in (
        (papers.protocol(name="Knee", event_kind="JOINT_REPLACEMENT"), event, "is for: Joint replacement"),
        (papers.protocol(name="Own", physician=surgeon), event, "Dr. Own's own"),
        (ended, event, "not in force"),
        (papers.protocol(name="Right"), other, "another patient"),
    ):
        with pytest.raises(Refused, match=words):
            apply(protocol, episode, front_desk, event=of)
    assert not EpisodeOrder.objects.exists()


def apply(protocol: SurgeonProtocol, episode: Episode, by: Staff, *, event: Any) -> list[EpisodeOrder]:
    physician = world.physician("Dr. Grace Whitlow")
    return orders.apply_protocol(
        protocol=protocol, event=event, episode=episode, physician=physician, by=by.actor, now=NOW
    )
