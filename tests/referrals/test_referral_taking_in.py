"""Taking a referral in, and its scan."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from PIL import Image

from clinic.models import AccessEntry, Staff, StoredFile
from referrals.models import Referral
from tests.factories import world
from tests.factories.people import bare_referral, pdf, picture

pytestmark = pytest.mark.django_db
TYPED = {"source": "fax", "received_on": "2026-10-01", "note": "From the fax tray"}


def test_a_bare_scan_is_enough(desk_client: Client, front_desk: Staff) -> None:
    response = desk_client.post("/referrals/new/", TYPED | {"scan": pdf(2)})
    referral = Referral.objects.get()
    assert response["Location"] == f"/referrals/{referral.pk}/edit/"
    assert referral.scan is not None
    assert (referral.scan.pages, referral.scan.stored_by, referral.recorded_by) == (
        2,
        front_desk.actor,
        front_desk.actor,
    )


def test_a_phone_call_is_enough(therapist_client: Client) -> None:
    assert therapist_client.post("/referrals/new/", TYPED | {"source": "phone"}).status_code == 302
    assert Referral.objects.get().scan is None


def test_the_same_form_sent_twice_takes_in_one(desk_client: Client) -> None:
    token = desk_client.get("/referrals/new/").context["form"]["sending"].value()
    once, again = (desk_client.post("/referrals/new/", TYPED | {"sending": token, "scan": pdf(2)}) for _click in "12")
    assert once["Location"] == again["Location"]
    assert (Referral.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_the_next_paper_on_the_same_page_is_another_referral(desk_client: Client) -> None:
    """Somebody goes back to the page they came from and takes in the next fax."""
    desk_client.post("/referrals/new/", TYPED | {"sending": "t", "scan": pdf(2)})
    desk_client.post("/referrals/new/", TYPED | {"sending": "t", "scan": pdf(3)})
    assert Referral.objects.count() == 2


def test_two_pages_with_the_same_words_are_two_referrals(desk_client: Client) -> None:
    for token in ("first", "second", "", ""):
        desk_client.post("/referrals/new/", TYPED | {"source": "phone", "sending": token})
    assert Referral.objects.count() == 4


def test_a_form_refused_first_is_taken_in_when_it_is_right(desk_client: Client) -> None:
    wrong = {"scan": SimpleUploadedFile("a.pdf", b"no paper", "application/pdf"), "sending": "t"}
    assert desk_client.post("/referrals/new/", TYPED | wrong).status_code == 200
    assert desk_client.post("/referrals/new/", TYPED | {"scan": pdf(1), "sending": "t"}).status_code == 302
    assert Referral.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_both_clicks_at_the_same_moment_take_in_one(front_desk: Staff) -> None:
    gate = Barrier(4)

    def click(_number: int) -> str:
        client = Client()
        client.force_login(front_desk, backend="clinic.access.StaffBackend")
        gate.wait(timeout=30)
        try:
            return client.post("/referrals/new/", TYPED | {"sending": "t", "source": "phone"})["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(click, range(4)))) == 1
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"scan": SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>", "application/pdf")}, "scan"),
        ({"scan": SimpleUploadedFile("a.pdf", b"", "application/pdf")}, "scan"),
        ({"source": "pigeon"}, "source"),
        ({"received_on": "soon"}, "received_on"),
        ({"received_on": (date.today() + timedelta(days=2)).isoformat()}, "received_on"),  # noqa: DTZ011 - views read the real clock
        ({"note": "a\x00"}, "note"),
        ({"note": "x" * 401}, "note"),
    ],
)
def test_refused_at_its_field(desk_client: Client, fields: dict[str, object], field: str) -> None:
    response = desk_client.post("/referrals/new/", TYPED | fields)
    assert field in response.context["form"].errors
    assert not Referral.objects.exists()


def test_opened_for_a_patient_or_a_renewal(desk_client: Client) -> None:
    old = world.referral()
    patient = old.episode.patient
    assert patient.number.encode() in desk_client.get("/referrals/new/", {"patient": patient.pk}).content
    response = desk_client.post("/referrals/new/", TYPED | {"patient": patient.pk})
    assert response["Location"].endswith(f"/edit/?patient={patient.pk}")
    response = desk_client.post("/referrals/new/", TYPED | {"renews": old.pk})
    page = desk_client.get(response["Location"])
    assert page.context["renews_id"] == old.pk
    assert b"M62.830" in page.content
    assert desk_client.get("/referrals/new/", {"patient": "x", "renews": "9" * 30}).status_code == 200


@pytest.mark.parametrize(("upload", "kind"), [(pdf, "application/pdf"), (picture, "image/png")])
def test_the_scan_is_shown_inert_and_the_reading_written_down(desk_client: Client, upload: object, kind: str) -> None:
    desk_client.post("/referrals/new/", TYPED | {"scan": upload()})  # type: ignore[operator]
    url = f"/referrals/{Referral.objects.get().pk}/scan/"
    shown = desk_client.get(url)
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == (kind, "nosniff")
    assert "default-src 'none'" in shown["Content-Security-Policy"]
    assert shown["Content-Disposition"].startswith("inline")
    assert b"".join(shown)
    saved = desk_client.get(url + "?download=1")
    assert saved["Content-Disposition"].startswith("attachment")
    assert b"".join(saved)
    assert AccessEntry.objects.filter(what="scan").count() == 2


def test_each_page_of_a_scan_is_a_picture_to_read_beside_the_form(desk_client: Client) -> None:
    desk_client.post("/referrals/new/", TYPED | {"scan": pdf(2)})
    referral = Referral.objects.get()
    form = desk_client.get(f"/referrals/{referral.pk}/edit/").content.decode()
    for number in (1, 2):
        url = f"/referrals/{referral.pk}/scan/{number}/"
        assert f'src="{url}"' in form
        answer = desk_client.get(url)
        assert answer["Content-Type"] == "image/png"
        assert answer["Cache-Control"] == "private, no-store"
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert picture.width == 1400
    assert desk_client.get(f"/referrals/{referral.pk}/scan/3/").status_code == 404
    assert desk_client.get(f"/referrals/{referral.pk}/scan/0/").status_code == 404
    assert AccessEntry.objects.filter(what="scan", patient_reference=None).count() == 4


def test_a_paper_that_cannot_be_drawn_can_still_be_opened(desk_client: Client) -> None:
    desk_client.post("/referrals/new/", TYPED | {"scan": pdf(1)})
    referral = Referral.objects.get()
    assert referral.scan is not None
    default_storage.delete(referral.scan.key)
    default_storage.save(referral.scan.key, ContentFile(b"%PDF-1.7 broken"))
    assert desk_client.get(f"/referrals/{referral.pk}/scan/1/").status_code == 404
    assert b"".join(desk_client.get(f"/referrals/{referral.pk}/scan/")) == b"%PDF-1.7 broken"


def test_no_scan_is_not_found(desk_client: Client) -> None:
    assert desk_client.get(f"/referrals/{bare_referral().pk}/scan/").status_code == 404
    assert desk_client.get("/referrals/0/scan/").status_code == 404
    assert Client().get(f"/referrals/{bare_referral().pk}/scan/").status_code == 302


def test_a_scan_can_follow_while_it_is_open(desk_client: Client) -> None:
    referral = bare_referral()
    url = f"/referrals/{referral.pk}/scan/add/"
    assert desk_client.get(url).status_code == 200
    assert desk_client.post(url, {"scan": picture()})["Location"] == f"/referrals/{referral.pk}/edit/"
    assert StoredFile.objects.count() == 1
    assert "scan" in desk_client.post(url, {}).context["form"].errors
    settled = desk_client.post(f"/referrals/{world.referral().pk}/scan/add/", {"scan": picture()})
    assert "no longer be changed" in settled.context["form"].errors["scan"][0]
