"""How a stored file leaves the house: as an attachment, inert, never cached, never sniffed."""

from typing import TypeVar

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase

from clinic.models import StoredFile
from clinic.render.paper_pages import NotDrawn, page_png

Answer = TypeVar("Answer", bound=HttpResponseBase)


def response(file: StoredFile, *, inline: bool = False) -> FileResponse:
    """For views that have checked the right to see it. `inline` shows it in the browser's own viewer, still in a sandbox."""
    try:
        stored = default_storage.open(file.key)
    except OSError as error:
        raise Http404("The file is missing from the store.") from error
    answer = FileResponse(stored, as_attachment=not inline, filename=file.name, content_type=file.content_type)
    return inert(answer)


def page_picture(file: StoredFile, number: int) -> HttpResponse:
    """One page of a PDF as a picture, for views that have checked the right to see it. A page that cannot be drawn is not there."""
    if number not in file.page_numbers:
        raise Http404("The file has no such page.")
    try:
        with default_storage.open(file.key) as stored:
            picture = page_png(stored.read(), number)
    except (OSError, NotDrawn) as error:
        raise Http404("The page cannot be drawn.") from error
    return inert(HttpResponse(picture, content_type=StoredFile.Kind.PNG))


def inert(answer: Answer) -> Answer:
    """Whatever the content turns out to be, it can do nothing here."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
