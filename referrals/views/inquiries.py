"""Letters to physicians: written by themselves, sent by one button, followed until they are answered."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.views.files import response
from patients.models import Patient
from patients.services.refusal import Refused
from patients.views.people import explain
from referrals.forms.inquiries import AnswerForm, InquiryForm
from referrals.models import ClinicalEvent, Episode, Inquiry, Physician
from referrals.render import letters as rendering
from referrals.rules import asking
from referrals.rules.rows import known_rows
from referrals.selectors import inquiries as found
from referrals.selectors import letters
from referrals.selectors.orders import asked_words, rows_asked_about
from referrals.services import inquiries
from referrals.views import paper_pages as pages

TICKED = ("lifts", "techniques", "regions")
ASKED_FOR = ("physician", "kind", "question", "lifts", "techniques", "regions")


@require_http_methods(["GET", "POST"])
@requires()
def inquiry_new(request: StaffRequest) -> HttpResponse:
    """?patient=&episode=&kind=&lifts=&technique=&region= (the last three repeated): the letter is written already."""
    patient = pages.patient_of(request)
    episodes = pages.episodes_of(patient)
    episode = pages.episode_in(episodes, request.POST.get("episode") or request.GET.get("episode") or "")
    known = pages.known_physicians(patient, episode)
    events = list(patient.events.all())
    named = [*pages.asked(request.GET)["lifts"], *request.POST.getlist("lifts")]
    form = _form(request, rows_asked_about(patient, besides=named, events=events), episode, known)
    if form.is_bound and form.is_valid():
        try:
            inquiry = inquiries.ask(
                patient=patient,
                episode=episode,
                **pages.facts_of(form, *ASKED_FOR),
                by=actor_of(request),
                now=timezone.now(),
            )
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, "The letter is on its way." if _mails(inquiry) else "The letter is being drawn.")
            return redirect("referrals:inquiry", inquiry.pk)
    read(request, "letter to a physician, being written", patient_id=patient.pk)
    picked = pages.picks(request, form, known=known)
    chosen = next((pick["row"] for pick in picked["physicians"] if pick["chosen"]), None)
    context = {
        "form": form,
        "patient": patient,
        "episode": episode,
        "may_write": inquiries.may_write(patient),
        "drafted": _draft(str(form["kind"].value() or ""), {name: form[name].value() for name in TICKED}, episode),
        **picked,
        **pages.other_rows(form),
        **rendering.context(_preview(request, form, patient, episode=episode, physician=chosen, events=events)),
    }
    return render(request, "referrals/inquiry_new.html", context)


def _mails(inquiry: Inquiry) -> bool:
    return inquiry.physician.reports_by == Physician.Channel.EMAIL


def _form(request: StaffRequest, rows: list[str], episode: Episode | None, known: list[Physician]) -> InquiryForm:
    if request.method == "POST" and not pages.is_looking(request):
        return InquiryForm(request.POST, rows=rows)
    if request.method == "POST":
        empty = InquiryForm(rows=rows)
        typed = pages.typed_so_far(empty, request.POST)
        before = request.POST.get("drafted", "")
        untouched = typed["question"].replace("\r\n", "\n").strip() == before.strip()
        if untouched:
            typed["question"] = _draft(typed["kind"], typed, episode)
        return InquiryForm(initial=typed, rows=rows)
    kind = request.GET.get("kind", "")
    start: dict[str, Any] = dict(pages.asked(request.GET))
    start["kind"] = kind if kind in Inquiry.Kind.values else (asking.CLEARANCE if start["lifts"] else asking.CONSULT)
    start |= {"episode": episode.pk if episode else None, "physician": known[0].pk if known else None}
    start["question"] = _draft(start["kind"], start, episode)
    return InquiryForm(initial=start, rows=rows)


def _draft(kind: str, given: dict[str, Any], episode: Episode | None) -> str:
    """The question as it stands before anybody touches it; it follows what is ticked until then."""
    clean = _ticked({**given, "kind": kind})
    return asking.question(
        clean.get("kind", asking.CONSULT),
        lifts=clean.get("lifts", []),
        techniques=clean.get("techniques", []),
        regions=clean.get("regions", []),
        problem=episode.problem if episode else "",
    )


def _preview(
    request: StaffRequest,
    form: InquiryForm,
    patient: Patient,
    *,
    episode: Episode | None,
    physician: Physician | None,
    events: Sequence[ClinicalEvent],
) -> letters.Letter:
    """The letter as it would go out now."""
    clean = _ticked({name: form[name].value() for name in (*TICKED, "kind")})
    return letters.write(
        kind=clean.get("kind", asking.CONSULT),
        patient=patient,
        physician=physician,
        episode=episode,
        lifts=known_rows(clean.get("lifts", [])),
        techniques=clean.get("techniques", []),
        regions=clean.get("regions", []),
        question=str(form["question"].value() or "")[: inquiries.QUESTION_LENGTH],
        asked_by=request.user.name,
        at=timezone.now(),
        events=events,
    )


def _ticked(given: dict[str, Any]) -> dict[str, Any]:
    """Of what is ticked so far, that which there is; asks the database nothing."""
    form = InquiryForm(
        {**{name: list(given[name] or []) for name in TICKED}, "kind": str(given["kind"] or "")}, rows=[]
    )
    del form.fields["physician"]
    form.full_clean()
    return form.cleaned_data


def inquiry_for(request: StaffRequest, inquiry_id: int) -> Inquiry:
    rows = found.whole().visible_to(request.user, today=timezone.localdate())  # type: ignore[attr-defined]
    row: Inquiry = get_object_or_404(rows, pk=inquiry_id)
    return row


@require_GET
@requires()
def inquiry_detail(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    return _detail(request, inquiry_for(request, inquiry_id), AnswerForm())


def _detail(request: StaffRequest, inquiry: Inquiry, form: AnswerForm) -> HttpResponse:
    read(request, "letter to a physician", patient_id=inquiry.patient_id)
    context = {
        **_state(inquiry),
        **rendering.context(letters.of_inquiry(inquiry)),
        "patient": inquiry.patient,
        "what": asked_words(inquiry),
        "form": form,
        "waits": inquiry.answered_at is None,
        "wants_clearance": inquiry.kind == Inquiry.Kind.CLEARANCE,
        "wants_order": inquiry.kind == Inquiry.Kind.ORDER,
    }
    return render(request, "referrals/inquiry_detail.html", context)


def _state(inquiry: Inquiry) -> dict[str, Any]:
    worker_at = found.worker_seen_at() if inquiry.letter_id is None else None
    return {"inquiry": inquiry, "state": found.state(inquiry, now=timezone.now(), worker_at=worker_at)}


@require_GET
@requires()
def inquiry_state(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """The steps alone, asked for every three seconds until they are settled. Says nothing about the patient."""
    return render(request, "referrals/inquiry_detail.html#state", _state(inquiry_for(request, inquiry_id)))


@require_GET
@requires()
def inquiry_letter(request: StaffRequest, inquiry_id: int) -> HttpResponseBase:
    inquiry = inquiry_for(request, inquiry_id)
    if inquiry.letter is None:
        raise Http404("The letter is not drawn yet.")
    read(request, "letter to a physician, PDF", patient_id=inquiry.patient_id)
    return response(inquiry.letter, inline="download" not in request.GET)


@require_POST
@requires()
def inquiry_handed(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """Printed or faxed, by hand."""
    inquiry = inquiry_for(request, inquiry_id)
    try:
        inquiries.hand(inquiry=inquiry, by=actor_of(request), now=timezone.now())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Noted as printed or faxed. Now it waits for its answer.")
    return redirect("referrals:inquiry", inquiry.pk)


@require_http_methods(["GET", "POST"])
@requires()
def inquiry_answer(request: StaffRequest, inquiry_id: int) -> HttpResponse:
    """An answer that is neither clearance nor order: a word on the phone, or that nothing is waited for any more."""
    inquiry = inquiry_for(request, inquiry_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            inquiries.answer(
                inquiry=inquiry, answer=form.cleaned_data["answer"], by=actor_of(request), now=timezone.now()
            )
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, "The answer is noted.")
            return redirect("referrals:inquiry", inquiry.pk)
    return _detail(request, inquiry, form)
