"""Photos of an assessment: taken, looked at, taken away again while it is a draft."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from assessments.forms.photos import PhotoForm
from assessments.models import Assessment, Photo
from assessments.services import photos
from assessments.services.photos import NoPhotoConsent
from assessments.views.fetching import to_write
from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.services.drafts import EditedMeanwhile, NotReady
from clinic.services.uploads import Refused
from clinic.views.files import response
from referrals.models import Episode


@require_POST
@requires(Role.THERAPIST)
def photo_add(request: StaffRequest, assessment_id: int) -> HttpResponse:
    assessment = to_write(request, assessment_id)
    read(request, "assessment draft", patient_id=assessment.episode.patient_id)
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return _back(assessment)
    try:
        photos.add(assessment=assessment, **form.cleaned_data, staff=request.user, now=timezone.now())
    except (NoPhotoConsent, NotReady, Refused, EditedMeanwhile) as error:
        messages.error(request, str(error))
    return _back(assessment)


@require_POST
@requires(Role.THERAPIST)
def photo_remove(request: StaffRequest, assessment_id: int, photo_id: int) -> HttpResponse:
    assessment = to_write(request, assessment_id)
    photo = get_object_or_404(Photo.objects.filter(measurements=assessment.measurements_id), pk=photo_id)
    try:
        photos.remove(photo=photo, assessment=assessment, staff=request.user, now=timezone.now())
    except (NotReady, EditedMeanwhile) as error:
        messages.error(request, str(error))
    return _back(assessment)


@require_GET
@requires(Role.THERAPIST, Role.MANAGER)
def photo(request: StaffRequest, photo_id: int) -> HttpResponseBase:
    """The picture itself, for whoever may see the course of care."""
    episodes = Episode.objects.visible_to(request.user, today=timezone.localdate())
    row = get_object_or_404(
        Photo.objects.select_related("file", "measurements__episode").filter(measurements__episode__in=episodes),
        pk=photo_id,
    )
    read(request, "photo", patient_id=row.measurements.episode.patient_id)
    return response(row.file, inline=True)


def _back(assessment: Assessment) -> HttpResponse:
    return redirect(reverse("assessments:detail", args=[assessment.pk]) + "#photos")
