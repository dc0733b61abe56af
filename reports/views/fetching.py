"""Finding a report and asking for it are one step, so that nothing is shown to somebody it is not for."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from clinic.access import StaffRequest
from clinic.selectors.days import today
from referrals.models import Episode
from reports.models import ProgressReport
from reports.selectors.listing import reports_of


def report_for(request: StaffRequest, report_id: int) -> ProgressReport:
    return get_object_or_404(reports_of(request.user, today=today(now=timezone.now())), pk=report_id)


def episode_for(request: StaffRequest, episode_id: int) -> Episode:
    visible = Episode.objects.visible_to(request.user, today=today(now=timezone.now()))
    return get_object_or_404(visible.select_related("patient"), pk=episode_id)
