"""What the shell of every page shows: the clinic's name, the way through the product, who is signed in."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from clinic.models import Role, Staff
from clinic.registry import badge_name
from clinic.selectors.profile import clinic_name


@dataclass(frozen=True)
class NavItem:
    label: str
    icon: str
    url: str
    active: bool
    count: int


CARE = frozenset({"patients", "consents", "episodes", "assessments", "plans"})
# Label, icon, route, sections (first parts of the paths), roles that see it.
NAV: tuple[tuple[str, str, str, frozenset[str], frozenset[Role]], ...] = (
    ("Today", "sun", "sessions:today", frozenset({"today"}), frozenset({Role.THERAPIST})),
    ("Alerts", "bell", "sessions:alerts", frozenset({"alerts"}), frozenset(Role)),
    ("Board", "calendar3", "sessions:board", frozenset({"board", "appointments"}), frozenset(Role)),
    ("Patients", "people", "patients:list", CARE, frozenset(Role)),
    ("Referrals", "inbox", "sessions:referral_inbox", frozenset({"referrals", "physicians"}), frozenset(Role)),
    ("Waitlist", "hourglass-split", "sessions:waitlist", frozenset({"waitlist"}), frozenset(Role)),
    ("Calls", "telephone", "sessions:calls", frozenset({"calls"}), frozenset({Role.FRONT_DESK, Role.MANAGER})),
    ("Reports", "file-text", "reports:list", frozenset({"reports"}), frozenset({Role.THERAPIST, Role.MANAGER})),
    (
        "Library",
        "book",
        "sessions:techniques",
        frozenset({"techniques", "exercises", "plan-templates"}),
        frozenset({Role.THERAPIST, Role.MANAGER}),
    ),
    ("Outbox", "send", "clinic:outbox", frozenset({"outbox"}), frozenset({Role.FRONT_DESK, Role.MANAGER})),
    ("Clinic", "gear", "clinic:setup", frozenset({"clinic", "hours"}), frozenset({Role.MANAGER})),
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
    return [
        NavItem(
            label=label,
            icon=icon,
            url=reverse(route),
            active=section in parts,
            count=getattr(me, badge_name(route), 0),
        )
        for label, icon, route, parts, roles in NAV
        if me.has(*roles)
    ]
