"""Jobs that leave a line for each thing they do, so that a test can count."""

import os
import signal
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from clinic.render.pdf import Drawing


def say(line: str) -> None:
    with Path(os.environ["MEND_FAULT_LOG"]).open("a") as log:
        log.write(line + "\n")


def note(*, number: int, now: datetime) -> None:
    say(f"done {number}")


def slow(*, number: int, now: datetime) -> None:
    say(f"start {number}")
    time.sleep(2)
    say(f"done {number}")


def poison(*, number: int, now: datetime) -> None:
    """Takes its process down, as running out of memory does."""
    say(f"start {number}")
    os.kill(os.getpid(), signal.SIGKILL)


def draw_slowly(draw: Callable[[str], Drawing]) -> Callable[[str], Drawing]:
    """The real drawing with a pause before it, long enough to be killed in."""

    def slow_draw(html: str) -> Drawing:
        say("drawing")
        time.sleep(float(os.environ.get("MEND_FAULT_DRAW_PAUSE", "0")))
        return draw(html)

    return slow_draw


def write_slowly(write: Callable[..., Any]) -> Callable[..., Any]:
    """The real letter to a patient with a pause after it, in the middle of the transaction that sends it."""

    def slow_write(*args: Any, **kwargs: Any) -> Any:
        say("writing")
        letter = write(*args, **kwargs)
        time.sleep(float(os.environ.get("MEND_FAULT_WRITE_PAUSE", "0")))
        return letter

    return slow_write
