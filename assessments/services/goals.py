"""The end of a goal: reached, missed or dropped. What it said stays as it was signed."""

from datetime import datetime

from django.db import transaction

from assessments.models import Goal
from assessments.services.starting import require_care_team
from clinic.models import Staff

OUTCOMES = ("achieved", "missed", "dropped")


def close(*, goal: Goal, outcome: str, staff: Staff, now: datetime) -> Goal:
    """Closing twice closes once. Raises NotReady for who is not on the care team, ValueError for an unknown outcome."""
    if outcome not in OUTCOMES:
        raise ValueError(f"“{outcome}” is no outcome of a goal.")
    require_care_team(episode=goal.episode, staff=staff, now=now)
    with transaction.atomic():
        row = Goal.objects.select_for_update(no_key=True).get(pk=goal.pk)
        if row.closed_at is None:
            row.closed_at, row.closed_by, row.outcome = now, staff.actor, outcome
            row.save(update_fields=["closed_at", "closed_by", "outcome"])
    return row
