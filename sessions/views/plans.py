"""Plans of care: started, filled from a template, built, judged and saved by the care team, signed, read, changed by a next version."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessments.models import Assessment
from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.selectors.profile import policy_in_force
from clinic.services.drafts import EditedMeanwhile, NotReady
from patients.models import Patient
from referrals.models import Episode, Referral
from sessions.forms.plans import ReferralChoice, TemplateChoice
from sessions.models import Appointment, Plan, PlanVersion
from sessions.selectors.first_visit import FirstVisitShown, first_visit_of
from sessions.selectors.guard_facts import with_guard_facts
from sessions.selectors.plan_record import record_of
from sessions.selectors.plans import banner_items, versions_of
from sessions.services import plans
from sessions.views import plan_page


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
    rows = list(referrals)
    context = {
        "episode": episode,
        "patient": episode.patient,
        "referrals": rows,
        "intake_signed": intake,
        "start": _first_visit(episode, rows[0]) if rows else None,
    }
    return render(request, "sessions/plan_start.html", context)


def _first_visit(episode: Episode, referral: Referral) -> FirstVisitShown:
    live = Appointment.objects.live().filter(episode=episode).order_by("during")
    first = live.select_related("location").first()
    first_on = first.starts_at.astimezone(first.location.tz).date() if first else None
    patient = with_guard_facts(Patient.objects.filter(pk=episode.patient_id)).get()
    most = policy_in_force().first_visit_alert_days
    return first_visit_of(patient, referral, first_on=first_on, today=timezone.localdate(), most=most)


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
        return plan_page.page(request, plan_page.draft_of(shown))
    return _record(request, shown, versions, may_write=may_write)


@require_POST
@requires(Role.THERAPIST)
def plan_sign(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Save what the page holds, if it was sent along, and sign."""
    return _save(request, plan_id, signing=True)


@require_POST
@requires(Role.THERAPIST)
def plan_judge(request: StaffRequest, plan_id: int) -> HttpResponse:
    """What the guards say of the page as it is filled in. Saves nothing."""
    draft = plan_page.draft_to_write(request, plan_id)
    if draft.version.signature_id:
        raise Http404
    read(request, "plan draft", patient_id=draft.version.plan.episode.patient_id)
    context = plan_page.judged(request, draft, draft.form(request))
    return render(request, "sessions/plan_judged.html", context)


@require_POST
@requires(Role.THERAPIST)
def plan_fill(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Write a template's proposal over the draft."""
    draft = plan_page.draft_to_write(request, plan_id)
    form = TemplateChoice(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a template that is in force.")
        return redirect("sessions:plan", plan_id)
    try:
        _, notes = plans.fill(
            version=draft.version,
            edition=form.cleaned_data["edition"],
            template=form.cleaned_data["template"],
            today=timezone.localdate(),
            by=request.user.actor,
            now=timezone.now(),
        )
    except EditedMeanwhile:
        messages.error(request, "Somebody saved this plan meanwhile. Look at it before a template is written over it.")
    else:
        messages.success(request, " ".join(("The draft is filled from the template.", *notes)))
    return redirect("sessions:plan", plan_id)


def _save(request: StaffRequest, plan_id: int, *, signing: bool) -> HttpResponse:
    draft = plan_page.draft_to_write(request, plan_id)
    if "edition" in request.POST or not signing:
        form = draft.form(request)
        if not form.is_valid():
            return plan_page.page(request, draft, form=form)
        try:
            plans.save(version=draft.version, **form.values(), by=request.user.actor, now=timezone.now())
        except EditedMeanwhile as error:
            return plan_page.page(request, plan_page.draft_of(error.current), form=form, meanwhile=True)
    if not signing:
        messages.success(request, "The draft is saved.")
        return redirect("sessions:plan", plan_id)
    try:
        plans.sign(version=draft.version, staff=request.user, now=timezone.now())
    except NotReady as error:
        return plan_page.page(request, plan_page.draft_to_write(request, plan_id), refused=error.missing)
    messages.success(request, "The plan is signed.")
    return redirect("sessions:plan", plan_id)


def _record(request: StaffRequest, shown: PlanVersion, versions: list[PlanVersion], *, may_write: bool) -> HttpResponse:
    episode = shown.plan.episode
    read(request, "plan of care", patient_id=episode.patient_id)
    running = shown.plan.ended_on is None and versions[0].signature_id is not None
    may_change = running and may_write
    record = record_of(episode.patient_id, episode_id=episode.pk, referral_id=shown.referral_id)
    context = {
        "version": shown,
        "plan": shown.plan,
        "episode": episode,
        "patient": episode.patient,
        "techniques": list(shown.techniques.select_related("technique")),
        "versions": versions,
        "goals": record.goals,
        "items": banner_items(shown, record, today=timezone.localdate()),
        "may_change": may_change,
        "referrals": list(Referral.objects.verified().filter(episode=episode.pk)) if may_change else [],
    }
    return render(request, "sessions/plan.html", context)
