"""Who changed a row last, from its history: for the person whose draft was saved by somebody else meanwhile."""

from typing import Any

from django.apps import apps
from django.db.models import Model

from clinic.models import Actor


def last_changed_by(row: Model) -> str:
    """The name of whoever changed the row last; empty where its history does not say."""
    events: Any = apps.get_model(row._meta.app_label, f"{type(row).__name__}History")
    last = events.objects.filter(pgh_obj_id=row.pk).select_related("pgh_context").order_by("-pgh_id").first()
    known = (last.pgh_context.metadata if last and last.pgh_context else {}).get("actor")
    actor = Actor.objects.filter(pk=known).first() if known else None
    return actor.name if actor else ""
