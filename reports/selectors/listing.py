"""The reports page: what is due, what is being written, what is on its way, what has arrived."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery

from clinic.models import Staff
from clinic.selectors.profile import policy_in_force
from referrals.models import Episode
from reports.models import Delivery, ProgressReport
from reports.rules.due import is_due
from reports.selectors.progress import Progress, machinery, progress

MOST = 100


@dataclass(frozen=True)
class Line:
    report: ProgressReport
    progress: Progress


@dataclass(frozen=True)
class Start:
    """An episode with visits charted since its last report."""

    episode: Episode
    visits: int
    due: bool


@dataclass
class Listing:
    starts: list[Start] = field(default_factory=list)
    drafts: list[Line] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    sent: list[Line] = field(default_factory=list)


def reports_of(staff: Staff, *, today: date) -> "QuerySet[ProgressReport]":
    """Newest first, with all that their state is told from."""
    rows = ProgressReport.objects.visible_to(staff, today=today)
    whole = ("episode__patient", "physician", "therapist", "signature", "rendering")
    deliveries = Prefetch("deliveries", Delivery.objects.select_related("email"))
    return rows.select_related(*whole).prefetch_related(deliveries).order_by("-drafted_at")


def listing(staff: Staff, *, today: date, now: datetime) -> Listing:
    rows = list(reports_of(staff, today=today)[:MOST])
    behind = machinery(rows)
    found = Listing(starts=starts(staff, today=today, now=now))
    for row in rows:
        line = Line(row, progress(row, behind, now=now))
        if row.signature_id is None:
            found.drafts.append(line)
        elif line.progress.steps[-1].state == "done":
            found.sent.append(line)
        else:
            found.waiting.append(line)
    return found


def starts(staff: Staff, *, today: date, now: datetime) -> list[Start]:
    """Open episodes with something to report and no draft yet; the due ones first."""
    policy = policy_in_force()
    found = []
    for episode in _with_charts_since(Episode.objects.visible_to(staff, today=today)):
        waited = now - (episode.last_report_at or episode.first_chart_at)  # type: ignore[attr-defined]
        visits = episode.charts_since  # type: ignore[attr-defined]
        due = is_due(
            visits=visits, waited=waited, every_visits=policy.report_every_visits, every_days=policy.report_every_days
        )
        found.append(Start(episode, visits, due))
    return sorted(found, key=lambda start: (not start.due, -start.visits, start.episode.patient.name_key))


def _with_charts_since(visible: "QuerySet[Episode]") -> "QuerySet[Episode]":
    signed = ProgressReport.objects.signed().filter(episode=OuterRef("pk")).order_by("-number")
    since = Q(last_report_at__isnull=True) | Q(appointments__chart__signature__signed_at__gt=F("last_report_at"))
    counted = since & Q(appointments__service="medical", appointments__chart__signature__isnull=False)
    return (
        Episode.objects.filter(pk__in=visible.values("pk"), closed_on__isnull=True)
        .exclude(reports__in=ProgressReport.objects.filter(signature__isnull=True))
        .annotate(last_report_at=Subquery(signed.values("signature__signed_at")[:1]))
        .annotate(charts_since=Count("appointments__chart", filter=counted))
        .annotate(first_chart_at=Min("appointments__chart__signature__signed_at", filter=counted))
        .filter(charts_since__gt=0)
        .select_related("patient")
        .order_by("-charts_since", "pk")[:MOST]
    )
