"""What a therapist has begun and not signed, of every kind that another therapist may finish."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import CharField, F, Value

from clinic.models import Staff
from clinic.registry import registry


@dataclass(frozen=True)
class Draft:
    what: str  # in words
    episode_id: int
    patient_id: int
    patient: str
    problem: str


def open_drafts(therapist: Staff) -> list[Draft]:
    """By patient. One query, however many kinds there are."""
    parts = []
    for kind in registry.draft_kinds.values():
        rows = apps.get_model(kind.model).objects.filter(therapist=therapist, signature__isnull=True)
        parts.append(
            rows.order_by()
            .annotate(
                kind_of=Value(kind.label, output_field=CharField()),
                of_episode=F(kind.episode),
                of_patient=F(f"{kind.episode}__patient"),
                given=F(f"{kind.episode}__patient__given_name"),
                family=F(f"{kind.episode}__patient__family_name"),
                about=F(f"{kind.episode}__problem"),
            )
            .values_list("kind_of", "of_episode", "of_patient", "given", "family", "about")
        )
    if not parts:
        return []
    found = parts[0].union(*parts[1:], all=True)
    drafts = [
        Draft(what, episode, patient, f"{family}, {given}", about)
        for what, episode, patient, given, family, about in found
    ]
    return sorted(drafts, key=lambda draft: (draft.patient, draft.episode_id, draft.what))
