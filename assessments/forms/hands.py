"""Palpation in the words of its vocabularies, place by place; posture feature by feature."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from assessments.forms.places import place, select
from assessments.forms.rows import Row, RowForm, RowSet, rows_of, sound, words
from assessments.rules.body_entries import Felt, Seen
from assessments.rules.palpation import PALPATION
from assessments.rules.posture import DEGREE_CHOICES, POSTURE, Feature

FOUND = [
    ("", "Choose what"),
    *(
        (v.label, [(f"{v.code}/{value}", f"{v.label}: {label.lower()}") for value, label in v.words])
        for v in PALPATION.values()
    ),
]
SIDES = [("", "—"), ("l", "left"), ("r", "right")]


class PalpationRow(RowForm):
    keys: ClassVar = ("place", "found", "note")
    place = place("Place")
    found = select("What is felt", FOUND)
    note = words("Note", 120)

    def has_changed(self) -> bool:
        """A place laid out from the last time is no row until something is felt there."""
        if not self.initial.get("found") and self["place"].data == self.initial.get("place"):
            return any(str(self[name].data or "").strip() for name in ("found", "note"))
        return super().has_changed()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        for name, message in (("place", "Choose the place."), ("found", "Choose what is felt.")):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, message)
        return data

    @staticmethod
    def is_enough(row: Mapping[str, Any]) -> bool:
        return bool(row.get("place") and row.get("found"))


class PalpationRows(RowSet):
    def clean(self) -> None:
        """One value of a vocabulary at one place."""
        seen = set()
        for form in self.forms:
            data = form.cleaned_data if form.is_valid() else {}
            key = (data.get("place"), str(data.get("found") or "").split("/")[0])
            if all(key) and key in seen:
                form.add_error("found", "This is said of this place already.")
            seen.add(key)

    def entries(self) -> list[Felt]:
        return [_felt(row) for _, row in self.numbered()]


def _felt(row: Mapping[str, Any]) -> Felt:
    word, _, value = row["found"].partition("/")
    return Felt(row["place"], word, value, row.get("note") or "")


def palpation_initial(entries: Iterable[Felt], laid: Iterable[str] = ()) -> list[Row]:
    rows: list[Row] = [{"place": e.place, "found": f"{e.word}/{e.value}", "note": e.note} for e in entries]
    said = {row["place"] for row in rows}
    return [*rows, *({"place": code} for code in laid if code not in said)]


class PostureForm(forms.Form):
    """Each feature once: how much, on which side, seen from where."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for feature in POSTURE.values():
            self.fields[f"posture_{feature.code}"] = forms.ChoiceField(
                label=feature.label, choices=DEGREE_CHOICES, required=False, widget=forms.RadioSelect
            )
            if feature.sided:
                self.fields[f"posture_{feature.code}_side"] = select(f"{feature.label}, side", SIDES)
            if len(feature.views) > 1:
                views = [(view.value, view.value) for view in feature.views]
                self.fields[f"posture_{feature.code}_view"] = select(f"{feature.label}, seen from", views)

    @property
    def rows(self) -> list[tuple[Feature, Any, Any, Any]]:
        """For the page: feature, degree, side and view, the last two None where there is no choice."""
        return [
            (feature, self[f"posture_{code}"], self._bound(f"posture_{code}_side"), self._bound(f"posture_{code}_view"))
            for code, feature in POSTURE.items()
        ]

    def entries(self, before: Mapping[str, Seen]) -> list[Seen]:
        """What is wrong stays as it was saved."""
        return [found for feature in POSTURE.values() if (found := self._seen(feature, before.get(feature.code)))]

    def _seen(self, feature: Feature, old: Seen | None) -> Seen | None:
        data, stem = sound(self), f"posture_{feature.code}"
        degree = data.get(stem, old.degree if old else "")
        if not degree:
            return None
        view = data.get(f"{stem}_view") or (old.view if old else feature.views[0].value)
        return Seen(feature.code, view, data.get(f"{stem}_side", old.side if old else "") or "", degree)

    def _bound(self, name: str) -> Any:
        return self[name] if name in self.fields else None


def posture_initial(entries: Iterable[Seen]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for e in entries:
        stem = f"posture_{e.feature}"
        found |= {stem: e.degree, f"{stem}_side": e.side, f"{stem}_view": e.view}
    return found


Palpation = rows_of(PalpationRow, PalpationRows, extra=2)
