"""The whole page as one form, and one section of it: parsed section by section, saved as one or by itself."""

from typing import Any

from django import forms
from django.http import QueryDict

from assessments.forms.goals import Goals, Measured, goal_initial
from assessments.forms.sections import MEASURING, Page, Part, SectionForm
from assessments.rules.sections import SECTION_NAMES, Section


class GoalsSection(SectionForm):
    """Baselines left empty come from `measured`: what the page holds, or what is saved."""

    section = Section.GOALS

    def __init__(self, page: Page, data: QueryDict | None = None, measured: Measured | None = None) -> None:
        self.measured = measured or measured_of(page)
        super().__init__(page, data)

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        stands = any(goal.is_primary for goal in self.record.standing_goals)
        activities = [activity.words for _, activity in self.measured.activities]
        return {
            "goals": Goals(
                data,
                prefix="goal",
                initial=goal_initial(self.record.aims, activities, primary_stands=stands or not self.record.is_intake),
                form_kwargs={"tape": self.measured.tape_aims, "primary_stands": stands},
            )
        }

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        self.part("goals").aims(self.measured)
        return bool(self.part("goals").is_sound)

    def values(self) -> dict[str, Any]:
        """Rows that are wrong are left as they were saved, whole: a goal without its target is none."""
        rows = self.part("goals")
        if not rows.is_bound:
            return {"goals": self.record.aims}
        if not rows.is_whole:
            return {}
        sound = rows.aims(self.measured)
        wrong = {form["aim"].value() for form in rows.forms if form.errors}
        kept = [aim for aim, row in zip(self.record.aims, rows.initial or [], strict=False) if row["aim"] in wrong]
        primary = any(aim.is_primary for aim in sound)
        return {"goals": [*sound, *(aim for aim in kept if not (primary and aim.is_primary))]}


def measured_of(page: Page) -> Measured:
    """What is saved."""
    now = page.record.now
    return Measured(now.pain, now.ranges, list(enumerate(now.activities, 1)), now.strength, now.girths, now.trunk)


_ALL: tuple[type[SectionForm], ...] = (*MEASURING, GoalsSection)
SECTIONS: dict[Section, type[SectionForm]] = {form.section: form for form in _ALL}


def section_form(page: Page, section: Section, data: QueryDict) -> SectionForm:
    return SECTIONS[section](page, data)


class EditionForm(forms.Form):
    """The edition the page was opened in, and for each section the one it was last seen in."""

    edition = forms.IntegerField(min_value=1, max_value=2_000_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in SECTION_NAMES:
            self.fields[f"edition-{section}"] = forms.IntegerField(min_value=1, max_value=2_000_000_000, required=False)

    @property
    def seen(self) -> dict[str, int]:
        data = self.cleaned_data
        return {str(section): data.get(f"edition-{section}") or data["edition"] for section in SECTION_NAMES}


class WholeForm:
    """`data` is what was sent, or None to show what stands."""

    def __init__(self, page: Page, data: QueryDict | None = None) -> None:
        self.edition = EditionForm(data)
        self.sections: dict[str, SectionForm] = {form.section.value: form(page, data) for form in MEASURING}
        goals = GoalsSection(page, data, None if data is None else self._measured())
        self.sections[Section.GOALS.value] = goals

    def _measured(self) -> Measured:
        """What the page itself holds, saved or not."""
        held: dict[str, Any] = {}
        for name in (Section.PAIN, Section.ROM, Section.STRENGTH, Section.GIRTH):
            form = self.sections[name]
            form.is_valid()
            held |= form.values()
        activities = self.sections[Section.ACTIVITIES].part("activities")
        numbered = activities.numbered_entries() if activities.is_whole else []
        kinds = ("pain", "ranges", "strength", "girths", "trunk")
        return Measured(activities=numbered, **{kind: held.get(kind, ()) for kind in kinds})

    def is_valid(self) -> bool:
        valid = {name: form.is_valid() for name, form in self.sections.items()}
        return self.edition.is_valid() and all(valid.values())

    def values(self) -> dict[str, Any]:
        """What the service takes. Only after `is_valid`."""
        found: dict[str, Any] = {"history": {}}
        for form in self.sections.values():
            values = form.values()
            found["history"] |= values.pop("history", {})
            found |= values
        return found

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, as (id to jump to, message), for the summary above the form."""
        return [problem for form in self.sections.values() for problem in form.problems]
