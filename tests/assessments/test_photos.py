"""Photos: only under a standing consent, re-written on the way in, beside the earlier one, frozen with their set."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from assessments.models import Assessment, Photo
from assessments.services import assessments, photos
from clinic.models import Staff
from clinic.services.drafts import EditedMeanwhile, NotReady
from tests.factories import clinical, work, world
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG")
    return SimpleUploadedFile("arm.jpg", out.getvalue(), "image/jpeg")


def url(draft: Assessment, name: str, *more: int) -> str:
    return reverse(f"assessments:{name}", args=[draft.pk, *more])


@pytest.fixture
def agreed(draft: Assessment) -> Assessment:
    world.consent(draft.episode.patient, "photo")
    return draft


def take(draft: Assessment, by: Staff, **what: Any) -> Photo:
    return photos.add(assessment=draft, upload=picture(), staff=by, now=NOW, **(what or {"place": "FORA-l"}))


def test_without_consent_none_is_taken_and_the_page_says_how(therapist_client: Client, draft: Assessment) -> None:
    response = therapist_client.post(url(draft, "photo_add"), {"upload": picture(), "place": "FORA-l"}, follow=True)
    assert "Take the consent down first" in response.content.decode()
    assert reverse("patients:consent_give", args=[draft.episode.patient_id]) in response.content.decode()
    assert not Photo.objects.exists()


def test_a_photo_is_taken_and_shown(therapist_client: Client, agreed: Assessment) -> None:
    response = therapist_client.post(url(agreed, "photo_add"), {"upload": picture(), "view": "front", "note": "before"})
    assert response["Location"].endswith("#photos")
    photo = Photo.objects.get()
    assert (photo.view, photo.note, photo.file.content_type) == ("front", "before", "image/jpeg")
    assert "Whole body, front" in therapist_client.get(url(agreed, "detail")).content.decode()
    shown: Any = therapist_client.get(reverse("assessments:photo", args=[photo.pk]))
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"place": "FORA-l"}, "This field is required"),
        ({"upload": b"x"}, "Say what the photo shows"),
        ({"upload": b"no picture", "place": "FORA-l"}, "not a PDF, JPEG or PNG"),
        ({"upload": b"pdf", "place": "FORA-l"}, "not a PDF"),
    ],
)
def test_what_is_no_photo_is_refused(
    therapist_client: Client, agreed: Assessment, data: dict[str, Any], message: str
) -> None:
    sent = dict(data)
    if "upload" in sent:
        content = work.pdf() if sent["upload"] == b"pdf" else sent["upload"]
        sent["upload"] = SimpleUploadedFile("x.jpg", content, "image/jpeg")
    response = therapist_client.post(url(agreed, "photo_add"), sent, follow=True)
    assert message in response.content.decode()
    assert not Photo.objects.exists()


def test_a_draft_gives_its_photo_back(therapist_client: Client, agreed: Assessment, therapist: Staff) -> None:
    photo = take(agreed, therapist)
    assert therapist_client.post(url(agreed, "photo_remove", photo.pk)).status_code == 302
    assert not Photo.objects.exists()


def test_an_assessment_holds_a_limited_number(agreed: Assessment, therapist: Staff, monkeypatch: Any) -> None:
    monkeypatch.setattr(photos, "MOST", 1)
    take(agreed, therapist)
    with pytest.raises(photos.Refused, match="up to 1 photos"):
        take(agreed, therapist, view="back")


def test_signed_photos_stay(therapist_client: Client, agreed: Assessment, therapist: Staff) -> None:
    photo = take(agreed, therapist)
    clinical.fill(agreed, therapist)
    assessments.sign(assessment=agreed, staff=therapist, now=NOW)
    with pytest.raises(EditedMeanwhile):
        photos.remove(photo=photo, assessment=agreed, staff=therapist, now=NOW)
    with pytest.raises(EditedMeanwhile):
        take(agreed, therapist)
    response = therapist_client.post(url(agreed, "photo_remove", photo.pk), follow=True)
    assert "saved this meanwhile" in response.content.decode()
    assert "Left forearm" in response.content.decode() or "left forearm" in response.content.decode()


def test_the_earlier_photo_stands_beside_the_new_one(
    therapist_client: Client, agreed: Assessment, therapist: Staff
) -> None:
    first = take(agreed, therapist)
    clinical.fill(agreed, therapist)
    assessments.sign(assessment=agreed, staff=therapist, now=NOW)
    again = assessments.start_reassessment(
        episode=agreed.episode,
        kind="reassess",
        full_screening=False,
        therapist=therapist,
        by=therapist.actor,
        now=NOW + timedelta(days=1),
    )
    assert (
        "Taken the last time and not yet now: front of the left forearm"
        in therapist_client.get(url(again, "detail")).content.decode()
    )
    take(again, therapist)
    text = therapist_client.get(url(again, "detail")).content.decode()
    assert reverse("assessments:photo", args=[first.pk]) in text


def test_only_the_care_team_takes_and_sees_photos(
    outsider_client: Client, desk_client: Client, agreed: Assessment, therapist: Staff, outsider: Staff
) -> None:
    photo = take(agreed, therapist)
    assert outsider_client.get(reverse("assessments:photo", args=[photo.pk])).status_code == 404
    assert desk_client.get(reverse("assessments:photo", args=[photo.pk])).status_code == 403
    assert outsider_client.post(url(agreed, "photo_add"), {"upload": picture(), "view": "front"}).status_code == 404
    assert outsider_client.post(url(agreed, "photo_remove", photo.pk)).status_code == 404
    with pytest.raises(NotReady, match="care team"):
        take(agreed, outsider)


def test_wrong_methods_and_unknown_photos(therapist_client: Client, agreed: Assessment) -> None:
    assert therapist_client.get(url(agreed, "photo_add")).status_code == 302
    assert therapist_client.get(url(agreed, "photo_remove", 9)).status_code == 302
    assert therapist_client.post(url(agreed, "photo_remove", 999_999)).status_code == 404
    assert therapist_client.post(reverse("assessments:photo", args=[1])).status_code == 405
