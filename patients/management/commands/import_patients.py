"""`bin/manage import_patients FILE`: looks a file of patients through; with --yes takes in what fits."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic.models import Actor
from patients.models import PatientImport
from patients.services import importing
from patients.services.refusal import Refused

WIDTH = 40
SHOWN = 10


class Command(BaseCommand):
    help = "Takes in patients from a CSV file. Without --yes it only says what would become of each row."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="take in what fits")
        parser.add_argument("--refused", type=Path, help="write the refused rows, each with its reason, into this file")

    def handle(self, *_args: Any, **options: Any) -> None:
        row = self._received(options["file"])
        importing.check(import_id=row.pk, now=timezone.now())
        row.refresh_from_db()
        if row.state == PatientImport.State.UNREADABLE:
            raise CommandError(row.note)
        self._tell(row)
        if options["yes"]:
            importing.start(row=row, by=row.asked_by, now=timezone.now(), in_background=False)
            importing.take_in(import_id=row.pk, now=timezone.now(), progress=self._draw)
            row.refresh_from_db()
            self.stdout.write(f"\n{row.fit} taken in, {row.refused_count} refused.")
        else:
            self.stdout.write(f"Nothing was changed. {row.fit} rows fit; --yes takes them in.")
        if options["refused"]:
            options["refused"].write_bytes(importing.refused_file(row))
        if not options["yes"]:
            importing.drop(row=row, now=timezone.now())

    def _received(self, file: Path) -> PatientImport:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        try:
            by = Actor.objects.system()
            return importing.receive(name=file.name, content=content, by=by, now=timezone.now(), in_background=False)
        except Refused as error:
            raise CommandError(str(error)) from error

    def _tell(self, row: PatientImport) -> None:
        self.stdout.write(f"{row.file_name}: {row.encoding}, separated by {row.separator!r}, {row.total} rows")
        for title, name in row.columns:
            self.stdout.write(f"  {title} -> {name or 'left out'}")
        self.stdout.write(f"{row.fit} fit, {row.refused_count} refused")
        for one in row.refused[:SHOWN]:
            self.stdout.write(f"  line {one['line']}: {one['reason']}")
        if row.refused_count > SHOWN:
            self.stdout.write(f"  and {row.refused_count - SHOWN} more; --refused FILE writes all")

    def _draw(self, done: int, total: int) -> None:
        filled = WIDTH * done // max(total, 1)
        self.stdout.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done} of {total}", ending="")
        self.stdout.flush()
