"""Whether the installed Python packages are still whole, by what their installer wrote down about each file."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path


def damaged_file(site_packages: Path) -> Path | None:
    """The first installed file that is gone or has another length; None when all are there. A tenth of a second."""
    records = sorted(site_packages.glob("*.dist-info/RECORD"))
    if not records:
        return site_packages
    for record in records:
        for name, size in _recorded(record):
            try:
                found = os.stat(os.path.join(site_packages, name)).st_size  # noqa: PTH116, PTH118 - ten thousand times
            except OSError:
                return site_packages / name
            if size and found != int(size):
                return site_packages / name
    return None


def _recorded(record: Path) -> Iterator[tuple[str, str]]:
    """Name and length of each file; the length is empty where the installer did not know it. Python makes its caches anew."""
    with record.open(newline="", encoding="utf-8") as lines:
        for row in csv.reader(lines):
            if len(row) == 3 and "__pycache__" not in row[0]:  # noqa: PLR2004 - name, hash, length
                yield row[0], row[2]
