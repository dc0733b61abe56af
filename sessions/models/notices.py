"""What patients were told of their visits, so that every state of a visit is told once; and the calendars of therapists."""

from django.db import models
from django.db.models import Q

from clinic.history import tracked
from clinic.models import Actor, OutboundEmail, Staff
from clinic.models.constraints import paired
from clinic.registry import DataRule, Erasure, Merge
from sessions.models.appointments import Appointment


@tracked()
class VisitNotice(models.Model):
    """One thing that one mail said of one visit: in which state (`sequence`) and for which time it spoke."""

    class Kind(models.TextChoices):
        BOOKED = "booked", "Booked"
        CHANGED = "changed", "Changed"
        CANCELLED = "cancelled", "Cancelled"
        REMINDER = "reminder", "Reminder"

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=9, choices=Kind)
    sequence = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    hours_before = models.PositiveSmallIntegerField(default=0, help_text="Of a reminder: which of them.")
    email = models.ForeignKey(OutboundEmail, on_delete=models.PROTECT, related_name="notices")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "sequence"], condition=~Q(kind="reminder"), name="notice_once_per_state"
            ),
            models.UniqueConstraint(
                fields=["appointment", "starts_at", "hours_before"],
                condition=Q(kind="reminder"),
                name="notice_reminds_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.appointment}"


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def open(self) -> "CalendarFeedQuerySet":
        return self.filter(revoked_at__isnull=True)


# What only reading it changes is no change of the record.
READ_MARKS = ["token_sha256", "content_sha256", "content_at", "read_at", "window_at", "window_reads"]


@tracked(exclude=READ_MARKS)
class CalendarFeed(models.Model):
    """A therapist's visits for their own calendar, behind a secret address of which only the hash is kept."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="calendar_feeds")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content_sha256 = models.CharField(max_length=64, blank=True)
    content_at = models.DateTimeField(null=True, blank=True, help_text="When what it shows last changed.")
    read_at = models.DateTimeField(null=True, blank=True)
    window_at = models.DateTimeField(null=True, blank=True, help_text="Since when readings are counted.")
    window_reads = models.PositiveIntegerField(default=0)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            paired("revoked", "calendar_feed"),
            models.UniqueConstraint(
                fields=["staff"], condition=Q(revoked_at__isnull=True), name="calendar_feed_one_open_per_therapist"
            ),
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.staff.name}"


# A notice hangs on its visit and says no more than the mail it names.
DATA_RULES = {
    "clinic_sessions.VisitNotice": DataRule(
        "appointment__patient", Merge.FOLLOW, export=True, erasure=Erasure.DELETE, keep_years=3
    )
}
