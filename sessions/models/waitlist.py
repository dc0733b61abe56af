"""Who waits for a visit, and the times offered to them. An offered time is an appointment that is held: a row like any other, under the
same constraints, so that nobody else can be booked into it (docs/adr/0011-waitlist-offers.md)."""

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from clinic.history import tracked
from clinic.models import Actor, Location, OutboundEmail, Staff
from clinic.models.constraints import paired
from clinic.registry import DataRule, Erasure, Merge
from patients.models import Patient
from referrals.models import Episode
from sessions.models.appointments import Appointment
from sessions.rules.waitlist import LONGEST, SHORTEST


class WaitlistQuerySet(models.QuerySet["WaitlistEntry"]):
    def open(self) -> "WaitlistQuerySet":
        return self.filter(closed_at__isnull=True)

    def standing(self, *, today: date) -> "WaitlistQuerySet":
        """Open, and not past the last day the patient can use."""
        return self.open().filter(Q(until_on__isnull=True) | Q(until_on__gte=today))


@tracked()
class WaitlistEntry(models.Model):
    """A patient who waits for one visit of a course of care, with what would suit them. Empty wishes suit always. Plan and referral are
    those in force when a time is offered, so the entry names none."""

    class Urgency(models.TextChoices):
        URGENT = "urgent", "Urgent"
        SOON = "soon", "Soon"
        ROUTINE = "routine", "Routine"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="waits")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="waits")
    kind = models.CharField(max_length=10, choices=Appointment.Kind)
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)])
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, help_text="0 is Monday.")
    from_time = models.TimeField("Not before", null=True, blank=True)
    until_time = models.TimeField("Over by", null=True, blank=True)
    therapists = models.ManyToManyField(Staff, blank=True, related_name="+")
    locations = models.ManyToManyField(Location, blank=True, related_name="+")
    from_on = models.DateField("First day", null=True, blank=True)
    until_on = models.DateField("Last day", null=True, blank=True)
    urgency = models.CharField(max_length=7, choices=Urgency, default=Urgency.ROUTINE)
    note = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_reason = models.CharField("Why it was closed", max_length=200, blank=True)

    objects = WaitlistQuerySet.as_manager()

    class Meta:
        ordering = ["entered_at", "pk"]
        indexes = [
            models.Index(fields=["entered_at"], condition=Q(closed_at__isnull=True), name="waitlist_open"),
        ]
        constraints = [
            paired("closed", "waitlist_entry"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
                name="waitlist_entry_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(SHORTEST, LONGEST)), name="waitlist_entry_minutes_in_range"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=list(range(7))), name="waitlist_entry_weekdays_known"
            ),
            models.CheckConstraint(
                condition=Q(from_time__isnull=True) | Q(until_time__isnull=True) | Q(from_time__lt=F("until_time")),
                name="waitlist_entry_hours_in_order",
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(from_on__lte=F("until_on")),
                name="waitlist_entry_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_urgency_display().lower()}, since {self.entered_at:%Y-%m-%d}"


class OfferQuerySet(models.QuerySet["Offer"]):
    def open(self) -> "OfferQuerySet":
        return self.filter(closed_at__isnull=True)

    def standing(self, *, now: datetime) -> "OfferQuerySet":
        """Open, its time not run out, its visit still held."""
        return self.open().filter(holds_until__gt=now, visit__status=Appointment.Status.HELD)


@tracked()
class Offer(models.Model):
    """One time offered to one person who waits. Several people may be offered the same held visit: the first who says yes gets it."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        LAPSED = "lapsed", "Lapsed"
        TAKEN = "taken", "Taken by another"
        WITHDRAWN = "withdrawn", "Taken back"

    entry = models.ForeignKey(WaitlistEntry, on_delete=models.PROTECT, related_name="offers")
    visit = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="offers")
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    holds_until = models.DateTimeField()
    email = models.ForeignKey(OutboundEmail, on_delete=models.PROTECT, null=True, blank=True, related_name="offers")
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        constraints = [
            paired("closed", "offer"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="offer_closed_with_outcome",
            ),
            models.CheckConstraint(condition=Q(holds_until__gt=F("offered_at")), name="offer_holds_for_a_time"),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(closed_at__isnull=True), name="offer_one_open_per_entry"
            ),
            models.UniqueConstraint(
                fields=["visit"], condition=Q(outcome="accepted"), name="offer_accepted_once_per_visit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit} until {self.holds_until:%Y-%m-%d %H:%M}"


# What somebody waited for ends with them; offers hang on the entry and name no more than a time.
DATA_RULES = {
    "clinic_sessions.WaitlistEntry": DataRule(
        "patient", Merge.REPOINT, export=True, erasure=Erasure.DELETE, keep_years=3
    ),
    "clinic_sessions.Offer": DataRule(
        "entry__patient", Merge.FOLLOW, export=True, erasure=Erasure.DELETE, keep_years=3
    ),
}
