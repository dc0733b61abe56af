"""The library of home exercises, and what one course of care was given from it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from referrals.models import Episode
from sessions.forms.exercises import LibraryFilter, PrescribeForm
from sessions.models import Chart, Exercise, Prescription
from sessions.selectors.exercises import library as shown_library
from sessions.selectors.exercises import region_choices
from sessions.services import exercises


@require_safe
@requires()
def library(request: StaffRequest) -> HttpResponse:
    """All 27, by region or word. It speaks of nobody, so everybody may read it."""
    form = LibraryFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    context = {
        "rows": shown_library(region=wanted.get("region", ""), words=wanted.get("q", "")),
        "regions": region_choices(),
        "region": wanted.get("region", ""),
        "q": wanted.get("q", ""),
    }
    return render(request, "sessions/exercise_library.html", context)


def _episode(request: StaffRequest, episode_id: int) -> Episode:
    today = timezone.localdate()
    return get_object_or_404(
        Episode.objects.visible_to(request.user, today=today).select_related("patient"), pk=episode_id
    )


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST, Role.MANAGER)
def of_episode(request: StaffRequest, episode_id: int) -> HttpResponse:
    """The home program of one course of care; a POST prescribes."""
    episode = _episode(request, episode_id)
    if request.method == "POST" and not request.user.is_therapist:
        raise PermissionDenied("Only a therapist prescribes exercises.")
    form = PrescribeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and prescribe_from(form, episode, request):
        return redirect("sessions:episode_exercises", episode_id=episode.pk)
    read(request, "home exercises", patient_id=episode.patient_id)
    rows = Prescription.objects.filter(episode=episode).select_related("exercise", "prescribed_by")
    context = {
        "episode": episode,
        "current": [row for row in rows if row.stopped_at is None],
        "stopped": [row for row in rows if row.stopped_at is not None],
        "prescribe": form,
        "may_write": request.user.is_therapist,
    }
    return render(request, "sessions/exercise_program.html", context)


def prescribe_from(form: PrescribeForm, episode: Episode, request: StaffRequest, *, chart: Chart | None = None) -> bool:
    """Whether it could be prescribed; otherwise the form says why not."""
    exercise = get_object_or_404(Exercise, number=form.cleaned_data["exercise"])
    try:
        exercises.prescribe(
            episode=episode,
            chart=chart,
            exercise=exercise,
            **form.dose(),
            note=form.cleaned_data["note"],
            by=request.user.actor,
            now=timezone.now(),
        )
    except (exercises.Refused, exercises.AlreadyPrescribed) as error:
        form.add_error("exercise", str(error))
        return False
    messages.success(request, f"{exercise.name} is prescribed.")
    return True


@require_POST
@requires(Role.THERAPIST)
def stop(request: StaffRequest, prescription_id: int) -> HttpResponse:
    prescription = get_object_or_404(Prescription, pk=prescription_id)
    episode = _episode(request, prescription.episode_id)
    exercises.stop(prescription=prescription, by=request.user.actor, now=timezone.now())
    messages.success(request, "The exercise is stopped.")
    return redirect("sessions:episode_exercises", episode_id=episode.pk)
