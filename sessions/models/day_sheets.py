"""Day sheets: the paper of a day that is there when nothing else is."""

from django.db import models

from clinic.history import tracked
from clinic.models import Location, StoredFile


@tracked()
class DaySheet(models.Model):
    """The newest drawing of one location's day. It names patients, so that it is kept only a few days."""

    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="day_sheets")
    day = models.DateField()
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="day_sheet")
    visits = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "location__name"]
        constraints = [
            models.UniqueConstraint(fields=["location", "day"], name="day_sheet_once_per_location_and_day"),
        ]

    def __str__(self) -> str:
        return f"Day sheet of {self.location} for {self.day}"
