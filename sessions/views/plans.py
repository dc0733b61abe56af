"""Plans of care: started, built and saved by the care team, signed, read, changed by a next version; and the technique catalogue."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.models import Assessment
from assessments.selectors.meanwhile import last_changed_by
from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.rules.findings import Level
from clinic.services.drafts import EditedMeanwhile, NotReady
from referrals.models import Episode, Referral
from sessions.forms.plans import PlanForm, ReferralChoice
from sessions.models import Plan, PlanVersion, Technique
from sessions.rules.plans import judge_plan
from sessions.selectors.plans import banner_items, near_places, plan_facts, planned_techniques, versions_of
from sessions.services import plans


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST)
def plan_draft(request: StaffRequest, episode_id: int) -> HttpResponse:
    """Starts a plan from the signed intake and a verified referral; of a running plan, the next version with its reason."""
    own = Episode.objects.cared_for_by(request.user, today=timezone.localdate())
    episode = get_object_or_404(own.select_related("patient"), pk=episode_id)
    running = Plan.objects.filter(episode=episode, ended_on__isnull=True).first()
    if running and request.method == "GET":
        return redirect("sessions:plan", running.pk)
    referrals = Referral.objects.verified().filter(episode=episode)
    choice = ReferralChoice(request.POST if request.method == "POST" else None, referrals=referrals)
    if request.method == "POST":
        begun = _begun(request, episode, choice)
        if begun or running:
            return redirect("sessions:plan", begun.plan_id if begun else running.pk)  # type: ignore[union-attr]
    read(request, "episode", patient_id=episode.patient_id)
    intake = Assessment.objects.signed().filter(episode=episode, kind=Assessment.Kind.INTAKE).exists()
    context = {"episode": episode, "patient": episode.patient, "referrals": list(referrals), "intake_signed": intake}
    return render(request, "sessions/plan_start.html", context)


def _begun(request: StaffRequest, episode: Episode, choice: ReferralChoice) -> PlanVersion | None:
    if not choice.is_valid():
        messages.error(request, " ".join(str(e) for errors in choice.errors.values() for e in errors))
        return None
    referral = choice.cleaned_data["referral"] or Referral.objects.verified().filter(episode=episode).first()
    if referral is None:
        messages.error(request, "Verify a referral for this episode first.")
        return None
    try:
        return plans.draft(
            episode=episode,
            referral=referral,
            therapist=request.user,
            change_reason=choice.cleaned_data["change_reason"],
            by=request.user.actor,
            now=timezone.now(),
        )
    except NotReady as error:
        messages.error(request, str(error))
        return None


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST, Role.MANAGER)
def plan(request: StaffRequest, plan_id: int) -> HttpResponse:
    """The newest version: the draft to build, for the care team; else the plan to read. `?version=` reads an older one."""
    if request.method == "POST":
        return _save(request, plan_id, signing=False)
    today = timezone.localdate()
    own = Episode.objects.cared_for_by(request.user, today=today)
    versions, is_own = versions_of(plan_id, within=Episode.objects.visible_to(request.user, today=today), own=own)
    if not versions:
        raise Http404
    asked = request.GET.get("version", "")
    shown = next((version for version in versions if str(version.number) == asked), versions[0])
    may_write = is_own and request.user.is_therapist
    if shown.signature_id is None and not asked and may_write:
        return _builder(request, shown)
    return _record(request, shown, versions, may_write=may_write)


@require_POST
@requires(Role.THERAPIST)
def plan_sign(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Save what the page holds, if it was sent along, and sign."""
    return _save(request, plan_id, signing=True)


@require_GET
@requires(Role.THERAPIST, Role.MANAGER)
def techniques(request: StaffRequest) -> HttpResponse:
    return render(request, "sessions/techniques.html", {"techniques": list(Technique.objects.current())})


def _save(request: StaffRequest, plan_id: int, *, signing: bool) -> HttpResponse:
    version = _draft_to_write(request, plan_id)
    if "edition" in request.POST or not signing:
        form = _form(version, request)
        if not form.is_valid():
            return _builder(request, version, form=form)
        try:
            plans.save(version=version, **form.values(), by=request.user.actor, now=timezone.now())
        except EditedMeanwhile as error:
            return _builder(request, error.current, form=form, meanwhile=True)
    if not signing:
        messages.success(request, "The draft is saved.")
        return redirect("sessions:plan", plan_id)
    try:
        plans.sign(version=version, staff=request.user, now=timezone.now())
    except NotReady as error:
        return _builder(request, _draft_to_write(request, plan_id), refused=error.missing)
    messages.success(request, "The plan is signed.")
    return redirect("sessions:plan", plan_id)


def _draft_to_write(request: StaffRequest, plan_id: int) -> PlanVersion:
    """The newest version, for therapists of the care team; a signed one is refused by the service."""
    if not request.user.is_therapist:
        raise Http404
    versions, _ = versions_of(plan_id, within=Episode.objects.cared_for_by(request.user, today=timezone.localdate()))
    if not versions:
        raise Http404
    return versions[0]


def _form(version: PlanVersion, request: StaffRequest) -> PlanForm:
    data = request.POST if request.method == "POST" else None
    catalogue = list(Technique.objects.current())
    return PlanForm(version, catalogue, planned_techniques(version), near_places(version), data)


def _builder(
    request: StaffRequest,
    version: PlanVersion,
    *,
    form: PlanForm | None = None,
    meanwhile: bool = False,
    refused: list[str] | None = None,
) -> HttpResponse:
    read(request, "plan draft", patient_id=version.plan.episode.patient_id)
    catalogue, planned, near = list(Technique.objects.current()), planned_techniques(version), near_places(version)
    facts = plan_facts(version, signer=request.user, catalogue=catalogue, planned=planned)
    findings = judge_plan(facts)
    shown = form or PlanForm(version, catalogue, planned, near)
    context = _context(version) | {
        "form": shown,
        "edition": shown.rhythm["edition"].value() if not meanwhile else version.edition,
        "general": [finding for finding in findings if ":" not in finding.code],
        "rows": [(row, [f for f in findings if f.code.startswith(f"{row.prefix}:")]) for row in shown.rows],
        "blocks": sum(1 for finding in findings if finding.level is Level.BLOCK),
        "minutes_sum": sum(row.minutes for row in planned),
        "visits_open": facts.visits_open,
        "refused": refused or [],
        "meanwhile": meanwhile,
        "meanwhile_by": last_changed_by(version) if meanwhile else "",
        "differing": _differing(version, shown) if meanwhile else [],
        "items": banner_items(version, today=timezone.localdate()),
    }
    return render(request, "sessions/plan_edit.html", context, status=409 if meanwhile else 200)


def _record(request: StaffRequest, shown: PlanVersion, versions: list[PlanVersion], *, may_write: bool) -> HttpResponse:
    read(request, "plan of care", patient_id=shown.plan.episode.patient_id)
    running = shown.plan.ended_on is None and versions[0].signature_id is not None
    may_change = running and may_write
    episode_id = shown.plan.episode_id
    context = _context(shown) | {
        "techniques": list(shown.techniques.select_related("technique")),
        "versions": versions,
        "items": banner_items(shown, today=timezone.localdate()),
        "may_change": may_change,
        "referrals": list(Referral.objects.verified().filter(episode=episode_id)) if may_change else [],
    }
    return render(request, "sessions/plan.html", context)


def _context(version: PlanVersion) -> dict[str, Any]:
    episode = version.plan.episode
    return {"version": version, "plan": version.plan, "episode": episode, "patient": episode.patient}


def _differing(current: PlanVersion, form: PlanForm) -> list[dict[str, str]]:
    """What differs: as it stands now beside what was typed."""
    typed = form.rhythm.cleaned_data
    found = [
        {"label": str(field.label), "theirs": str(getattr(current, name)), "yours": str(typed[name])}
        for name, field in form.rhythm.fields.items()
        if name != "edition" and typed[name] != getattr(current, name)
    ]
    theirs = "\n".join(f"{t.code} {t.minutes} min, at most {t.pressure_ceiling}" for t in planned_techniques(current))
    yours = "\n".join(f"{t.code} {t.minutes} min, at most {t.pressure_ceiling}" for t in form.values()["techniques"])
    return found + ([{"label": "Techniques", "theirs": theirs, "yours": yours}] if theirs != yours else [])
