"""The mail of a demo, read in the browser: what the loopback catcher kept instead of sending. For managers."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.selectors import caught_mail
from clinic.views.files import inert


@require_safe
@requires(Role.MANAGER)
def mail_list(request: StaffRequest) -> HttpResponse:
    _only_with_a_catcher()
    read(request, "caught mail", patient_id=None)
    return render(request, "clinic/mail_list.html", {"caught": caught_mail.caught()})


@require_safe
@requires(Role.MANAGER)
def mail_message(request: StaffRequest, name: str) -> HttpResponse:
    _only_with_a_catcher()
    message = caught_mail.open_message(name)
    if message is None:
        raise Http404("No such message.")
    read(request, "caught mail, one message", patient_id=None)
    return render(request, "clinic/mail_message.html", {"mail": message, "name": name})


@require_safe
@requires(Role.MANAGER)
def mail_attachment(request: StaffRequest, name: str, index: int) -> HttpResponse:
    _only_with_a_catcher()
    found = caught_mail.attachment(name, index)
    if found is None:
        raise Http404("No such attachment.")
    read(request, "caught mail, an attachment", patient_id=None)
    filename, content = found
    kind = "application/pdf" if content.startswith(b"%PDF-") else "application/octet-stream"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    return inert(answer)


def _only_with_a_catcher() -> None:
    if not settings.MAIL_DIR:
        raise Http404("Mail really leaves the house here.")
