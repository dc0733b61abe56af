"""From an inquiry to its one PDF on its way to the physician: drawn by the worker, mailed once whatever happens in between."""

from datetime import datetime

from django.db import transaction

from clinic.models import OutboundEmail, StoredFile
from clinic.render.pdf import CannotDraw, Drawing, draw
from clinic.services import mail, uploads
from clinic.services.jobs import GiveUp
from referrals.models import Inquiry, Physician
from referrals.render import letters
from referrals.selectors.letters import Letter, of_inquiry
from referrals.services import inquiries
from reports import emails

WHOLE = ("patient", "physician", "episode", "asked_by")


def draw_and_send(*, inquiry_id: int, now: datetime) -> None:
    """The job's handler; safe to repeat. Raises GiveUp where only a person can help."""
    inquiry = Inquiry.objects.select_related(*WHOLE).filter(pk=inquiry_id).first()
    if inquiry is None:
        raise GiveUp("There is no inquiry with this number.")
    if inquiry.letter_id is not None:
        return
    letter = of_inquiry(inquiry)
    try:
        drawing = draw(letters.html(letter))
    except CannotDraw as error:
        raise GiveUp(f"The letter could not be drawn: {error}") from error
    _keep(inquiry, letter, drawing, now)


def _keep(inquiry: Inquiry, letter: Letter, drawing: Drawing, now: datetime) -> None:
    """File and message in one transaction: both, once, or none."""
    with transaction.atomic():
        row: Inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)  # a second worker waits here
        if row.letter_id is not None:
            return
        row.letter = uploads.keep(
            content=drawing.content,
            name=emails.inquiry_file_name(inquiry),
            content_type=StoredFile.Kind.PDF,
            pages=drawing.pages,
            by=inquiry.asked_by,
            now=now,
        )
        # The patient may have withdrawn their consent since it was asked; then it stays here.
        by_mail = inquiry.physician.reports_by == Physician.Channel.EMAIL
        row.email = (
            _mail(inquiry, letter, row.letter, now) if by_mail and inquiries.may_write(inquiry.patient) else None
        )
        row.save(update_fields=["letter", "email"])


def _mail(inquiry: Inquiry, letter: Letter, file: StoredFile, now: datetime) -> OutboundEmail:
    message = emails.asking_physician(inquiry, letter)
    try:
        return mail.queue(
            key=f"inquiry:{inquiry.pk}:physician:{inquiry.physician_id}",
            recipient=inquiry.physician.email,
            recipient_name=emails.one_line(inquiry.physician.name),
            subject=message.subject,
            text=message.text,
            attachments=[(file, message.filename)],
            by=inquiry.asked_by,
            now=now,
        )
    except ValueError as error:
        raise GiveUp(f"The message could not be addressed: {error}") from error
