"""Clearances: taken down, corrected, confirmed against the paper, taken back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import InternalError

from clinic.models import Staff
from clinic.services import policy
from patients.models import Patient
from patients.services.refusal import Refused
from referrals.models import Clearance
from referrals.services import clearances
from tests.factories import papers, world
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient() -> Patient:
    return world.patient()


def record(patient: Patient, by: Staff, **changed: Any) -> Clearance:
    facts: dict[str, Any] = {"granted": True, "lifts": ["X-07"], "from_on": TODAY}
    physician = changed.pop("physician", None) or world.physician()
    return clearances.record(patient=patient, physician=physician, **{**facts, **changed}, by=by.actor, now=NOW)


def test_it_holds_ninety_days_where_it_does_not_say(patient: Patient, front_desk: Staff) -> None:
    row = record(patient, front_desk)
    assert (row.from_on, row.until_on) == (TODAY, TODAY + timedelta(days=90))
    assert (row.confirmed_at, row.recorded_by) == (None, front_desk.actor)


def test_the_clinic_may_let_it_hold_shorter(patient: Patient, front_desk: Staff, manager: Staff) -> None:
    policy.approve(values={"clearance_days": 30}, reason="Our surgeons ask for it.", by=manager.actor, now=NOW)
    assert record(patient, front_desk).until_on == TODAY + timedelta(days=30)


def test_it_names_rows_of_the_reference_once_and_in_order(patient: Patient, front_desk: Staff) -> None:
    row = record(patient, front_desk, lifts=["E-LIPOSUCTION:CAP", "X-07", "X-07", "nonsense"])
    assert row.lifts == ["X-07", "E-LIPOSUCTION"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"lifts": []}, "lifts"),
        ({"lifts": ["Z-99"]}, "lifts"),
        ({"until_on": TODAY - timedelta(days=1)}, "until_on"),
        ({"until_on": date(9999, 12, 31)}, "until_on"),
        ({"from_on": date(9999, 12, 31)}, "from_on"),
        ({"from_on": date(1900, 1, 1)}, "from_on"),
        ({"note": "a\x00b"}, "note"),
        ({"note": "a" * 301}, "note"),
    ],
)
def test_refused_at_its_field(patient: Patient, front_desk: Staff, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        record(patient, front_desk, **changed)
    assert refused.value.field == field
    assert not Clearance.objects.exists()


def test_another_patients_paper_or_letter_is_refused(patient: Patient, front_desk: Staff) -> None:
    other = world.episode(world.patient("Zofia"))
    with pytest.raises(Refused) as refused:
        record(patient, front_desk, document=papers.document(other.patient))
    assert refused.value.field == "document"
    with pytest.raises(Refused, match="another patient"):
        record(patient, front_desk, inquiry=papers.inquiry(other))


def test_the_letter_it_answers_is_answered(patient: Patient, front_desk: Staff) -> None:
    asked = papers.inquiry(world.episode(patient))
    record(patient, front_desk, inquiry=asked, granted=False)
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by, asked.answered_at) == ("Not cleared", front_desk.actor, NOW)


def test_without_its_paper_nobody_confirms(patient: Patient, front_desk: Staff, now: datetime) -> None:
    row = record(patient, front_desk)
    with pytest.raises(Refused, match="paper") as refused:
        clearances.confirm(clearance=row, by=front_desk.actor, now=now)
    assert refused.value.field == "document"
    clearances.attach(clearance=row, document=papers.document(patient), by=front_desk.actor, now=now)
    confirmed = clearances.confirm(clearance=row, by=front_desk.actor, now=now)
    assert (confirmed.confirmed_at, confirmed.confirmed_by) == (now, front_desk.actor)


def test_the_machinery_confirms_nothing(patient: Patient, front_desk: Staff, now: datetime) -> None:
    row = record(patient, front_desk, document=papers.document(patient))
    with pytest.raises(Refused, match="Somebody of the clinic"):
        clearances.confirm(clearance=row, by=world.system(), now=now)


def test_confirming_twice_keeps_the_first_name(
    patient: Patient, front_desk: Staff, therapist: Staff, now: datetime
) -> None:
    row = record(patient, front_desk, document=papers.document(patient))
    clearances.confirm(clearance=row, by=front_desk.actor, now=now)
    again = clearances.confirm(clearance=row, by=therapist.actor, now=now + timedelta(hours=1))
    assert (again.confirmed_by, again.confirmed_at) == (front_desk.actor, now)


def test_what_was_taken_down_wrongly_is_corrected_before_it_is_confirmed(
    patient: Patient, front_desk: Staff, now: datetime
) -> None:
    paper = papers.document(patient)
    row = record(patient, front_desk, document=paper)
    facts: dict[str, Any] = {"granted": True, "lifts": ["X-09"], "from_on": TODAY, "pressure_cap": 2}
    changed = clearances.correct(clearance=row, physician=row.physician, **facts, by=front_desk.actor, now=now)
    assert (changed.lifts, changed.pressure_cap, changed.document) == (["X-09"], 2, paper)
    clearances.confirm(clearance=row, by=front_desk.actor, now=now)
    with pytest.raises(Refused, match="stays as it is"):
        clearances.correct(clearance=row, physician=row.physician, **facts, by=front_desk.actor, now=now)
    with pytest.raises(Refused, match="stays as it is"):
        clearances.attach(clearance=row, document=paper, by=front_desk.actor, now=now)


def test_taken_back_with_a_reason_and_never_confirmed_after(patient: Patient, front_desk: Staff, now: datetime) -> None:
    row = record(patient, front_desk, document=papers.document(patient))
    for nothing in ("", "  ", "\x00"):
        with pytest.raises(Refused) as refused:
            clearances.end(clearance=row, reason=nothing, by=front_desk.actor, now=now)
        assert refused.value.field == "reason"
    ended = clearances.end(clearance=row, reason=" The surgeon  called. ", by=front_desk.actor, now=now)
    assert (ended.end_reason, ended.ended_by) == ("The surgeon called.", front_desk.actor)
    assert clearances.end(clearance=row, reason="Again", by=front_desk.actor, now=now).end_reason == ended.end_reason
    with pytest.raises(Refused, match="taken back"):
        clearances.confirm(clearance=row, by=front_desk.actor, now=now)
    assert not Clearance.objects.standing().exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"granted": False},
        {"lifts": ["X-09"]},
        {"techniques": ["DTM"]},
        {"regions": ["LUMB-r"]},
        {"pressure_cap": 5},
        {"until_on": TODAY + timedelta(days=900)},
        {"note": "other"},
        {"document": None, "confirmed_at": None, "confirmed_by": None},
    ],
)
def test_the_database_keeps_what_was_confirmed(patient: Patient, therapist: Staff, changed: dict[str, Any]) -> None:
    row = papers.clearance(patient, confirmed_by=therapist)
    with pytest.raises(InternalError, match="confirmed row"), transaction.atomic():
        Clearance.objects.filter(pk=row.pk).update(**changed)
    with pytest.raises(InternalError, match="confirmed row"), transaction.atomic():
        row.delete()


def test_a_merge_may_move_what_was_confirmed(patient: Patient, therapist: Staff) -> None:
    row, other = papers.clearance(patient, confirmed_by=therapist), world.patient("Ines", "Delgado")
    assert Clearance.objects.filter(pk=row.pk).update(patient=other) == 1
    unconfirmed = papers.clearance(patient)
    assert unconfirmed.delete()[0] == 1
