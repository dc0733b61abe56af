"""The outbox: what is waiting to leave the house and what needs a person. The front desk sees to whom and how it stands, no content."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Job, OutboundEmail, Role
from clinic.selectors.outbox import outbox
from clinic.services import jobs, mail


@require_safe
@requires(Role.FRONT_DESK, Role.MANAGER)
def outbox_list(request: StaffRequest) -> HttpResponse:
    read(request, "outbox", patient_id=None)
    context = {"outbox": outbox(), "may_see_content": request.user.is_manager}
    return render(request, "clinic/outbox.html", context)


@require_POST
@requires(Role.FRONT_DESK, Role.MANAGER)
def email_again(request: StaffRequest, email_id: int) -> HttpResponse:
    email = get_object_or_404(OutboundEmail, pk=email_id)
    mail.retry(email=email, by=actor_of(request), now=timezone.now())
    messages.success(request, f"The message to {email.recipient} will be tried again now.")
    return redirect("clinic:outbox")


@require_POST
@requires(Role.FRONT_DESK, Role.MANAGER)
def job_again(request: StaffRequest, job_id: int) -> HttpResponse:
    job = get_object_or_404(Job, pk=job_id)
    jobs.retry(job=job, by=actor_of(request), now=timezone.now())
    messages.success(request, "It will be tried again now.")
    return redirect("clinic:outbox")
