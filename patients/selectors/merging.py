"""Records that may be one person's, what a merge would move, and where a merged record leads."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from clinic.registry import Merge, registry
from patients.models import MergeProposal, Patient
from patients.rules.likeness import likeness
from patients.selectors.duplicates import known_of

MOST = 50


@dataclass(frozen=True)
class Pair:
    """Two records side by side, and what they share; `proposal` where somebody has asked to look at them."""

    first: Patient
    second: Patient
    shared: tuple[str, ...]
    proposal: MergeProposal | None = None


def survivor_of(patient_id: int) -> int | None:
    """The patient whom this one was merged into; None for anybody else."""
    rows = Patient.objects.filter(pk=patient_id, merged_into__isnull=False)
    return rows.values_list("merged_into", flat=True).first()


def proposed() -> list[Pair]:
    rows = MergeProposal.objects.open().select_related("first", "second", "proposed_by")[:MOST]
    return [Pair(row.first, row.second, _shared(row.first, row.second), row) for row in rows]


def found() -> list[Pair]:
    """Current patients whose names sound alike and who were born on the same day, as far as nobody has spoken of them yet."""
    groups = (
        Patient.objects.current()
        .exclude(sound_key="")
        .values("sound_key", "birth_on")
        .annotate(many=Count("pk"))
        .filter(many__gt=1)
        .order_by("sound_key", "birth_on")
        .values_list("sound_key", "birth_on")[:MOST]
    )
    asked = models.Q()
    for sound_key, birth_on in groups:
        asked |= models.Q(sound_key=sound_key, birth_on=birth_on)
    people = list(Patient.objects.current().filter(asked).order_by("sound_key", "birth_on", "pk")) if asked else []
    spoken = set(MergeProposal.objects.filter(first__in=people).values_list("first", "second"))
    return [
        Pair(one, other, _shared(one, other))
        for one, other in pairwise(people)
        if (one.sound_key, one.birth_on) == (other.sound_key, other.birth_on) and (one.pk, other.pk) not in spoken
    ]


def moved_by(patient: Patient) -> list[tuple[str, int]]:
    """What a merge points at the other record, in words with how many, and what follows by itself: in one query, whatever the tables."""
    counted = {
        label: Coalesce(Subquery(_count(label, rule.path)), Value(0))
        for label, rule in registry.data_rules.items()
        if rule.merge in {Merge.REPOINT, Merge.FOLLOW} and rule.path
    }
    names = {f"count_{number}": label for number, label in enumerate(counted)}
    row = (
        Patient.objects.filter(pk=patient.pk)
        .annotate(**{name: counted[label] for name, label in names.items()})
        .values(*names)
        .get()
    )
    return [(_words(label, row[name]), row[name]) for name, label in names.items() if row[name]]


def _count(label: str, path: str) -> Any:
    rows: models.QuerySet[Any] = models.QuerySet(apps.get_model(label)).filter(**{path: OuterRef("pk")}).order_by()
    return rows.values(path).annotate(many=Count("pk")).values("many")[:1]


def _words(label: str, count: int) -> str:
    meta = apps.get_model(label)._meta
    return str(meta.verbose_name if count == 1 else meta.verbose_name_plural)


def _shared(first: Patient, second: Patient) -> tuple[str, ...]:
    return likeness(known_of(first), known_of(second)).shared
