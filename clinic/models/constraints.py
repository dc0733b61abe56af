"""Constraints that many tables share, said to the database."""

from django.db import models

from clinic.rules.regions import PLACES


def paired(stem: str, model: str) -> models.CheckConstraint:
    """`<stem>_at` and `<stem>_by` are set together or not at all. `model` makes the constraint's name unique."""
    when, who = f"{stem}_at__isnull", f"{stem}_by__isnull"
    return models.CheckConstraint(
        condition=models.Q(**{when: True, who: True}) | models.Q(**{when: False, who: False}),
        name=f"{model}_{stem}_pair",
    )


def known_places(field: str, model: str) -> models.CheckConstraint:
    """An array of places holds nothing that is not on the body map."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__contained_by": list(PLACES)}), name=f"{model}_{field}_known"
    )


def known_place(field: str, model: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": PLACES}), name=f"{model}_{field}_known")
