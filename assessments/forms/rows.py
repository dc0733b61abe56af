"""Rows of one kind: as many as are there and a few empty ones. An emptied row is left out when saving."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessments.rules.notes import Note

MOST_ROWS = 40
Row = dict[str, Any]


class RowForm(forms.Form):
    """One row. It counts as written in once any of its `keys` holds something; `key` tells one row from another."""

    keys: ClassVar[Sequence[str]] = ()
    key: ClassVar[str] = ""
    note_key: str = ""  # where the page puts what is said of the row
    notes: Sequence[Note] = ()

    def has_changed(self) -> bool:
        return any(str(self[name].data or "").strip() for name in self.keys)

    def kept(self, before: Mapping[str, Any]) -> Row:
        """What can be saved of the row: what is wrong stays as it was saved before, or empty."""
        sound: Row = self.cleaned_data
        return {name: sound[name] if name in sound else before.get(name) for name in self.fields}

    @staticmethod
    def is_enough(row: Mapping[str, Any]) -> bool:
        """Whether the row says something."""
        return bool(row)


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
    def is_whole(self) -> bool:
        """Whether the number of rows arrived; without it nothing may be concluded from rows that are not there."""
        return not self.is_bound or self.management_form.is_valid()

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """The rows that say something, by their place on the page, each as far as it can be kept."""
        saved: list[Row] = [dict(row) for row in self.initial or []]
        if not self.is_bound:
            yield from ((number, row) for number, row in enumerate(saved) if self.form.is_enough(row))
            return
        self.is_valid()
        known = {row.get(self.form.key): row for row in saved}
        for number, form in enumerate(self.forms):
            if not form.has_changed():
                continue
            before = known.get(form.cleaned_data.get(self.form.key), {}) if not form.is_valid() else {}
            row = form.kept(before)
            if form.is_enough(row):
                yield number, row

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


class QuickNumber(forms.NumberInput):
    """Written in one go: a page holds hundreds of these."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's signature
        shown = self.format_value(value)
        found = self.build_attrs(self.attrs, {"type": "number", "name": name, **(attrs or {})})
        if shown not in (None, ""):
            found["value"] = str(shown)
        return format_html("<input {}>", format_html_join(" ", '{}="{}"', found.items()))


def number(label: str, least: int, most: int) -> forms.IntegerField:
    attrs = {"class": "form-control num", "inputmode": "numeric"}
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=False, widget=QuickNumber(attrs=attrs)
    )


def measure(label: str, least: int, most: int) -> forms.DecimalField:
    """One decimal place, as a tape or a thermometer is read."""
    attrs = {"class": "form-control num", "inputmode": "decimal", "step": "0.1"}
    return forms.DecimalField(
        label=label,
        min_value=least,
        max_value=most,
        max_digits=5,
        decimal_places=1,
        required=False,
        widget=QuickNumber(attrs=attrs),
    )


def day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


def whole(value: Any) -> int | None:
    """A number from a choice, a field or what was saved."""
    return None if value in {None, ""} else int(value)


def sound(form: forms.Form) -> Mapping[str, Any]:
    """What is right of a form that was sent, else what stands."""
    if not form.is_bound:
        return form.initial or {}
    form.is_valid()
    return form.cleaned_data
