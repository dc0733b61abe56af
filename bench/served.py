"""A server of its own on loopback, as the product is served, and clients that all ask at once. It ends with the block that started it."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, sleep

from django.db import connection

WORKERS, THREADS = 2, 4
READY_WITHIN = 60  # seconds
ANSWERED_WITHIN = 60
MEND, BARE = "clinic.wsgi:application", "bench.bare:application"


@dataclass(frozen=True)
class Answer:
    """`milliseconds` from the moment all clients were let go to the last byte."""

    status: int
    head: str
    text: str
    milliseconds: float


@contextmanager
def served(application: str = MEND) -> Iterator[int]:
    """Yields the port. Serves the database that this process works in, as the product's own database user."""
    port = _unused_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--preload"]
    size = ["--workers", str(WORKERS), "--threads", str(THREADS), "--no-control-socket", "--log-level", "error"]
    env = {**os.environ, "MEND_DB_NAME": str(connection.settings_dict["NAME"])}
    server = subprocess.Popen([*command, *size], env=env, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        _wait(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def _unused_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = perf_counter() + READY_WITHIN
    while perf_counter() < until and server.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.05)
    raise RuntimeError("the server did not start")


def request(path: str, body: str, cookies: str, token: str) -> bytes:
    """A form that was sent by a page's script. The server closes the connection, so that the answer ends with it."""
    content = body.encode()
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "Connection: close",
        "HX-Request: true",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(content)}",
        f"Cookie: {cookies}",
        f"X-CSRFToken: {token}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + content


def all_at_once(port: int, requests: Sequence[bytes]) -> list[Answer]:
    """Every client is connected before the first byte is sent."""
    return asyncio.run(_all_at_once(port, requests))


async def _all_at_once(port: int, requests: Sequence[bytes]) -> list[Answer]:
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in requests]
    begun = perf_counter()
    for (_reader, writer), content in zip(lines, requests, strict=True):
        writer.write(content)
    return await asyncio.gather(*(_answer(reader, writer, begun) for reader, writer in lines))


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, begun: float) -> Answer:
    content = await asyncio.wait_for(reader.read(), ANSWERED_WITHIN)
    took = (perf_counter() - begun) * 1000
    writer.close()
    head, _, body = content.partition(b"\r\n\r\n")
    return Answer(int(head.split(b" ", 2)[1]), head.decode("latin-1"), body.decode(errors="replace"), took)


def in_turn(port: int, clients: Sequence[Sequence[bytes]]) -> tuple[float, list[Answer]]:
    """Each client sends its requests one after the other, all clients beside each other. Seconds for all, and the answers."""
    return asyncio.run(_in_turn(port, clients))


async def _in_turn(port: int, clients: Sequence[Sequence[bytes]]) -> tuple[float, list[Answer]]:
    async def one(requests: Sequence[bytes]) -> list[Answer]:
        found = []
        for content in requests:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            begun = perf_counter()
            writer.write(content)
            found.append(await _answer(reader, writer, begun))
        return found

    begun = perf_counter()
    answers = await asyncio.gather(*(one(requests) for requests in clients))
    return perf_counter() - begun, [answer for each in answers for answer in each]
