"""Bringing patients along from another program: a file is looked through, shown, taken in by the worker."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Role
from clinic.views.files import inert
from patients.forms.importing import ImportForm
from patients.models import PatientImport
from patients.rules.csv_file import TITLES
from patients.services import importing
from patients.services.refusal import Refused
from patients.views.people import explain

LAST = 20
FILLS = {name: titles[0].capitalize() for name, titles in TITLES.items()}
REFUSED_SHOWN = 50


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def import_list(request: StaffRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            content = upload.read(importing.LARGEST_BYTES + 1)
            row = importing.receive(name=upload.name, content=content, by=actor_of(request), now=timezone.now())
        except Refused as error:
            explain(form, error)
        else:
            return redirect("patients:import", row.pk)
    rows = PatientImport.objects.select_related("asked_by").defer("content")[:LAST]
    return render(request, "patients/import_list.html", {"form": form, "rows": rows})


@require_GET
@requires(Role.MANAGER)
def import_detail(request: StaffRequest, import_id: int) -> HttpResponse:
    """What was found, how far it has come, what was refused. The page asks again by itself while the worker is at it."""
    row = get_object_or_404(PatientImport.objects.defer("content").select_related("asked_by"), pk=import_id)
    read(request, "file of patients", patient_id=None)
    context = {
        "row": row,
        "refused": row.refused[:REFUSED_SHOWN],
        "more_refused": max(row.refused_count - REFUSED_SHOWN, 0),
        "checked": row.state == PatientImport.State.CHECKED,
        "running": row.state == PatientImport.State.RUNNING,
        "tone": {"done": "green", "bad": "red", "dropped": "gray"}.get(row.state, "violet"),
        "columns": [(title, FILLS.get(name or "", "")) for title, name in row.columns],
        "separator": {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}.get(row.separator, ""),
    }
    answer = render(request, "patients/import_detail.html", context)
    if row.is_working:
        answer["Refresh"] = "2"
    return answer


@require_POST
@requires(Role.MANAGER)
def import_start(request: StaffRequest, import_id: int) -> HttpResponse:
    row = get_object_or_404(PatientImport.objects.defer("content"), pk=import_id)
    importing.start(row=row, by=actor_of(request), now=timezone.now())
    return redirect("patients:import", row.pk)


@require_POST
@requires(Role.MANAGER)
def import_drop(request: StaffRequest, import_id: int) -> HttpResponse:
    row = get_object_or_404(PatientImport.objects.defer("content"), pk=import_id)
    importing.drop(row=row, now=timezone.now())
    messages.success(request, "Nothing was taken in, and the file is not kept.")
    return redirect("patients:imports")


@require_GET
@requires(Role.MANAGER)
def import_refused(request: StaffRequest, import_id: int) -> HttpResponse:
    """The refused rows, each with its reason, to be put right and sent again."""
    row = get_object_or_404(PatientImport.objects.defer("content"), pk=import_id)
    if not row.refused:
        raise Http404("No row was refused.")
    read(request, "refused rows of a file of patients", patient_id=None)
    return _csv(importing.refused_file(row), f"refused-{row.pk}.csv")


@require_GET
@requires(Role.MANAGER)
def import_sample(_request: StaffRequest) -> HttpResponse:
    return _csv(importing.sample_file(), "patients-sample.csv")


def _csv(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return inert(answer)
