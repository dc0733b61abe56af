"""Conditions of two records that become one patient's: each code stands once, and what guards are told is never made less."""

from datetime import datetime

from assessments.models import Condition
from clinic.models import Actor
from clinic.selectors.days import today

WHY = "Entered twice: it stands in the record that this one was merged into."


def settle(*, merged: int, into: int, by: Actor, now: datetime) -> None:
    """Where both hold a condition, the one of the patient that stays takes over the places, the earlier day and the stricter figures; the
    other is kept as resolved on this day."""
    staying = {row.code: row for row in Condition.objects.standing().filter(patient=into)}
    for row in Condition.objects.standing().filter(patient=merged, code__in=staying):
        _take_over(staying[row.code], row)
        row.resolved_on, row.resolution, row.resolved_why = max(today(now=now), row.since_on), "mistake", WHY
        row.resolved_at, row.resolved_by = now, by
        row.save(update_fields=["resolved_on", "resolution", "resolved_why", "resolved_at", "resolved_by"])


def _take_over(kept: Condition, other: Condition) -> None:
    """No place named means everywhere, so it stays that way."""
    everywhere = not kept.regions or not other.regions
    kept.regions = [] if everywhere else sorted({*kept.regions, *other.regions})
    kept.since_on = min(kept.since_on, other.since_on)
    figures = [figure for figure in (kept.platelets, other.platelets) if figure is not None]
    kept.platelets = min(figures, default=None)
    kept.variant = kept.variant or other.variant
    kept.note = "; ".join(dict.fromkeys(note for note in (kept.note, other.note) if note))[:200]
    if kept.confirmed_at is None:
        kept.confirmed_at, kept.confirmed_by = other.confirmed_at, other.confirmed_by
    kept.save()
