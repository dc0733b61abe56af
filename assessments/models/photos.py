"""Photos of the body, taken under a standing consent: by place or by view, so that they can be laid beside earlier ones."""

from django.db import models
from django.db.models import Q

from assessments.models.measurements import SET_TABLE, MeasurementSet
from clinic.history import tracked
from clinic.models import Actor, StoredFile
from clinic.rules.regions import PLACES
from clinic.triggers import FrozenWith


@tracked()
class Photo(models.Model):
    class View(models.TextChoices):
        FRONT = "front", "Whole body, front"
        BACK = "back", "Whole body, back"
        LEFT = "left", "Whole body, left side"
        RIGHT = "right", "Whole body, right side"

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="photos")
    place = models.CharField(max_length=10, blank=True)
    view = models.CharField(max_length=5, choices=View, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=120, blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(place__in=PLACES, view="") | Q(place="", view__in=["front", "back", "left", "right"]),
                name="photo_shows_a_place_or_a_view",
            ),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"Photo {self.place or self.view}"

    @property
    def shows(self) -> str:
        """What is compared with what: the place or the view."""
        return self.place or self.view
