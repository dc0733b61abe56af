"""The report pages: writing, signing, watching the way out, and who may see them."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from clinic.models import AccessEntry, Job, Staff
from patients.models import Consent
from reports.models import Delivery, ProgressReport
from reports.services import rendering, reports
from tests.factories import reporting, world

MOST_QUERIES = 12


def url(name: str, report: ProgressReport) -> str:
    return reverse(f"reports:{name}", args=[report.pk])


def typed(report: ProgressReport, **words: object) -> dict[str, object]:
    fields = ("verdict", "request", "narrative", "edition")
    return {**{name: getattr(report, name) for name in fields}, **words}


@pytest.fixture
def draft(therapist: Staff, now: datetime) -> ProgressReport:
    return reporting.draft(therapist, now=now)


@pytest.fixture
def signed(therapist: Staff, now: datetime) -> ProgressReport:
    return reporting.signed(therapist, now=now)


def test_a_post_starts_the_draft_once(therapist: Staff, therapist_client: Client, now: datetime) -> None:
    episode = reporting.course(therapist, now=now).episode
    page = reverse("reports:draft", args=[episode.pk])
    assert therapist_client.get(page).status_code == 200
    assert ProgressReport.objects.count() == 0
    first, second = therapist_client.post(page), therapist_client.post(page)
    report = ProgressReport.objects.get()
    assert first.url == second.url == url("detail", report)  # type: ignore[attr-defined]
    assert therapist_client.get(page).url == url("detail", report)  # type: ignore[attr-defined]


def test_without_a_verified_referral_the_page_says_what_to_do(therapist: Staff, therapist_client: Client) -> None:
    page = reverse("reports:draft", args=[world.episode(team=(therapist,)).pk])
    assert "no verified referral" in therapist_client.get(page).content.decode()
    answer = therapist_client.post(page, follow=True)
    assert "no verified referral" in answer.content.decode()
    assert ProgressReport.objects.count() == 0


def test_the_draft_shows_the_form_and_the_letter(therapist_client: Client, draft: ProgressReport) -> None:
    page = therapist_client.get(url("detail", draft)).content.decode()
    assert "Worst pain, left lower back, 0 to 10" in page
    assert "yes, \N{MINUS SIGN}4 (2 matters)" in page
    assert "Draft, not signed." in page


def test_saving_keeps_the_words(therapist_client: Client, draft: ProgressReport) -> None:
    answer = therapist_client.post(
        url("detail", draft), typed(draft, verdict="Much\nbetter.", narrative="Sleeps well.")
    )
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert (draft.verdict, draft.narrative) == ("Much better.", "Sleeps well.")


def test_saving_over_a_newer_text_shows_both(therapist_client: Client, draft: ProgressReport) -> None:
    therapist_client.post(url("detail", draft), typed(draft, verdict="Theirs, saved first."))
    answer = therapist_client.post(url("detail", draft), typed(draft, verdict="Mine, too late."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs, saved first." in page
    assert "Mine, too late." in page
    assert "Saved meanwhile by Amara Okafor" in page
    draft.refresh_from_db()
    assert draft.verdict == "Theirs, saved first."
    again = therapist_client.post(url("detail", draft), typed(draft, verdict="Mine, knowingly."))
    assert again.status_code == 302


@pytest.mark.parametrize("text", ["x" * 201, "a\x00b"])
def test_what_cannot_be_kept_comes_back_with_a_message(
    therapist_client: Client, draft: ProgressReport, text: str
) -> None:
    for name in ("detail", "sign", "refresh"):
        answer = therapist_client.post(url(name, draft), typed(draft, verdict=text, request="Still here?"))
        assert answer.status_code == 200
        assert "This needs a look" in answer.content.decode()
        assert "Still here?" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.request == "Please renew the referral."


def test_the_preview_shows_what_is_typed_and_saves_nothing(therapist_client: Client, draft: ProgressReport) -> None:
    page = therapist_client.post(
        url("preview", draft), typed(draft, verdict="<b>Typed</b>, not saved")
    ).content.decode()
    assert "&lt;b&gt;Typed&lt;/b&gt;, not saved" in page
    assert "<form" not in page
    draft.refresh_from_db()
    assert "Typed" not in draft.verdict


def test_signing_saves_freezes_and_asks_for_the_drawing(therapist_client: Client, draft: ProgressReport) -> None:
    answer = therapist_client.post(url("sign", draft), typed(draft, verdict="Better, as planned."), follow=True)
    draft.refresh_from_db()
    assert draft.verdict == "Better, as planned."
    assert draft.signature is not None
    assert Job.objects.filter(kind="reports.render", key=f"report:{draft.pk}:render").count() == 1
    assert "Waiting to be drawn" in answer.content.decode()
    assert therapist_client.post(url("sign", draft), typed(draft), follow=True).status_code == 200
    assert Job.objects.filter(kind="reports.render").count() == 1


def test_signing_says_what_is_missing(therapist_client: Client, draft: ProgressReport) -> None:
    Consent.objects.filter(kind="release").delete()
    page = therapist_client.post(url("sign", draft), typed(draft, verdict="")).content.decode()
    assert "Say in one sentence" in page
    assert "has not agreed to reports" in page
    draft.refresh_from_db()
    assert draft.signature is None


def test_refreshing_takes_a_visit_charted_meanwhile(therapist: Staff, therapist_client: Client, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    report = reports.draft(episode=course.episode, staff=therapist, now=now)
    reporting.visit(course, therapist, at=now - timedelta(days=2), before=2, after=1)
    refused = therapist_client.post(url("sign", report), typed(report)).content.decode()
    assert "The records have changed" in refused
    report.refresh_from_db()
    therapist_client.post(url("refresh", report), typed(report, request="Kept."))
    report.refresh_from_db()
    assert report.data["visits"]["attended"] == 4
    assert report.request == "Kept."


def test_the_state_is_told_step_by_step_and_then_rests(
    therapist_client: Client, signed: ProgressReport, now: datetime
) -> None:
    waiting = therapist_client.get(url("state", signed)).content.decode()
    assert 'hx-trigger="every 3s"' in waiting
    assert "<html" not in waiting
    rendering.render(report_id=signed.pk, now=now)
    drawn = therapist_client.get(url("detail", signed)).content.decode()
    assert "Waiting to be sent" in drawn
    assert "Open the PDF" in drawn
    email = signed.deliveries.get().email
    assert email is not None
    email.state, email.sent_at = "sent", now
    email.save()
    assert "every 3s" not in therapist_client.get(url("state", signed)).content.decode()


def test_the_pdf_is_served_as_what_it_is(therapist_client: Client, signed: ProgressReport, now: datetime) -> None:
    assert therapist_client.get(url("pdf", signed)).status_code == 404
    rendering.render(report_id=signed.pk, now=now)
    answer = therapist_client.get(url("pdf", signed))
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]


def test_a_letter_by_fax_waits_for_a_person(therapist: Staff, therapist_client: Client, now: datetime) -> None:
    physician = world.physician(reports_by="fax", email="", fax="+15550177")
    report = reporting.signed(therapist, now=now, to=physician)
    rendering.render(report_id=report.pk, now=now)
    page = therapist_client.get(url("detail", report)).content.decode()
    assert "To +15550177" in page
    assert "It is printed or faxed" in page
    done = therapist_client.post(url("delivered", report), follow=True).content.decode()
    assert "Printed or faxed" in done
    assert Delivery.objects.get().done_by == therapist.actor
    assert "not waiting" in therapist_client.post(url("delivered", report), follow=True).content.decode()


def test_the_list_sorts_reports_by_what_is_to_be_done(
    therapist: Staff, therapist_client: Client, now: datetime
) -> None:
    reporting.course(therapist, now=now, family="Torecord")
    reporting.draft(therapist, now=now, family="Indraft")
    reporting.signed(therapist, now=now, family="Onitsway")
    page = therapist_client.get(reverse("reports:list")).content.decode()
    way, sent, drafts, start = (
        page.index(f"<h2>{title}</h2>") for title in ("On the way", "Sent", "Drafts", "To report")
    )
    assert way < page.index("Onitsway") < sent
    assert drafts < page.index("Indraft") < start < page.index("Torecord")


def test_front_desk_never_sees_content(desk_client: Client, signed: ProgressReport) -> None:
    for name in ("detail", "pdf", "state"):
        assert desk_client.get(url(name, signed)).status_code == 403
    for name in ("sign", "preview", "refresh", "delivered"):
        assert desk_client.post(url(name, signed)).status_code == 403
    assert desk_client.get(reverse("reports:list")).status_code == 403
    assert desk_client.post(reverse("reports:draft", args=[signed.episode_id])).status_code == 403


def test_outsider_gets_404(outsider_client: Client, signed: ProgressReport) -> None:
    for name in ("detail", "pdf", "state"):
        assert outsider_client.get(url(name, signed)).status_code == 404
    for name in ("sign", "preview", "refresh", "delivered"):
        assert outsider_client.post(url(name, signed)).status_code == 404
    assert outsider_client.post(reverse("reports:draft", args=[signed.episode_id])).status_code == 404
    assert signed.episode.patient.family_name not in outsider_client.get(reverse("reports:list")).content.decode()


def test_manager_reads_all_and_writes_none(manager_client: Client, draft: ProgressReport) -> None:
    page = manager_client.get(url("detail", draft)).content.decode()
    assert "Draft, not signed." in page
    assert "<textarea" not in page
    assert manager_client.post(url("sign", draft), typed(draft)).status_code == 403
    assert "Delgado" in manager_client.get(reverse("reports:list")).content.decode()


def test_signed_out_is_sent_to_sign_in(signed: ProgressReport) -> None:
    assert Client().get(url("detail", signed)).status_code == 302


def test_wrong_methods_and_numbers_are_refused(therapist_client: Client, signed: ProgressReport) -> None:
    assert therapist_client.get(url("sign", signed)).status_code == 302
    assert therapist_client.post(reverse("reports:list")).status_code == 405
    assert therapist_client.get("/reports/999999/").status_code == 404


def test_a_signed_report_is_not_saved(therapist_client: Client, signed: ProgressReport) -> None:
    page = therapist_client.post(url("detail", signed), typed(signed, verdict="Changed"), follow=True).content.decode()
    assert "cannot change" in page
    signed.refresh_from_db()
    assert signed.verdict != "Changed"


def test_every_reading_leaves_one_access_row(therapist_client: Client, signed: ProgressReport) -> None:
    before = AccessEntry.objects.count()
    therapist_client.get(url("detail", signed))
    row = AccessEntry.objects.latest("id")
    assert AccessEntry.objects.count() == before + 1
    assert (row.what, row.patient_reference) == ("progress report", signed.episode.patient_id)


@pytest.mark.parametrize("how_many", [1, 3])
def test_pages_ask_few_questions_whatever_the_number_of_rows(
    how_many: int,
    therapist: Staff,
    therapist_client: Client,
    now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(how_many):
        reporting.course(therapist, now=now, family=f"A{number}")
        draft = reporting.draft(therapist, now=now, family=f"B{number}")
        signed = reporting.signed(therapist, now=now, family=f"C{number}")
        sent = reporting.signed(therapist, now=now, family=f"D{number}")
        rendering.render(report_id=sent.pk, now=now)
    pages = [reverse("reports:list"), url("state", signed), url("pdf", sent)]
    pages += [url("detail", report) for report in (draft, signed, sent)]
    for page in pages:
        with django_assert_max_num_queries(MOST_QUERIES):
            answer = therapist_client.get(page)
        assert answer.status_code == 200
        if answer.streaming:
            assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
