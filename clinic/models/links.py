"""Links sent to people without an account: one act on one object, 256 bits, only the hash stored, revocable."""

from django.db import models

from clinic.history import tracked
from clinic.models.actors import Actor
from clinic.models.constraints import paired


class LinkQuerySet(models.QuerySet["Link"]):
    def for_token(self, token_sha256: str) -> "Link | None":
        return self.select_related("actor").filter(token_sha256=token_sha256).first()


@tracked(exclude=["token_sha256"])
class Link(models.Model):
    """`purpose` and `reference` name the act and the object's key; `actor` is the person the link speaks for."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    reference = models.BigIntegerField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="links")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["purpose", "reference"], name="link_by_object")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="link_ends_after_it_starts"
            ),
            paired("revoked", "link"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.reference}"
