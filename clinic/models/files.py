"""Stored files: checked and re-encoded on the way in, kept under a random key, never served by path."""

from django.db import models

from clinic.history import tracked
from clinic.models.actors import Actor


@tracked()
class StoredFile(models.Model):
    class Kind(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "JPEG picture"
        PNG = "image/png", "PNG picture"

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(
        max_length=120, help_text="As shown and as offered for saving; cleaned of paths and control characters."
    )
    content_type = models.CharField(max_length=40, choices=Kind)
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="stored_file_hash_is_sha256"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def page_numbers(self) -> range:
        """Of a PDF, counted from 1; none of a picture."""
        return range(1, (self.pages or 0) + 1)
