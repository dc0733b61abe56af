"""Every page of the site, opened by everybody, over a patient whose every text is hostile."""

import pytest
from django.conf import settings

from clinic.models import OutboundEmail
from referrals.models import Inquiry
from referrals.render import letters
from referrals.selectors.letters import of_inquiry
from reports.models import ProgressReport
from reports.render import letter
from sessions.emails import appointments
from sessions.models import Appointment
from tests.attacks.canaries import RAW, TOKEN
from tests.attacks.crawling import Visit, signed_in
from tests.attacks.scene import Scene

Crawl = dict[str, list[Visit]]
# Says 503 where no worker has ever shown life, as in these tests.
MAY_BE_DOWN = {"/healthz"}
# A whole day or a whole list may be read at once; a page about somebody names them.
LISTS = {
    "clinic:outbox",
    "clinic:mail",
    "clinic:mail_message",
    "patients:list",
    "patients:register",
    "referrals:patient_search",
    "reports:list",
    "sessions:alerts",
    "sessions:away",
    "sessions:board",
    "sessions:board_data",
    "sessions:book_choose",
    "sessions:calls",
    "sessions:openings",
    "sessions:referral_inbox",
    "sessions:today",
    "sessions:waitlist",
    "sessions:waitlist_add",
}
MOST_QUERIES = 12
# It searches free times for a whole plan: the same therapist's at once, others' for each visit that finds none there.
MOST_BY_PAGE = {"sessions:book_plan": 22}
# Physicians' papers: of the desk, the manager and the patient's own therapists.
PAPERS = tuple(f"referrals:{name}" for name in ("inquiry", "clearance", "order", "paper"))


def test_no_page_breaks(crawl: Crawl) -> None:
    assert [
        (role, v.path, v.trouble) for role, v in every(crawl) if v.status >= 500 and v.path not in MAY_BE_DOWN
    ] == []


def test_everybody_saw_something(crawl: Crawl, scene: Scene) -> None:
    """The negative control: the texts are laid where people look."""
    seen = {role: {token for v in visits for token in TOKEN.findall(v.body)} for role, visits in crawl.items()}
    assert len(seen["therapist of A"] & scene.a.canaries.clinical()) > 30
    assert len(seen["manager"] & scene.a.canaries.clinical()) > 30
    assert len(seen["front desk"]) > 15
    assert RAW.search('zqA001x"><img src=x onerror=zq>')


def test_no_text_becomes_markup(crawl: Crawl) -> None:
    assert [(role, v.path, found.group()) for role, v in every(crawl) if (found := RAW.search(v.body))] == []


@pytest.mark.parametrize("role", ["front desk", "therapist of B"])
def test_who_does_not_treat_reads_nothing_clinical(crawl: Crawl, scene: Scene, role: str) -> None:
    secret = scene.a.canaries.clinical()
    told = [(v.path, secret & set(TOKEN.findall(v.body))) for v in crawl[role]]
    assert [(path, {scene.a.canaries.where[token] for token in found}) for path, found in told if found] == []


def test_clinical_pages_are_not_there_for_outsiders(crawl: Crawl, scene: Scene) -> None:
    clinical = ("assessments:", "reports:", "sessions:plan", "sessions:chart", "sessions:episode_exercises", *PAPERS)
    found = [v for v in crawl["therapist of B"] if v.name.startswith(clinical) and v.name != "reports:list"]
    assert len(found) > 20
    # An address that only acts leads to the page above it, which is not there either.
    outsider = signed_in(scene.staff["therapist of B"])
    led = [outsider.get(v.path, follow=True).status_code for v in found if v.status == 302]
    assert {v.status for v in found if v.status != 302} | set(led) == {404}


def test_the_front_desk_sees_what_its_work_needs(crawl: Crawl, scene: Scene) -> None:
    where = scene.a.canaries.where
    seen = {where[token] for v in crawl["front desk"] for token in TOKEN.findall(v.body) if token in where}
    assert seen >= {
        ("referrals.Referral", "precautions"),
        ("referrals.ReferralDiagnosis", "label"),
        ("clinic_sessions.Appointment", "note"),
        ("patients.Consent", "signed_name"),
        ("referrals.Inquiry", "question"),
        ("referrals.Inquiry", "answer"),
        ("referrals.Clearance", "note"),
        ("referrals.Clearance", "end_reason"),
        ("referrals.EpisodeOrder", "note"),
    }


def test_every_reading_leaves_its_row(crawl: Crawl, scene: Scene) -> None:
    patient, names = scene.a.patient.pk, scene.a.canaries.naming()
    unseen = [
        (role, v.path, v.read_about)
        for role, v in every(crawl)
        if names & set(TOKEN.findall(v.body))
        and v.name not in {"portal:visit", "portal:offer"}
        and not _noted(v, patient)
    ]
    assert unseen == []


def _noted(visit: Visit, patient: int) -> bool:
    return patient in visit.read_about or (visit.name in LISTS and None in visit.read_about)


def test_no_reading_writes_anything_else(crawl: Crawl) -> None:
    assert [(role, v.path, v.wrote) for role, v in every(crawl) if v.wrote] == []


def test_no_page_asks_the_database_often(crawl: Crawl) -> None:
    assert [
        (role, v.path, v.queries) for role, v in every(crawl) if v.queries > MOST_BY_PAGE.get(v.name, MOST_QUERIES)
    ] == []


def test_the_link_of_a_visit_shows_the_first_name_alone(crawl: Crawl, scene: Scene) -> None:
    where = scene.a.canaries.where
    pages = [v.body for v in crawl["front desk"] if v.name == "portal:visit"]
    shown = {where[token] for body in pages for token in TOKEN.findall(body)}
    assert shown == {("patients.Patient", "given_name")}


def test_letters_show_text_as_text(scene: Scene) -> None:
    for report in ProgressReport.objects.filter(episode__patient=scene.a.patient):
        html = letter.html(report)
        assert len(set(TOKEN.findall(html)) & set(scene.a.canaries.where)) >= 5
        assert RAW.search(html) is None


def test_letters_to_physicians_show_text_as_text(scene: Scene) -> None:
    for inquiry in Inquiry.objects.filter(patient=scene.a.patient):
        html = letters.html(of_inquiry(inquiry))
        assert len(set(TOKEN.findall(html)) & set(scene.a.canaries.where)) >= 3
        assert RAW.search(html) is None


def test_mail_to_patients_shows_text_as_text(scene: Scene) -> None:
    visit = Appointment.objects.filter(patient=scene.a.patient, status="booked").select_related("patient", "location")[
        0
    ]
    item = appointments.Item(visit, "booked", "https://mend.example/v/x/")
    mail = appointments.about_visits([item], patient=visit.patient, profile=None)
    assert RAW.search(mail.html) is None
    where = {scene.a.canaries.where[token] for token in TOKEN.findall(mail.subject + mail.text + mail.html)}
    assert where == {("patients.Patient", "given_name")}


def test_no_name_stands_on_an_envelope(scene: Scene) -> None:
    """Subjects and file names are read by everybody along the way."""
    mails = OutboundEmail.objects.prefetch_related("attachments__file")
    assert mails.count() >= 2
    for mail in mails:
        names = [name for part in mail.attachments.all() for name in (part.filename, part.file.name, part.file.key)]
        told = "".join((mail.subject, mail.key, mail.message_id, *names))
        assert not TOKEN.findall(told)
        assert settings.SECRET_KEY not in mail.text


def every(crawl: Crawl) -> list[tuple[str, Visit]]:
    return [(role, visit) for role, visits in crawl.items() for visit in visits]
