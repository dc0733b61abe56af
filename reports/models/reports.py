"""A report, its one drawing and its deliveries. The signed report never changes; what happens to it afterwards are other rows."""

from datetime import date

from django.db import models
from django.db.models import Q

from clinic.history import tracked
from clinic.models import Actor, OutboundEmail, Signature, Staff, StoredFile
from clinic.models.constraints import paired
from clinic.triggers import AppendOnly, Frozen
from referrals.models import Episode, Physician


class ProgressReportQuerySet(models.QuerySet["ProgressReport"]):
    def signed(self) -> "ProgressReportQuerySet":
        return self.filter(signature__isnull=False)

    def visible_to(self, staff: Staff, *, today: date) -> "ProgressReportQuerySet":
        """Reports of the episodes this person may read."""
        return self.filter(episode__in=Episode.objects.visible_to(staff, today=today))


@tracked()
class ProgressReport(models.Model):
    """`data` holds every figure of the letter as it stood when drafted (docs/architecture.md); verdict and request are the therapist's words."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", "Progress report"
        DISCHARGE = "discharge", "Discharge report"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.PROGRESS)
    physician = models.ForeignKey(Physician, on_delete=models.PROTECT, related_name="reports")
    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    period_from_on = models.DateField()
    period_until_on = models.DateField()
    data = models.JSONField()
    verdict = models.CharField("In one sentence", max_length=200, blank=True)
    request = models.CharField("Asked of the physician", max_length=200, blank=True)
    narrative = models.TextField(blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "number"], name="report_number_once_per_episode"),
            models.UniqueConstraint(
                fields=["episode"], condition=Q(signature__isnull=True), name="report_one_draft_per_episode"
            ),
            models.CheckConstraint(
                condition=Q(period_until_on__gte=models.F("period_from_on")), name="report_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(signature__isnull=True) | ~Q(verdict=""), name="report_signed_has_a_verdict"
            ),
        ]
        triggers = [Frozen()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def render_key(self) -> str:
        """The idempotency key of the job that draws this report."""
        return f"report:{self.pk}:render"


@tracked()
class ReportRendering(models.Model):
    """The one drawing of a signed report: which file, how many pages, when."""

    report = models.OneToOneField(ProgressReport, on_delete=models.PROTECT, related_name="rendering")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()

    class Meta:
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.report}, {self.pages} pages"


@tracked()
class Delivery(models.Model):
    """One report on its way to one recipient, once."""

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        BY_HAND = "hand", "Printed, by fax or by hand"

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="deliveries")
    physician = models.ForeignKey(Physician, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=5, choices=Channel)
    recipient = models.CharField(max_length=254)
    email = models.OneToOneField(
        OutboundEmail, on_delete=models.PROTECT, null=True, blank=True, related_name="delivery"
    )
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True, help_text="When a person printed or faxed it.")
    done_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            paired("done", "delivery"),
            models.UniqueConstraint(fields=["report", "recipient"], name="report_reaches_a_recipient_once"),
            models.CheckConstraint(
                condition=Q(channel="email", email__isnull=False) | Q(channel="hand", email__isnull=True),
                name="delivery_email_has_its_message",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} to {self.recipient}"
