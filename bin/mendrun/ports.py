"""The TCP ports Mend listens on, all on the loopback address."""

import errno
import socket
import time

from mendrun.console import CommandError

HIGHEST_PORT = 65535


def unused_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def require_free(port: int, *, command: str, patience: float = 2.0) -> None:
    """Says which port is taken and what to type instead. A Mend that was just killed may still be letting go of it."""
    if not 1 <= port <= HIGHEST_PORT:
        raise CommandError(f"{port} is no port number; choose one between 1024 and {HIGHEST_PORT}.")
    deadline = time.monotonic() + patience
    while (problem := _problem(port)) == errno.EADDRINUSE and time.monotonic() < deadline:
        time.sleep(0.1)
    if problem == errno.EADDRINUSE:
        raise CommandError(
            f"Port {port} is taken by another program. Stop that, or run `{command} --port {_next_free(port)}`."
        )
    if problem == errno.EACCES:
        raise CommandError(f"Port {port} is reserved for root. Run `{command} --port 8000`.")


def _problem(port: int) -> int | None:
    with socket.socket() as probe:
        # As the web server will: connections of an earlier one that still linger are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno
    return None


def _next_free(port: int) -> int:
    return next(
        (other for other in range(port + 1, min(port + 100, HIGHEST_PORT)) if _problem(other) is None), unused_port()
    )
