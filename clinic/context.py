"""What the shell of every page shows: the clinic's name, the way through the product, who is signed in."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from clinic.models import Role, Staff
from clinic.selectors.profile import clinic_name


@dataclass(frozen=True)
class NavItem:
    label: str
    icon: str
    url: str
    active: bool


# Label, icon, route, section (first part of the path), roles that see it.
NAV: tuple[tuple[str, str, str, str, frozenset[Role]], ...] = (
    ("Today", "sun", "sessions:today", "today", frozenset({Role.THERAPIST})),
    ("Board", "calendar3", "sessions:board", "board", frozenset(Role)),
    ("Patients", "people", "patients:list", "patients", frozenset(Role)),
    ("Referrals", "inbox", "sessions:referral_inbox", "referrals", frozenset(Role)),
    ("Reports", "file-text", "reports:list", "reports", frozenset({Role.THERAPIST, Role.MANAGER})),
    ("Outbox", "send", "clinic:outbox", "outbox", frozenset({Role.FRONT_DESK, Role.MANAGER})),
    ("Clinic", "gear", "clinic:setup", "clinic", frozenset({Role.MANAGER})),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """`me` is the signed-in person or None; `nav` what they may go to."""
    user = getattr(request, "user", None)
    me: Staff | None = user if user is not None and user.is_authenticated else None
    return {
        "me": me,
        "nav": _nav(me, request.path) if me else [],
        "clinic_name": SimpleLazyObject(clinic_name),
        "demo_mail": bool(settings.MAIL_DIR),
    }


def _nav(me: Staff, path: str) -> list[NavItem]:
    section = path.strip("/").split("/")[0]
    items = []
    for label, icon, route, part, roles in NAV:
        try:
            items += (
                [NavItem(label=label, icon=icon, url=reverse(route), active=section == part)] if me.has(*roles) else []
            )
        except NoReverseMatch:  # while pages are being built
            continue
    return items
