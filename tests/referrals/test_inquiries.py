"""Inquiries: asked once, only where the patient lets us write, answered once."""

from datetime import datetime
from typing import Any

import pytest

from clinic.models import Job, Staff
from patients.models import Patient
from patients.services.refusal import Refused
from referrals.models import Inquiry, Physician
from referrals.services import inquiries
from tests.factories import papers, work, world
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient() -> Patient:
    return world.patient()


@pytest.fixture
def physician() -> Physician:
    return world.physician()


def ask(patient: Patient, physician: Physician, by: Staff, **changed: Any) -> Inquiry:
    facts: dict[str, Any] = {"kind": "clearance", "lifts": ["X-07:CAP"], "question": "May we use drainage?"}
    return inquiries.ask(patient=patient, physician=physician, **{**facts, **changed}, by=by.actor, now=NOW)


def test_asking_writes_the_row_and_asks_for_the_letter(
    patient: Patient, physician: Physician, front_desk: Staff
) -> None:
    episode = world.episode(patient)
    row = ask(patient, physician, front_desk, episode=episode, techniques=["STR", "MLD"], regions=["LUMB-r", "LUMB-l"])
    assert (row.lifts, row.techniques, row.regions) == (["X-07"], ["MLD", "STR"], ["LUMB-l", "LUMB-r"])
    job = Job.objects.get()
    assert (job.kind, job.key, job.ids) == ("referrals.inquiry_letter", row.letter_key, {"inquiry_id": row.pk})


def test_before_any_referral_one_may_ask_whether_it_would_help(
    patient: Patient, physician: Physician, front_desk: Staff
) -> None:
    row = ask(patient, physician, front_desk, kind="consult", lifts=["X-07"], question="Would it help?")
    assert (row.episode, row.lifts) == (None, [])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"lifts": []}, "lifts"),
        ({"lifts": ["nonsense"]}, "lifts"),
        ({"question": "  "}, "question"),
        ({"question": "a\x00"}, "question"),
        ({"question": "a" * 601}, "question"),
    ],
)
def test_refused_at_its_field(
    patient: Patient, physician: Physician, front_desk: Staff, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        ask(patient, physician, front_desk, **changed)
    assert refused.value.field == field
    assert not Inquiry.objects.exists()
    assert not Job.objects.exists()


def test_without_consent_nobody_is_asked(physician: Physician, front_desk: Staff) -> None:
    with pytest.raises(inquiries.NoRelease, match="consent"):
        ask(world.patient(consents=("treatment",)), physician, front_desk)
    assert not Job.objects.exists()


def test_another_patients_course_of_care_is_refused(patient: Patient, physician: Physician, front_desk: Staff) -> None:
    with pytest.raises(Refused) as refused:
        ask(patient, physician, front_desk, episode=world.episode(world.patient("Zofia")))
    assert refused.value.field == "episode"


def test_the_same_letter_is_sent_once_until_it_is_answered(
    patient: Patient, physician: Physician, front_desk: Staff, now: datetime
) -> None:
    row = ask(patient, physician, front_desk)
    with pytest.raises(Refused, match="on its way already"):
        ask(patient, physician, front_desk)
    inquiries.answer(inquiry=row, answer="No.", by=front_desk.actor, now=now)
    ask(patient, physician, front_desk)
    assert Inquiry.objects.count() == 2


def test_answered_once(patient: Patient, front_desk: Staff, therapist: Staff, now: datetime) -> None:
    row = papers.inquiry(world.episode(patient))
    assert list(Inquiry.objects.unanswered()) == [row]
    with pytest.raises(Refused):
        inquiries.answer(inquiry=row, answer=" ", by=front_desk.actor, now=now)
    inquiries.answer(inquiry=row, answer="Yes, from Monday.", by=front_desk.actor, now=now)
    same = inquiries.answer(inquiry=row, answer="Yes, from Monday.", by=therapist.actor, now=now)
    assert same.answered_by == front_desk.actor
    with pytest.raises(Refused, match="answered already"):
        inquiries.answer(inquiry=row, answer="No.", by=therapist.actor, now=now)
    inquiries.settle(inquiry=row, answer="Cleared", by=therapist.actor, now=now)
    row.refresh_from_db()
    assert row.answer == "Yes, from Monday."
    assert not Inquiry.objects.unanswered().exists()


def test_handed_over_once_it_is_drawn(patient: Patient, front_desk: Staff, therapist: Staff, now: datetime) -> None:
    row = papers.inquiry(world.episode(patient))
    with pytest.raises(Refused, match="not drawn"):
        inquiries.hand(inquiry=row, by=front_desk.actor, now=now)
    row.letter = work.stored_pdf(now)
    row.save()
    inquiries.hand(inquiry=row, by=front_desk.actor, now=now)
    assert inquiries.hand(inquiry=row, by=therapist.actor, now=now).handed_by == front_desk.actor
    row.email = work.email(now)
    row.save()
    with pytest.raises(Refused, match="by e-mail"):
        inquiries.hand(inquiry=row, by=front_desk.actor, now=now)
