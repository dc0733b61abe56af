"""Plan templates: read by those who plan, kept by the manager."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import StaffRequest, requires
from clinic.models import Role
from patients.services.refusal import Refused
from patients.views.people import explain
from sessions.forms.plan_templates import TemplatePage
from sessions.models import PlanTemplate
from sessions.services import plan_templates
from sessions.services.plan_templates import Settled


@require_GET
@requires(Role.THERAPIST, Role.MANAGER)
def template_list(request: StaffRequest) -> HttpResponse:
    rows = PlanTemplate.objects.in_force().select_related("protocol", "replaces", "approved_by")
    context = {
        "templates": list(rows.prefetch_related("techniques")),
        "ended": list(
            PlanTemplate.objects.filter(ended_at__isnull=False, replaced_by__isnull=True).order_by("-ended_at")
        ),
        "may_write": request.user.is_manager,
    }
    return render(request, "sessions/plan_template_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def template_new(request: StaffRequest) -> HttpResponse:
    page = TemplatePage(None, request.POST if request.method == "POST" else None)
    if page.main.is_bound and page.is_valid():
        try:
            plan_templates.create(wanted=page.main.wanted, steps=page.steps, by=request.user.actor, now=timezone.now())
        except Refused as error:
            explain(page.main, error)
        else:
            messages.success(request, "The template is in force.")
            return redirect("sessions:templates")
    return render(request, "sessions/plan_template_edit.html", {"page": page, "template": None})


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def template_edit(request: StaffRequest, template_id: int) -> HttpResponse:
    """Saving makes the successor; plans that began from this one keep naming it."""
    template = get_object_or_404(PlanTemplate.objects.prefetch_related("techniques"), pk=template_id)
    page = TemplatePage(template, request.POST if request.method == "POST" else None)
    if page.main.is_bound and page.is_valid():
        try:
            plan_templates.change(
                template=template, wanted=page.main.wanted, steps=page.steps, by=request.user.actor, now=timezone.now()
            )
        except Refused as error:
            explain(page.main, error)
        except Settled as error:
            messages.error(request, str(error))
            return redirect("sessions:templates")
        else:
            messages.success(request, "The changed template is in force.")
            return redirect("sessions:templates")
    return render(request, "sessions/plan_template_edit.html", {"page": page, "template": template})


@require_POST
@requires(Role.MANAGER)
def template_end(request: StaffRequest, template_id: int) -> HttpResponse:
    template = get_object_or_404(PlanTemplate, pk=template_id)
    try:
        plan_templates.end(template=template, by=request.user.actor, now=timezone.now())
    except Settled as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Nothing begins from this template any more.")
    return redirect("sessions:templates")
