"""What beat asks for in this app."""

import pghistory
from celery import shared_task
from django.utils import timezone

from clinic.services import actors
from sessions.services import care_teams, day_sheets, telling


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def end_care_teams() -> int:
    """Let care teams go whose episodes have had no visit for long."""
    by = actors.system()
    with pghistory.context(actor=by.pk, kind="care_teams.end"):
        return care_teams.end_after_last_visit(by=by, now=timezone.now())


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def tell_patients() -> int:
    """Ask for the reminders that are due, and for what changed without anybody asking to tell it."""
    by = actors.system()
    with pghistory.context(actor=by.pk, kind="visits.tell"):
        return telling.ask_waiting(by=by, now=timezone.now())


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def ask_day_sheets() -> int:
    """Ask for the day sheets that are due by the clocks of the locations."""
    return day_sheets.ask_due(now=timezone.now())
