"""Handing one message to the mail server, and what becomes of each kind of trouble.

| Trouble | What surely happened | Then |
| --- | --- | --- |
| server not reachable, or gone before the message | not sent | again in 10 s, 30 s, 1 min, 5 min, then every 30 min for about three days |
| “not now” (4xx) | not sent | again in 1, 5, 30 min, 2 h, 8 h |
| “no” (5xx), file missing or changed | not sent | a person |
| connection or worker lost after the message went out | nobody knows | once more with the same Message-ID, then a person |
"""

import hashlib
import smtplib
from collections.abc import Callable
from datetime import datetime
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import sanitize_address
from django.db import transaction

from clinic.models import OutboundEmail, StoredFile
from clinic.selectors.profile import clinic_name
from clinic.services.jobs import GiveUp, Later

WAIT_UNREACHABLE = (10, 30, 60, 5 * 60, 30 * 60)
WAIT_NOT_NOW = (60, 5 * 60, 30 * 60, 2 * 3600, 8 * 3600)
WAIT_UNKNOWN = 60
MOST_ATTEMPTS = 150
PERMANENT = 500
State = OutboundEmail.State


class NotSent(Exception):
    """The server has not taken the message. `code` is its answer, 0 where there was none."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


class NobodyKnows(Exception):
    """The message was handed over, but no answer came."""


class FileChanged(Exception):
    """An attachment is missing or no longer what was stored."""


def deliver(*, email_id: int, now: datetime) -> None:
    """Send it unless it has been sent. Raises Later or GiveUp for the job; the row says the same in its state."""
    email = _begin(email_id)
    if email is None:
        return
    try:
        content = _compose(email)
    except FileChanged as error:
        raise _for_a_person(email, str(error)) from error
    try:
        _hand_over(email.recipient, content, before_message=lambda: _set(email, State.SENDING))
    except NotSent as error:
        raise _not_sent(email, error) from error
    except NobodyKnows as error:
        raise _unknown(email, str(error)) from error
    _set(email, State.SENT, sent_at=now, last_error="")


def _begin(email_id: int) -> OutboundEmail | None:
    """None where there is nothing to do. Found `sending`: whoever was sending is gone, so nobody knows."""
    with transaction.atomic():
        email = OutboundEmail.objects.select_for_update().get(pk=email_id)
        if email.state in {State.SENT, State.FAILED}:
            return None
        email.attempts += 1
        email.save(update_fields=["attempts"])
    if email.state == State.SENDING:
        raise _unknown(email, "The worker was lost while the message was being sent.")
    return email


def _compose(email: OutboundEmail) -> bytes:
    """The message as it goes over the wire: the same Message-ID and Date each time."""
    sender = formataddr((" ".join(clinic_name().split()), _own_address()))
    message = EmailMultiAlternatives(
        subject=email.subject,
        body=email.text,
        from_email=sender,
        to=[formataddr((email.recipient_name, email.recipient))],
        headers={
            "Message-ID": email.message_id,
            "Date": format_datetime(email.created_at),
            "Auto-Submitted": "auto-generated",
        },
    )
    if email.html:
        message.attach_alternative(email.html, "text/html")
    for attachment in email.attachments.select_related("file").order_by("pk"):
        message.attach(attachment.filename, _read(attachment.file), attachment.file.content_type)
    for part in email.calendars:
        message.attach(_calendar(part))
    wire: bytes = message.message().as_bytes(linesep="\r\n")
    return wire


def _calendar(part: dict[str, str]) -> MIMEText:
    """With its method in the type: by that a mail program knows that it is to be taken up, changed or removed."""
    mime = MIMEText(part["content"], "calendar", "utf-8")
    mime.set_param("method", part["method"])
    mime.add_header("Content-Disposition", "attachment", filename=part["name"])
    return mime


def _read(file: StoredFile) -> bytes:
    try:
        with default_storage.open(file.key) as stored:
            content: bytes = stored.read()
    except OSError as error:
        raise FileChanged(f"The attached file “{file.name}” cannot be read.") from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileChanged(f"The attached file “{file.name}” is not what was stored.")
    return content


def _hand_over(recipient: str, content: bytes, *, before_message: Callable[[], None]) -> None:
    """One conversation with the server. `before_message` is called when the next step may get the message sent."""
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend")
    try:
        try:
            connection.open()
            smtp: smtplib.SMTP = connection.connection
            smtp.ehlo_or_helo_if_needed()
            options = ["body=8bitmime"] if smtp.has_extn("8bitmime") else []
            _expect_ok(smtp.mail(sanitize_address(_own_address(), "utf-8"), options))
            _expect_ok(smtp.rcpt(sanitize_address(recipient, "utf-8")))
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(0, _words(error)) from error
        before_message()
        try:
            code, answer = smtp.data(content)
        except smtplib.SMTPDataError as error:
            raise NotSent(error.smtp_code, _words(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NobodyKnows(_words(error)) from error
        _expect_ok((code, answer))
    finally:
        _hang_up(connection)


def _own_address() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _expect_ok(reply: tuple[int, bytes]) -> None:
    code, answer = reply
    if not 200 <= code < 300:  # noqa: PLR2004 - SMTP's own numbers
        raise NotSent(code, f"{code} {answer.decode(errors='replace')}")


def _hang_up(connection: object) -> None:
    """The outcome is known by now: whatever goes wrong with saying goodbye does not matter."""
    smtp = getattr(connection, "connection", None)
    if isinstance(smtp, smtplib.SMTP):
        smtp.close()


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _not_sent(email: OutboundEmail, error: NotSent) -> Exception:
    why = str(error)
    if error.code >= PERMANENT:
        return _for_a_person(email, why)
    if error.code:
        email.refused_times += 1
        if email.refused_times > len(WAIT_NOT_NOW):
            return _for_a_person(email, why)
        wait = WAIT_NOT_NOW[email.refused_times - 1]
    elif email.attempts >= MOST_ATTEMPTS:
        return _for_a_person(email, why)
    else:
        wait = WAIT_UNREACHABLE[min(email.attempts, len(WAIT_UNREACHABLE)) - 1]
    _set(email, State.QUEUED, last_error=why, refused_times=email.refused_times)
    return Later(wait, why)


def _unknown(email: OutboundEmail, why: str) -> Exception:
    email.unknown_times += 1
    if email.unknown_times > 1:
        return _for_a_person(email, f"It may have arrived, ask the recipient before sending it again. {why}")
    _set(email, State.UNKNOWN, last_error=why, unknown_times=email.unknown_times)
    return Later(WAIT_UNKNOWN, why)


def _for_a_person(email: OutboundEmail, why: str) -> GiveUp:
    _set(email, State.FAILED, last_error=why, unknown_times=email.unknown_times, refused_times=email.refused_times)
    return GiveUp(why)


def _set(email: OutboundEmail, state: OutboundEmail.State, **more: object) -> None:
    email.state = state
    for name, value in more.items():
        setattr(email, name, value)
    email.save(update_fields=["state", *more])
