"""Where a signed report is on its way: drawn, sent, waiting or stuck, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import formats, timezone

from clinic.models import Actor, Heartbeat, Job, OutboundEmail
from reports.models import Delivery, ProgressReport, ReportRendering

WORKER = "worker"
QUIET_AFTER = timedelta(seconds=60)
WORKER_AWAY = "The worker is not running. The letter is drawn as soon as it is back; nothing is lost."
WITHHELD = "The patient has withdrawn consent to reports to the physician. Nothing was sent."


@dataclass(frozen=True)
class Step:
    """As the `steps` component takes it; `state` is done, now, todo or stop."""

    label: str
    state: str
    note: str
    url: str = ""


@dataclass(frozen=True)
class Progress:
    """`settled`: nothing more will happen by itself. `tone`, `word` and `icon` are for a chip."""

    steps: list[Step]
    settled: bool
    word: str
    tone: str
    icon: str


def rendering_of(report: ProgressReport) -> ReportRendering | None:
    return getattr(report, "rendering", None)


def delivery_of(report: ProgressReport) -> Delivery | None:
    """There is one recipient so far; `deliveries` is prefetched on lists."""
    return next(iter(report.deliveries.all()), None)


@dataclass(frozen=True)
class Machinery:
    """The jobs of reports that are not drawn yet, by key, and when the worker last showed life."""

    jobs: dict[str, Job]
    worker_at: datetime | None


def machinery(reports: Sequence[ProgressReport]) -> Machinery:
    """Asks only when something waits to be drawn; two queries for any number of reports."""
    keys = [report.render_key for report in reports if report.signature_id and rendering_of(report) is None]
    if not keys:
        return Machinery({}, None)
    beat = Heartbeat.objects.filter(pk=WORKER).first()
    return Machinery({job.key: job for job in Job.objects.filter(key__in=keys)}, beat.beat_at if beat else None)


def progress(report: ProgressReport, behind: Machinery, *, now: datetime) -> Progress:
    """Where this report stands."""
    zone = ZoneInfo(report.data["header"]["zone"])
    if report.signature is None:
        return Progress([], settled=True, word="Draft", tone="violet", icon="pencil")
    signed = Step("Signed", "done", f"{report.signature}, {_moment(report.signature.signed_at, zone)}")
    drawn = _drawn(report, behind, zone, now)
    sent, word, tone, icon = _sent(report, drawn, zone)
    settled = sent.state in {"done", "stop"} or drawn.state == "stop" or icon == "printer"
    return Progress([signed, drawn, sent], settled, word, tone, icon)


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return formats.date_format(timezone.localtime(at, zone), "j M, H:i")


def _drawn(report: ProgressReport, behind: Machinery, zone: ZoneInfo, now: datetime) -> Step:
    rendering, job = rendering_of(report), behind.jobs.get(report.render_key)
    if rendering is not None:
        pages = f"{rendering.pages} page{'s' if rendering.pages > 1 else ''}"
        return Step("Drawn", "done", f"{pages}, {_moment(rendering.drawn_at, zone)}")
    if job is not None and job.state == Job.State.FAILED:
        return Step("Not drawn", "stop", f"A manager can try again from the outbox. {job.last_error}")
    if behind.worker_at is None or now - behind.worker_at > QUIET_AFTER:
        return Step("Waiting to be drawn", "now", WORKER_AWAY)
    again = f"Being tried again: {job.last_error}" if job and job.last_error else "A worker draws the letter now."
    return Step("Being drawn", "now", again)


def _sent(report: ProgressReport, drawn: Step, zone: ZoneInfo) -> tuple[Step, str, str, str]:
    """The last step and its chip: word, tone, icon."""
    delivery = delivery_of(report)
    if drawn.state != "done":
        stuck = drawn.state == "stop"
        chip = ("Not drawn", "red", "exclamation-triangle") if stuck else ("Being drawn", "blue", "hourglass-split")
        return Step("Sent", "todo", ""), *chip
    if delivery is None:
        return Step("Held back", "stop", WITHHELD), "Held back", "red", "slash-circle"
    if delivery.email is None:
        return _by_hand(delivery, zone)
    return _by_email(delivery.email, zone)


def _by_hand(delivery: Delivery, zone: ZoneInfo) -> tuple[Step, str, str, str]:
    if delivery.done_at is None:
        step = Step("Print or fax it", "now", f"To {delivery.recipient}. Open the PDF, send it, then say so here.")
        return step, "To print or fax", "amber", "printer"
    step = Step("Printed or faxed", "done", f"To {delivery.recipient}, {_moment(delivery.done_at, zone)}")
    return step, "Printed or faxed", "green", "check-lg"


def _by_email(email: OutboundEmail, zone: ZoneInfo) -> tuple[Step, str, str, str]:
    why = f" {email.last_error}" if email.last_error else ""
    match email.state:
        case OutboundEmail.State.SENT:
            at = _moment(email.sent_at, zone) if email.sent_at else ""
            return Step("Sent", "done", f"To {email.recipient}, {at}"), "Sent", "green", "check-lg"
        case OutboundEmail.State.FAILED:
            note = f"To {email.recipient}. A person must look, see the outbox.{why}"
            return Step("Not sent", "stop", note), "Not sent", "red", "exclamation-triangle"
        case OutboundEmail.State.UNKNOWN:
            note = f"To {email.recipient}. It may have arrived; it is tried once more.{why}"
            return Step("May have been sent", "now", note), "Unclear", "amber", "question-circle"
        case _:
            note = f"To {email.recipient}. It goes out as soon as the mail server takes it.{why}"
            return Step("Waiting to be sent", "now", note), "Waiting", "blue", "hourglass-split"


def last_saved_by(report: ProgressReport) -> str:
    """Who saved this draft last, from the write history; "somebody" where it does not say."""
    event = report.history_events.select_related("pgh_context").order_by("-pgh_id").first()  # type: ignore[attr-defined]
    actor_id = (event.pgh_context.metadata if event and event.pgh_context else {}).get("actor")
    actor = Actor.objects.filter(pk=actor_id).first() if actor_id else None
    return actor.name if actor else "somebody"
