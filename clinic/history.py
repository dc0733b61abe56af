"""Write history: every change of a tracked row leaves a row of its own, written by a database trigger, never edited afterwards."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models
from pghistory.models import Event

ModelT = TypeVar("ModelT", bound=type[models.Model])


class HistoryEvent(Event):
    """The base of all history tables: 64-bit keys, for they outgrow what they follow."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


def tracked(*, exclude: list[str] | None = None) -> Callable[[ModelT], ModelT]:
    """Class decorator: keep inserts, updates and deletes of this model. `exclude` is for secrets (password hashes)."""

    def decorate(model: ModelT) -> ModelT:
        decorated: ModelT = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            append_only=True,
            base_model=HistoryEvent,
            model_name=f"{model.__name__}History",
            exclude=exclude,
        )(model)
        return decorated

    return decorate
