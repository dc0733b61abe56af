"""The loopback mail catcher: takes every message by SMTP and leaves it as one `.eml` file; nothing goes any further."""

import asyncio
import logging
import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

LARGEST_MESSAGE = 30 * 1024 * 1024


class Command(BaseCommand):
    help = "Catches mail on a local port and writes each message into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.EMAIL_PORT)
        parser.add_argument("--dir", type=Path, default=settings.MAIL_DIR or None)

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path | None = options["dir"]
        if folder is None:
            raise CommandError("Name a folder with --dir or in MEND_MAIL_DIR.")
        folder.mkdir(parents=True, exist_ok=True)
        # It would log every address it sees.
        logging.getLogger("mail.log").setLevel(logging.WARNING)
        asyncio.run(catch(options["host"], options["port"], folder))


async def catch(host: str, port: int, folder: Path) -> None:
    """Listens until SIGTERM or Ctrl-C."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    catcher = Catcher(folder)
    listener = await loop.create_server(
        lambda: SMTP(catcher, hostname="mend.example", data_size_limit=LARGEST_MESSAGE, loop=loop), host, port
    )
    async with listener:
        await stopped.wait()


class Catcher:
    """What the SMTP server asks when a message has come in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - named by aiosmtpd
        try:
            write_message(self.folder, envelope, now=datetime.now(UTC))
        except OSError as error:
            return f"451 The message could not be kept: {error.strerror}"
        return "250 Kept"


def write_message(folder: Path, envelope: Envelope, *, now: datetime) -> Path:
    """Writes the message as it came, below what its envelope said. Synced, then renamed into place."""
    name = f"{now:%Y%m%dT%H%M%S.%fZ}-{uuid4().hex[:8]}.eml"
    route = [f"Return-Path: <{envelope.mail_from}>", *(f"Delivered-To: {to}" for to in envelope.rcpt_tos)]
    content = envelope.content or b""
    beside = folder / f".{name}.new"
    with beside.open("wb") as out:
        out.write("".join(f"{line}\r\n" for line in route).encode())
        out.write(content.encode() if isinstance(content, str) else content)
        out.flush()
        os.fsync(out.fileno())
    return beside.replace(folder / name)
