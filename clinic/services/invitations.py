"""The first password of a member of staff: a link by mail, through the outbox."""

from datetime import datetime
from uuid import uuid4

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from clinic import emails
from clinic.models import Actor, OutboundEmail, Staff
from clinic.services import mail

SECONDS_PER_DAY = 86_400


def invite(*, staff: Staff, by: Actor, now: datetime) -> OutboundEmail:
    """Send a link that lets them choose a password; each later one is another message, an older link ends with the first use of any."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(staff)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(staff), "key": token})
    days = settings.PASSWORD_RESET_TIMEOUT // SECONDS_PER_DAY
    letter = emails.staff_invitation(staff=staff, url=f"{settings.BASE_URL}{path}", days=days)
    return mail.queue(
        key=f"staff.invitation:{staff.pk}:{uuid4().hex[:12]}",
        recipient=staff.email,
        recipient_name=staff.name,
        subject=letter.subject,
        text=letter.text,
        by=by,
        now=now,
    )
