"""Actors for people who are not staff, and for the system itself."""

from clinic.models import Actor


def actor_for(*, kind: Actor.Kind, reference: int, name: str) -> Actor:
    """The one actor that stands for this person; made at first need."""
    actor, _made = Actor.objects.get_or_create(kind=kind, reference=reference, defaults={"name": name[:200]})
    return actor


def system() -> Actor:
    return Actor.objects.system()
