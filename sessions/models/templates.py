"""Templates of plans: what the clinic usually does after one procedure or for one group of diagnoses. They hold nothing of a patient.

What a template says never changes: a change is a successor, so that a plan can name what it began from.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clinic.history import tracked
from clinic.models import Actor
from clinic.models.constraints import known_places, paired
from clinic.rules.events import EVENT_CHOICES
from clinic.rules.techniques import TECHNIQUE_CHOICES
from referrals.models import Referral, SurgeonProtocol


class PlanPhase(models.TextChoices):
    ACUTE = "acute", "Acute"
    SUBACUTE = "subacute", "Subacute"
    REMODELING = "remodel", "Remodeling"
    CHRONIC = "chronic", "Chronic"


class PlanTemplateQuerySet(models.QuerySet["PlanTemplate"]):
    def in_force(self) -> "PlanTemplateQuerySet":
        return self.filter(ended_at__isnull=True)


@tracked()
class PlanTemplate(models.Model):
    """For a kind of event, for diagnoses that begin with one of `icd_prefixes`, or for both. With a surgeon's protocol its steps give
    the days and caps. `source`: tags of docs/clinical.md behind its numbers."""

    name = models.CharField(max_length=120)
    about = models.CharField("What it is for", max_length=300, blank=True)
    event_kind = models.CharField("After", max_length=24, choices=EVENT_CHOICES, blank=True)
    icd_prefixes = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    protocol = models.ForeignKey(
        SurgeonProtocol, on_delete=models.PROTECT, null=True, blank=True, related_name="templates"
    )
    purpose = models.CharField(max_length=8, choices=Referral.Purpose, default=Referral.Purpose.TREAT)
    phase = models.CharField(max_length=8, choices=PlanPhase)
    visits = models.PositiveSmallIntegerField("Treatment visits in all")
    visits_per_week = models.PositiveSmallIntegerField()
    visit_minutes = models.PositiveSmallIntegerField("Minutes per visit")
    home_program = models.CharField(max_length=400, blank=True)
    precautions = models.CharField(max_length=400, blank=True)
    source = models.CharField(max_length=120)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            paired("ended", "plan_template"),
            models.UniqueConstraint(
                fields=["name"], condition=Q(ended_at__isnull=True), name="plan_template_name_once_in_force"
            ),
            models.CheckConstraint(
                condition=Q(visits__range=(1, 60), visits_per_week__range=(1, 7), visit_minutes__range=(15, 120)),
                name="plan_template_rhythm_is_plausible",
            ),
            models.CheckConstraint(
                condition=~Q(event_kind="") | Q(icd_prefixes__len__gte=1), name="plan_template_says_for_what"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="plan_template_names_its_source"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class PlanTemplateTechnique(models.Model):
    """One technique of a template. `from_day` counts from the event's day 0, or from the plan's first visit where there is no event."""

    class Where(models.TextChoices):
        AFFECTED = "affected", "Affected regions"
        NEIGHBORS = "near", "Regions next to them"
        NAMED = "named", "Named regions"

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="techniques")
    code = models.CharField(max_length=3, choices=TECHNIQUE_CHOICES)
    minutes = models.PositiveSmallIntegerField()
    pressure_ceiling = models.PositiveSmallIntegerField()
    from_day = models.PositiveSmallIntegerField(default=0)
    where = models.CharField(max_length=8, choices=Where, default=Where.AFFECTED)
    places = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "position"], name="plan_template_position_once"),
            models.UniqueConstraint(fields=["template", "code"], name="plan_template_technique_once"),
            known_places("places", "plan_template"),
            models.CheckConstraint(
                condition=Q(pressure_ceiling__range=(1, 5), minutes__range=(1, 60), from_day__lte=730),
                name="plan_template_technique_is_plausible",
            ),
            models.CheckConstraint(
                condition=(Q(where="named") & Q(places__len__gte=1)) | (~Q(where="named") & Q(places__len=0)),
                name="plan_template_places_where_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.minutes} min"
