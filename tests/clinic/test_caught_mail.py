"""Reading caught mail in the browser: managers only, names that cannot wander, HTML never drawn."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
NAME = "20261123T170000.000001Z-0123abcd.eml"


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    mail = tmp_path / "mail"
    mail.mkdir()
    settings.MAIL_DIR = str(mail)
    (tmp_path / NAME).write_text("Subject: outside\n\ncanary")
    (tmp_path / "secret.txt").write_text("canary")
    return mail


@pytest.fixture
def message(folder: Path) -> Path:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Your progress report", "clinic@mend.example", "dr@practice.example"
    mail.set_content("Good morning. https://mend.example/v/abc")
    mail.add_alternative("<script>canary()</script><p>Good morning.</p>", subtype="html")
    mail.add_attachment(b"%PDF-1.7 report", maintype="application", subtype="pdf", filename="../report\u202e.pdf")
    mail.add_attachment(b"<script>", maintype="text", subtype="html", filename="x.html")
    (folder / NAME).write_bytes(bytes(mail))
    return folder / NAME


def test_list_is_newest_first(manager_client: Client, message: Path, folder: Path) -> None:
    (folder / NAME.replace("20261123", "20261124")).write_text("Subject: Later one\n\nx")
    page = manager_client.get("/clinic/mail/").content.decode()
    assert page.index("Later one") < page.index("Your progress report")


def test_message_shows_text_and_html_only_as_text(manager_client: Client, message: Path) -> None:
    page = manager_client.get(f"/clinic/mail/{NAME}/").content.decode()
    assert "Good morning." in page
    assert "dr@practice.example" in page
    assert "<script>canary" not in page
    assert "&lt;script&gt;canary" in page


def test_attachments_are_saved_inert(manager_client: Client, message: Path) -> None:
    pdf = manager_client.get(f"/clinic/mail/{NAME}/0/")
    assert (pdf.content, pdf["Content-Type"]) == (b"%PDF-1.7 report", "application/pdf")
    page = manager_client.get(f"/clinic/mail/{NAME}/1/")
    for answer in (pdf, page):
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
    assert page["Content-Type"] == "application/octet-stream"
    assert manager_client.get(f"/clinic/mail/{NAME}/2/").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        f"..%2f{NAME}",
        "..%2fsecret.txt",
        "%2e%2e%2fsecret.txt",
        f"..%5c{NAME}",
        "secret.txt",
        f"{NAME}%00",
        f"{NAME}%0a",
        "x" * 300,
        "%2fetc%2fpasswd",
    ],
)
def test_names_cannot_wander(manager_client: Client, message: Path, name: str) -> None:
    for path in (f"/clinic/mail/{name}/", f"/clinic/mail/{name}/0/"):
        response = manager_client.get(path)
        assert response.status_code == 404
        assert b"canary" not in response.content


def test_damaged_message_is_shown_as_far_as_it_goes(manager_client: Client, folder: Path) -> None:
    (folder / NAME).write_bytes(b"\xff\xfe\x00 no header at all\nSubject: x\n\n\x00\xff")
    assert manager_client.get("/clinic/mail/").status_code == 200
    assert manager_client.get(f"/clinic/mail/{NAME}/").status_code == 200


def test_others_are_refused(desk_client: Client, therapist_client: Client, message: Path) -> None:
    for client in (desk_client, therapist_client):
        assert client.get("/clinic/mail/").status_code == 403
        assert client.get(f"/clinic/mail/{NAME}/").status_code == 403


def test_where_mail_really_leaves_there_is_no_reader(manager_client: Client, settings: Any) -> None:
    settings.MAIL_DIR = ""
    assert manager_client.get("/clinic/mail/").status_code == 404
    assert manager_client.get(f"/clinic/mail/{NAME}/").status_code == 404


def test_empty_folder_says_so(manager_client: Client, folder: Path) -> None:
    assert "No mail yet" in manager_client.get("/clinic/mail/").content.decode()
