"""Where a letter to a physician stands: drawn, sent, to be faxed, answered; and which of them wait too long."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import formats, timezone

from clinic.models import Heartbeat, Job, OutboundEmail, Staff
from patients.models import Consent
from referrals.models import Inquiry, Physician

WORKER = "worker"
QUIET_AFTER = timedelta(seconds=60)
WHOLE = ("patient", "physician", "episode", "asked_by", "answered_by", "handed_by", "letter", "email")


@dataclass(frozen=True)
class Step:
    """`state` is done, now, todo or stop."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class State:
    """`word`, `tone` and `icon` are for a chip. `settled`: nothing more happens by itself. `by_hand`: somebody has to print or fax it."""

    steps: list[Step]
    word: str
    tone: str
    icon: str
    settled: bool
    by_hand: bool = False


def whole() -> "QuerySet[Inquiry]":
    """With everything a page says of a letter in one query: also `job_state` and `job_error` of its drawing, and whether the patient's
    consent to letters stands (`released`)."""
    key = Concat(Value("inquiry:"), Cast(OuterRef("pk"), CharField()), Value(":letter"))
    job = Job.objects.filter(key=key)
    release = Consent.objects.standing().filter(patient=OuterRef("patient"), kind=Consent.Kind.RELEASE)
    rows: QuerySet[Inquiry] = Inquiry.objects.select_related(*WHOLE).annotate(
        job_state=Subquery(job.values("state")[:1]),
        job_error=Subquery(job.values("last_error")[:1]),
        released=Exists(release),
    )
    return rows


def worker_seen_at() -> datetime | None:
    """When the worker last showed life."""
    return Heartbeat.objects.filter(pk=WORKER).values_list("beat_at", flat=True).first()


def state(inquiry: Any, *, now: datetime, worker_at: datetime | None = None) -> State:
    """`inquiry` as `whole` gives it; `worker_at` where somebody looks at this one letter."""
    asked = Step("Asked", "done", f"{inquiry.asked_by.name}, {_moment(inquiry.asked_at)}")
    drawn = _drawn(inquiry, now, worker_at)
    sent, chip, by_hand = _sent(inquiry, drawn)
    settled = by_hand or sent.state in {"done", "stop"} or drawn.state == "stop"
    if inquiry.answered_at is None:
        days = (now - inquiry.asked_at).days
        waits = f"{days} day{'' if days == 1 else 's'} so far" if sent.state == "done" else ""
        steps = [asked, drawn, sent, Step("Answer", "now" if sent.state == "done" else "todo", waits)]
        return State(steps, *chip, settled=settled, by_hand=by_hand)
    by = f"{inquiry.answered_by.name}, " if inquiry.answered_by else ""
    answered = Step("Answered", "done", f"noted by {by}{_moment(inquiry.answered_at)}")
    return State([asked, drawn, sent, answered], "Answered", "green", "check-lg", settled=True, by_hand=False)


def _moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "j M, H:i")


def _drawn(inquiry: Any, now: datetime, worker_at: datetime | None) -> Step:
    if inquiry.letter is not None:
        return Step("Drawn", "done", _moment(inquiry.letter.stored_at))
    if inquiry.job_state == Job.State.FAILED:
        return Step("Not drawn", "stop", f"A manager can try again from the outbox. {inquiry.job_error}")
    if worker_at is None or now - worker_at > QUIET_AFTER:
        return Step(
            "Waiting to be drawn", "now", "The worker is not running. The letter is drawn as soon as it is back."
        )
    return Step("Being drawn", "now", "A worker draws the letter now.")


Chip = tuple[str, str, str]


def _sent(inquiry: Any, drawn: Step) -> tuple[Step, Chip, bool]:
    """The step, its chip, and whether a person has to carry it."""
    if drawn.state == "stop":
        return Step("Sent", "todo"), ("Not drawn", "red", "exclamation-triangle"), False
    if drawn.state != "done":
        return Step("Sent", "todo"), ("Being drawn", "blue", "hourglass-split"), False
    if inquiry.email is not None:
        step, chip = _by_email(inquiry.email)
        return step, chip, False
    if inquiry.handed_at is not None:
        by = f"{inquiry.handed_by.name}, " if inquiry.handed_by else ""
        return (
            Step("Sent by hand", "done", by + _moment(inquiry.handed_at)),
            ("Waits for the answer", "blue", "hourglass"),
            False,
        )
    if inquiry.physician.reports_by == Physician.Channel.EMAIL and not inquiry.released:
        why = "The patient has taken back the consent to letters to physicians. Nothing was sent."
        return Step("Held back", "stop", why), ("Held back", "red", "slash-circle"), False
    to = f"fax {inquiry.physician.fax}" if inquiry.physician.reports_by == Physician.Channel.FAX else "on paper"
    note = f"To {inquiry.physician.name}, {to}. Open the letter, send it, then say so here."
    return Step("Print or fax it", "now", note), ("To print or fax", "amber", "printer"), True


def _by_email(email: OutboundEmail) -> tuple[Step, Chip]:
    why = f" {email.last_error}" if email.last_error else ""
    match email.state:
        case OutboundEmail.State.SENT:
            at = _moment(email.sent_at) if email.sent_at else ""
            return Step("Sent", "done", f"To {email.recipient}, {at}"), ("Waits for the answer", "blue", "hourglass")
        case OutboundEmail.State.FAILED:
            note = f"To {email.recipient}. A person must look, see the outbox.{why}"
            return Step("Not sent", "stop", note), ("Not sent", "red", "exclamation-triangle")
        case OutboundEmail.State.UNKNOWN:
            note = f"To {email.recipient}. It may have arrived; it is tried once more.{why}"
            return Step("May have been sent", "now", note), ("Unclear", "amber", "question-circle")
        case _:
            note = f"To {email.recipient}. It goes out as soon as the mail server takes it.{why}"
            return Step("Waiting to be sent", "now", note), ("On its way", "blue", "hourglass-split")


def waiting(staff: Staff, *, today: date, now: datetime, days: int) -> "QuerySet[Inquiry]":
    """Unanswered for so many days (P-ANSWER), or not on their way at all until somebody prints or faxes them; the oldest first."""
    late = Q(asked_at__lte=now - timedelta(days=days))
    by_hand = Q(letter__isnull=False, email__isnull=True, handed_at__isnull=True)
    stuck = Q(email__state=OutboundEmail.State.FAILED)
    mine = Inquiry.objects.unanswered().visible_to(staff, today=today)
    return whole().filter(late | by_hand | stuck, pk__in=mine.order_by().values("pk")).order_by("asked_at", "pk")
