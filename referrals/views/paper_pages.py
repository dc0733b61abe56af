"""What the pages about physicians' papers share: whose they are, what was typed so far, and the scan that comes with them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, QueryDict
from django.utils import timezone

from clinic.access import StaffRequest, actor_of
from clinic.models import StoredFile
from clinic.rules.regions import PLACES
from clinic.rules.techniques import TECHNIQUE_NAMES
from clinic.services import uploads
from patients.models import Document, Patient
from patients.views.returning import is_key
from referrals.forms.places import GROUPED
from referrals.models import Episode, Inquiry, Physician
from referrals.models.orders import patients_visible_to
from referrals.rules.rows import ROWS, known_rows
from referrals.selectors.orders import physicians_of
from referrals.services import papers
from referrals.views import picking

LONGEST_SEARCH = 120


def patient_of(request: StaffRequest) -> Patient:
    """The patient named in the address; 404 where there is none, or none whose papers this person handles."""
    key = request.GET.get("patient", "")
    day = timezone.localdate()
    found = patients_visible_to(request.user, today=day).filter(pk=int(key)).first() if is_key(key) else None
    if found is None:
        raise Http404("No such patient.")
    return found


def inquiry_of(request: StaffRequest, patient: Patient) -> Inquiry | None:
    """The letter that a paper answers, where the address or the form names one of this patient's."""
    key = request.POST.get("inquiry") or request.GET.get("inquiry") or ""
    return Inquiry.objects.filter(patient=patient, pk=int(key)).first() if is_key(key) else None


def episodes_of(patient: Patient) -> list[Episode]:
    """Open courses of care, the newest first."""
    return list(patient.episodes.filter(closed_on__isnull=True).order_by("-opened_on", "-pk"))


def episode_in(episodes: list[Episode], text: str) -> Episode | None:
    """The one named, else the newest."""
    return next((each for each in episodes if str(each.pk) == text), episodes[0] if episodes else None)


def asked(data: QueryDict) -> dict[str, list[str]]:
    """Rows, techniques and places that the address names: only those there are."""
    return {
        "lifts": known_rows(data.getlist("lifts")),
        "techniques": [code.value for code in TECHNIQUE_NAMES if code in data.getlist("technique")],
        "regions": [place for place in PLACES if place in set(data.getlist("region"))],
    }


def is_looking(request: StaffRequest) -> bool:
    """A button of the page that shows something and keeps nothing: a search, a look at the letter."""
    return request.method == "POST" and request.POST.get("then") in {"find", "look"}


def typed_so_far(form: forms.Form, data: QueryDict) -> dict[str, Any]:
    """What was typed, as a start for the same form anew: not yet judged, and without files, which no browser keeps."""
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form.fields.items()
        if not isinstance(field, forms.FileField)
    }


def picks(
    request: StaffRequest, form: forms.Form, *, known: list[Physician], places_legend: str = "Places; none: all"
) -> dict[str, Any]:
    """Physicians and places to choose from, what is chosen first."""
    chosen = str(form["physician"].value() or "")
    sought = "".join(char if char.isprintable() else " " for char in request.POST.get("physician_q", ""))
    q = " ".join(sought.split())[:LONGEST_SEARCH]
    context = picking.physicians(q, chosen=int(chosen) if is_key(chosen) else None, known=known)
    if "regions" in form.fields:
        context["places"] = {
            "name": "regions",
            "legend": places_legend,
            "groups": GROUPED,
            "chosen": [place for place in form["regions"].value() or [] if place in PLACES],
            "errors": form["regions"].errors,
        }
    return context


def other_rows(form: forms.Form) -> dict[str, Any]:
    """Every row that is not offered as a box already."""
    field, ticked = form.fields["lifts"], set(form["lifts"].value() or [])
    offered = {row for row, _ in field.choices}  # type: ignore[attr-defined]  # a choice field
    rest = [{"row": row, "label": label, "ticked": row in ticked} for row, label in ROWS.items() if row not in offered]
    return {"other_rows": rest, "other_ticked": any(row["ticked"] for row in rest)}


def known_physicians(patient: Patient, episode: Episode | None) -> list[Physician]:
    return physicians_of(patient, episode)


def stored(request: StaffRequest, upload: UploadedFile | None) -> StoredFile | None:
    """Raises uploads.Refused."""
    return uploads.store(upload=upload, by=actor_of(request), now=timezone.now()) if upload else None


def kept(request: StaffRequest, upload: UploadedFile | None, *, patient: Patient, title: str) -> Document | None:
    """The scan among the patient's documents. Raises uploads.Refused."""
    file = stored(request, upload)
    if file is None:
        return None
    return papers.keep(patient=patient, title=title, file=file, by=actor_of(request), now=timezone.now())


def explain_upload(form: forms.Form, error: Exception) -> None:
    form.add_error("paper", str(error))


def facts_of(form: forms.Form, *names: str) -> Mapping[str, Any]:
    return {name: form.cleaned_data[name] for name in names}
