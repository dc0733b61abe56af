"""The wording of each consent. A change of meaning is a new version; consents keep the version they were signed under."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.models import Consent


@dataclass(frozen=True)
class Wording:
    kind: str
    version: str
    title: str | Promise
    text: str | Promise


_WORDINGS = (
    Wording(
        Consent.Kind.TREATMENT,
        "2026-11",
        _("Treatment"),
        _(
            "I agree to assessment and massage treatment as my physician has ordered and my therapist has explained. I have been told "
            "what is planned, what it may do and what it cannot. I will say at once when something hurts or feels wrong, "
            "and I may stop at any time."
        ),
    ),
    Wording(
        Consent.Kind.RELEASE,
        "2026-11",
        _("Report to the physician"),
        _(
            "I agree that the clinic sends reports about my treatment and its results to the physician who referred me, "
            "and receives from them what it needs to treat me safely."
        ),
    ),
    Wording(
        Consent.Kind.EMAIL,
        "2026-11",
        _("E-mail about visits"),
        _(
            "I agree that the clinic writes to my e-mail address about visits, check-ins and exercises. "
            "I know that e-mail can be read by others on its way."
        ),
    ),
    Wording(
        Consent.Kind.PHOTO,
        "2026-11",
        _("Photographs"),
        _(
            "I agree that photographs of the treated area are taken and kept with my records to show change over time. "
            "They are not used for anything else without asking me again."
        ),
    ),
)
CURRENT = {wording.kind: wording for wording in _WORDINGS}


def current(kind: str) -> Wording:
    """The wording in force. Raises KeyError for an unknown kind."""
    return CURRENT[kind]
