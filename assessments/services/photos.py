"""Photos: taken only under a standing consent, re-written on the way in, taken away again only from a draft."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from assessments.models import Assessment, Photo
from assessments.services.starting import require_care_team
from clinic.models import Staff, StoredFile
from clinic.services import uploads
from clinic.services.drafts import EditedMeanwhile
from clinic.services.uploads import Refused
from patients.models import Consent

MOST = 20


class NoPhotoConsent(Exception):
    """The patient's consent to photographs does not stand."""

    def __init__(self) -> None:
        super().__init__("The patient has not consented to photographs. Take the consent down first.")


def add(
    *,
    assessment: Assessment,
    upload: UploadedFile,
    place: str = "",
    view: str = "",
    note: str = "",
    staff: Staff,
    now: datetime,
) -> Photo:
    """Keep one photo of a place or a view. Raises NoPhotoConsent, uploads.Refused, NotReady, EditedMeanwhile once signed."""
    require_care_team(episode=assessment.episode, staff=staff, now=now)
    _require_consent(assessment.episode.patient_id)
    file = uploads.store(upload=upload, by=staff.actor, now=now)
    if file.content_type == StoredFile.Kind.PDF:
        raise Refused("A photo is a JPEG or PNG picture, not a PDF.")
    with transaction.atomic():
        row = _draft(assessment)
        if row.measurements.photos.count() >= MOST:
            raise Refused(f"An assessment holds up to {MOST} photos.")
        return Photo.objects.create(
            measurements=row.measurements,
            place=place,
            view="" if place else view,
            file=file,
            note=note,
            taken_at=now,
            taken_by=staff.actor,
        )


def remove(*, photo: Photo, assessment: Assessment, staff: Staff, now: datetime) -> None:
    """Take a photo out of a draft. Raises NotReady, EditedMeanwhile once signed."""
    require_care_team(episode=assessment.episode, staff=staff, now=now)
    with transaction.atomic():
        _draft(assessment)
        photo.delete()


def _require_consent(patient_id: int) -> None:
    if not Consent.objects.standing().filter(patient=patient_id, kind=Consent.Kind.PHOTO).exists():
        raise NoPhotoConsent


def _draft(assessment: Assessment) -> Assessment:
    row = (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("measurements")
        .get(pk=assessment.pk)
    )
    if row.signature_id:
        raise EditedMeanwhile(row)
    return row


__all__ = ["NoPhotoConsent", "add", "remove"]
