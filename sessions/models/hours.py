"""When a therapist works and where: weekly hours, single days, time off. No two hours of one person overlap, the database says."""

from datetime import date, datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import DateField, F, Func, Q, Value
from django.db.models.functions import Upper

from clinic.history import tracked
from clinic.models import Actor, Location, Staff


def _same(column: str) -> tuple[Func, str]:
    """Equality as an overlap, so that no extension is needed."""
    return Func(F(column), F(column), Value("[]"), function="int8range"), RangeOperators.OVERLAPS


def _times() -> tuple[Func, str]:
    """The hours of the day as seconds: PostgreSQL has no range of times."""
    seconds = [Func(F(name), template="EXTRACT(EPOCH FROM %(expressions)s)") for name in ("from_time", "until_time")]
    return Func(*seconds, function="numrange"), RangeOperators.OVERLAPS


def _validity() -> tuple[Func, str]:
    return (
        Func(F("valid_from"), F("valid_until"), Value("[]"), function="daterange", output_field=DateField()),
        RangeOperators.OVERLAPS,
    )


class WorkingHoursQuerySet(models.QuerySet["WorkingHours"]):
    def standing(self, day: date) -> "WorkingHoursQuerySet":
        """What holds on that day or begins later."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day))


@tracked()
class WorkingHours(models.Model):
    """One stretch of a weekday at one location, by that location's clock, week after week while it is valid."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "Monday"
        TUESDAY = 1, "Tuesday"
        WEDNESDAY = 2, "Wednesday"
        THURSDAY = 3, "Thursday"
        FRIDAY = 4, "Friday"
        SATURDAY = 5, "Saturday"
        SUNDAY = 6, "Sunday"

    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="working_hours")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="working_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    from_time = models.TimeField("From")
    until_time = models.TimeField("Until")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True, help_text="Its last day; empty: until further notice.")

    objects = WorkingHoursQuerySet.as_manager()

    class Meta:
        ordering = ["weekday", "from_time"]
        verbose_name_plural = "working hours"
        constraints = [
            ExclusionConstraint(
                name="working_hours_once",
                expressions=[_same("therapist"), _same("weekday"), _times(), _validity()],
                violation_error_message="These hours overlap others of the same day.",
            ),
            models.CheckConstraint(
                condition=Q(until_time__gt=F("from_time")),
                name="working_hours_end_after_they_start",
                violation_error_message="The hours must end after they start.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="working_hours_valid_in_order",
            ),
            models.CheckConstraint(condition=Q(weekday__range=(0, 6)), name="working_hours_weekday_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.from_time:%H:%M} to {self.until_time:%H:%M}"


@tracked()
class ExtraHours(models.Model):
    """Hours of one single day, beside the weekly ones."""

    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="extra_hours")
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="extra_hours")
    works_on = models.DateField("Day")
    from_time = models.TimeField("From")
    until_time = models.TimeField("Until")
    note = models.CharField(max_length=120, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["works_on", "from_time"]
        verbose_name_plural = "extra hours"
        constraints = [
            ExclusionConstraint(
                name="extra_hours_once",
                expressions=[
                    _same("therapist"),
                    (
                        Func(F("works_on"), F("works_on"), Value("[]"), function="daterange", output_field=DateField()),
                        RangeOperators.OVERLAPS,
                    ),
                    _times(),
                ],
                violation_error_message="There are extra hours on that day already that overlap these.",
            ),
            models.CheckConstraint(
                condition=Q(until_time__gt=F("from_time")),
                name="extra_hours_end_after_they_start",
                violation_error_message="The hours must end after they start.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.works_on} {self.from_time:%H:%M} to {self.until_time:%H:%M}"


class TimeOffQuerySet(models.QuerySet["TimeOff"]):
    def ahead(self, now: datetime) -> "TimeOffQuerySet":
        """Under way or still to come."""
        return self.filter(during__endswith__gt=now)


@tracked()
class TimeOff(models.Model):
    """A therapist is away: nothing is offered or booked then. Whole days run from midnight to midnight of the place where they work."""

    class Kind(models.TextChoices):
        VACATION = "vacation", "Vacation"
        SICK = "sick", "Ill"
        TRAINING = "training", "Training"
        OTHER = "other", "Away"

    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="time_off")
    during = DateTimeRangeField()
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.CharField("Note", max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    objects = TimeOffQuerySet.as_manager()

    class Meta:
        ordering = ["during"]
        verbose_name_plural = "time off"
        indexes = [models.Index(F("therapist"), Upper("during"), name="time_off_by_therapist")]
        constraints = [
            models.CheckConstraint(
                condition=Q(during__startswith__lt=Upper("during"))
                & Q(during__lower_inf=False, during__upper_inf=False, during__isempty=False),
                name="time_off_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def starts_at(self) -> datetime:
        start: datetime = self.during.lower
        return start

    @property
    def ends_at(self) -> datetime:
        end: datetime = self.during.upper
        return end
