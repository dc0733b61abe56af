"""Physicians who refer and who read our reports."""

from django.db import models

from clinic.history import tracked
from clinic.models import Actor


@tracked()
class Physician(models.Model):
    """A referring physician. The NPI is null until known; when given it is valid (checked in the form, shaped by the database)."""

    class Channel(models.TextChoices):
        EMAIL = "email", "E-mail"
        FAX = "fax", "Fax"
        PAPER = "paper", "Paper"

    name = models.CharField(max_length=120)
    specialty = models.CharField(max_length=80, blank=True)
    practice = models.CharField(max_length=120, blank=True)
    npi = models.CharField("NPI", max_length=10, null=True, blank=True, unique=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    fax = models.CharField(max_length=20, blank=True)
    reports_by = models.CharField(max_length=5, choices=Channel, default=Channel.EMAIL)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(npi__isnull=True) | models.Q(npi__regex=r"^[12][0-9]{9}$"),
                name="physician_npi_shape",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="physician_has_a_name"),
            models.CheckConstraint(
                condition=~models.Q(reports_by="email") | ~models.Q(email=""), name="physician_email_for_email_reports"
            ),
        ]

    def __str__(self) -> str:
        return self.name
