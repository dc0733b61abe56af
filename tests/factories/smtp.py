"""A real mail server on the loopback address that can behave badly."""

import asyncio
import socket
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

# What the server answers to a message that was handed over, and to a recipient.
ANSWERS = {"ok": "250 Kept", "later": "451 Not now", "never": "554 Not here"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Conversation(SMTP):
    """Remembers its transport: aiosmtpd forgets it, unclosed, when a client hangs up at once."""

    line: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.line = transport
        super().connection_made(transport)


@dataclass
class MailServer:
    """`mode`: ok, later (4xx), never (5xx), unknown_recipient, hang (no answer), drop (accepts, then hangs up)."""

    port: int = field(default_factory=free_port)
    mode: str = "ok"
    received: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    _conversations: list[Conversation] = field(default_factory=list)

    def start(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = self._on_loop(self._loop.create_server(self._conversation, "127.0.0.1", self.port))

    def _conversation(self) -> Conversation:
        self._conversations.append(Conversation(self, hostname="stub.example", loop=self._loop))
        return self._conversations[-1]

    def stop(self) -> None:
        self._on_loop(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _close(self) -> None:
        # No more is accepted, and what is being accepted gets its conversation, before the server closes: asyncio drops, unclosed,
        # a socket whose server is gone by the time it is accepted.
        for listening in self._server.sockets:
            self._loop.remove_reader(listening.fileno())
        accepting = [task for task in asyncio.all_tasks() if "accept" in getattr(task.get_coro(), "__qualname__", "")]
        await asyncio.gather(*accepting, return_exceptions=True)
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for conversation in self._conversations:
            if conversation.line is not None:
                cast("asyncio.Transport", conversation.line).abort()
        await asyncio.sleep(0.01)

    def _on_loop(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(5)

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.mode == "unknown_recipient":
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.mode == "hang":
            await asyncio.sleep(60)
        if self.mode in {"ok", "drop"}:
            parsed = message_from_bytes(cast("bytes", envelope.content), policy=policy.default)
            self.received.append(cast("EmailMessage", parsed))
            self.recipients.extend(envelope.rcpt_tos)
        if self.mode == "drop":
            cast("asyncio.Transport", server.transport).abort()
        return ANSWERS.get(self.mode, ANSWERS["ok"])
