#!/usr/bin/env python3
"""Mend's command line. `migrate` connects as the owner of the tables; everything else as the application's own role."""

import os
import sys

OWNER_COMMANDS = {"migrate"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("MEND_AS_OWNER", "1")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings must be named first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
