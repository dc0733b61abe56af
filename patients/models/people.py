"""Patients and the people who speak for them."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func
from django.utils.translation import gettext_lazy as _

from clinic.history import tracked
from clinic.models import Actor
from clinic.models.constraints import paired


class PatientQuerySet(models.QuerySet["Patient"]):
    def current(self) -> "PatientQuerySet":
        """Without the records that were merged into another."""
        return self.filter(merged_into__isnull=True)


@tracked(exclude=["find_in"])
class Patient(models.Model):
    """A person treated here. `number` is what is said on the phone; `name_key` is for finding and sorting (docs/architecture.md),
    `sound_key` for finding who may be the same person, `find_in` for finding while somebody types."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("female")
        MALE = "m", _("male")
        OTHER = "x", _("other")
        NOT_SAID = "", _("not said")

    number = models.CharField(max_length=12, unique=True)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    # Compared by its bytes: sorted, and found by its beginning, from the same index wherever the database runs.
    name_key = models.CharField(max_length=200, editable=False, db_index=True, db_collation="C")
    sound_key = models.CharField(max_length=100, editable=False, blank=True)
    birth_on = models.DateField()
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    pronouns = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True, help_text="As +15550134 (E.164).")
    address = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="en")
    payer = models.CharField(max_length=80, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    find_in = models.GeneratedField(
        # A function of our own (patients.migrations); what it makes, `patients.rules.search` says.
        expression=Func("name_key", "phone", "email", function="patients_pieces"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PatientQuerySet.as_manager()

    class Meta:
        ordering = ["name_key", "id"]
        indexes = [
            # Without the list of what is pending: a search must not pay for the last registrations.
            GinIndex(fields=["find_in"], name="patient_find_in", fastupdate=False),
            models.Index(fields=["birth_on"], name="patient_by_birth"),
            models.Index(fields=["phone"], name="patient_by_phone", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["sound_key", "birth_on"], name="patient_by_sound"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="patient_not_merged_into_itself"
            ),
            models.CheckConstraint(
                condition=~models.Q(given_name="") & ~models.Q(family_name=""), name="patient_has_names"
            ),
            models.CheckConstraint(
                condition=models.Q(phone="") | models.Q(phone__regex=r"^\+[0-9]{6,15}$"), name="patient_phone_is_e164"
            ),
            models.CheckConstraint(
                condition=models.Q(birth_on__gte=date(1890, 1, 1)), name="patient_birth_is_plausible"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def list_name(self) -> str:
        return f"{self.family_name}, {self.given_name}"

    def age_on(self, day: date) -> int:
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))


@tracked()
class RelatedPerson(models.Model):
    """A guardian, partner or helper: may consent for the patient, may use the patient's pages, until a day."""

    class Relation(models.TextChoices):
        PARENT = "parent", _("parent")
        GUARDIAN = "guardian", _("legal guardian")
        PARTNER = "partner", _("partner")
        CHILD = "child", _("grown child")
        HELPER = "helper", _("helper")

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="related_people")
    name = models.CharField(max_length=160)
    relation = models.CharField(max_length=10, choices=Relation)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    may_consent = models.BooleanField(default=False)
    may_use_pages = models.BooleanField(default=False)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(phone="") | models.Q(phone__regex=r"^\+[0-9]{6,15}$"), name="related_phone_is_e164"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> "ConsentQuerySet":
        return self.filter(withdrawn_at__isnull=True)


@tracked()
class Consent(models.Model):
    """What the patient, or somebody who may consent for them, agreed to: the wording by version, the name as signed, who took it down."""

    class Kind(models.TextChoices):
        TREATMENT = "treatment", _("treatment")
        RELEASE = "release", _("report to the physician")
        EMAIL = "email", _("e-mail about visits")
        PHOTO = "photo", _("photographs")

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=10, choices=Kind)
    text_version = models.CharField(max_length=20)
    signed_name = models.CharField(max_length=160)
    given_through = models.ForeignKey(
        RelatedPerson, on_delete=models.PROTECT, null=True, blank=True, related_name="consents"
    )
    given_at = models.DateTimeField()
    taken_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            paired("withdrawn", "consent"),
            models.CheckConstraint(condition=~models.Q(signed_name=""), name="consent_has_a_name"),
            models.UniqueConstraint(
                fields=["patient", "kind"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_stands_once_per_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
