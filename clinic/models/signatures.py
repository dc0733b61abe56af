"""Signatures: what was signed (by its content's hash), by whom with which credentials as they stood, and when."""

from django.db import models

from clinic.history import tracked
from clinic.models.actors import Actor
from clinic.triggers import AppendOnly


@tracked()
class Signature(models.Model):
    """One signing. A co-signature points at the signature it confirms."""

    kind = models.CharField(max_length=40, help_text="What was signed, such as assessments.assessment.")
    content_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="signatures")
    name = models.CharField(max_length=120)
    credentials = models.CharField(max_length=80, blank=True)
    confirms = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="co_signatures")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(content_sha256__regex=r"^[0-9a-f]{64}$"), name="signature_hash_is_sha256"
            )
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name
