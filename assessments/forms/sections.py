"""The sections of the page, each a form of its own: what it holds, what of it can be kept, what is wrong and what is worth a look."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from assessments.forms.feeling import FeelingForm, feeling_initial
from assessments.forms.girth import (
    COLUMNS,
    LIMBS,
    Dents,
    IntervalForm,
    Points,
    StageForm,
    TrunkForm,
    dent_initial,
    girths_of,
    point_initial,
    stage_initial,
    trunk_initial,
)
from assessments.forms.hands import Palpation, PostureForm, palpation_initial, posture_initial
from assessments.forms.history import FindingsForm, HistoryForm
from assessments.forms.measurements import (
    Activities,
    PainMarks,
    Ranges,
    StrengthGrades,
    activity_initial,
    pain_initial,
    range_initial,
    strength_initial,
)
from assessments.forms.rows import RowSet, sound
from assessments.forms.screening import ScreeningForm, screening_initial
from assessments.forms.vitals import VitalsForm, signs_of
from assessments.rules.body_entries import Girths
from assessments.rules.sections import SECTION_NAMES, Section
from assessments.selectors.readings import KEYS
from assessments.selectors.record import Record

Part = forms.Form | RowSet


@dataclass(frozen=True)
class Page:
    """What every section starts from. `laid`: rows a set of a joint asks for, by section."""

    record: Record
    today: date
    laid: Mapping[Section, Sequence[str]] = field(default_factory=dict)

    def saved(self, kind: str) -> dict[Any, Any]:
        return {KEYS[kind](entry): entry for entry in getattr(self.record.now, kind)}

    def last(self, kind: str) -> Mapping[Any, Any]:
        return self.record.earlier.of(kind)

    def asked(self, section: Section, *kinds: str) -> list[Any]:
        """What gets an empty row: what was measured the last time, and what a set asks for."""
        again = [] if self.record.is_intake else [key for kind in kinds for key in self.last(kind)]
        first = [key[0] if isinstance(key, tuple) else key for key in again]
        return list(dict.fromkeys([*first, *self.laid.get(section, ())]))


class SectionForm(ABC):
    """One section. `parts` by name; `values` by the kinds of `rules.sections.KINDS`, complete when valid, else what can be kept."""

    section: ClassVar[Section]

    def __init__(self, page: Page, data: QueryDict | None = None) -> None:
        self.page, self.record, self.data = page, page.record, data
        self.parts: dict[str, Part] = self.build(data)

    @abstractmethod
    def build(self, data: QueryDict | None) -> dict[str, Part]:
        """Its parts, bound to `data` or filled from the record."""

    @abstractmethod
    def values(self) -> dict[str, Any]:
        """What can be saved of it."""

    @property
    def title(self) -> str:
        return SECTION_NAMES[self.section]

    def is_valid(self) -> bool:
        """Every part is looked at, so that all that is wrong is said at once."""
        valid = {name: part.is_valid() for name, part in self.parts.items()}
        return all(valid.values())

    def part(self, name: str) -> Any:
        return self.parts[name]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong: (id of the field or of the section, message)."""
        return [problem for part in self.parts.values() for problem in _problems(part, self.section)]


def _problems(part: Part, section: Section) -> Iterator[tuple[str, str]]:
    if not part.is_bound:
        return
    members: list[Any] = list(part.forms) if isinstance(part, RowSet) else [part]
    if isinstance(part, RowSet):
        yield from ((section.value, message) for message in part.problems)
    for form in members:
        for name, errors in form.errors.items():
            yield from ((form[name].auto_id if name in form.fields else section.value, str(e)) for e in errors)


class HistorySection(SectionForm):
    section = Section.HISTORY

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        names = list(HistoryForm.base_fields)
        return {"form": HistoryForm(data, initial={n: getattr(self.record.assessment, n) for n in names})}

    def values(self) -> dict[str, Any]:
        return {"history": dict(sound(self.part("form")))}


class VitalsSection(SectionForm):
    section = Section.VITALS

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        signs = self.record.facts.signs
        return {"form": VitalsForm(data, initial={n: getattr(signs, n, None) for n in VitalsForm.base_fields})}

    def values(self) -> dict[str, Any]:
        return {"vitals": signs_of(dict(sound(self.part("form"))), self.record.facts.signs)}


class ScreeningSection(SectionForm):
    section = Section.SCREENING

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        initial = screening_initial(self.record.answers)
        return {
            "form": ScreeningForm(
                data, initial=initial, full=self.record.full_screening, standing=self.record.confirmed_since
            )
        }

    def values(self) -> dict[str, Any]:
        form = self.part("form")
        if not form.is_bound:
            return {"answers": self.record.answers}
        form.is_valid()
        rest_no = bool(self.data and "rest_no" in self.data)
        before = {answer.code: answer for answer in self.record.answers}
        return {"answers": form.answers(rest_no=rest_no, before=before)}


class PainSection(SectionForm):
    section = Section.PAIN

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        return {"pain": PainMarks(data, prefix="pain", initial=pain_initial(self.record.now.pain))}

    def values(self) -> dict[str, Any]:
        return {"pain": self.part("pain").entries()} if self.part("pain").is_whole else {}


class RomSection(SectionForm):
    section = Section.ROM

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        laid = self.page.asked(self.section, "ranges")
        return {"ranges": Ranges(data, prefix="rom", initial=range_initial(self.record.now.ranges, laid))}

    def values(self) -> dict[str, Any]:
        return {"ranges": self.part("ranges").entries()} if self.part("ranges").is_whole else {}


class StrengthSection(SectionForm):
    section = Section.STRENGTH

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        laid = self.page.asked(self.section, "strength")
        initial = strength_initial(self.record.now.strength, laid)
        return {"grades": StrengthGrades(data, prefix="mmt", initial=initial)}

    def values(self) -> dict[str, Any]:
        return {"strength": self.part("grades").entries()} if self.part("grades").is_whole else {}


class GirthSection(SectionForm):
    section = Section.GIRTH

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        now, fixed = self.record.now, self.record.earlier.intervals
        own = {f"interval_{entry.limb}": entry.interval for entry in now.girths}
        return {
            "interval": IntervalForm(data, fixed=fixed, initial=own),
            **{limb: Points(data, prefix=limb, initial=self._points(limb)) for limb in LIMBS},
            "trunk": TrunkForm(data, initial=trunk_initial(now.trunk)),
            "stage": StageForm(data, initial=stage_initial(now.stages)),
            "dents": Dents(
                data, prefix="dent", initial=dent_initial(now.dents, self.page.asked(self.section, "dents"))
            ),
        }

    def _points(self, limb: str) -> list[dict[str, Any]]:
        """As many heights as the last time, empty, where it is measured again."""
        rows = point_initial(self.record.now.girths, limb)
        again = [] if self.record.is_intake else [g for (of, _), g in self.page.last("girths").items() if of == limb]
        count = max((len(girths.first) for girths in again), default=0)
        return rows + [dict.fromkeys(COLUMNS) for _ in range(count - len(rows))]

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "trunk": self.part("trunk").entries(self.page.saved("trunk")),
            "stages": self.part("stage").entries(self.page.saved("stages")),
        }
        if all(self.part(limb).is_whole for limb in LIMBS):
            found["girths"] = [girths for limb in LIMBS for girths in self.girths(limb)]
        if self.part("dents").is_whole:
            found["dents"] = self.part("dents").entries()
        return found

    @property
    def limbs(self) -> list[dict[str, Any]]:
        """For the page: each limb with its points, interval and the stage of both sides."""
        interval, stage = self.part("interval"), self.part("stage")
        return [
            {
                "name": limb,
                "rows": self.part(limb),
                "interval": interval[f"interval_{limb}"],
                "stages": [stage[f"stage_{limb}_{side}"] for side in ("l", "r")],
            }
            for limb in LIMBS
        ]

    @property
    def has_trunk(self) -> bool:
        return bool(self.record.now.trunk or self.page.last("trunk")) or self.part("trunk").is_bound

    def girths(self, limb: str) -> list[Girths]:
        return girths_of(limb, self.part("interval").interval(limb), self.part(limb).points())


class HandsSection(SectionForm):
    section = Section.HANDS

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        now = self.record.now
        laid = self.page.asked(self.section, "palpation")
        return {
            "palpation": Palpation(data, prefix="palp", initial=palpation_initial(now.palpation, laid)),
            "posture": PostureForm(data, initial=posture_initial(now.posture)),
            "findings": FindingsForm(data, initial={"findings": self.record.assessment.findings}),
        }

    def values(self) -> dict[str, Any]:
        findings = self.part("findings")
        saved = {entry.feature: entry for entry in self.record.now.posture}
        found: dict[str, Any] = {"posture": self.part("posture").entries(saved)}
        if self.part("palpation").is_whole:
            found["palpation"] = self.part("palpation").entries()
        return found | {"history": dict(sound(findings))}


class ActivitiesSection(SectionForm):
    section = Section.ACTIVITIES

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        initial = activity_initial(self.record.now.activities, self.page.asked(self.section, "activities"))
        return {"activities": Activities(data, prefix="psfs", initial=initial)}

    def values(self) -> dict[str, Any]:
        rows = self.part("activities")
        return {"activities": [entry for _, entry in rows.numbered_entries()]} if rows.is_whole else {}


class FeelingSection(SectionForm):
    section = Section.FEELING

    def build(self, data: QueryDict | None) -> dict[str, Part]:
        initial = feeling_initial(self.record.now.ratings)
        return {"form": FeelingForm(data, initial=initial, groc=not self.record.is_intake)}

    def values(self) -> dict[str, Any]:
        before = {entry.measure: entry.value for entry in self.record.now.ratings}
        return {"ratings": self.part("form").entries(before)}


# Without the goals, which are read from what the others hold.
MEASURING: tuple[type[SectionForm], ...] = (
    HistorySection,
    VitalsSection,
    ScreeningSection,
    PainSection,
    RomSection,
    StrengthSection,
    GirthSection,
    HandsSection,
    ActivitiesSection,
    FeelingSection,
)
