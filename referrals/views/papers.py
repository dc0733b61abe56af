"""The scans of physicians' papers, for those who handle them."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, read, requires
from clinic.views.files import page_picture, response
from patients.models import Document
from referrals.models.orders import patients_visible_to


@require_GET
@requires()
def paper(request: StaffRequest, document_id: int) -> HttpResponseBase:
    """In the browser's own viewer or, with `?download=1`, as a file. Papers of other kinds are not served here."""
    return response(_fetch(request, document_id).file, inline="download" not in request.GET)


@require_GET
@requires()
def paper_page(request: StaffRequest, document_id: int, number: int) -> HttpResponseBase:
    return page_picture(_fetch(request, document_id).file, number)


def _fetch(request: StaffRequest, document_id: int) -> Document:
    mine = patients_visible_to(request.user, today=timezone.localdate())
    rows = Document.objects.filter(kind=Document.Kind.CLEARANCE, patient__in=mine).select_related("file")
    document = get_object_or_404(rows, pk=document_id)
    read(request, "clearance or order, scan", patient_id=document.patient_id)
    return document
