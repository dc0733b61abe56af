"""Work in the background as rows: jobs, outgoing mail and heartbeats. Queue messages are only nudges."""

from django.db import models

from clinic.models.actors import Actor
from clinic.models.files import StoredFile


class Job(models.Model):
    """One piece of work, asked for in the same transaction as the change that needs it. `key` makes asking twice harmless."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Needs a person"

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)
    ids = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    postponements = models.PositiveSmallIntegerField(
        default=0, help_text="How often it was put back because it was too early."
    )
    due_at = models.DateTimeField()
    nudged_at = models.DateTimeField(
        null=True, blank=True, help_text="When the sweep last told the workers, by the database's clock."
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state__in=["waiting", "running"]), name="job_open_by_due"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="running", lease__isnull=False, lease_until__isnull=False)
                | (~models.Q(state="running") & models.Q(lease__isnull=True, lease_until__isnull=True)),
                name="job_lease_only_while_running",
            )
        ]

    def __str__(self) -> str:
        return self.key


class OutboundEmail(models.Model):
    """One message to one recipient. `sending` is committed before the server is spoken to, so a crash there is seen as `unknown`."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        UNKNOWN = "unknown", "May have been sent"
        FAILED = "failed", "Not sent, needs a person"

    key = models.CharField(max_length=120, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField()
    recipient_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendars = models.JSONField(
        default=list, blank=True, help_text="iCalendar parts: name, method and content of each."
    )
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    refused_times = models.PositiveSmallIntegerField(default=0, help_text="“Not now” answers of the mail server (4xx).")
    unknown_times = models.PositiveSmallIntegerField(
        default=0, help_text="Tries that ended without an answer after the message was handed over."
    )
    due_at = models.DateTimeField()
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"], name="email_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | (~models.Q(state="sent") & models.Q(sent_at__isnull=True)),
                name="email_sent_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.recipient}"


class EmailAttachment(models.Model):
    email = models.ForeignKey(OutboundEmail, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "filename"], name="attachment_name_once_per_email")]

    def __str__(self) -> str:
        return self.filename


class Heartbeat(models.Model):
    """When a part of the machinery last showed life; `/healthz` reads these."""

    part = models.CharField(max_length=20, primary_key=True)
    beat_at = models.DateTimeField()
    detail = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.part
