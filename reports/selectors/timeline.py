"""Letters to physicians on the timeline of a course of care: what was signed, and whether it has gone out."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from clinic.rules.timeline import Entry, EntryKind
from reports.models import Delivery, ProgressReport


def letters(episode_id: int) -> list[Entry]:
    """One query."""
    deliveries = Delivery.objects.filter(report=OuterRef("pk")).order_by("-pk")
    gone = deliveries.annotate(gone_at=Coalesce("done_at", "email__sent_at")).filter(gone_at__isnull=False)
    rows = ProgressReport.objects.signed().filter(episode=episode_id).select_related("physician", "signature")
    return [_entry(row) for row in rows.annotate(gone_at=Subquery(gone.values("gone_at")[:1]))]


def _entry(row: Any) -> Entry:
    went = f"sent to {row.physician.name}" if row.gone_at else f"signed, on its way to {row.physician.name}"
    return Entry(
        at=row.gone_at or row.signature.signed_at,
        kind=EntryKind.LETTER,
        title=str(row),
        text=f"{went}. {row.verdict}",
        tone="violet" if row.gone_at else "amber",
        url=reverse("reports:detail", args=[row.pk]),
    )
