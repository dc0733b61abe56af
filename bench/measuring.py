"""Runs the groups inside a prepared environment: `python -m bench.measuring [GROUP] [--full]`, as bin/bench calls it."""

import sys

import django

django.setup()

from bench import booking, desk, guards, path, patient_search  # noqa: E402 - models need the set-up first
from bench.rows import keep, table  # noqa: E402

GROUPS = {
    path.GROUP: path.measure,
    guards.GROUP: guards.measure,
    desk.GROUP: desk.measure,
    booking.GROUP: booking.measure,
    patient_search.GROUP: patient_search.measure,
}


def main(arguments: list[str]) -> int:
    full = "--full" in arguments
    names = [name for name in arguments if name != "--full"] or list(GROUPS)
    rows = [row for name in names for row in GROUPS[name](full=full)]
    keep(rows)
    print(table(rows), flush=True)
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
