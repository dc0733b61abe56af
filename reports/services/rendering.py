"""From a signed report to its one PDF on its way to the physician: drawn by the worker, delivered once whatever happens in between."""

from datetime import datetime

from django.db import transaction

from clinic.models import Actor, OutboundEmail, StoredFile
from clinic.render.pdf import CannotDraw, Drawing, draw
from clinic.services import mail, uploads
from clinic.services.jobs import GiveUp
from patients.models import Consent
from referrals.models import Physician
from reports import emails
from reports.models import Delivery, ProgressReport, ReportRendering
from reports.render import letter

WHOLE = ("episode__patient", "physician", "signature__signed_by")


def render(*, report_id: int, now: datetime) -> None:
    """The job's handler; safe to repeat. Raises GiveUp where only a person can help."""
    report = ProgressReport.objects.signed().select_related(*WHOLE).filter(pk=report_id).first()
    if report is None:
        raise GiveUp("There is no signed report with this number.")
    if ReportRendering.objects.filter(report=report).exists():
        return
    try:
        drawing = draw(letter.html(report))
    except CannotDraw as error:
        raise GiveUp(f"The letter could not be drawn: {error}") from error
    _keep(report, drawing, now)


def _keep(report: ProgressReport, drawing: Drawing, now: datetime) -> None:
    """File, drawing, delivery and message in one transaction: all of them, once, or none."""
    with transaction.atomic():
        ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)  # a second worker waits here
        if ReportRendering.objects.filter(report=report).exists():
            return
        name = emails.file_name(report)
        file = uploads.keep(
            content=drawing.content,
            name=name,
            content_type=StoredFile.Kind.PDF,
            pages=drawing.pages,
            by=_signer(report),
            now=now,
        )
        ReportRendering.objects.create(report=report, file=file, pages=drawing.pages, drawn_at=now)
        if may_leave(report):
            _deliver(report, file, now)


def _signer(report: ProgressReport) -> Actor:
    if report.signature is None:  # `render` asks for signed reports only
        raise GiveUp("This report is not signed.")
    return report.signature.signed_by


def may_leave(report: ProgressReport) -> bool:
    """The patient may have withdrawn their consent since the report was signed; then it stays here."""
    return Consent.objects.standing().filter(patient=report.episode.patient_id, kind=Consent.Kind.RELEASE).exists()


def _deliver(report: ProgressReport, file: StoredFile, now: datetime) -> None:
    physician = report.physician
    if physician.reports_by != Physician.Channel.EMAIL:
        recipient = physician.fax if physician.reports_by == Physician.Channel.FAX else physician.practice
        _record(report, Delivery.Channel.BY_HAND, recipient or physician.name, None, now)
        return
    message = emails.to_physician(report)
    try:
        email = mail.queue(
            key=f"report:{report.pk}:physician:{physician.pk}",
            recipient=physician.email,
            recipient_name=emails.one_line(physician.name),
            subject=message.subject,
            text=message.text,
            attachments=[(file, message.filename)],
            by=_signer(report),
            now=now,
        )
    except ValueError as error:
        raise GiveUp(f"The message could not be addressed: {error}") from error
    _record(report, Delivery.Channel.EMAIL, physician.email, email, now)


def _record(
    report: ProgressReport, channel: Delivery.Channel, recipient: str, email: OutboundEmail | None, now: datetime
) -> None:
    Delivery.objects.create(
        report=report,
        physician=report.physician,
        channel=channel,
        recipient=recipient,
        email=email,
        created_at=now,
    )
