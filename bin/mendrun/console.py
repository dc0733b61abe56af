"""What the commands say, and how they end: one clear sentence instead of a traceback."""

import errno
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType


class CommandError(Exception):
    """Something the person at the keyboard can put right; its text says how."""


class StopRequested(BaseException):
    """Ctrl-C, SIGTERM or SIGHUP. A BaseException, so that no handler for errors swallows it."""


def say(text: str) -> None:
    """One line, at once: the reader may be a pipe."""
    print(text, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Says what is being done, and how long it took."""
    print(f"{text} ... ", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        say("failed")
        raise
    say(f"{time.monotonic() - began:.1f} s")


def run_command(main: Callable[[Sequence[str]], int]) -> int:
    """Runs a command's main function and turns what a person can mend into a sentence and exit status 1."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _request_stop)
    try:
        return main(sys.argv[1:])
    except CommandError as trouble:
        return _fail(str(trouble))
    except StopRequested:
        return 130
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return _fail("The disk is full. Make room (see `df -h`) and run the same command again.")
        raise


def _request_stop(number: int, _frame: FrameType | None) -> None:
    raise StopRequested(signal.Signals(number).name)


def _fail(text: str) -> int:
    print(f"Mend: {text}", file=sys.stderr, flush=True)
    return 1
