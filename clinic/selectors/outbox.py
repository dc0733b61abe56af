"""What is on its way out of the house, and what needs a person. Recipients and states in words; content is not read here."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from clinic.models import Job, OutboundEmail
from clinic.registry import registry

MOST_ROWS = 100
State = OutboundEmail.State


@dataclass(frozen=True)
class Message:
    """One message as the outbox shows it. `trouble` is the mail server's or Mend's own sentence."""

    pk: int
    recipient: str
    recipient_name: str
    subject: str
    state: str
    tone: str
    at: datetime
    trouble: str
    attempts: int


@dataclass(frozen=True)
class Work:
    """One job that needs a person, or waits."""

    pk: int
    label: str
    state: str
    at: datetime
    trouble: str
    attempts: int


@dataclass(frozen=True)
class Outbox:
    stuck: list[Message]
    failed: list[Work]
    waiting: list[Message]
    open_jobs: list[Work]
    sent: list[Message]

    @property
    def needs_person(self) -> int:
        return len(self.stuck) + len(self.failed)


TONES = {State.QUEUED: "blue", State.SENDING: "blue", State.SENT: "green", State.UNKNOWN: "amber", State.FAILED: "red"}


def outbox() -> Outbox:
    """Four queries, whatever the number of rows."""
    failed = list(Job.objects.filter(state=Job.State.FAILED).order_by("-finished_at")[:MOST_ROWS])
    stuck_ids = [job.ids.get("email_id") for job in failed if job.kind == "mail.send"]
    unsent = OutboundEmail.objects.exclude(state=State.SENT)
    stuck = _rows(unsent.filter(Q(state=State.FAILED) | Q(pk__in=stuck_ids)).order_by("-created_at"))
    waiting = _rows(unsent.exclude(state=State.FAILED).order_by("created_at"))
    shown = {email.pk for email in stuck}
    open_jobs = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).exclude(kind="mail.send")
    return Outbox(
        stuck=[_message(email, needs_person=True) for email in stuck],
        failed=[_work(job) for job in failed if job.kind != "mail.send"],
        waiting=[_message(email) for email in waiting if email.pk not in shown],
        open_jobs=[_work(job) for job in open_jobs.order_by("due_at")[:MOST_ROWS]],
        sent=[
            _message(email) for email in _rows(OutboundEmail.objects.filter(state=State.SENT).order_by("-sent_at"))[:20]
        ],
    )


def _rows(emails: QuerySet[OutboundEmail]) -> list[OutboundEmail]:
    return list(emails.defer("text", "html")[:MOST_ROWS])


def _message(email: OutboundEmail, *, needs_person: bool = False) -> Message:
    state = State(email.state)
    may_have_gone = needs_person and (email.unknown_times > 1 or state is State.SENDING)
    words = "May have arrived: ask before sending again" if may_have_gone else str(state.label)
    return Message(
        pk=email.pk,
        recipient=email.recipient,
        recipient_name=email.recipient_name,
        subject=email.subject,
        state=words,
        tone="red" if needs_person else TONES[state],
        at=email.sent_at or email.created_at,
        trouble=email.last_error,
        attempts=email.attempts,
    )


def _work(job: Job) -> Work:
    return Work(
        pk=job.pk,
        label=registry.job_label(job.kind),
        state=job.get_state_display(),
        at=job.finished_at or job.due_at,
        trouble=job.last_error,
        attempts=job.attempts,
    )
