"""The pages of letters to physicians: written by themselves, sent by one button, followed, answered."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import AccessEntry, Job, Staff
from patients.models import Patient
from referrals.models import Episode, Inquiry
from tests.factories import clinic as make
from tests.factories import papers, work, world
from tests.factories.people import STRANGE, UNUSABLE
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db
NEW = "/inquiries/new/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    make.profile()


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    row = world.episode(team=(therapist,))
    world.referral(row, by=world.physician("Dr. Grace Whitlow"))
    world.event(row)
    return row


def asked(episode: Episode, **changed: Any) -> dict[str, Any]:
    return {
        "patient": episode.patient_id,
        "episode": episode.pk,
        "kind": "clearance",
        "lifts": ["X-07:MIN", "E-LIPOSUCTION"],
        "technique": ["DTM", "MLD"],
        "region": ["LUMB-l"],
        **changed,
    }


def typed(episode: Episode, **changed: Any) -> dict[str, Any]:
    physician = episode.referrals.get().physician_id
    return {
        "kind": "clearance",
        "episode": episode.pk,
        "physician": physician,
        "lifts": ["X-07"],
        "techniques": ["DTM"],
        "regions": ["LUMB-l"],
        "question": "May we go deeper?",
        "then": "send",
        **changed,
    }


def test_the_letter_is_written_already(desk_client: Client, episode: Episode) -> None:
    page = desk_client.get(NEW, asked(episode)).content.decode()
    for words in (
        "May we use manual lymph drainage and deep tissue massage (left lower back) although",
        "this is on record: Stable heart failure and Liposuction?",
        "Dear Dr. Grace Whitlow,",
        "Liposuction, 11 Nov 2026",
        "Send the letter",
        "Ines Delgado",
    ):
        assert words in page
    assert AccessEntry.objects.filter(patient_reference=episode.patient_id).exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "order", "technique": ["STR"]}, "From which day may we begin with stretching (left lower back)"),
        (
            {"kind": "consult", "technique": []},
            "would medical massage (left lower back) help for this problem: Back spasm",
        ),
        ({"kind": "nonsense", "lifts": ["nonsense"], "region": ["NOSE-l"]}, "would manual lymph drainage and deep"),
        ({"kind": "nonsense"}, "although this is on record"),
    ],
)
def test_every_kind_has_its_question(
    desk_client: Client, episode: Episode, changed: dict[str, Any], words: str
) -> None:
    assert words in desk_client.get(NEW, asked(episode, **changed)).content.decode()


def test_one_button_sends_it(desk_client: Client, episode: Episode) -> None:
    response = desk_client.post(f"{NEW}?patient={episode.patient_id}", typed(episode), follow=True)
    inquiry = Inquiry.objects.get()
    assert response.redirect_chain == [(f"/inquiries/{inquiry.pk}/", 302)]
    page = response.content.decode()
    for words in ("on its way", "Waiting to be drawn", "May we go deeper?", "Attach the answer"):
        assert words in page
    assert Job.objects.get().ids == {"inquiry_id": inquiry.pk}
    assert (inquiry.episode, inquiry.lifts, inquiry.techniques) == (episode, ["X-07"], ["DTM"])


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"physician": ""}, "physician", "Choose the physician"),
        ({"physician": "99999"}, "physician", "Choose the physician"),
        ({"physician": "x"}, "physician", "whole number"),
        ({"lifts": []}, "lifts", "is to lift"),
        ({"lifts": ["Z-1"]}, "lifts", "not one of"),
        ({"kind": "gossip"}, "kind", "not one of"),
        ({"techniques": ["XXX"]}, "techniques", "not one of"),
        ({"regions": ["NOSE-l"]}, "regions", "not one of"),
        ({"question": ""}, "question", "required"),
        *(({"question": text}, "question", "cannot be kept") for text in UNUSABLE),
        ({"question": "a" * 601}, "question", "at most 600"),
    ],
)
def test_refused_at_its_field_and_shown_again(
    desk_client: Client, episode: Episode, changed: dict[str, Any], field: str, words: str
) -> None:
    response = desk_client.post(f"{NEW}?patient={episode.patient_id}", typed(episode, **changed))
    assert response.status_code == 200
    assert words in response.context["form"].errors[field][0]
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("text", STRANGE)
def test_strange_questions_are_kept_and_escaped(desk_client: Client, episode: Episode, text: str) -> None:
    page = desk_client.post(f"{NEW}?patient={episode.patient_id}", typed(episode, question=text), follow=True)
    assert Inquiry.objects.get().question == text
    assert "<script>alert" not in page.content.decode()


def test_without_consent_the_page_names_the_way(desk_client: Client, episode: Episode) -> None:
    episode.patient.consents.filter(kind="release").delete()
    page = desk_client.get(NEW, asked(episode)).content.decode()
    assert f"/patients/{episode.patient_id}/consents/new/" in page
    assert "Send the letter" not in page
    response = desk_client.post(f"{NEW}?patient={episode.patient_id}", typed(episode))
    assert "not agreed" in response.context["form"].non_field_errors()[0]


def test_looking_shows_the_letter_and_sends_nothing(desk_client: Client, episode: Episode) -> None:
    drafted = "May we use deep tissue massage?"
    changed = {"then": "look", "kind": "order", "question": drafted, "drafted": drafted}
    page = desk_client.post(f"{NEW}?patient={episode.patient_id}", typed(episode, **changed)).content.decode()
    assert "We ask for an order" in page
    assert "From which day may we begin with deep tissue massage" in page
    own = {"then": "look", "question": "My own words", "drafted": drafted}
    page = desk_client.post(f"{NEW}?patient={episode.patient_id}", typed(episode, **own)).content.decode()
    assert page.count("My own words") >= 2
    assert 'name="drafted" value="May we use deep tissue massage (left lower back) although' in page
    assert not Inquiry.objects.exists()


def test_somebody_else_is_found(desk_client: Client, episode: Episode) -> None:
    other = world.physician("Dr. Hana Suzuki")
    changed = {"then": "find", "physician_q": "suzuki"}
    page = desk_client.post(f"{NEW}?patient={episode.patient_id}", typed(episode, **changed)).content.decode()
    assert f'id="physician_{other.pk}"' in page
    assert "May we go deeper?" in page
    desk_client.post(f"{NEW}?patient={episode.patient_id}", typed(episode, physician=other.pk))
    assert Inquiry.objects.get().physician == other


def test_a_patient_without_a_course_of_care_may_be_asked_about(desk_client: Client) -> None:
    patient = world.patient()
    page = desk_client.get(NEW, {"patient": patient.pk}).content.decode()
    assert "help for this patient" in page
    physician = world.physician()
    form = {"kind": "consult", "physician": physician.pk, "question": "Would it help?", "then": "send"}
    assert desk_client.post(f"{NEW}?patient={patient.pk}", form).status_code == 302
    assert Inquiry.objects.get().episode is None


@pytest.mark.parametrize("query", ["", "?patient=", "?patient=0", "?patient=x", "?patient=99999999999999999999"])
def test_no_patient_no_letter(desk_client: Client, query: str) -> None:
    assert desk_client.get(NEW + query).status_code == 404


def test_outsiders_get_404(outsider_client: Client, therapist_client: Client, episode: Episode) -> None:
    inquiry = papers.inquiry(episode)
    for path in (
        f"{NEW}?patient={episode.patient_id}",
        *(f"/inquiries/{inquiry.pk}/{p}" for p in ("", "state/", "letter/", "answer/")),
    ):
        assert outsider_client.get(path).status_code == 404
    assert outsider_client.post(f"/inquiries/{inquiry.pk}/handed/").status_code == 404
    assert outsider_client.post(f"/inquiries/{inquiry.pk}/answer/", {"answer": "Yes"}).status_code == 404
    assert therapist_client.get(f"/inquiries/{inquiry.pk}/").status_code == 200
    assert therapist_client.get("/inquiries/0/").status_code == 404


def test_wrong_methods(desk_client: Client, episode: Episode) -> None:
    inquiry = papers.inquiry(episode)
    assert desk_client.get(f"/inquiries/{inquiry.pk}/handed/").status_code == 302
    for part in ("", "state/", "letter/"):
        assert desk_client.post(f"/inquiries/{inquiry.pk}/{part}").status_code == 405
    assert desk_client.put(NEW).status_code == 405


def test_the_way_of_the_letter_is_seen(desk_client: Client, episode: Episode) -> None:
    inquiry = papers.inquiry(episode)
    path = f"/inquiries/{inquiry.pk}/state/"
    assert "Waiting to be drawn" in desk_client.get(path).content.decode()
    assert desk_client.get(f"/inquiries/{inquiry.pk}/letter/").status_code == 404
    inquiry.letter = work.stored_pdf(NOW)
    inquiry.email = work.email(NOW)
    inquiry.save()
    page = desk_client.get(path).content.decode()
    assert "Waiting to be sent" in page
    assert "Delgado" not in page
    letter: Any = desk_client.get(f"/inquiries/{inquiry.pk}/letter/")
    assert letter["Content-Type"] == "application/pdf"
    assert b"".join(letter.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("sent", "Waits for the answer"),
        ("failed", "Not sent"),
        ("unknown", "May have been sent"),
        ("queued", "On its way"),
    ],
)
def test_every_state_of_the_message_has_its_word(desk_client: Client, episode: Episode, state: str, words: str) -> None:
    email = work.email(NOW)
    type(email).objects.filter(pk=email.pk).update(state=state, sent_at=NOW if state == "sent" else None)
    inquiry = papers.inquiry(episode, letter=work.stored_pdf(NOW), email=email)
    assert words in desk_client.get(f"/inquiries/{inquiry.pk}/").content.decode()


def test_a_letter_for_the_fax_is_printed_and_said_so(desk_client: Client, episode: Episode) -> None:
    physician = world.physician("Dr. Peter Nowicki", reports_by="fax", email="", fax="+17025550199")
    inquiry = papers.inquiry(episode, physician=physician, letter=work.stored_pdf(NOW))
    assert "It is printed or faxed" in desk_client.get(f"/inquiries/{inquiry.pk}/").content.decode()
    page = desk_client.post(f"/inquiries/{inquiry.pk}/handed/", follow=True).content.decode()
    assert "Waits for the answer" in page
    assert "It is printed or faxed" not in page


def test_held_back_where_consent_was_taken_back(desk_client: Client, episode: Episode) -> None:
    inquiry = papers.inquiry(episode, letter=work.stored_pdf(NOW))
    episode.patient.consents.filter(kind="release").delete()
    assert "Held back" in desk_client.get(f"/inquiries/{inquiry.pk}/").content.decode()


def test_a_letter_that_could_not_be_drawn_says_so(desk_client: Client, episode: Episode) -> None:
    inquiry = papers.inquiry(episode)
    Job.objects.create(
        kind="referrals.inquiry_letter",
        key=inquiry.letter_key,
        state="failed",
        due_at=NOW,
        asked_at=NOW,
        asked_by=world.system(),
    )
    assert "Not drawn" in desk_client.get(f"/inquiries/{inquiry.pk}/").content.decode()


def test_an_answer_in_words_is_noted(desk_client: Client, episode: Episode, front_desk: Staff) -> None:
    inquiry = papers.inquiry(episode, kind="consult", lifts=[])
    path = f"/inquiries/{inquiry.pk}/answer/"
    assert desk_client.post(path, {"answer": ""}).context["form"].errors["answer"]
    page = desk_client.post(path, {"answer": "Yes, please."}, follow=True).content.decode()
    assert "Yes, please." in page
    assert f"noted by {front_desk.name}" in page
    again = desk_client.post(path, {"answer": "No."})
    assert "answered already" in again.context["form"].errors["answer"][0]


@pytest.mark.parametrize("rows", [1, 3])
def test_within_the_budget_of_queries(
    desk_client: Client, episode: Episode, django_assert_max_num_queries: Any, rows: int
) -> None:
    patient: Patient = episode.patient
    for number in range(rows):
        papers.inquiry(episode, physician=world.physician(f"Dr. {number}"))
    inquiry = Inquiry.objects.all()[0]
    for path in (
        f"{NEW}?patient={patient.pk}&lifts=X-07",
        f"/inquiries/{inquiry.pk}/",
        f"/inquiries/{inquiry.pk}/state/",
    ):
        with django_assert_max_num_queries(12):
            desk_client.get(path)
