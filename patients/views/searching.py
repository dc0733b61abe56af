"""What the search box shows while somebody types (static/js/patient-search.js)."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, read, requires
from patients.models import Patient
from patients.rules import phones
from patients.rules.search import LONGEST, same_search
from patients.selectors.finding import suggest

# A search is over when nothing was typed for so long.
SEARCH_SECONDS = 600


def typed_text(request: HttpRequest) -> str:
    """One line of what can be read, not longer than a search may be."""
    text = "".join(char if char.isprintable() else " " for char in request.GET.get("q", ""))
    return " ".join(text.split())[:LONGEST]


@require_GET
@requires()
def patient_suggest(request: StaffRequest) -> JsonResponse:
    """People for what was typed so far, as JSON: few, with what tells them apart."""
    q, day = typed_text(request), timezone.localdate()
    people = suggest(q)
    if people:
        _write_down(request, q.casefold())
    return JsonResponse({"people": [_told(patient, patient.age_on(day)) for patient in people]})


def _told(patient: Patient, age: int) -> dict[str, Any]:
    return {
        "id": patient.pk,
        "name": patient.list_name,
        "born": date_format(patient.birth_on, "j M Y"),
        "age": age,
        "phone": phones.shown(patient.phone),
        "number": patient.number,
        "url": reverse("sessions:patient", args=[patient.pk]),
    }


def _write_down(request: StaffRequest, typed: str) -> None:
    """One access row for one search, not one for each key that is pressed.

    Whom a longer text shows, the shorter one had found already; so the row of the shorter one tells the truth about both, and a row a
    key would bury the readings that matter under thousands of half-typed names. Where the text goes another way, has doubled, or
    the search was left alone for a while, there is a new row; and whoever opens a patient leaves that patient's own.
    """
    key = f"patients_typed:{request.user.pk}"
    if not same_search(cache.get(key, ""), typed):
        read(request, "patients found while typing", patient_id=None, reason=f"searched: {typed}")
        cache.set(key, typed, SEARCH_SECONDS)
