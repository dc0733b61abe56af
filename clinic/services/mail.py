"""Outgoing mail: a row and a job in the caller's transaction, one recipient per message, one Message-ID for all its tries.

The subject is seen by everybody along the way: no health words in it (the caller's duty).
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from clinic.models import Actor, EmailAttachment, Job, OutboundEmail, StoredFile
from clinic.services import delivery, jobs

KIND = "mail.send"
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
State = OutboundEmail.State


@dataclass(frozen=True)
class CalendarPart:
    """An iCalendar object that the recipient's calendar takes up by itself; `method` is REQUEST or CANCEL."""

    name: str
    method: str
    content: str


def queue(
    *,
    key: str,
    recipient: str,
    recipient_name: str,
    subject: str,
    text: str,
    html: str = "",
    attachments: Sequence[tuple[StoredFile, str]] = (),
    calendars: Sequence[CalendarPart] = (),
    by: Actor,
    now: datetime,
) -> OutboundEmail:
    """Ask for one message to one person. The same `key` sends once. Raises ValueError for an address or header that cannot be sent."""
    for header in (recipient, recipient_name, subject):
        if CONTROL.search(header):
            raise ValueError("A line break or control character has no place in a mail header.")
    try:
        validate_email(recipient)
    except ValidationError as error:
        raise ValueError(f"{recipient!r} is not an e-mail address.") from error
    facts = {
        "message_id": f"<{uuid4().hex}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>",
        "recipient": recipient,
        "recipient_name": recipient_name,
        "subject": subject,
        "text": text,
        "html": html,
        "calendars": [asdict(part) for part in calendars],
        "due_at": now,
        "created_at": now,
        "created_by": by,
    }
    with transaction.atomic():
        email, made = OutboundEmail.objects.get_or_create(key=key, defaults=facts)
        if made:
            EmailAttachment.objects.bulk_create(
                EmailAttachment(email=email, file=file, filename=safe_filename(name)) for file, name in attachments
            )
        jobs.enqueue(kind=KIND, key=job_key(email), ids={"email_id": email.pk}, by=by, now=now)
    return email


def retry(*, email: OutboundEmail, by: Actor, now: datetime) -> None:
    """A person asks to send again what needs a person. The Message-ID stays, so a mailbox that has it already can tell."""
    fresh = {"attempts": 0, "refused_times": 0, "unknown_times": 0, "due_at": now}
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(key=job_key(email), state=Job.State.FAILED).first()
        if job is None:
            return
        OutboundEmail.objects.filter(pk=email.pk).exclude(state=State.SENT).update(state=State.QUEUED, **fresh)
        jobs.retry(job=job, by=by, now=now)


def send(*, email_id: int, now: datetime) -> None:
    """The job's handler. See `clinic.services.delivery` for what becomes of each kind of trouble."""
    delivery.deliver(email_id=email_id, now=now)


def job_key(email: OutboundEmail) -> str:
    return f"{KIND}:{email.pk}"


def safe_filename(name: str) -> str:
    """A name that a mail program shows as it is: no paths, no control characters, not empty, not longer than the column."""
    cleaned = CONTROL.sub("", name).replace("\\", "/").rpartition("/")[2].strip(" .")
    stem, dot, ending = cleaned.rpartition(".")
    return (stem[: 119 - len(ending)] + dot + ending)[:120] if cleaned else "attachment"
