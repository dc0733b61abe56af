"""Texts that nobody would type but an attacker, one of its own for every text column of a patient's records."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from clinic.registry import registry
from patients.models import Patient

PAYLOAD = '"><img src=x onerror=zq></textarea><script>{{7*7}}'
SHORT = '"><b>qz'
TOKEN = re.compile(r"zq[A-Z]\d{3}x")
# What of a payload may never reach a page as it is: its quote closes an attribute, its tag begins an element, its sum is done.
RAW = re.compile(r'zq[A-Z]\d{3}x(\\?"|%22)?>|<img src=x onerror=zq|<b>qz|(<|&lt;)script(>|&gt;)49')
# Columns whose shape the product itself gives, or whose constraints allow no free text in every row.
GIVEN = {
    "number",
    "name_key",
    "language",
    "text_version",
    "code",
    "joint",
    "movement",
    "place",
    "technique",
    "phone",
    "fax",
    "npi",
    "key",
    "sha256",
    "reference",
    "override_reason",
    "ended_reason",
    "end_reason",
    "closed_reason",
}
ALSO_GIVEN = {"patients.Alert": {"kind", "action"}}
# What the front desk and therapists outside the care team never read.
CLINICAL = ("assessments.", "clinic_sessions.", "reports.")
NOT_CLINICAL = {"clinic_sessions.Appointment", "clinic_sessions.WaitlistEntry"}
ALSO_CLINICAL = {"patients.Alert"}


@dataclass
class Canaries:
    """Every text that was laid, by its token: where it stands."""

    owner: str
    where: dict[str, tuple[str, str]] = field(default_factory=dict)

    def text(self, label: str, column: str, longest: int | None = None, *, email: bool = False) -> str:
        token = f"zq{self.owner}{len(self.where):03}x"
        self.where[token] = (label, column)
        if email:
            return f"{token}@mail.example"
        room = longest or 1000
        ending = PAYLOAD if room >= len(token + PAYLOAD) else SHORT
        return (token + ending)[:room]

    def lay(self, rows: "models.QuerySet[Any]") -> None:
        """Into every free text column of these rows, each row its own."""
        label = rows.model._meta.label
        for column in free_columns(rows.model):
            for row in rows.all():
                if column.name == "item" and not row.item:
                    continue
                text = self.text(label, column.name, column.max_length, email=isinstance(column, models.EmailField))
                rows.model._default_manager.filter(pk=row.pk).update(**{column.name: text})

    def lay_everywhere(self, patient: Patient) -> None:
        for label in registry.data_rules:
            self.lay(rows_of(label, patient))

    def clinical(self) -> set[str]:
        return {token for token, (label, _) in self.where.items() if is_clinical(label)}

    def naming(self) -> set[str]:
        """The patient's own name."""
        return {token for token, (label, column) in self.where.items() if is_name(label, column)}


def is_clinical(label: str) -> bool:
    return label in ALSO_CLINICAL or (label.startswith(CLINICAL) and label not in NOT_CLINICAL)


def is_name(label: str, column: str) -> bool:
    return label == "patients.Patient" and column in {"given_name", "family_name"}


def free_columns(model: Any) -> list[Any]:
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not column.choices
        and column.name not in GIVEN | ALSO_GIVEN.get(model._meta.label, set())
    ]


def rows_of(label: str, patient: Patient) -> "models.QuerySet[Any]":
    """All rows of one table that reach this patient."""
    model: Any = apps.get_model(label)
    path = registry.data_rules[label].path
    rows: models.QuerySet[Any] = model._default_manager.filter(**{path or "pk": patient.pk})
    return rows
