"""The referral inbox: what waits for completion, for a first visit, for a physician, for a renewal."""

from datetime import UTC, date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, read, requires
from clinic.selectors.profile import policy_in_force
from referrals.models import Referral
from referrals.selectors import orders as papers
from referrals.selectors.inquiries import waiting as waiting_letters
from sessions.rules.first_visit import StartBy, start_by
from sessions.selectors import referral_inbox as inbox
from sessions.selectors.board import locations_for
from sessions.selectors.first_visit import first_visits


@require_GET
@requires()
def referral_inbox(request: StaffRequest) -> HttpResponse:
    locations = locations_for(request.user)
    now = timezone.now()
    tz = locations[0].tz if locations else UTC
    today = now.astimezone(tz).date()
    read(request, "referral inbox", patient_id=None)
    policy = policy_in_force()
    waiting, verified = inbox.awaiting(), inbox.verified(today=today, tz=tz, most=policy.first_visit_alert_days)
    starts = first_visits(verified.to_book, today=today, most=policy.first_visit_alert_days)
    context = {
        "today": today,
        "scans": [item for item in waiting if item.only_scan],
        "waiting": [(item, _start_by(item.referral, today)) for item in waiting if not item.only_scan],
        "to_book": [(referral, starts[referral.pk], _start_by(referral, today)) for referral in verified.to_book],
        "waits": verified.waits,
        "to_confirm": papers.to_confirm(request.user, today=today),
        "asked": papers.with_state(
            waiting_letters(request.user, today=today, now=now, days=policy.inquiry_answer_days), now=now
        ),
        "ending": inbox.ending(today=today, policy=policy),
    }
    return render(request, "sessions/referral_inbox.html", context)


def _start_by(referral: Referral, today: date) -> StartBy | None:
    return start_by(referral.start_by_on, today=today) if referral.start_by_on else None
