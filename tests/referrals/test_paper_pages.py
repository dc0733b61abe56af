"""The pages where physicians' papers are taken down, compared, corrected and taken back; and the papers themselves."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from clinic.models import AccessEntry, Staff
from referrals.models import Clearance, Episode, EpisodeOrder, Physician
from tests.factories import clinic as make
from tests.factories import papers, work, world
from tests.factories.people import UNUSABLE
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db
ROM = {"movement_0": "KNEE-FLEX", "side_0": "l", "most_0": "90"}


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    make.profile()
    make.location()


@pytest.fixture
def physician() -> Physician:
    return world.physician("Dr. Grace Whitlow")


@pytest.fixture
def episode(therapist: Staff, physician: Physician) -> Episode:
    row = world.episode(team=(therapist,))
    world.referral(row, by=physician)
    world.event(row)
    return row


def fax(name: str = "fax.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, work.pdf(), content_type="application/pdf")


def content(response: Any) -> bytes:
    """All of it, so that no file stays open."""
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def clearance_form(by: Physician, /, **changed: Any) -> dict[str, Any]:
    typed = {
        "physician": by.pk,
        "granted": "yes",
        "lifts": ["X-07", "E-LIPOSUCTION"],
        "techniques": ["MLD"],
        "regions": ["LUMB-l"],
        "pressure_cap": "2",
        "from_on": "2026-11-23",
        "until_on": "",
        "note": "Light only.",
    }
    return {**typed, **changed}


def order_form(of: Episode, by: Physician, /, **changed: Any) -> dict[str, Any]:
    typed = {"physician": by.pk, "episode": of.pk, "techniques": ["STR"], "from_on": "2026-12-01"}
    return {**typed, **ROM, **changed}


# Clearances


def test_from_the_letter_everything_is_ticked_already(desk_client: Client, episode: Episode) -> None:
    asked = papers.inquiry(episode, lifts=["X-09"], techniques=["DTM"], regions=["LUMB-r"])
    path = f"/clearances/new/?patient={episode.patient_id}&inquiry={asked.pk}"
    form = desk_client.get(path).context["form"]
    assert (form["lifts"].value(), form["techniques"].value()) == (["X-09"], ["DTM"])
    assert (form["regions"].value(), form["physician"].value()) == (["LUMB-r"], asked.physician_id)
    offered = [value for value, _ in form.fields["lifts"].choices]
    assert offered == ["X-09", "E-LIPOSUCTION"]


def test_taken_down_compared_and_confirmed(
    desk_client: Client, episode: Episode, physician: Physician, front_desk: Staff
) -> None:
    path = f"/clearances/new/?patient={episode.patient_id}"
    response = desk_client.post(path, clearance_form(physician, paper=fax()), follow=True)
    row = Clearance.objects.get()
    assert response.redirect_chain == [(f"/clearances/{row.pk}/", 302)]
    page = response.content.decode()
    for words in (
        "Does the paper say this?",
        "It says so. Confirm",
        "Stable heart failure; Liposuction",
        "pressure 2 at most",
        "Open in a window",
    ):
        assert words in page
    assert (row.until_on, row.pressure_cap, row.note) == (TODAY + timedelta(days=90), 2, "Light only.")
    page = desk_client.post(f"/clearances/{row.pk}/confirm/", follow=True).content.decode()
    assert "It lifts what it names." in page
    assert "It says so. Confirm" not in page
    row.refresh_from_db()
    assert row.confirmed_by == front_desk.actor
    assert desk_client.get(f"/clearances/{row.pk}/edit/")["Location"] == f"/clearances/{row.pk}/"


def test_an_answer_to_a_letter_answers_it(desk_client: Client, episode: Episode) -> None:
    asked = papers.inquiry(episode)
    path = f"/clearances/new/?patient={episode.patient_id}&inquiry={asked.pk}"
    form = clearance_form(asked.physician, granted="no", inquiry=asked.pk)
    assert desk_client.post(path, form).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, Clearance.objects.get().granted) == ("Not cleared", False)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"lifts": []}, "lifts", "Tick what"),
        ({"lifts": ["Z-1"]}, "lifts", "not one of"),
        ({"physician": ""}, "physician", "Choose the physician"),
        ({"from_on": ""}, "from_on", "required"),
        ({"from_on": "9999-12-31"}, "from_on", "Check the year"),
        ({"until_on": "2026-11-22"}, "until_on", "before its first"),
        ({"pressure_cap": "9"}, "pressure_cap", "not one of"),
        ({"granted": "maybe"}, "granted", "not one of"),
        *(({"note": text}, "note", "cannot be kept") for text in UNUSABLE),
    ],
)
def test_a_clearance_is_refused_at_its_field(
    desk_client: Client, episode: Episode, changed: dict[str, Any], field: str, words: str
) -> None:
    path = f"/clearances/new/?patient={episode.patient_id}"
    response = desk_client.post(path, clearance_form(Physician.objects.get(), **changed))
    assert response.status_code == 200
    assert words in response.context["form"].errors[field][0]
    assert not Clearance.objects.exists()


def test_what_is_no_paper_is_refused_at_the_paper(desk_client: Client, episode: Episode, physician: Physician) -> None:
    junk = SimpleUploadedFile("fax.pdf", b"MZ not a paper", content_type="application/pdf")
    path = f"/clearances/new/?patient={episode.patient_id}"
    response = desk_client.post(path, clearance_form(physician, paper=junk))
    assert "not a PDF" in response.context["form"].errors["paper"][0]
    assert not Clearance.objects.exists()


def test_without_paper_it_waits_and_the_paper_is_added_later(
    desk_client: Client, episode: Episode, physician: Physician
) -> None:
    desk_client.post(f"/clearances/new/?patient={episode.patient_id}", clearance_form(physician))
    row = Clearance.objects.get()
    page = desk_client.get(f"/clearances/{row.pk}/").content.decode()
    assert "Attach the paper" in page
    assert "It says so. Confirm" not in page
    refused = desk_client.post(f"/clearances/{row.pk}/confirm/", follow=True).content.decode()
    assert "Attach the physician&#x27;s paper first." in refused
    form = desk_client.get(f"/clearances/{row.pk}/edit/").context["form"]
    assert form["note"].value() == "Light only."
    desk_client.post(f"/clearances/{row.pk}/edit/", clearance_form(physician, note="Light.", paper=fax()))
    row.refresh_from_db()
    assert (row.note, row.document is not None) == ("Light.", True)


def test_a_search_keeps_what_was_typed(desk_client: Client, episode: Episode, physician: Physician) -> None:
    other = world.physician("Dr. Hana Suzuki")
    form = clearance_form(physician, then="find", physician_q="suzuki")
    page = desk_client.post(f"/clearances/new/?patient={episode.patient_id}", form).content.decode()
    assert f'id="physician_{other.pk}"' in page
    assert 'value="Light only."' in page
    assert not Clearance.objects.exists()


def test_taken_back_with_a_reason(desk_client: Client, episode: Episode, therapist: Staff) -> None:
    row = papers.clearance(episode.patient, confirmed_by=therapist)
    path = f"/clearances/{row.pk}/end/"
    assert desk_client.post(path, {"reason": " "}).context["form"].errors["reason"]
    page = desk_client.post(path, {"reason": "The surgeon called."}, follow=True).content.decode()
    assert "Taken back" in page
    assert "The surgeon called." in page


# Orders


def test_an_order_with_its_limits(desk_client: Client, episode: Episode, physician: Physician) -> None:
    path = f"/orders/new/?patient={episode.patient_id}"
    page = desk_client.post(path, order_form(episode, physician, paper=fax()), follow=True).content.decode()
    row = EpisodeOrder.objects.get()
    assert row.rom_limits == [{"movement": "KNEE-FLEX", "side": "l", "most": 90}]
    assert "left knee flexion up to 90°" in page
    assert "from 1 Dec 2026" in page
    page = desk_client.post(f"/orders/{row.pk}/confirm/", follow=True).content.decode()
    assert "It stands in place of the gate" in page
    assert desk_client.get(f"/orders/{row.pk}/edit/")["Location"] == f"/orders/{row.pk}/"
    page = desk_client.post(f"/orders/{row.pk}/end/", {"reason": "Wound opened."}, follow=True).content.decode()
    assert "Wound opened." in page


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"most_0": ""}, "movement_0", "movement, side and degrees"),
        ({"side_0": ""}, "movement_0", "movement, side and degrees"),
        ({"movement_0": "NOSE-FLEX"}, "movement_0", "not one of"),
        ({"most_0": "999"}, "most_0", "less than or equal"),
        ({"episode": "0"}, "episode", "not one of"),
        ({"until_on": "2026-11-01"}, "until_on", "before its first"),
    ],
)
def test_an_order_is_refused_at_its_field(
    desk_client: Client, episode: Episode, changed: dict[str, Any], field: str, words: str
) -> None:
    path = f"/orders/new/?patient={episode.patient_id}"
    response = desk_client.post(path, order_form(episode, Physician.objects.get(), **changed))
    assert words in response.context["form"].errors[field][0]
    assert not EpisodeOrder.objects.exists()


def test_an_order_is_corrected(desk_client: Client, episode: Episode, physician: Physician) -> None:
    row = papers.order(episode, physician=physician, rom_limits=[{"movement": "KNEE-FLEX", "side": "l", "most": 70}])
    form = desk_client.get(f"/orders/{row.pk}/edit/").context["form"]
    assert (form["most_0"].value(), form["movement_0"].value()) == (70, "KNEE-FLEX")
    desk_client.post(f"/orders/{row.pk}/edit/", order_form(episode, physician, paper=fax()))
    row.refresh_from_db()
    assert (row.techniques, row.rom_limits[0]["most"], row.document is not None) == (["STR"], 90, True)


def test_an_order_needs_a_course_of_care(desk_client: Client) -> None:
    patient = world.patient()
    assert desk_client.get(f"/orders/new/?patient={patient.pk}")["Location"] == f"/referrals/new/?patient={patient.pk}"


def test_a_protocol_becomes_orders(desk_client: Client, episode: Episode, physician: Physician) -> None:
    path = f"/orders/protocol/?patient={episode.patient_id}"
    assert "No protocol yet" in desk_client.get(path).content.decode()
    protocol = papers.protocol()
    form = {
        "protocol": protocol.pk,
        "event": episode.events.get().pk,
        "episode": episode.pk,
        "physician": physician.pk,
        "paper": fax(),
    }
    page = desk_client.post(path, form, follow=True).content.decode()
    assert "2 orders are taken down" in page
    assert EpisodeOrder.objects.filter(document__isnull=False).count() == 2
    again = desk_client.post(path, {**form, "paper": fax()})
    assert "on record already" in again.context["form"].errors["protocol"][0]
    assert desk_client.post(path, {}).context["form"].errors["physician"]


def test_a_protocol_needs_something_to_count_from(desk_client: Client) -> None:
    papers.protocol()
    page = desk_client.get(f"/orders/protocol/?patient={world.episode().patient_id}").content.decode()
    assert "Nothing to count from" in page


# Who, how, how often


def test_outsiders_get_404(
    outsider_client: Client, therapist_client: Client, episode: Episode, therapist: Staff
) -> None:
    cleared = papers.clearance(episode.patient, confirmed_by=therapist)
    ordered = papers.order(episode, confirmed_by=therapist)
    assert cleared.document is not None
    reads = [
        f"/clearances/{cleared.pk}/",
        f"/clearances/{cleared.pk}/end/",
        f"/orders/{ordered.pk}/",
        f"/orders/{ordered.pk}/end/",
        f"/papers/{cleared.document.pk}/",
        *(f"/{part}/?patient={episode.patient_id}" for part in ("clearances/new", "orders/new", "orders/protocol")),
    ]
    for path in reads:
        assert outsider_client.get(path).status_code == 404
        assert content(therapist_client.get(path))
    for path in (
        f"/clearances/{cleared.pk}/confirm/",
        f"/orders/{ordered.pk}/confirm/",
        f"/clearances/{cleared.pk}/edit/",
    ):
        assert outsider_client.post(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/clearances/0/", "/orders/0/", "/papers/0/", "/clearances/new/", "/orders/new/?patient=0"]
)
def test_what_is_not_there(desk_client: Client, path: str) -> None:
    assert desk_client.get(path).status_code == 404


def test_wrong_methods(desk_client: Client, episode: Episode) -> None:
    cleared, ordered = papers.clearance(episode.patient), papers.order(episode)
    for path in (f"/clearances/{cleared.pk}/confirm/", f"/orders/{ordered.pk}/confirm/"):
        assert desk_client.get(path).status_code == 302
    for path in (f"/clearances/{cleared.pk}/", f"/orders/{ordered.pk}/"):
        assert desk_client.post(path).status_code == 405


def test_the_paper_itself_leaves_its_row(desk_client: Client, episode: Episode) -> None:
    document = papers.document(episode.patient)
    response = desk_client.get(f"/papers/{document.pk}/")
    assert (response["Content-Type"], response["Content-Security-Policy"]) == (
        "application/pdf",
        "sandbox; default-src 'none'",
    )
    assert content(response).startswith(b"%PDF")
    saved = desk_client.get(f"/papers/{document.pk}/?download=1")
    assert "attachment" in saved["Content-Disposition"]
    assert content(saved)
    assert AccessEntry.objects.filter(patient_reference=episode.patient_id, what__contains="scan").count() == 2
    document.kind = "evidence"
    document.save()
    assert desk_client.get(f"/papers/{document.pk}/").status_code == 404


def test_a_picture_stands_beside_what_was_read_off(desk_client: Client, episode: Episode, physician: Physician) -> None:
    photo = SimpleUploadedFile("fax.png", work.picture(), content_type="image/png")
    path = f"/clearances/new/?patient={episode.patient_id}"
    page = desk_client.post(path, clearance_form(physician, paper=photo), follow=True).content.decode()
    document = Clearance.objects.get().document
    assert document is not None
    assert f'<img src="/papers/{document.pk}/"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_within_the_budget_of_queries(
    desk_client: Client, episode: Episode, therapist: Staff, django_assert_max_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        who = world.physician(f"Dr. {number}")
        papers.inquiry(episode, physician=who)
        papers.clearance(episode.patient, confirmed_by=therapist, physician=who)
        papers.order(episode, physician=who, protocol=papers.protocol(name=f"P{number}"))
    cleared, ordered = Clearance.objects.all()[0], EpisodeOrder.objects.all()[0]
    patient = episode.patient_id
    for path in (
        f"/clearances/new/?patient={patient}&lifts=X-07",
        f"/clearances/{cleared.pk}/",
        f"/clearances/{cleared.pk}/end/",
        f"/orders/new/?patient={patient}",
        f"/orders/{ordered.pk}/",
        f"/orders/{ordered.pk}/edit/",
        f"/orders/protocol/?patient={patient}",
        f"/patients/{patient}/?tab=clearances",
    ):
        with django_assert_max_num_queries(12):
            assert desk_client.get(path).status_code == 200


# The patient page


def test_the_desk_reads_the_papers_and_nothing_clinical(
    desk_client: Client, episode: Episode, therapist: Staff
) -> None:
    cleared = papers.clearance(
        episode.patient, confirmed_by=therapist, until_on=TODAY + timedelta(days=12), pressure_cap=2
    )
    papers.clearance(episode.patient, lifts=["X-09"], from_on=TODAY + timedelta(days=3))
    papers.clearance(episode.patient, granted=False, until_on=TODAY - timedelta(days=1))
    papers.order(episode, confirmed_by=therapist, from_on=TODAY + timedelta(days=3))
    papers.inquiry(episode)
    assert cleared.document is not None
    path = f"/patients/{episode.patient_id}/?tab=clearances"
    page = desk_client.get(path).content.decode()
    for words in (
        "Clearance: Stable heart failure",
        "12 days left",
        "confirmed by Amara Okafor",
        f"/papers/{cleared.document.pk}/",
        "pressure 2 at most",
        "To confirm",
        "no paper yet",
        "starts in 3 days",
        "Refusal: ",
        "ended yesterday",
        "Letters to physicians",
        "Being drawn",
    ):
        assert words in page
    assert page.count("bi-hourglass-split") == 3  # the rail's, what ends soon, and the letter on its way
    assert "?tab=charts" not in page
    assert desk_client.get(f"/patients/{episode.patient_id}/?tab=charts").status_code == 404


def test_outsiders_and_their_own_patients(outsider_client: Client, therapist_client: Client, episode: Episode) -> None:
    path = f"/patients/{episode.patient_id}/?tab=clearances"
    assert outsider_client.get(path).status_code == 404
    page = therapist_client.get(path).content.decode()
    assert "None stands." in page
