"""Files of patients from elsewhere: looked through first, refused row by row with a reason, the same file again adds nobody."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from clinic.models import Job, Staff
from patients.models import Patient, PatientImport
from patients.services import importing, people
from tests.factories import world

pytestmark = pytest.mark.django_db
URL = "/patients/import/"
HEAD = "First name,Last name,Date of birth,Phone,E-mail,Notes\n"
GOOD = HEAD + "Ines,Delgado,1972-05-04,702 555 0134,ines@mail.example,x\nOtto,Brandt,3/5/1980,,,\n"


def looked_through(content: bytes | str, by: Staff, now: datetime) -> PatientImport:
    raw = content.encode() if isinstance(content, str) else content
    row = importing.receive(name="old list.csv", content=raw, by=by.actor, now=now)
    importing.check(import_id=row.pk, now=now)
    row.refresh_from_db()
    return row


def taken_in(content: bytes | str, by: Staff, now: datetime) -> PatientImport:
    row = looked_through(content, by, now)
    importing.start(row=row, by=by.actor, now=now)
    importing.take_in(import_id=row.pk, now=now)
    row.refresh_from_db()
    return row


def reasons(row: PatientImport) -> dict[int, str]:
    return {one["line"]: one["reason"] for one in row.refused}


def test_looking_through_changes_nobody(manager: Staff, now: datetime) -> None:
    row = looked_through(GOOD, manager, now)
    assert (row.state, row.total, row.fit, row.refused_count) == ("checked", 2, 2, 0)
    assert ["Notes", None] in row.columns
    assert not Patient.objects.exists()


def test_takes_in_what_fits(manager: Staff, now: datetime) -> None:
    row = taken_in(GOOD, manager, now)
    assert (row.state, row.done, row.fit, bytes(row.content)) == ("done", 2, 2, b"")
    ines, otto = Patient.objects.order_by("pk")
    assert (ines.name, ines.phone, ines.email) == ("Ines Delgado", "+17025550134", "ines@mail.example")
    assert (otto.birth_on, otto.registered_by) == (date(1980, 3, 5), manager.actor)


def test_the_same_file_again_adds_nobody(manager: Staff, now: datetime) -> None:
    taken_in(GOOD, manager, now)
    again = taken_in(GOOD, manager, now)
    assert (again.fit, Patient.objects.count()) == (0, 2)
    assert reasons(again)[2].startswith("Registered already: P-")


def test_letters_of_windows_semicolons_quotes_and_blank_lines(manager: Staff, now: datetime) -> None:
    text = 'Vorname;Nachname;Geburtsdatum\r\n\r\n"Jürgen ""Jo""";"Müller; Dr.";03.05.1980\r\n;;\r\n\r\nZoë;O\u2019Neil;31/12/1981\r\n'
    row = taken_in(text.encode("cp1252"), manager, now)
    assert (row.encoding, row.separator, row.day_first, row.fit) == ("Latin-1", ";", True, 2)
    assert [(p.given_name, p.family_name, p.birth_on) for p in Patient.objects.order_by("pk")] == [
        ('Jürgen "Jo"', "Müller; Dr.", date(1980, 5, 3)),
        ("Zoë", "O\u2019Neil", date(1981, 12, 31)),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_of_unicode(manager: Staff, now: datetime, encoding: str) -> None:
    row = taken_in(f"{HEAD}Björn,Łuczak,1980-01-02\n".encode(encoding), manager, now)
    assert row.fit == 1
    assert Patient.objects.get().name == "Björn Łuczak"


def test_each_refused_row_says_why(manager: Staff, now: datetime) -> None:
    people.register(given_name="Mila", family_name="Vogt", birth_on=date(1990, 1, 1), by=manager.actor, now=now)
    rows = (
        "Ann,Lee,1980-02-30,,,",
        ",Lee,1980-02-01,,,",
        "Ann,Lee,soon,,,",
        "Ann,Lee,2/3/80,,,",
        "Ann,Lee,1980-02-01,12,,",
        "Ann,Lee,1980-02-01,,nobody,",
        "Ann,Lee,2099-01-01,,,",
        "Ann,Lee,1980-02-01,,,",
        "ANN,Leé,2/1/1980,,,",
        "mila,VOGT,1990-01-01,,,",
        "A\x07nn,Lee,1980-02-01,,,",
        "Ann,Lee,1980-02-01,,,,,extra",
        f"{'A' * 81},Lee,1980-02-01,,,",
    )
    row = taken_in(HEAD + "\n".join(rows), manager, now)
    said = reasons(row)
    wanted = {
        2: "not a day of the calendar",
        3: "given name is missing",
        4: "cannot be read",
        5: "year of four digits",
        6: "too short",
        7: "not an e-mail address",
        8: "in the future",
        10: "stands in line 9",
        11: "Registered already",
        12: "characters that cannot be kept",
        13: "more cells",
        14: "longer than 80",
    }
    assert set(said) == set(wanted)
    assert [line for line, words in wanted.items() if words not in said[line]] == []
    assert row.fit == 1


def test_formula_like_cells_are_plain_text_in_and_safe_out(manager: Staff, now: datetime) -> None:
    cells = ("=SUM(A1)", "+1 cmd", "-2", "@home")
    rows = [f'"{cell}",Lee,1980-02-0{at}' for at, cell in enumerate(cells, start=1)]
    taken_in(HEAD + "\n".join(rows), manager, now)
    assert set(Patient.objects.values_list("given_name", flat=True)) == set(cells)
    again = taken_in(HEAD + "\n".join(rows), manager, now)
    written = list(csv.reader(io.StringIO(importing.refused_file(again).decode("utf-8-sig"))))
    assert written[0][:3] == ["Line", "Reason", "First name"]
    assert [line[2] for line in written[1:]] == [f"'{cell}" for cell in cells]
    repaired = looked_through(importing.refused_file(again), manager, now)
    assert {one["cells"][2] for one in repaired.refused} == set(cells)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Name,Phone\nx,1\n", "Not found: given name, birth date"),
        (b"\x00\x01\x02PDF", "not a text file"),
        (b"First name,Last name,DOB\n" + b"a" * 200_000, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(manager: Staff, now: datetime, content: bytes, said: str) -> None:
    row = looked_through(content, manager, now)
    assert row.state == "bad"
    assert said in row.note


def test_numbers_from_elsewhere_are_kept_once(manager: Staff, now: datetime) -> None:
    text = "Given,Family,DOB,MRN\nAnn,Lee,1980-01-01,k-77\nBea,Lee,1981-01-01,K-77\nCat,Lee,1982-01-01,P-00099\n"
    row = taken_in(text, manager, now)
    assert Patient.objects.get().number == "K-77"
    assert "same patient number" in reasons(row)[3]
    assert "does not begin with P-" in reasons(row)[4]


def test_work_that_broke_off_goes_on_where_it_was(
    manager: Staff, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    text = HEAD + "\n".join(f"Ann {'abcde'[at]},Lee,1980-01-01" for at in range(5))
    row = looked_through(text, manager, now)
    importing.start(row=row, by=manager.actor, now=now)

    def pulled_out(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        importing.take_in(import_id=row.pk, now=now, progress=pulled_out)
    row.refresh_from_db()
    assert (row.state, row.done, row.fit, Patient.objects.count()) == ("running", 2, 2, 2)
    seen: list[tuple[int, int]] = []
    importing.take_in(import_id=row.pk, now=now, progress=lambda done, total: seen.append((done, total)))
    row.refresh_from_db()
    assert (row.state, row.fit, row.refused, Patient.objects.count()) == ("done", 5, [], 5)
    assert seen == [(4, 5), (5, 5)]


def test_given_up_keeps_nothing_of_the_file(manager: Staff, now: datetime) -> None:
    row = looked_through(GOOD, manager, now)
    importing.drop(row=row, now=now)
    importing.start(row=row, by=manager.actor, now=now)
    row.refresh_from_db()
    assert (row.state, bytes(row.content)) == ("dropped", b"")


def test_the_command_only_looks_unless_told(now: datetime, tmp_path: Path, capsys: Any) -> None:
    file, refused = tmp_path / "old.csv", tmp_path / "refused.csv"
    file.write_text(GOOD + "Ann,Lee,1980-02-30,,,\n")
    call_command("import_patients", str(file))
    assert "Nothing was changed. 2 rows fit" in capsys.readouterr().out
    assert not Patient.objects.exists()
    call_command("import_patients", str(file), "--yes", "--refused", str(refused))
    out = capsys.readouterr().out
    assert "[########################################] 3 of 3" in out
    assert "2 taken in, 1 refused" in out
    assert "not a day of the calendar" in refused.read_text("utf-8-sig")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_patients", str(tmp_path / "none.csv"))


def test_the_page_from_upload_to_the_refused_rows(manager_client: Client, now: datetime) -> None:
    upload = SimpleUploadedFile("old.csv", (GOOD + "Ann,Lee,1980-02-30,,,\n").encode(), content_type="text/csv")
    response = manager_client.post(URL, {"file": upload})
    row = PatientImport.objects.get()
    assert response["Location"] == f"{URL}{row.pk}/"
    assert Job.objects.get(kind="patients.import_check").ids == {"import_id": row.pk}
    assert manager_client.get(f"{URL}{row.pk}/")["Refresh"] == "2"
    importing.check(import_id=row.pk, now=now)
    page = manager_client.get(f"{URL}{row.pk}/").content.decode()
    assert "Take in 2 patients" in page
    assert "not a day of the calendar" in page
    for _ in range(2):
        manager_client.post(f"{URL}{row.pk}/start/")
    assert Job.objects.filter(kind="patients.import_run").count() == 1
    assert b"<progress" in manager_client.get(f"{URL}{row.pk}/").content
    importing.take_in(import_id=row.pk, now=now)
    answer = manager_client.get(f"{URL}{row.pk}/refused.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert b"not a day of the calendar" in answer.content
    assert b"old.csv" in manager_client.get(URL).content


def test_the_sample_is_read_whole(manager_client: Client, manager: Staff, now: datetime) -> None:
    sample = manager_client.get(f"{URL}sample.csv").content
    row = looked_through(sample, manager, now)
    assert (row.fit, row.refused) == (2, [])
    assert None not in {name for _, name in row.columns}


@pytest.mark.parametrize("upload", [None, b"", b"   \n"])
def test_an_empty_upload_is_shown_again(manager_client: Client, upload: bytes | None) -> None:
    data = {} if upload is None else {"file": SimpleUploadedFile("old.csv", upload)}
    response = manager_client.post(URL, data)
    assert response.status_code == 200
    assert not PatientImport.objects.exists()


def test_only_for_managers(desk_client: Client, therapist_client: Client, manager_client: Client) -> None:
    for client in (desk_client, therapist_client):
        assert client.get(URL).status_code == 403
    assert manager_client.get(f"{URL}999999/refused.csv").status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_same_queries_for_any_number_of_rows(
    manager_client: Client, manager: Staff, now: datetime, django_assert_max_num_queries: Any, many: int
) -> None:
    world.patient()
    row = looked_through(HEAD + "Ann,Lee,1980-02-30\n" * many, manager, now)
    with django_assert_max_num_queries(12):
        manager_client.get(f"{URL}{row.pk}/")
