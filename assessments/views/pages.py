"""The two pages of an assessment: the form of a draft, and the record to read."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode

from assessments.forms.intake import SECTIONS, WholeForm
from assessments.forms.photos import PhotoForm
from assessments.forms.remarks import Remarks, remarks
from assessments.forms.rows import RowSet
from assessments.forms.said import said
from assessments.forms.sections import Page, SectionForm
from assessments.models import Assessment
from assessments.rules.readiness import missing
from assessments.rules.rom import MOVEMENTS
from assessments.rules.sections import SECTION_NAMES, Section
from assessments.rules.strength import GROUPS
from assessments.selectors.meanwhile import last_changed_by
from assessments.selectors.record import Record, band, record
from assessments.selectors.shown import comparison, goal_line, since_text
from assessments.services.assessments import SectionsEdited
from clinic.access import StaffRequest, read
from clinic.registry import registry

# What one touch lays out: the joints most often measured.
JOINT_SETS = ("Neck", "Shoulder", "Elbow", "Wrist", "Trunk", "Hip", "Knee", "Ankle")
OUTCOMES = [("achieved", "Reached"), ("missed", "Not reached"), ("dropped", "Dropped")]
LAID: dict[Section, dict[str, list[str]]] = {
    Section.ROM: {joint: [m.code for m in MOVEMENTS.values() if m.joint == joint] for joint in JOINT_SETS},
    Section.STRENGTH: {joint: [g.code for g in GROUPS.values() if g.joint == joint] for joint in JOINT_SETS},
}


@dataclass
class Shown:
    """One section as it stands on the page."""

    form: SectionForm
    edition: int
    remarks: Remarks

    @property
    def name(self) -> str:
        return self.form.section.value

    @property
    def title(self) -> str:
        return self.form.title

    @property
    def template(self) -> str:
        return f"assessments/sections/{self.name}.html"


def laid_of(request: StaffRequest) -> dict[Section, list[str]]:
    """The rows that sets ask for: `?rom=Knee&mmt=Knee`."""
    return {section: LAID[section].get(request.GET.get(section.value, ""), []) for section in LAID}


def laid_out(request: StaffRequest) -> tuple[str, str]:
    """Where to go after saving: the sets that were asked for, as a query, and the part of the page to show."""
    asked = {s.value: request.POST[f"set_{s}"] for s in LAID if request.POST.get(f"set_{s}") in LAID[s]}
    part = next(iter(asked), "screening" if "rest_no" in request.POST else "")
    return f"?{urlencode(asked)}" if asked else "", f"#{part}" if part else ""


def form_page(
    request: StaffRequest,
    assessment: Assessment,
    *,
    form: WholeForm | None = None,
    overtaken: SectionsEdited | None = None,
    refused: list[str] | None = None,
) -> HttpResponse:
    found = record(assessment)
    today = timezone.localdate()
    page = Page(found, today, laid_of(request))
    read(request, "assessment draft", patient_id=assessment.episode.patient_id)
    shown = form or WholeForm(page)
    seen = shown.edition.seen if form and not overtaken and form.edition.is_valid() else {}
    sections = {name: shown_section(part, seen.get(name, assessment.edition)) for name, part in shown.sections.items()}
    context = context_of(found) | {
        "form": shown,
        "sections": sections,
        "edition": shown.edition["edition"].value() if form and not overtaken else assessment.edition,
        "items": band(found, today=today),
        "missing": missing(found.facts, today=today),
        "problems": shown.problems,
        "refused": bool(refused),
        "overtaken": overtaken is not None,
        "meanwhile_by": last_changed_by(assessment) if overtaken else "",
        "differing": _differing(page, shown, overtaken) if overtaken else [],
        "sets": {section.value: joints for section, joints in LAID.items()},
        "clearance_url": clearance_url(),
        "photo_form": PhotoForm(),
        "standing_goals": [goal_line(goal) for goal in found.standing_goals],
        "outcomes": OUTCOMES,
        "since": since_text(found),
        "reasons": [] if found.is_intake else registry.reasons_at_assessment(assessment.episode_id),
    }
    return render(request, "assessments/edit.html", context, status=409 if overtaken else 200)


def record_page(request: StaffRequest, assessment: Assessment) -> HttpResponse:
    found = record(assessment)
    read(request, "assessment", patient_id=assessment.episode.patient_id)
    context = context_of(found) | {
        "items": band(found, today=timezone.localdate()),
        "shown": comparison(found),
        "range_columns": ["Norm", "Left or center", "Right"],
        "side_columns": ["Left", "Right"],
        "reasons": [] if found.is_intake else registry.reasons_at_assessment(assessment.episode_id),
    }
    return render(request, "assessments/detail.html", context)


def context_of(found: Record) -> dict[str, Any]:
    assessment = found.assessment
    return {
        "assessment": assessment,
        "episode": assessment.episode,
        "patient": assessment.episode.patient,
        "record": found,
    }


def clearance_url() -> str:
    """Where a physician's clearance is taken down, if this installation has that page."""
    try:
        return reverse("referrals:clearance_new")
    except NoReverseMatch:
        return ""


def shown_section(part: SectionForm, edition: int) -> Shown:
    made = Shown(part, edition, remarks(part))
    for rows in part.parts.values():
        if isinstance(rows, RowSet):
            for number, row in enumerate(rows.forms):
                key = f"{rows.prefix}-{number}"
                row.note_key, row.notes = f"{key}-note", made.remarks.notes.get(key, [])
    return made


def differing(page: Page, form: SectionForm) -> dict[str, Any]:
    """Both texts of one section: what stands, and what was typed."""
    theirs = SECTIONS[form.section](page)
    return {"title": form.title, "name": form.section.value, "theirs": said(theirs), "yours": said(form)}


def _differing(page: Page, form: WholeForm, overtaken: SectionsEdited) -> list[dict[str, Any]]:
    names = overtaken.sections or list(SECTION_NAMES)
    both = [differing(page, form.sections[name.value]) for name in names]
    return [texts for texts in both if texts["theirs"] != texts["yours"]]
