"""Episodes: one course of care for one problem. What is clinical hangs on an episode, and a care team may see it."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clinic.history import tracked
from clinic.models import Actor, Staff
from clinic.models.constraints import known_places
from clinic.rules.events import EVENT_CHOICES
from patients.models import Document, Patient


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def open(self) -> "EpisodeQuerySet":
        return self.filter(closed_on__isnull=True)

    def cared_for_by(self, staff: Staff, *, today: date) -> "EpisodeQuerySet":
        """Episodes whose care team this person is on today."""
        return self.filter(
            Q(care_team__until_on__isnull=True) | Q(care_team__until_on__gte=today), care_team__staff=staff
        ).distinct()

    def visible_to(self, staff: Staff, *, today: date) -> "EpisodeQuerySet":
        """Whose clinical pages this person may read: managers all, therapists their own, the front desk none."""
        if staff.is_manager:
            return self
        if staff.is_therapist:
            return self.cared_for_by(staff, today=today)
        return self.none()


@tracked()
class Episode(models.Model):
    class Closing(models.TextChoices):
        GOALS_MET = "goals_met", "Goals met"
        PLATEAU = "plateau", "No further progress"
        ADVERSE = "adverse", "Adverse response"
        USED_UP = "used_up", "Referral ended or used up"
        CHOICE = "choice", "Patient's choice"
        LOST = "lost", "Lost contact"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="episodes")
    problem = models.CharField(max_length=160)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    close_reason = models.CharField(max_length=10, choices=Closing, blank=True)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True, close_reason="")
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(close_reason="")),
                name="episode_closed_with_person_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                name="episode_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.problem


@tracked()
class CareTeam(models.Model):
    """A member of an episode's care team: who may see it, from when, why; `until_on` is the last day."""

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="care_team")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="care_teams")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "staff"], name="care_team_member_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
                name="care_team_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff} for {self.episode}"


@tracked()
class ClinicalEvent(models.Model):
    """A surgery, injury or the like with its day: what time gates and the day count are reckoned from."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="events")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, blank=True, related_name="events")
    kind = models.CharField(max_length=24, choices=EVENT_CHOICES)
    happened_on = models.DateField()
    regions = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    procedure = models.CharField(max_length=120, blank=True)
    ended_on = models.DateField(null=True, blank=True, help_text="Such as the day the cast came off.")
    confirmed_on = models.DateField(null=True, blank=True, help_text="Such as the day union was confirmed.")
    evidence = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            known_places("regions", "event"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("happened_on")),
                name="event_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | Q(confirmed_on__gte=models.F("happened_on")),
                name="event_confirmed_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.procedure or self.get_kind_display()
