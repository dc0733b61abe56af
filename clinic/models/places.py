"""The clinic itself, its locations and rooms."""

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models

from clinic.history import tracked


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

    class Meta:
        ordering = ["location__name", "name"]
        constraints = [models.UniqueConstraint(fields=["location", "name"], name="room_name_once_per_location")]

    def __str__(self) -> str:
        return self.name
