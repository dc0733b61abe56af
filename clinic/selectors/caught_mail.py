"""Messages that the loopback catcher kept, read from their `.eml` files. Names are checked against the one form the catcher writes."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z-[0-9a-f]{8}\.eml")
MOST_LISTED = 200
MOST_HEADER_BYTES = 16_384


@dataclass(frozen=True)
class Caught:
    """A message as the list shows it."""

    name: str
    at: datetime
    sender: str
    recipient: str
    subject: str


@dataclass(frozen=True)
class Attachment:
    index: int
    name: str
    size: int


@dataclass(frozen=True)
class Opened:
    """A message as its page shows it. Its HTML is shown as text, never drawn."""

    headers: list[tuple[str, str]]
    subject: str
    text: str
    html: str
    attachments: list[Attachment]


def caught() -> list[Caught]:
    """Newest first; empty where no catcher runs."""
    if not settings.MAIL_DIR or not Path(settings.MAIL_DIR).is_dir():
        return []
    names = (file.name for file in Path(settings.MAIL_DIR).iterdir() if NAME.fullmatch(file.name))
    return [_listed(name) for name in sorted(names, reverse=True)[:MOST_LISTED]]


def open_message(name: str) -> Opened | None:
    """None where there is no such message."""
    message = _message(name)
    if message is None:
        return None
    return Opened(
        headers=[(header, str(message.get(header, ""))) for header in ("From", "To", "Date", "Message-ID")],
        subject=str(message.get("Subject", "")),
        text=_part(message, "plain"),
        html=_part(message, "html"),
        attachments=[
            Attachment(index, part.get_filename() or f"attachment {index + 1}", len(_payload(part)))
            for index, part in enumerate(_attachments(message))
        ],
    )


def attachment(name: str, index: int) -> tuple[str, bytes] | None:
    """The name and content of one attachment, or None."""
    message = _message(name)
    parts = _attachments(message) if message else []
    if index >= len(parts):
        return None
    return parts[index].get_filename() or f"attachment {index + 1}", _payload(parts[index])


def _path(name: str) -> Path | None:
    return Path(settings.MAIL_DIR) / name if settings.MAIL_DIR and NAME.fullmatch(name) else None


def _message(name: str) -> EmailMessage | None:
    path = _path(name)
    if path is None or not path.is_file():
        return None
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def _listed(name: str) -> Caught:
    with (Path(settings.MAIL_DIR) / name).open("rb") as file:
        headers = BytesHeaderParser(policy=policy.default).parsebytes(file.read(MOST_HEADER_BYTES))
    at = datetime.strptime(name.partition("-")[0], "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
    sender, recipient, subject = (str(headers.get(header, "")) for header in ("From", "To", "Subject"))
    return Caught(name=name, at=at, sender=sender, recipient=recipient, subject=subject)


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body is not None else ""


def _attachments(message: EmailMessage) -> list[EmailMessage]:
    return list(message.iter_attachments())


def _payload(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
