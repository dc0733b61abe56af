"""What every record must have: history, `_at`/`_by` pairs held by the database, a rule for what happens to a patient's data."""

import pgtrigger
import pytest
from django.apps import apps
from django.db import models

from clinic.models import AccessEntry, Heartbeat, Job, OutboundEmail
from clinic.models.work import EmailAttachment
from clinic.registry import registry
from patients.models import Patient
from tests.architecture.layers import RANK, app_of

# Rows of the machinery, not of the record: their own states say what happened to them, access entries are never edited.
NO_HISTORY = {Job, OutboundEmail, EmailAttachment, Heartbeat, AccessEntry}


def records() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if app_of(model._meta.app_label) in RANK
        and not model._meta.object_name.endswith("History")
        and not model._meta.auto_created
    ]


@pytest.mark.parametrize("model", records(), ids=lambda model: model._meta.label)
def test_every_change_leaves_history(model: type[models.Model]) -> None:
    triggers = {trigger.name for owner, trigger in pgtrigger.registered() if owner is model}
    tracked = {"insert_insert", "update_update", "delete_delete"} <= triggers
    assert tracked != (model in NO_HISTORY)


@pytest.mark.parametrize("model", records(), ids=lambda model: model._meta.label)
def test_at_and_by_are_set_together(model: type[models.Model]) -> None:
    fields = {field.name: field for field in model._meta.get_fields() if field.concrete}
    checked = " ".join(
        str(constraint.condition)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )
    for name, field in fields.items():
        stem = name.removesuffix("_by")
        if stem == name:
            continue
        when = next((f"{stem}_{kind}" for kind in ("at", "on") if f"{stem}_{kind}" in fields), None)
        if when is None:
            assert not field.null or f"{name}__isnull" in checked, f"{name} has no moment and no constraint"
        elif field.null or fields[when].null:
            assert f"{name}__isnull" in checked, f"{name} and {when} are not held together"
            assert f"{when}__isnull" in checked, f"{name} and {when} are not held together"


def reaches_patient(model: type[models.Model], seen: frozenset[type[models.Model]] = frozenset()) -> bool:
    """Whether a chain of foreign keys leads from this table to a patient."""
    if model is Patient:
        return True
    targets = {
        field.related_model
        for field in model._meta.get_fields()
        if field.concrete and isinstance(field, models.ForeignKey) and isinstance(field.related_model, type)
    }
    return any(reaches_patient(target, seen | {model}) for target in targets - seen - {model})


@pytest.mark.parametrize("model", [m for m in records() if reaches_patient(m)], ids=lambda model: model._meta.label)
def test_every_table_about_a_patient_has_its_data_rule(model: type[models.Model]) -> None:
    rule = registry.data_rules.get(model._meta.label)
    assert rule is not None, (
        f"{model._meta.label} has no rule for merge, export, erasure and retention (clinic.registry)"
    )
    step: type[models.Model] = model
    for name in [part for part in rule.path.split("__") if part]:
        target = step._meta.get_field(name).related_model
        assert isinstance(target, type)
        step = target
    assert step is Patient, f"{rule.path} of {model._meta.label} does not lead to a patient"
    assert rule.keep_years >= 0


def test_no_data_rule_is_left_over() -> None:
    assert set(registry.data_rules) <= {model._meta.label for model in records()}
