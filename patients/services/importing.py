"""Taking in a file of patients: looked through first, then batch by batch, each whole or not at all; the same file again adds nobody."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from clinic.models import Actor
from clinic.services import jobs
from patients.models import Patient, PatientImport
from patients.rules import csv_file
from patients.rules.csv_file import Row, Table
from patients.rules.names import name_key, tidy
from patients.services import people
from patients.services.refusal import Refused

LARGEST_BYTES = 30 * 1024 * 1024
BATCH = 200
NAME_MOST = 120
Progress = Callable[[int, int], None]


def receive(*, name: str, content: bytes, by: Actor, now: datetime, in_background: bool = True) -> PatientImport:
    """Keep a file and ask for it to be looked through. Raises Refused."""
    if not content.strip():
        raise Refused("This file is empty.", "file")
    if len(content) > LARGEST_BYTES:
        raise Refused("This file is larger than 30 MB. Divide it.", "file")
    with transaction.atomic():
        row = PatientImport.objects.create(
            file_name=tidy("".join(char for char in name if char.isprintable()))[:NAME_MOST] or "patients.csv",
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            asked_at=now,
            asked_by=by,
        )
        if in_background:
            jobs.enqueue(
                kind="patients.import_check",
                key=f"patients.import_check:{row.pk}",
                ids={"import_id": row.pk},
                by=by,
                now=now,
            )
    return row


def check(*, import_id: int, now: datetime) -> None:
    """Look through the whole file and write down what would become of each row. Changes no patient."""
    row = PatientImport.objects.get(pk=import_id)
    if row.state != PatientImport.State.CHECKING:
        return
    try:
        table = csv_file.read_table(bytes(row.content))
    except csv_file.Unreadable as error:
        row.state, row.note, row.content, row.finished_at = PatientImport.State.UNREADABLE, str(error), b"", now
        row.save()
        return
    row.encoding, row.separator, row.day_first = table.encoding, table.separator, table.day_first
    row.columns, row.total = [list(column) for column in table.columns], len(table.rows)
    judged = [one for batch in _batches(table) for one in _judged(batch, table, today=now.date())]
    row.refused = [_refusal(one) for one in judged if one.reason]
    row.fit = row.total - len(row.refused)
    row.state = PatientImport.State.CHECKED
    row.save()


def start(*, row: PatientImport, by: Actor, now: datetime, in_background: bool = True) -> None:
    """Somebody has seen what would be taken in and says yes. Once is enough."""
    with transaction.atomic():
        asked = PatientImport.objects.filter(pk=row.pk, state=PatientImport.State.CHECKED)
        if (
            asked.update(state=PatientImport.State.RUNNING, started_at=now, started_by=by, done=0, fit=0, refused=[])
            and in_background
        ):
            jobs.enqueue(
                kind="patients.import_run",
                key=f"patients.import_run:{row.pk}",
                ids={"import_id": row.pk},
                by=by,
                now=now,
            )


def drop(*, row: PatientImport, now: datetime) -> None:
    """Looked through and not wanted: the content goes."""
    PatientImport.objects.filter(pk=row.pk, state=PatientImport.State.CHECKED).update(
        state=PatientImport.State.DROPPED, content=b"", refused=[], finished_at=now
    )


def take_in(*, import_id: int, now: datetime, progress: Progress | None = None) -> None:
    """Register what fits, from where an earlier try came to. Each batch is committed with how far it came."""
    table = None
    while True:
        with transaction.atomic():
            row = PatientImport.objects.select_for_update().get(pk=import_id)
            if row.state != PatientImport.State.RUNNING:
                return
            table = table or csv_file.read_table(bytes(row.content))
            if row.done >= row.total:
                row.state, row.finished_at, row.content = PatientImport.State.DONE, now, b""
                row.save()
                return
            _take_batch(row, table, now=now)
        if progress:
            progress(row.done, row.total)


def _take_batch(row: PatientImport, table: Table, *, now: datetime) -> None:
    by = row.started_by or row.asked_by
    rows = [csv_file.read_row(table, *line) for line in table.rows[row.done : row.done + BATCH]]
    refused = []
    for one in _judged(rows, table, today=now.date()):
        reason = one.reason or _registered(one, by=by, now=now)
        if reason:
            refused.append(_refusal(Row(one.line, one.cells, reason=reason)))
    row.done += len(rows)
    row.fit += len(rows) - len(refused)
    row.refused = [*row.refused, *refused]
    row.save(update_fields=["done", "fit", "refused"])


def _registered(one: Row, *, by: Actor, now: datetime) -> str:
    """Nothing, or why not."""
    values = dict(one.values)
    number = str(values.pop("number", ""))
    try:
        with transaction.atomic():
            people.register(**_typed(values), number=number, by=by, now=now)
    except Refused as error:
        return str(error)
    return ""


def _typed(values: dict[str, str | date]) -> dict[str, Any]:
    languages = {code for code, _ in settings.LANGUAGES}
    language = str(values.pop("language", "")).casefold()[:2]
    return {**values, "language": language if language in languages else "en"}


def _batches(table: Table) -> Iterator[list[Row]]:
    for start_at in range(0, len(table.rows), BATCH):
        yield [csv_file.read_row(table, *line) for line in table.rows[start_at : start_at + BATCH]]


def _judged(rows: Sequence[Row], table: Table, *, today: date) -> list[Row]:
    """Refused for themselves, for an earlier row of the file, or for somebody who is registered: name and birth date, or the number."""
    earlier = _earlier(table)
    here = _here(rows)
    return [_judge(row, earlier, here, today) if not row.reason else row for row in rows]


def _judge(row: Row, earlier: dict[object, int], here: dict[object, str], today: date) -> Row:
    born = row.values["birth_on"]
    reason = ""
    if isinstance(born, date) and born > today:
        reason = "The birth date is in the future."
    for key in _keys(row):
        first = earlier.get(key, row.line)
        if not reason and first != row.line:
            reason = f"The same {_same(key)} stands in line {first} of this file."
        if not reason and key in here:
            reason = f"Registered already: {here[key]} has the same {_same(key)}."
    return Row(row.line, row.cells, row.values, reason)


def _same(key: object) -> str:
    return "name and birth date" if isinstance(key, tuple) else "patient number"


def _keys(row: Row) -> list[object]:
    """What may belong to one patient only."""
    values = row.values
    key: list[object] = [
        (name_key(family=str(values["family_name"]), given=str(values["given_name"])), values["birth_on"])
    ]
    return [*key, str(values["number"]).upper()] if values.get("number") else key


def _earlier(table: Table) -> dict[object, int]:
    """The first line of the file for each person and number; the same for one table, so it is kept beside it."""
    known = _EARLIER.get(id(table))
    if known is None or known[0] is not table:
        first: dict[object, int] = {}
        for batch in _batches(table):
            for row in batch:
                for key in _keys(row) if not row.reason else ():
                    first.setdefault(key, row.line)
        _EARLIER.clear()
        _EARLIER[id(table)] = known = (table, first)
    return known[1]


_EARLIER: dict[int, tuple[Table, dict[object, int]]] = {}


def _here(rows: Sequence[Row]) -> dict[object, str]:
    """Who of these is registered, in one query for the batch; merged records count, for they are somebody known."""
    keys = [key for row in rows if not row.reason for key in _keys(row)]
    names = {key[0] for key in keys if isinstance(key, tuple)}
    numbers = {key for key in keys if isinstance(key, str)}
    found: dict[object, str] = {}
    for patient in Patient.objects.filter(Q(name_key__in=names) | Q(number__in=numbers)):
        found[(patient.name_key, patient.birth_on)] = patient.number
        found[patient.number] = patient.number
    return found


def _refusal(row: Row) -> dict[str, object]:
    return {"line": row.line, "reason": row.reason, "cells": list(row.cells)}


def refused_file(row: PatientImport) -> bytes:
    """The refused rows as they were, with line and reason before them: to be put right and sent again. With a mark, so that table programs
    see the letters; cells that such a program would take for a formula are made safe."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(["Line", "Reason", *(csv_file.safe_cell(title) for title, _ in row.columns)])
    for one in row.refused:
        writer.writerow([one["line"], one["reason"], *(csv_file.safe_cell(cell) for cell in one["cells"])])
    return out.getvalue().encode()


SAMPLE = (
    ("Given name", "Family name", "Birth date", "Sex", "Phone", "E-mail", "Address", "Language", "Payer", "Patient number"),
    ("Ines", "Delgado", "1972-05-04", "f", "702 555 0134", "ines@mail.example", "3 Pine Street", "en", "Alpha Mutual", "A-1001"),
    ("Björn", "O'Neil, Jr.", "1980-03-05", "m", "+49 30 5550101", "", "", "", "", ""),
)  # fmt: skip


def sample_file() -> bytes:
    """A file with every column that is known and two invented people."""
    out = io.StringIO()
    out.write("\ufeff")
    csv.writer(out).writerows(SAMPLE)
    return out.getvalue().encode()
