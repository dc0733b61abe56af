"""The technique catalogue: read by those who treat, kept by the manager as versions within the hard limits."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, requires
from clinic.models import Role
from clinic.rules.techniques import TechniqueCode
from clinic.selectors.days import today as today_of
from clinic.selectors.profile import policy_in_force
from sessions.forms.techniques import MINUTES, PAIN, PRESSURES, TEXTS, ReasonForm, TermsForm
from sessions.models import Technique
from sessions.rules.catalogue import NAMES, Terms, differences, hard_terms
from sessions.rules.gate_words import gate_lines
from sessions.rules.licensing import Demand
from sessions.rules.technique_forms import FORMS
from sessions.rules.techniques import TECHNIQUES
from sessions.selectors import catalogue as found
from sessions.selectors.licensing import demand_of
from sessions.services import catalogue


@require_GET
@requires(Role.THERAPIST, Role.MANAGER)
def technique_list(request: StaffRequest) -> HttpResponse:
    return render(request, "sessions/techniques.html", {"techniques": list(Technique.objects.current())})


@require_GET
@requires(Role.THERAPIST, Role.MANAGER)
def technique_detail(request: StaffRequest, code: str) -> HttpResponse:
    """What is in force and since when, its gates, who may do it, and every version with what differed."""
    versions = _versions(code)
    row = versions[0].row
    context = {
        "technique": row,
        "hard": hard_terms(TECHNIQUES[TechniqueCode(code)]),
        "entry": TECHNIQUES[TechniqueCode(code)],
        "forms": FORMS[TechniqueCode(code)],
        "gates": gate_lines(TechniqueCode(code)),
        "follows": code == TechniqueCode.REF,
        "versions": versions,
        "standings": found.standings(found.therapists(), demand_of(row), **_days()),
        "holding": found.holding(code, found.terms_of(row), now=timezone.now()),
        "may_change": request.user.is_manager,
    }
    return render(request, "sessions/technique.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def technique_edit(request: StaffRequest, code: str) -> HttpResponse:
    """The form; what is sent comes back as a preview of the change, nothing is written."""
    row = _versions(code)[0].row
    form = _form(request, row)
    if form.is_valid() and "back" not in request.POST:
        if form.terms == found.terms_of(row):
            messages.info(request, "Nothing was changed.")
            return redirect("sessions:technique", code)
        return _preview(request, row, form, ReasonForm(initial={"seen_version": row.version}))
    return _edit_page(request, row, form)


@require_POST
@requires(Role.MANAGER)
def technique_approve(request: StaffRequest, code: str) -> HttpResponse:
    """Puts a previewed change in force, with its reason."""
    row = _versions(code)[0].row
    form, reason = _form(request, row), ReasonForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, row, form)
    if not reason.is_valid():
        return _preview(request, row, form, reason)
    try:
        made = catalogue.change_technique(
            code=code, wanted=form.terms, **reason.cleaned_data, by=actor_of(request), now=timezone.now()
        )
    except catalogue.Overtaken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Version {made.version} is in force." if made else "Nothing was changed.")
    return redirect("sessions:technique", code)


def _versions(code: str) -> list[found.Version]:
    versions = found.versions_of(code)
    if not versions:
        raise Http404
    return versions


def _form(request: StaffRequest, row: Technique) -> TermsForm:
    terms = found.terms_of(row)
    initial = {name: getattr(terms, name) for name in NAMES}
    data = request.POST if request.method == "POST" else None
    return TermsForm(data, entry=TECHNIQUES[TechniqueCode(row.code)], initial=initial)


def _edit_page(request: StaffRequest, row: Technique, form: TermsForm) -> HttpResponse:
    context = {
        "technique": row,
        "form": form,
        "texts": [form[name] for name in TEXTS],
        "numbers": [
            ("Pressure", [form[name] for name in PRESSURES]),
            ("Minutes", [form[name] for name in MINUTES]),
            ("Pain", [form[name] for name in PAIN]),
        ],
    }
    return render(request, "sessions/technique_edit.html", context)


def _preview(request: StaffRequest, row: Technique, form: TermsForm, reason: ReasonForm) -> HttpResponse:
    before, after = found.terms_of(row), form.terms
    people, days = found.therapists(), _days()
    lacked = {one.staff.pk for one in found.standings(people, demand_of(row), **days) if one.lacking}
    context: dict[str, Any] = {
        "technique": row,
        "form": form,
        "reason_form": reason,
        "next_version": row.version + 1,
        "differences": differences(before, after),
        "lacking": [
            (one, one.staff.pk in lacked) for one in found.standings(people, _demand(row, after), **days) if one.lacking
        ],
        "holding": found.holding(row.code, after, now=timezone.now()),
    }
    return render(request, "sessions/technique_preview.html", context)


def _demand(row: Technique, terms: Terms) -> Demand:
    return Demand(row.code, row.name, terms.needs_credential, terms.licenses)


def _days() -> dict[str, date]:
    """Today, and how far ahead an end is told."""
    today = today_of(now=timezone.now())
    return {"today": today, "soon": today + timedelta(days=policy_in_force().license_notice_days)}
