"""The clinic itself, its locations and rooms."""

from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models

from clinic.history import tracked
from clinic.models.actors import Actor


def validate_zone(value: str) -> None:
    """A location's zone must be one the machine knows."""
    if value not in available_timezones():
        raise ValidationError(f"“{value}” is not a time zone. Use a name such as America/Los_Angeles.")


@tracked()
class ClinicProfile(models.Model):
    """Name and contact for letters and pages: the one row that says whose installation this is."""

    only = models.BooleanField(default=True, editable=False, unique=True)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="clinic_profile_is_one_row")]

    def __str__(self) -> str:
        return self.name


@tracked()
class Location(models.Model):
    """A place with rooms, its own clock and its own hours. Locations filter, they do not wall off."""

    name = models.CharField(max_length=80, unique=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    state = models.CharField("State", max_length=2, help_text="Two letters, for licenses, such as NV.")
    zone = models.CharField("Time zone", max_length=64, default="America/Los_Angeles", validators=[validate_zone])
    opens_at = models.TimeField(default="08:00")
    closes_at = models.TimeField(default="18:00")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="location_closes_after_it_opens",
                violation_error_message="The location must close after it opens.",
            ),
            models.CheckConstraint(condition=models.Q(state__regex=r"^[A-Z]{2}$"), name="location_state_two_letters"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@tracked()
class Room(models.Model):
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=60)
    equipment = models.CharField(max_length=200, blank=True)
    out_from = models.DateField("Out of use from", null=True, blank=True)
    out_until = models.DateField(
        "Out of use until", null=True, blank=True, help_text="The last day; empty: until further notice."
    )
    out_reason = models.CharField("Why", max_length=120, blank=True)

    class Meta:
        ordering = ["location__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["location", "name"], name="room_name_once_per_location"),
            models.CheckConstraint(
                condition=models.Q(out_until__isnull=True) | models.Q(out_until__gte=models.F("out_from")),
                name="room_out_in_order",
                violation_error_message="The last day out of use cannot come before the first.",
            ),
            models.CheckConstraint(
                condition=models.Q(out_from__isnull=False) | models.Q(out_until__isnull=True, out_reason=""),
                name="room_out_from_a_day",
                violation_error_message="Say from which day the room is out of use.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_out(self, day: date) -> bool:
        """Whether nobody can be treated here on that day of the location's calendar."""
        return self.out_from is not None and self.out_from <= day and (self.out_until is None or day <= self.out_until)


class ClosureQuerySet(models.QuerySet["Closure"]):
    def of(self, location: Location) -> "ClosureQuerySet":
        return self.filter(models.Q(location=location) | models.Q(location__isnull=True))

    def on(self, day: date) -> "ClosureQuerySet":
        return self.filter(from_on__lte=day, until_on__gte=day)


@tracked()
class Closure(models.Model):
    """Days on which a location, or the whole clinic, is closed: both included, by each location's calendar."""

    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True, related_name="closures", help_text="Empty: all."
    )
    from_on = models.DateField("First day")
    until_on = models.DateField("Last day")
    reason = models.CharField(
        "Why", max_length=120, help_text="Such as Thanksgiving. It is said to whoever wants to book."
    )
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "until_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="closure_days_in_order",
                violation_error_message="The last day cannot come before the first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason}, {self.from_on} to {self.until_on}"
