"""Referrals: from a bare scan to a verified order. Expired, used up and not yet are computed, never stored."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clinic.history import tracked
from clinic.models import Actor, StoredFile
from clinic.models.constraints import known_places, paired
from referrals.models.episodes import Episode
from referrals.models.physicians import Physician


class ReferralQuerySet(models.QuerySet["Referral"]):
    def awaiting(self) -> "ReferralQuerySet":
        """Taken in, not yet verified, declined or withdrawn: the inbox."""
        return self.filter(verified_at__isnull=True, declined_at__isnull=True, withdrawn_at__isnull=True)

    def verified(self) -> "ReferralQuerySet":
        return self.filter(verified_at__isnull=False, withdrawn_at__isnull=True)

    def covering(self, day: date) -> "ReferralQuerySet":
        return self.verified().filter(
            Q(earliest_start_on__isnull=True) | Q(earliest_start_on__lte=day),
            received_on__lte=day,
            valid_until_on__gte=day,
        )


@tracked()
class Referral(models.Model):
    class Source(models.TextChoices):
        FAX = "fax", "Fax"
        EMAIL = "email", "E-mail"
        PAPER = "paper", "Paper, brought by the patient"
        PHONE = "phone", "Phone"

    class Purpose(models.TextChoices):
        TREAT = "treat", "Treat"
        PREVENT = "prevent", "Prevent stiffness or loss of use"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    physician = models.ForeignKey(Physician, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    source = models.CharField(max_length=6, choices=Source)
    received_on = models.DateField()
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.TREAT)
    affected_regions = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    no_touch_regions = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    precautions = models.CharField(max_length=400, blank=True)
    earliest_start_on = models.DateField(null=True, blank=True)
    start_by_on = models.DateField(null=True, blank=True)
    visits_authorized = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_until_on = models.DateField(null=True, blank=True)
    scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=400, blank=True)
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by")
    edition = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was declined or withdrawn.")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-id"]
        constraints = [
            paired("verified", "referral"),
            paired("declined", "referral"),
            paired("withdrawn", "referral"),
            known_places("affected_regions", "referral"),
            known_places("no_touch_regions", "referral"),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True)
                | Q(
                    episode__isnull=False,
                    physician__isnull=False,
                    visits_authorized__isnull=False,
                    visits_authorized__gte=1,
                    valid_until_on__isnull=False,
                    affected_regions__len__gte=1,
                ),
                name="referral_verified_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True) | Q(declined_at__isnull=True),
                name="referral_not_verified_and_declined",
            ),
            models.CheckConstraint(
                condition=(Q(declined_at__isnull=True) & Q(withdrawn_at__isnull=True)) | ~Q(reason=""),
                name="referral_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(valid_until_on__isnull=True) | Q(valid_until_on__gte=models.F("received_on")),
                name="referral_ends_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(start_by_on__isnull=True)
                | Q(earliest_start_on__isnull=True)
                | Q(start_by_on__gte=models.F("earliest_start_on")),
                name="referral_start_by_after_earliest",
            ),
            models.CheckConstraint(
                condition=Q(visits_authorized__isnull=True) | Q(visits_authorized__range=(1, 100)),
                name="referral_visits_plausible",
            ),
        ]

    def __str__(self) -> str:
        return f"Referral of {self.received_on}"


@tracked()
class ReferralDiagnosis(models.Model):
    """One ICD-10-CM diagnosis of a referral, as coded and worded when it was taken in; the first one leads."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="diagnoses")
    code = models.CharField(max_length=8)
    label = models.CharField(max_length=250)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "code"], name="diagnosis_once_per_referral"),
            models.UniqueConstraint(fields=["referral", "position"], name="diagnosis_position_once"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$"), name="diagnosis_code_shape"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"
