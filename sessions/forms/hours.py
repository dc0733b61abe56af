"""Forms of working hours, time off, closures and rooms. They parse; what a change does to booked visits the service tries out."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet

from clinic.models import Closure, Location, Room, Staff
from sessions.models import TimeOff, WorkingHours
from sessions.rules.appointments import NoSuchTime, moment
from sessions.services.hours import Shift

STRETCHES = 2
MOST_DAYS = 400
MOST_DAYS_AWAY = 93
DATE = {"type": "date", "class": "form-control"}
TIME = {"type": "time", "step": "300", "class": "form-control"}


def _date(label: str, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"), **given)


def _time(label: str, **given: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs=TIME, format="%H:%M"), **given)


class WeekForm(forms.Form):
    """A week as a grid: for each weekday so many stretches of from, until and where."""

    valid_from = _date("Valid from", help_text="Until the day before, the hours stay as they are now.")

    def __init__(
        self, *args: Any, standing: Iterable[WorkingHours], places: "QuerySet[Location]", today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.pk: place for place in places}
        self.today = today
        self.fields["valid_from"].initial = today
        by_day: dict[int, list[WorkingHours]] = {}
        for row in standing:
            self.places.setdefault(row.location_id, row.location)
            by_day.setdefault(row.weekday, []).append(row)
        self.stretches = max([STRETCHES, *(len(rows) for rows in by_day.values())])
        for weekday, number in self._cells():
            rows = by_day.get(weekday, [])
            self._add(weekday, number, rows[number] if number < len(rows) else None)

    def _cells(self) -> Iterator[tuple[int, int]]:
        return ((weekday, number) for weekday in range(7) for number in range(self.stretches))

    def _add(self, weekday: int, number: int, row: WorkingHours | None) -> None:
        day, stem = WorkingHours.Weekday(weekday).label, f"day{weekday}_{number}"
        which = "" if number == 0 else f", stretch {number + 1}"
        self.fields[f"{stem}_from"] = _time(f"{day}{which}, from", required=False, initial=row and row.from_time)
        self.fields[f"{stem}_until"] = _time(f"{day}{which}, until", required=False, initial=row and row.until_time)
        self.fields[f"{stem}_at"] = forms.TypedChoiceField(
            label=f"{day}{which}, where",
            choices=[(pk, place.name) for pk, place in self.places.items()],
            coerce=int,
            required=False,
            initial=row and row.location_id,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    @property
    def rows(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """What the template draws: each weekday with its stretches of three bound fields."""
        return [
            (
                WorkingHours.Weekday(weekday).label,
                [
                    {part: self[f"day{weekday}_{number}_{part}"] for part in ("from", "until", "at")}
                    for number in range(self.stretches)
                ],
            )
            for weekday in range(7)
        ]

    @property
    def has_choice_of_place(self) -> bool:
        return len(self.places) > 1

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < self.today:
            raise forms.ValidationError("What has passed stays as it was. Choose today or a later day.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[int, list[Shift]] = {}
        for weekday, number in self._cells():
            stem = f"day{weekday}_{number}"
            begins, ends = cleaned.get(f"{stem}_from"), cleaned.get(f"{stem}_until")
            if begins is None and ends is None:
                continue
            shift = self._shift(weekday, stem, begins, ends, taken.get(weekday, []))
            if shift is not None:
                taken.setdefault(weekday, []).append(shift)
        cleaned["shifts"] = [shift for shifts in taken.values() for shift in shifts]
        return cleaned

    def _shift(
        self, weekday: int, stem: str, begins: time | None, ends: time | None, others: list[Shift]
    ) -> Shift | None:
        if begins is None or ends is None:
            missing = "from" if begins is None else "until"
            if f"{stem}_{missing}" not in self.errors:
                self.add_error(f"{stem}_{missing}", "Give both times, or neither.")
            return None
        if ends <= begins:
            self.add_error(f"{stem}_until", "The end must come after the start.")
            return None
        if any(begins < other.until_time and other.from_time < ends for other in others):
            self.add_error(f"{stem}_from", "This overlaps the hours before it.")
            return None
        place = self.places.get(self.cleaned_data.get(f"{stem}_at") or next(iter(self.places), 0))
        if place is None:
            self.add_error(f"{stem}_from", "Add a location first.")
            return None
        return Shift(weekday, place, begins, ends)


class ExtraHoursForm(forms.Form):
    works_on = _date("Day")
    from_time = _time("From")
    until_time = _time("Until")
    location = forms.ModelChoiceField(Location.objects.none(), label="Where", empty_label=None)
    note = forms.CharField(label="Note", max_length=120, required=False)

    def __init__(self, *args: Any, places: "QuerySet[Location]", today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choice: Any = self.fields["location"]
        choice.queryset = places

    def clean_works_on(self) -> date:
        day: date = self.cleaned_data["works_on"]
        if day < self.today:
            raise forms.ValidationError("That day has passed.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("from_time"), cleaned.get("until_time")
        if begins and ends and ends <= begins:
            self.add_error("until_time", "The end must come after the start.")
        return cleaned


class TimeOffForm(forms.Form):
    """Whole days where no times are given; with times from the first day's to the last day's."""

    kind = forms.ChoiceField(label="Why", choices=TimeOff.Kind.choices, widget=forms.RadioSelect)
    from_on = _date("First day")
    until_on = _date("Last day", required=False, help_text="Empty: one day.")
    from_time = _time("From", required=False, help_text="Both times empty: whole days.")
    until_time = _time("Until", required=False)
    reason = forms.CharField(label="Note", max_length=200, required=False, help_text="For the clinic's people only.")

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_on"), cleaned.get("until_on") or cleaned.get("from_on")
        if first is None or last is None or self.errors:
            return cleaned
        if last < first:
            self.add_error("until_on", "The last day cannot come before the first.")
        elif (last - first).days > MOST_DAYS:
            self.add_error("until_on", "That is more than a year. End the hours of the week instead.")
        elif (cleaned["from_time"] is None) != (cleaned["until_time"] is None):
            self.add_error("until_time", "Give both times, or neither.")
        else:
            self._moments(cleaned, first, last)
        return cleaned

    def _moments(self, cleaned: dict[str, Any], first: date, last: date) -> None:
        if cleaned["from_time"] is None:
            begins = datetime.combine(first, time.min, tzinfo=self.zone)
            ends = datetime.combine(last + timedelta(days=1), time.min, tzinfo=self.zone)
        else:
            try:
                begins = moment(first, cleaned["from_time"], self.zone)
                ends = moment(last, cleaned["until_time"], self.zone)
            except NoSuchTime as error:
                self.add_error("from_time", str(error))
                return
        if ends <= begins:
            self.add_error("until_time", "The end must come after the start.")
            return
        cleaned["starts_at"], cleaned["ends_at"] = begins, ends

    @property
    def change(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "kind", "reason")}


class ClosureForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself has no generic forms
    location = forms.ModelChoiceField(
        Location.objects.all(), label="Location", required=False, empty_label="All locations"
    )
    from_on = _date("First day")
    until_on = _date("Last day")

    class Meta:
        model = Closure
        fields = ["location", "from_on", "until_on", "reason"]


class RoomOutForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself has no generic forms
    out_from = _date("Out of use from", required=False, help_text="Empty: the room is in use.")
    out_until = _date("Until", required=False, help_text="The last day; empty: until further notice.")

    class Meta:
        model = Room
        fields = ["out_from", "out_until", "out_reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("out_from") and (cleaned.get("out_until") or cleaned.get("out_reason")):
            self.add_error("out_from", "Say from which day the room is out of use.")
        return cleaned


class AwayForm(TimeOffForm):
    """Who is away when, and who is asked first to cover. Asked by GET, so that the page keeps its address."""

    cover = forms.TypedChoiceField(label="First ask", coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, covers: Iterable[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["reason"]
        kind: Any = self.fields["kind"]
        self.fields["kind"] = forms.ChoiceField(label=kind.label, choices=kind.choices)
        for name in ("until_on", "from_time"):
            self.fields[name].help_text = ""
        self.fields["until_on"].label, self.fields["from_time"].label = "Last day, if later", "From, if not all day"
        choice: Any = self.fields["cover"]
        choice.choices = [("", "Whoever is free"), *((one.pk, one.name) for one in covers)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "starts_at" in cleaned and (cleaned["ends_at"] - cleaned["starts_at"]).days > MOST_DAYS_AWAY:
            self.add_error("until_on", "Arrange an absence of more than three months in parts.")
        return cleaned
