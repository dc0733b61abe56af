"""Writing a progress report: drafted from signed records, worded by the therapist, signed, and handed to the worker."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from clinic.models import Actor, Staff
from clinic.services import jobs, signatures
from clinic.services.drafts import EditedMeanwhile, NotReady
from patients.models import Consent
from referrals.models import Episode, Physician, Referral
from reports.models import ProgressReport
from reports.render.words import suggested_verdict
from reports.rules.figures import ReportData
from reports.rules.record import to_json
from reports.selectors import header
from reports.selectors.data import report_data
from sessions.models import Chart

RENDER = "reports.render"


class AlreadySigned(Exception):
    """A signed report never changes."""


def draft(*, episode: Episode, staff: Staff, now: datetime) -> ProgressReport:
    """The episode's open draft, or a new one over the days since the last signed report. Raises NotReady."""
    referral = header.referral_of(episode)
    if referral is None or referral.physician is None:
        raise NotReady(["There is no verified referral to answer. Verify the referral first."])
    with transaction.atomic():
        Episode.objects.select_for_update().get(pk=episode.pk)  # two people starting at once get the same draft
        open_draft = episode.reports.filter(signature__isnull=True).first()
        return open_draft or _new(episode, referral, referral.physician, staff, now)


def _new(episode: Episode, referral: Referral, physician: Physician, staff: Staff, now: datetime) -> ProgressReport:
    previous = _previous(episode)
    row = ProgressReport(
        episode=episode,
        number=previous.number + 1 if previous else 1,
        physician=physician,
        therapist=staff,
        drafted_at=now,
        drafted_by_id=staff.actor_id,
    )
    row.period_from_on, row.period_until_on = _period(episode, previous, now)
    data = _figures(row, referral)
    row.data, row.verdict = to_json(data), suggested_verdict(data)
    row.save(force_insert=True)
    return row


def _previous(episode: Episode) -> ProgressReport | None:
    return episode.reports.signed().order_by("-number").first()


def _figures(row: ProgressReport, referral: Referral) -> ReportData:
    return report_data(
        episode=row.episode,
        referral=referral,
        therapist=row.therapist,
        number=row.number,
        period=(row.period_from_on, row.period_until_on),
        previous=_previous(row.episode),
    )


def _period(episode: Episode, previous: ProgressReport | None, now: datetime) -> tuple[date, date]:
    """From the day after the last report (or the episode's first day) to today on the location's calendar."""
    location = header.location_of(episode)
    today = now.astimezone(location.tz if location else ZoneInfo("UTC")).date()
    from_on = previous.period_until_on + timedelta(days=1) if previous else episode.opened_on
    return min(from_on, today), today


def refresh(*, report: ProgressReport, edition: int, by: Actor, now: datetime) -> ProgressReport:
    """Take the figures anew, up to today; the therapist's words stay. Raises EditedMeanwhile, AlreadySigned, NotReady."""
    with transaction.atomic():
        row = _draft_for_change(report, edition)
        referral = header.referral_of(row.episode)
        if referral is None or referral.physician is None:
            raise NotReady(["There is no verified referral to answer any more."])
        row.period_from_on, row.period_until_on = _period(row.episode, _previous(row.episode), now)
        row.data = to_json(_figures(row, referral))
        row.physician = referral.physician
        row.edition += 1
        row.save()
    return row


def save(
    *,
    report: ProgressReport,
    edition: int,
    verdict: str,
    request: str,
    narrative: str,
    by: Actor,
    now: datetime,
) -> ProgressReport:
    """Keep the therapist's words. Raises EditedMeanwhile with the text that stands, AlreadySigned."""
    with transaction.atomic():
        row = _draft_for_change(report, edition)
        row.verdict, row.request, row.narrative = verdict.strip(), request.strip(), narrative.strip()
        row.edition += 1
        row.save(update_fields=["verdict", "request", "narrative", "edition"])
    return row


def _draft_for_change(report: ProgressReport, edition: int) -> ProgressReport:
    row = (
        ProgressReport.objects.select_for_update(of=("self",))
        .select_related("episode__patient", "therapist", "physician")
        .get(pk=report.pk)
    )
    if row.signature_id is not None:
        raise AlreadySigned("This report is signed and cannot change. Draft the next one.")
    if row.edition != edition:
        raise EditedMeanwhile(row, "This report was changed meanwhile.")
    return row


def sign(*, report: ProgressReport, staff: Staff, now: datetime) -> ProgressReport:
    """Freeze the report under the therapist's name and ask for its drawing, in one transaction. Raises NotReady, AlreadySigned."""
    with transaction.atomic():
        row = (
            ProgressReport.objects.select_for_update(of=("self",))
            .select_related("episode__patient", "therapist", "physician")
            .get(pk=report.pk)
        )
        if row.signature_id is not None:
            raise AlreadySigned("This report is signed already.")
        missing = unready(row)
        if missing:
            raise NotReady(missing)
        row.signature = signatures.sign(kind="reports.progressreport", content=_content(row), staff=staff, now=now)
        row.save(update_fields=["signature"])
        jobs.enqueue(kind=RENDER, key=row.render_key, ids={"report_id": row.pk}, by=staff.actor, now=now)
    return row


def _content(row: ProgressReport) -> dict[str, object]:
    return {
        "episode": row.episode_id,
        "number": row.number,
        "kind": row.kind,
        "physician": row.physician_id,
        "period": [row.period_from_on, row.period_until_on],
        "data": row.data,
        "verdict": row.verdict,
        "request": row.request,
        "narrative": row.narrative,
    }


def unready(report: ProgressReport) -> list[str]:
    """What keeps this draft from being signed, in words; empty when nothing does."""
    missing = (
        [] if _figures_stand(report) else ["The records have changed since these figures were taken. Refresh them."]
    )
    if not report.verdict:
        missing.append("Say in one sentence how the patient is doing.")
    if not _signed_charts_in_period(report):
        missing.append("No visit of this period has a signed chart. Sign a chart, then refresh the figures.")
    if not Consent.objects.standing().filter(patient=report.episode.patient_id, kind=Consent.Kind.RELEASE).exists():
        missing.append("The patient has not agreed to reports to the physician. Take down that consent first.")
    if report.physician.reports_by == Physician.Channel.EMAIL and not report.physician.email:
        missing.append(f"{report.physician} has no e-mail address. Add one, or choose fax or paper.")
    return missing


def _figures_stand(report: ProgressReport) -> bool:
    """Whether the same question asked now gives the same figures: a letter is signed over what is true."""
    referral = header.referral_of(report.episode)
    if referral is None or referral.physician_id != report.physician_id:
        return False
    return bool(to_json(_figures(report, referral)) == report.data)


def _signed_charts_in_period(report: ProgressReport) -> bool:
    """Whether the figures rest on a visit: one that was charted, medical and signed since the last report."""
    zone = ZoneInfo(report.data["header"]["zone"])
    starts = datetime.combine(report.period_from_on, datetime.min.time(), tzinfo=zone)
    ends = datetime.combine(report.period_until_on + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    visits = {"appointment__episode": report.episode_id, "appointment__service": "medical"}
    within = {"appointment__during__startswith__gte": starts, "appointment__during__startswith__lt": ends}
    return Chart.objects.signed().filter(**visits, **within).exists()
