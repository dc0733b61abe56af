"""A re-assessment or discharge assessment: one act starts it from what was found the last time."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.forms.reassessment import ReassessmentForm
from assessments.models import Assessment
from assessments.services import assessments
from assessments.services.starting import LATER
from assessments.views.fetching import own_episodes
from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.services.drafts import NotReady


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST)
def reassess(request: StaffRequest, episode_id: int) -> HttpResponse:
    """The one that is open where there is one; else one act starts it."""
    episode = get_object_or_404(own_episodes(request).select_related("patient"), pk=episode_id)
    begun = Assessment.objects.filter(episode=episode, kind__in=LATER, signature__isnull=True).first()
    form = ReassessmentForm(request.POST or None)
    if begun is None and form.is_valid():
        try:
            begun = assessments.start_reassessment(
                episode=episode,
                **form.cleaned_data,
                therapist=request.user,
                by=request.user.actor,
                now=timezone.now(),
            )
        except NotReady as error:
            form.add_error(None, str(error))
    if begun:
        return redirect("assessments:detail", begun.pk)
    read(request, "episode", patient_id=episode.patient_id)
    context = {"episode": episode, "patient": episode.patient, "form": form}
    return render(request, "assessments/reassess_start.html", context)
