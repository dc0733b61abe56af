"""Appointments. That nobody is in two places at once, and that a treatment hangs on a referral and a plan, the database itself says."""

from datetime import datetime, timedelta

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Upper

from clinic.history import tracked
from clinic.models import Actor, Location, Room, Staff
from clinic.registry import DataRule, Erasure, Merge
from patients.models import Patient
from referrals.models import Episode, Referral
from sessions.models.plans import Plan
from sessions.rules.appointments import seen_as

LIVE = ("held", "booked", "confirmed", "arrived", "progress", "completed")


def _once(column: str, during: str, message: str) -> ExclusionConstraint:
    """No two live appointments of one therapist, room or patient overlap. The scalar half is an int8range: no extension is needed."""
    return ExclusionConstraint(
        name=f"appointment_{column}_once",
        expressions=[
            (Func(F(column), F(column), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
            (F(during), RangeOperators.OVERLAPS),
        ],
        condition=Q(status__in=LIVE),
        violation_error_message=message,
    )


class RaisesSequence(pgtrigger.Trigger):
    """Counts what a patient's calendar must follow: time, place, person, and whether the visit takes place at all. Whoever changes a
    visit, by whatever way, the calendar's SEQUENCE grows; nobody can forget it or turn it back."""

    def __init__(self) -> None:
        off = "('cancelled', 'late')"
        super().__init__(
            name="raises_sequence",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=(
                "IF NEW.during IS DISTINCT FROM OLD.during OR NEW.location_id IS DISTINCT FROM OLD.location_id "
                "OR NEW.therapist_id IS DISTINCT FROM OLD.therapist_id "
                f"OR (NEW.status IN {off}) IS DISTINCT FROM (OLD.status IN {off}) "
                "THEN NEW.sequence := OLD.sequence + 1; ELSE NEW.sequence := OLD.sequence; END IF; RETURN NEW;"
            ),
        )


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def live(self) -> "AppointmentQuerySet":
        return self.filter(status__in=LIVE)

    def between(self, start: datetime, end: datetime) -> "AppointmentQuerySet":
        return self.filter(during__overlap=(start, end))

    def counted_under(self, referral: Referral, *, evaluations: bool) -> "AppointmentQuerySet":
        """The visits that use up a referral: live treatments and re-assessments, and evaluations where the clinic counts them."""
        kinds = ["treatment", "reassess"] + (["evaluation"] if evaluations else [])
        return self.live().filter(referral=referral, kind__in=kinds)


@tracked()
class Appointment(models.Model):
    """One visit. `during` is the patient's time, `occupies` adds the turnover that keeps therapist and room taken."""

    class Kind(models.TextChoices):
        EVALUATION = "evaluation", "Evaluation"
        TREATMENT = "treatment", "Treatment"
        REASSESSMENT = "reassess", "Re-assessment"

    class Service(models.TextChoices):
        MEDICAL = "medical", "Medical"
        WELLNESS = "wellness", "Wellness"

    class Status(models.TextChoices):
        HELD = "held", "Held"
        BOOKED = "booked", "Booked"
        CONFIRMED = "confirmed", "Confirmed"
        ARRIVED = "arrived", "Arrived"
        IN_PROGRESS = "progress", "In progress"
        COMPLETED = "completed", "Completed"
        CANCELLED = "cancelled", "Cancelled"
        LATE_CANCELLED = "late", "Cancelled late"
        NO_SHOW = "no_show", "No-show"

    kind = models.CharField(max_length=10, choices=Kind)
    service = models.CharField(max_length=8, choices=Service, default=Service.MEDICAL)
    status = models.CharField(max_length=9, choices=Status, default=Status.BOOKED)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="appointments")
    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appointments", db_index=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="appointments")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="appointments", db_index=False)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    during = DateTimeRangeField()
    occupies = DateTimeRangeField()
    length_reason = models.CharField("Why shorter or longer", max_length=200, blank=True)
    override_reason = models.CharField("Why without a referral", max_length=300, blank=True)
    override_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    policy_version = models.PositiveIntegerField(null=True, blank=True)
    guard_reason = models.CharField("Why in spite of what the guards say", max_length=300, blank=True)
    judged = models.JSONField(default=list, blank=True, help_text="What the guards said when it was booked.")
    note = models.CharField(max_length=200, blank=True)
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    series = models.UUIDField(
        null=True, blank=True, db_index=True, help_text="Shared by the visits that were booked together."
    )
    ended_reason = models.CharField("Why it did not take place", max_length=200, blank=True)
    sequence = models.PositiveIntegerField(
        default=0, help_text="Raised by the database with each change that a calendar must follow."
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["during"]
        # They serve the foreign keys too: a second index of the therapist alone would be taken for a span of days, and read all years. What
        # they carry answers for free times without a look at the rows.
        indexes = [
            models.Index(
                fields=["location", "during"], include=["occupies", "status", "room"], name="appointment_by_location"
            ),
            models.Index(
                fields=["therapist", "during"], include=["occupies", "status", "plan"], name="appointment_by_therapist"
            ),
            # What is still to come, clinic-wide: who is to be told or reminded.
            models.Index(Lower("during"), name="appointment_by_start"),
        ]
        constraints = [
            _once("therapist", "occupies", "The therapist already has a visit then."),
            _once("room", "occupies", "The room is already taken then."),
            _once("patient", "during", "The patient already has a visit then."),
            models.CheckConstraint(
                condition=Q(during__startswith__lt=Upper("during"))
                & Q(during__lower_inf=False, during__upper_inf=False, during__isempty=False),
                name="appointment_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(occupies__contains=F("during")), name="appointment_occupies_its_own_time"
            ),
            models.CheckConstraint(
                condition=~Q(kind="treatment", service="medical")
                | ~Q(length_reason="")
                | Q(
                    during__endswith__gte=Lower("during") + timedelta(minutes=45),
                    during__endswith__lte=Lower("during") + timedelta(minutes=60),
                ),
                name="appointment_treatment_is_45_to_60_minutes",
            ),
            models.CheckConstraint(
                condition=~Q(kind="treatment", service="medical")
                | Q(episode__isnull=False, referral__isnull=False, plan__isnull=False)
                | (Q(episode__isnull=False, referral__isnull=True) & ~Q(override_reason="")),
                name="appointment_treatment_has_referral_and_plan",
            ),
            models.CheckConstraint(
                condition=Q(override_reason="", override_by__isnull=True)
                | (~Q(override_reason="") & Q(override_by__isnull=False)),
                name="appointment_override_pair",
            ),
            models.CheckConstraint(
                condition=~Q(service="wellness") | Q(referral__isnull=True, plan__isnull=True),
                name="appointment_wellness_has_no_referral",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["cancelled", "late", "no_show"]) | ~Q(ended_reason=""),
                name="appointment_ended_with_reason",
            ),
        ]
        triggers = [RaisesSequence()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def starts_at(self) -> datetime:
        start: datetime = self.during.lower
        return start

    @property
    def ends_at(self) -> datetime:
        end: datetime = self.during.upper
        return end

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def seen_as(self) -> str:
        return seen_as(self.starts_at, self.ends_at, self.therapist_id, self.room_id, self.status)

    @property
    def is_live(self) -> bool:
        return self.status in LIVE


@tracked()
class Reschedule(models.Model):
    """Where a visit was before it was moved, and why it was moved: one row for each move, never changed."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="reschedules")
    was_during = DateTimeRangeField()
    was_therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    was_room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    during = DateTimeRangeField()
    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["moved_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="reschedule_has_reason")]

    def __str__(self) -> str:
        return f"{self.was_during.lower:%Y-%m-%d %H:%M} to {self.during.lower:%Y-%m-%d %H:%M}"


# Both patients' visits become one patient's; what was said in free words goes when the patient is erased, the day's figures stay.
DATA_RULES = {
    "clinic_sessions.Appointment": DataRule(
        "patient", Merge.REPOINT, export=True, erasure=Erasure.TOMBSTONE, keep_years=10
    ),
    "clinic_sessions.Reschedule": DataRule(
        "appointment__patient", Merge.FOLLOW, export=True, erasure=Erasure.TOMBSTONE, keep_years=10
    ),
}
