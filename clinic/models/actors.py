"""Who did it: staff, a patient, a related person, a physician or the system. Every change is `by` an actor."""

from django.db import models

from clinic.history import tracked


class ActorQuerySet(models.QuerySet["Actor"]):
    def system(self) -> "Actor":
        """The actor of work that no person asked for (beat, migrations, the demo's seed)."""
        return self.get_or_create(kind=Actor.Kind.SYSTEM, reference=0, defaults={"name": "Mend"})[0]


@tracked()
class Actor(models.Model):
    """One person or machine that changes records.

    `reference` is the key of the patient, related person or physician it stands for; staff point at their actor themselves.
    """

    class Kind(models.TextChoices):
        STAFF = "staff", "Staff"
        PATIENT = "patient", "Patient"
        RELATED = "related", "Related person"
        PHYSICIAN = "physician", "Physician"
        SYSTEM = "system", "System"

    kind = models.CharField(max_length=12, choices=Kind)
    reference = models.BigIntegerField(null=True, blank=True)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "reference"], name="actor_once_per_reference")]

    def __str__(self) -> str:
        return self.name
