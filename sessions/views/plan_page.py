"""The plan builder as a page and as the fragment that judges it anew while it is filled in."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from assessments.selectors.meanwhile import last_changed_by
from clinic.access import StaffRequest, read
from clinic.selectors.profile import policy_changes, policy_in_force
from referrals.models import Episode
from sessions.forms.plans import PlanForm
from sessions.models import PlanVersion, Technique
from sessions.rules.first_visit import counted
from sessions.rules.gates_ahead import row_of
from sessions.rules.plans import PlannedTechnique
from sessions.selectors import alerts
from sessions.selectors.plan_builder import GROUPS, Build, Row, Said, build
from sessions.selectors.plan_record import Record, record_of
from sessions.selectors.plans import banner_items, plan_facts, planned_techniques, versions_of
from sessions.selectors.templates import offered


@dataclass(frozen=True)
class Shown:
    """One finding with the one link that leads to lifting it."""

    level: str
    message: str
    source: str
    lifted_by: str
    action_url: str = ""
    action_label: str = ""


@dataclass(frozen=True)
class Draft:
    """A draft with what its page reads once."""

    version: PlanVersion
    catalogue: list[Technique]
    planned: list[PlannedTechnique]
    record: Record

    @property
    def near(self) -> frozenset[str]:
        return self.record.hurting | set(self.version.referral.affected_regions)

    def form(self, request: StaffRequest) -> PlanForm:
        data = request.POST if request.method == "POST" else None
        return PlanForm(self.version, self.catalogue, self.planned, self.near, data)


def draft_to_write(request: StaffRequest, plan_id: int) -> Draft:
    """The newest version, for therapists of the care team; a signed one is refused by the service."""
    if not request.user.is_therapist:
        raise Http404
    versions, _ = versions_of(plan_id, within=Episode.objects.cared_for_by(request.user, today=timezone.localdate()))
    if not versions:
        raise Http404
    return draft_of(versions[0])


def draft_of(version: PlanVersion) -> Draft:
    episode = version.plan.episode
    record = record_of(episode.patient_id, episode_id=episode.pk, referral_id=version.referral_id)
    return Draft(version, list(Technique.objects.current()), planned_techniques(version), record)


def page(
    request: StaffRequest,
    draft: Draft,
    *,
    form: PlanForm | None = None,
    meanwhile: bool = False,
    refused: list[str] | None = None,
) -> HttpResponse:
    """The whole page. With a form that could not be saved, what is judged is what was typed."""
    version = draft.version
    read(request, "plan draft", patient_id=version.plan.episode.patient_id)
    edition = version.edition
    shown = form or PlanForm(version, draft.catalogue, draft.planned, draft.near)
    context = {
        "form": shown,
        "edition": edition if meanwhile else shown.rhythm["edition"].value(),
        "refused": refused or [],
        "meanwhile": meanwhile,
        "meanwhile_by": last_changed_by(version) if meanwhile else "",
        "differing": _differing(draft, shown) if meanwhile else [],
        "items": banner_items(version, draft.record, today=timezone.localdate()),
        "goals": draft.record.goals,
        "codes": draft.record.codes,
        "templates": _templates(draft),
        "alerts": alerts.open_of_episode(version.plan.episode_id, request.user),
        "back": reverse("sessions:plan", args=[version.plan_id]),
        "is_empty": not draft.planned and version.number == 1,
        **judged(request, draft, shown if form else None),
    }
    return render(request, "sessions/plan_edit.html", context, status=409 if meanwhile else 200)


def judged(request: StaffRequest, draft: Draft, form: PlanForm | None) -> dict[str, Any]:
    """What the page and the fragment show of the judgement: of the saved draft, or of what stands in the form."""
    version = form.onto(draft.version) if form else draft.version
    planned = form.planned() if form else draft.planned
    policy = policy_in_force()
    facts = plan_facts(version, signer=request.user, policy=policy, catalogue=draft.catalogue, planned=planned)
    today = timezone.localdate()
    found = build(version, catalogue=draft.catalogue, planned=planned, facts=facts, record=draft.record, today=today)
    shown = form or PlanForm(version, draft.catalogue, draft.planned, draft.near)
    by_code = {row.prefix: row for row in shown.rows}
    rows = [(row, by_code[row.technique.code], [_shown(said, row, version) for said in row.said]) for row in found.rows]
    return _context(version) | {
        "build": found,
        "groups": [(name, label, [each for each in rows if each[0].standing == name]) for name, label in GROUPS],
        "judged_rows": rows,
        "blocked_open": any(row.used for row, _, _ in rows if row.suggestion.is_blocked)
        or any(fields.errors for _, fields, _ in rows),
        "first_on": _counted(found),
        "policy_changed": policy_changes(version.policy_version, in_force=policy),
    }


def _context(version: PlanVersion) -> dict[str, Any]:
    episode = version.plan.episode
    return {"version": version, "plan": version.plan, "episode": episode, "patient": episode.patient}


def _counted(found: Build) -> str:
    """“(POD 14)” beside the first day of the chosen techniques."""
    event = found.start.event
    return counted(event, found.chosen_on) if event and found.chosen_on else ""


def _templates(draft: Draft) -> list[Any]:
    version = draft.version
    return offered(draft.record.codes, version.referral, draft.record.facts, purpose=version.purpose)


def _shown(said: Said, row: Row, version: PlanVersion) -> Shown:
    finding = said.finding
    url = inquiry_url(version, said, row.technique.code) if said.ask else ""
    physician = version.referral.physician.name if version.referral.physician else "the physician"
    return Shown(said.level, finding.message, finding.source, finding.lifted_by, url, f"Ask {physician}" if url else "")


def inquiry_url(version: PlanVersion, said: Said, code: str) -> str:
    """Where the physician is asked for what would lift the finding; empty where there is no such page."""
    try:
        address = reverse("referrals:inquiry_new")
    except NoReverseMatch:
        return ""
    episode = version.plan.episode
    asked = [
        ("patient", episode.patient_id),
        ("episode", episode.pk),
        ("kind", said.ask),
        ("lifts", row_of(said.finding)),
        ("technique", code),
        *(("region", place) for place in said.finding.regions),
    ]
    return f"{address}?{urlencode(asked)}"


def _differing(draft: Draft, form: PlanForm) -> list[dict[str, str]]:
    """What differs: as it stands now beside what was typed."""
    current, typed = draft.version, form.rhythm.cleaned_data
    found = [
        {"label": str(field.label), "theirs": str(getattr(current, name)), "yours": str(typed[name])}
        for name, field in form.rhythm.fields.items()
        if name in typed
        and name != "edition"
        and (typed[name] or name != "purpose")
        and typed[name] != getattr(current, name)
    ]
    theirs, yours = _listed(draft.planned), _listed(form.planned())
    return found + ([{"label": "Techniques", "theirs": theirs, "yours": yours}] if theirs != yours else [])


def _listed(techniques: list[PlannedTechnique]) -> str:
    return "\n".join(f"{row.code} {row.minutes} min, at most {row.pressure_ceiling}" for row in techniques)
