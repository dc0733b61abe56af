"""Alerts: what needs a person, the open ones and those of the last month, and looking at one for good."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import StaffRequest, read, requires
from clinic.rules.licenses import ending_words
from clinic.rules.policy import Policy
from clinic.selectors import licenses
from clinic.selectors.profile import policy_in_force
from patients.models import Alert
from patients.services.refusal import Refused
from patients.views.returning import return_path
from sessions.forms.alerts import AlertForm
from sessions.selectors import alerts as select
from sessions.selectors.alerts import Card
from sessions.services import watching

PAGE, KEPT_DAYS = 30, 30


@require_safe
@requires()
def alert_list(request: StaffRequest) -> HttpResponse:
    """?shown=done: those looked at within a month."""
    now, today, done = timezone.now(), timezone.localdate(), request.GET.get("shown") == "done"
    policy = policy_in_force()
    read(request, "alerts", patient_id=None)
    visible = select.visible_to(request.user, today=today).select_related("patient", "acknowledged_by")
    if done:
        since = now - timedelta(days=KEPT_DAYS)
        rows = visible.filter(acknowledged_at__gte=since).order_by("-acknowledged_at", "-pk")
    else:
        rows = select.weightiest_first(visible.open())
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    context = {
        "page": page,
        "query": "shown=done" if done else "",
        "done": done,
        "cards": with_forms(select.cards(shown, request.user, problems=select.problems_of(shown))),
        "tabs": [
            {"label": "Open", "url": request.path, "active": not done, "count": None},
            {"label": "Looked at, last 30 days", "url": f"{request.path}?shown=done", "active": done, "count": None},
        ],
        "licenses": licenses.ending(today=today, told_days=policy.license_notice_days)
        if request.user.is_manager and not done
        else [],
        "own_license": own_license(request, policy),
        "back": request.get_full_path(),
    }
    return render(request, "sessions/alert_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires()
def alert(request: StaffRequest, alert_id: int) -> HttpResponse:
    """One alert by itself; a POST looks at it for good and goes back to where the button was."""
    visible = select.visible_to(request.user, today=timezone.localdate()).select_related("patient", "acknowledged_by")
    row = get_object_or_404(visible, pk=alert_id)
    form = AlertForm(row, request.POST if request.method == "POST" else None)
    card = select.cards([row], request.user, problems=select.problems_of([row]))[0]
    if request.method == "POST":
        if not card.may_answer:
            raise PermissionDenied("A therapist of the care team looks at this one.")
        if _acknowledged(request, row, form):
            return redirect(return_path(request) or "sessions:alerts")
    read(request, "alert", patient_id=row.patient_id)
    answers = card.may_answer and card.is_open
    context = {
        "card": card,
        "form": form if answers else None,
        "reassess_url": reassess_url(card),
        "back": return_path(request),
        "row": row,
    }
    return render(request, "sessions/alert_detail.html", context)


def _acknowledged(request: StaffRequest, row: Alert, form: AlertForm) -> bool:
    if not form.is_valid():
        return False
    action, note = form.cleaned_data.get("action", ""), form.cleaned_data["note"]
    try:
        seen = watching.acknowledge(alert=row, action=action, note=note, staff=request.user, now=timezone.now())
    except Refused as error:
        form.add_error(error.field, str(error))
        return False
    if seen.acknowledged_by_id == request.user.actor_id:
        messages.success(request, "Noted. It stays readable on the patient's page.")
    else:
        messages.info(request, f"{seen.acknowledged_by} looked at it before you; what they wrote stands.")
    return True


def with_forms(cards: list[Card]) -> list[dict[str, Any]]:
    """Each card with its form, where this person may answer it, and where what it asks for is begun."""
    return [
        {
            "card": card,
            "form": AlertForm(card.alert) if card.may_answer and card.is_open else None,
            "reassess_url": reassess_url(card),
        }
        for card in cards
    ]


def reassess_url(card: Card) -> str:
    """Where a re-assessment is begun; empty where none is asked for, of this person, or by such a page."""
    episode_id = card.alert.reference.removeprefix(select.PREFIX)
    if not (card.is_open and card.may_answer and card.kind.asks_reassessment and episode_id.isdigit()):
        return ""
    try:
        return reverse("assessments:reassess", args=[int(episode_id)])
    except NoReverseMatch:
        return ""


def own_license(request: StaffRequest, policy: Policy) -> str:
    """“ends in 12 days”, of the signed-in therapist; empty while there is time."""
    until = getattr(request.user, "license_until", None) if request.user.is_therapist else None
    return ending_words(until, timezone.localdate(), policy.license_notice_days)
