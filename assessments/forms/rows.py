"""Rows of one kind: as many as are there and a few empty ones. An emptied row is left out when saving."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.forms import BaseFormSet, formset_factory

MOST_ROWS = 40


class RowForm(forms.Form):
    """One row. It counts as written in once any of its `keys` holds something."""

    keys: ClassVar[Sequence[str]] = ()

    def has_changed(self) -> bool:
        return any(str(self[name].data or "").strip() for name in self.keys)


if TYPE_CHECKING:
    Rows = BaseFormSet[RowForm]
else:
    Rows = BaseFormSet  # not subscriptable at run time


class RowSet(Rows):
    """Rows without fixed identities: what is sent is what there is. At least `extra` rows, and `spare` empty ones."""

    spare: ClassVar[int] = 1

    def initial_form_count(self) -> int:
        return 0

    def total_form_count(self) -> int:
        if self.is_bound:
            return super().total_form_count()
        written = len(self.initial or [])
        return min(max(written + self.spare, self.extra), MOST_ROWS)

    @property
    def filled(self) -> list[dict[str, Any]]:
        """The cleaned rows that were written in."""
        return [form.cleaned_data for form in self.forms if form.is_bound and form.has_changed() and form.is_valid()]

    @property
    def problems(self) -> list[str]:
        return [str(error) for error in self.non_form_errors()]


def rows_of(form: type[RowForm], base: type[RowSet], *, extra: int) -> type[RowSet]:
    made = formset_factory(form, formset=base, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 10)
    return cast("type[RowSet]", made)


def refuse_repeats(rows: RowSet, field: str, message: str) -> None:
    """The same value in two rows is an error at the second one."""
    seen = set()
    for form in rows.forms:
        value = form.cleaned_data.get(field) if form.is_valid() else None
        key = value.casefold() if isinstance(value, str) else value
        if key and key in seen:
            form.add_error(field, message)
        seen.add(key)


def words(label: str, most: int, *, example: str = "", lines: int = 0) -> forms.CharField:
    attrs = {"class": "form-control", **({"placeholder": example} if example else {})}
    widget = forms.Textarea(attrs={**attrs, "rows": lines, "data-autosize": ""}) if lines else forms.TextInput(attrs)
    return forms.CharField(label=label, max_length=most, required=False, widget=widget)


def number(label: str, least: int, most: int) -> forms.IntegerField:
    attrs = {"class": "form-control num", "inputmode": "numeric"}
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=False, widget=forms.NumberInput(attrs)
    )
