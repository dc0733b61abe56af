"""Ending a goal of this course of care from the page of a later assessment."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessments.models import Goal
from assessments.services import goals
from assessments.views.fetching import to_write
from clinic.access import StaffRequest, requires
from clinic.models import Role
from clinic.services.drafts import NotReady


@require_POST
@requires(Role.THERAPIST)
def goal_close(request: StaffRequest, assessment_id: int, goal_id: int) -> HttpResponse:
    assessment = to_write(request, assessment_id)
    goal = get_object_or_404(Goal.objects.active().filter(episode=assessment.episode_id), pk=goal_id)
    try:
        goals.close(goal=goal, outcome=request.POST.get("outcome", ""), staff=request.user, now=timezone.now())
        messages.success(request, "The goal is closed.")
    except (NotReady, ValueError) as error:
        messages.error(request, str(error))
    return redirect(reverse("assessments:detail", args=[assessment.pk]) + "#goals")
