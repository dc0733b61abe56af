"""Pages of a scanned paper as pictures, to be read beside a form in any browser: a tablet's shows only the first page of a framed PDF."""

import subprocess
import sys
from pathlib import Path

DRAWER = Path(__file__).with_name("draw_page.py")
WIDTH = 1_400  # pixels: small print of a fax stays readable at twice the column's width
MOST_SECONDS = 15


class NotDrawn(Exception):
    """The page is not there, or the paper cannot be drawn; it can still be opened or downloaded."""


def page_png(pdf: bytes, number: int) -> bytes:
    """Page `number`, counted from 1, in gray, drawn in a process of its own with bounds on time and memory. Raises NotDrawn."""
    if number < 1:
        raise NotDrawn
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the numbers are ours, the paper comes by standard input
            [sys.executable, str(DRAWER), str(number), str(WIDTH)],
            input=pdf,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NotDrawn from error
    return done.stdout
