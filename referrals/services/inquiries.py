"""Inquiries: a letter that asks a physician, drawn and mailed by the worker, and what came back."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from clinic.models import Actor
from clinic.rules.regions import check_places
from clinic.services import jobs
from patients.models import Consent, Patient
from patients.rules.names import has_unusable
from patients.services.refusal import Refused
from referrals.models import Episode, Inquiry, Physician
from referrals.rules.rows import known_rows
from referrals.services.papers import UNUSABLE

JOB_KIND = "referrals.inquiry_letter"
QUESTION_LENGTH = 600
ANSWER_LENGTH = 600


class NoRelease(Refused):
    """The patient has not agreed to letters to physicians; a consent of kind RELEASE lifts it."""


def may_write(patient: Patient) -> bool:
    """Whether the patient lets us write about them to a physician."""
    return Consent.objects.standing().filter(patient=patient, kind=Consent.Kind.RELEASE).exists()


def ask(
    *,
    patient: Patient,
    physician: Physician,
    kind: str,
    question: str,
    episode: Episode | None = None,
    lifts: Sequence[str] = (),
    techniques: Collection[str] = (),
    regions: Collection[str] = (),
    by: Actor,
    now: datetime,
) -> Inquiry:
    """Ask one physician; the letter is drawn, and mailed where they read mail, by a job of this transaction. Raises Refused."""
    if episode is not None and episode.patient_id != patient.pk:
        raise Refused("This course of care is another patient's.", "episode")
    kind, rows, words = Inquiry.Kind(kind), known_rows(lifts), _words(question, "question", QUESTION_LENGTH)
    if kind == Inquiry.Kind.CLEARANCE and not rows:
        raise Refused("Say what the clearance is to lift.", "lifts")
    if not may_write(patient):
        raise NoRelease("The patient has not agreed to letters to physicians. Take that consent down first.")
    facts = {
        "physician": physician,
        "kind": kind,
        "lifts": rows if kind == Inquiry.Kind.CLEARANCE else [],
        "techniques": sorted(techniques),
        "regions": list(check_places(regions)),
        "question": words,
    }
    with transaction.atomic():
        # One at a time per patient, so that a double click meets the sentence below and not a second letter.
        Patient.objects.select_for_update(no_key=True).get(pk=patient.pk)
        if Inquiry.objects.unanswered().filter(patient=patient, **facts).exists():
            raise Refused("This very letter is on its way already and waits for its answer.")
        inquiry: Inquiry = Inquiry.objects.create(patient=patient, episode=episode, asked_at=now, asked_by=by, **facts)
        jobs.enqueue(kind=JOB_KIND, key=inquiry.letter_key, ids={"inquiry_id": inquiry.pk}, by=by, now=now)
    return inquiry


def hand(*, inquiry: Inquiry, by: Actor, now: datetime) -> Inquiry:
    """It was printed or faxed by hand. Raises Refused for one that goes by mail, or is not drawn yet."""
    with transaction.atomic():
        row = _locked(inquiry)
        if row.letter_id is None:
            raise Refused("The letter is not drawn yet.")
        if row.email_id is not None:
            raise Refused("This letter went by e-mail.")
        if row.handed_at is None:
            row.handed_at, row.handed_by = now, by
            row.save(update_fields=["handed_at", "handed_by"])
    return row


def answer(*, inquiry: Inquiry, answer: str, by: Actor, now: datetime) -> Inquiry:
    """What the physician said, or why nothing is waited for any more. Saying the same twice says it once. Raises Refused."""
    words = _words(answer, "answer", ANSWER_LENGTH)
    with transaction.atomic():
        row = _locked(inquiry)
        if row.answered_at is not None and row.answer != words:
            raise Refused("This letter is answered already.", "answer")
        if row.answered_at is None:
            _write(row, words, by, now)
    return row


def settle(*, inquiry: Inquiry, answer: str, by: Actor, now: datetime) -> None:
    """A paper that was recorded answers it; an answer that stands already stays."""
    with transaction.atomic():
        row = _locked(inquiry)
        if row.answered_at is None:
            _write(row, answer, by, now)


def _locked(inquiry: Inquiry) -> Inquiry:
    row: Inquiry = Inquiry.objects.select_for_update(no_key=True).get(pk=inquiry.pk)
    return row


def _write(row: Inquiry, words: str, by: Actor, now: datetime) -> None:
    row.answer, row.answered_at, row.answered_by = words, now, by
    row.save(update_fields=["answer", "answered_at", "answered_by"])


def _words(text: str, field: str, longest: int) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Refused("Say it in a sentence.", field)
    if has_unusable(words, lines=True):
        raise Refused(UNUSABLE, field)
    if len(words) > longest:
        raise Refused(f"At most {longest} characters.", field)
    return words
