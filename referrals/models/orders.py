"""What a physician puts in writing: clearances that lift a finding, orders that move a gate, and what was asked of them."""

from datetime import date
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from clinic.history import tracked
from clinic.models import Actor, OutboundEmail, Staff, StoredFile
from clinic.models.constraints import known_places, paired
from clinic.rules.events import EVENT_CHOICES
from clinic.rules.techniques import TECHNIQUE_CHOICES, TechniqueCode
from clinic.triggers import FrozenOnceConfirmed
from patients.models import Document, Patient
from referrals.models.episodes import Episode
from referrals.models.physicians import Physician

CODES = [code.value for code in TechniqueCode]


def known_techniques(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(techniques__contained_by=CODES), name=f"{model}_techniques_known")


def plausible_cap(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(pressure_cap__isnull=True) | Q(pressure_cap__range=(1, 5)), name=f"{model}_cap_is_a_pressure"
    )


def _techniques() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=3, choices=TECHNIQUE_CHOICES), default=list, blank=True)


def _regions() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=10), default=list, blank=True)


def patients_visible_to(staff: Staff, *, today: date) -> "models.QuerySet[Patient]":
    """Whose physicians' papers this person handles: they came with the referral, so the front desk and managers all; therapists those of
    the patients on whose care team they are."""
    patients = Patient.objects.current()
    if staff.is_manager or staff.is_front_desk:
        return patients
    own = Episode.objects.cared_for_by(staff, today=today) if staff.is_therapist else Episode.objects.none()
    return patients.filter(pk__in=own.order_by().values("patient"))


class PapersQuerySet(models.QuerySet[Any]):
    """Rows that a physician's paper is about. `path` leads from the row to the patient."""

    path = "patient"

    def visible_to(self, staff: Staff, *, today: date) -> Self:
        return self.filter(**{f"{self.path}__in": patients_visible_to(staff, today=today)})


class InquiryQuerySet(PapersQuerySet):
    def unanswered(self) -> "InquiryQuerySet":
        return self.filter(answered_at__isnull=True)


@tracked()
class Inquiry(models.Model):
    """A letter that asks a physician for something: a clearance, an order, or whether treatment would help at all."""

    class Kind(models.TextChoices):
        CLEARANCE = "clearance", "Clearance"
        ORDER = "order", "Order for after an operation or injury"
        CONSULT = "consult", "Would this help?"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="inquiries")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, blank=True, related_name="inquiries")
    physician = models.ForeignKey(Physician, on_delete=models.PROTECT, related_name="inquiries")
    kind = models.CharField(max_length=10, choices=Kind)
    lifts = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    techniques = _techniques()
    regions = _regions()
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    email = models.ForeignKey(OutboundEmail, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    handed_at = models.DateTimeField(null=True, blank=True, help_text="When it was printed or faxed by hand.")
    handed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            paired("handed", "inquiry"),
            paired("answered", "inquiry"),
            known_techniques("inquiry"),
            known_places("regions", "inquiry"),
            models.CheckConstraint(condition=~Q(question=""), name="inquiry_asks_something"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | ~Q(answer=""), name="inquiry_answered_in_words"
            ),
            models.CheckConstraint(
                condition=~Q(kind="clearance") | Q(lifts__len__gte=1), name="inquiry_names_what_a_clearance_lifts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, asked {self.asked_at:%Y-%m-%d}"

    @property
    def letter_key(self) -> str:
        """Of the job that draws the letter."""
        return f"inquiry:{self.pk}:letter"


class WrittenQuerySet(PapersQuerySet):
    def standing(self) -> "WrittenQuerySet":
        """Not taken back; whether its days have come or gone is the rules' business."""
        return self.filter(ended_at__isnull=True)


@tracked()
class Clearance(models.Model):
    """A physician's written answer to findings, named by their rows (X-07, E-LIPOSUCTION). Empty techniques or regions mean all.

    It lifts nothing until a member of staff has confirmed it against the paper, and nothing outside its days.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="clearances")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="clearances")
    physician = models.ForeignKey(Physician, on_delete=models.PROTECT, related_name="clearances")
    granted = models.BooleanField()
    lifts = ArrayField(models.CharField(max_length=24))
    techniques = _techniques()
    regions = _regions()
    pressure_cap = models.PositiveSmallIntegerField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(help_text="The last day.")
    note = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=200, blank=True)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            paired("confirmed", "clearance"),
            paired("ended", "clearance"),
            known_techniques("clearance"),
            known_places("regions", "clearance"),
            plausible_cap("clearance"),
            models.CheckConstraint(condition=Q(lifts__len__gte=1), name="clearance_names_what_it_lifts"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="clearance_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(document__isnull=False), name="clearance_confirmed_on_paper"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""), name="clearance_ended_with_reason"
            ),
        ]
        triggers = [
            FrozenOnceConfirmed(
                *("granted", "lifts", "techniques", "regions", "pressure_cap", "from_on", "until_on", "note"),
                *("physician_id", "document_id"),
            )
        ]

    def __str__(self) -> str:
        return f"{'Clearance' if self.granted else 'Refusal'} for {', '.join(self.lifts)}"


class SurgeonProtocolQuerySet(models.QuerySet["SurgeonProtocol"]):
    def in_force(self) -> "SurgeonProtocolQuerySet":
        return self.filter(ended_at__isnull=True)


@tracked()
class SurgeonProtocol(models.Model):
    """How a surgeon wants patients treated after one kind of operation: the template of orders. Without physician it is the clinic's."""

    physician = models.ForeignKey(Physician, on_delete=models.PROTECT, null=True, blank=True, related_name="protocols")
    name = models.CharField(max_length=120)
    event_kind = models.CharField(max_length=24, choices=EVENT_CHOICES)
    note = models.CharField(max_length=400, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = SurgeonProtocolQuerySet.as_manager()

    class Meta:
        ordering = ["event_kind", "name"]
        constraints = [
            paired("ended", "protocol"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(ended_at__isnull=True), name="protocol_name_once_in_force"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ProtocolStep(models.Model):
    """From one day after the event to another: these techniques, up to this pressure. Days count as the gate's do."""

    protocol = models.ForeignKey(SurgeonProtocol, on_delete=models.CASCADE, related_name="steps")
    techniques = _techniques()
    from_day = models.PositiveSmallIntegerField()
    until_day = models.PositiveSmallIntegerField(null=True, blank=True)
    pressure_cap = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            known_techniques("protocolstep"),
            plausible_cap("protocolstep"),
            models.UniqueConstraint(fields=["protocol", "position"], name="protocol_step_position_once"),
            models.CheckConstraint(condition=Q(from_day__lte=730), name="protocol_step_within_two_years"),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gte=F("from_day")),
                name="protocol_step_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"From day {self.from_day}"


class EpisodeOrderQuerySet(PapersQuerySet):
    path = "episode__patient"

    def standing(self) -> "EpisodeOrderQuerySet":
        return self.filter(ended_at__isnull=True)


@tracked()
class EpisodeOrder(models.Model):
    """A surgeon's written order: it moves a gate, earlier or later, for its techniques and regions; empty means all.

    `rom_limits`: how far joints may be moved, as [{"movement": "KNEE-FLEX", "side": "l", "most": 90}].
    """

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="orders")
    physician = models.ForeignKey(Physician, on_delete=models.PROTECT, related_name="orders")
    protocol = models.ForeignKey(
        SurgeonProtocol, on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    techniques = _techniques()
    regions = _regions()
    pressure_cap = models.PositiveSmallIntegerField(null=True, blank=True)
    rom_limits = models.JSONField(default=list, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="The last day.")
    note = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=200, blank=True)

    objects = EpisodeOrderQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            paired("confirmed", "order"),
            paired("ended", "order"),
            known_techniques("order"),
            known_places("regions", "order"),
            plausible_cap("order"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="order_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(document__isnull=False), name="order_confirmed_on_paper"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""), name="order_ended_with_reason"
            ),
        ]
        triggers = [
            FrozenOnceConfirmed(
                *("techniques", "regions", "pressure_cap", "rom_limits", "from_on", "until_on", "note"),
                *("physician_id", "document_id"),
            )
        ]

    def __str__(self) -> str:
        return f"Order from {self.from_on}"
