"""The whole main path by hand in a real browser: from a scanned referral to the letter in the physician's mailbox."""

import io
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from clinic.models import AccessEntry, Location, OutboundEmail, Staff
from sessions.models import Appointment
from tests.factories import clinic as make
from tests.journeys.conftest import Mailbox, Walk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def morning_zone() -> str:
    """A zone where it is between six and seven in the morning now, so that the whole day lies ahead whenever this runs."""
    ahead = (6 - datetime.now(UTC).hour) % 24
    offset = ahead if ahead <= 12 else ahead - 24
    return f"Etc/GMT{-offset:+d}" if offset else "Etc/UTC"


@pytest.fixture
def harbor(transactional_db: None) -> Location:
    make.profile()
    location = make.location(zone=morning_zone())
    make.room("Room 1", location)
    make.staff("Finn Dahl", "front_desk", email="desk@mend.example", locations=(location,))
    make.staff(
        "Amara Okafor", "therapist", credentials="LMT, CLT", email="therapist@mend.example", locations=(location,)
    )
    make.staff("Mara Ivers", "manager", email="manager@mend.example", locations=(location,))
    return location


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, walk: Walk, server: LiveServer, email: str) -> None:
        self.base = server.url
        context = walk.browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(15_000)
        self.page: Page = context.new_page()
        self.violations: list[str] = []
        self.page.on("console", lambda said: self.violations.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.violations.append(str(error)))
        self.open("/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(make.PASSWORD)
        self.press("Sign in")
        self.page.wait_for_url(re.compile(r"/(today|board)/"))

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"[name='{name.replace('__', '-')}']").fill(value)

    def choose(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"select[name='{name.replace('__', '-')}']").select_option(value)

    def pick(self, name: str, value: str) -> None:
        """A radio button or checkbox by its value."""
        field = self.page.locator(f"input[name='{name}'][value='{value}']").first
        field.check(force=True)  # its label or its own drawing lies over it

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("main")).to_contain_text(text)


def scan() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(picture, "PNG")
    return picture.getvalue()


def register_patient(desk: Person) -> None:
    desk.open("/patients/new/")
    desk.fill(
        given_name="Ines",
        family_name="Delgado",
        birth_on="1972-05-04",
        phone="(702) 555-0134",
        email="ines@home.example",
    )
    desk.press("Register")
    desk.sees("Delgado")
    desk.follow("Give consent")
    for kind in ("treatment", "release", "email"):
        desk.pick("kinds", kind)
    desk.fill(signed_name="Ines Delgado")
    desk.press("Sign")
    desk.page.wait_for_url(re.compile(r"/patients/\d+/$"))


def register_physician(desk: Person) -> None:
    desk.open("/physicians/new/")
    desk.fill(
        name="Dr. Lena Albrecht", npi="1234567890", specialty="Family medicine", email="albrecht@practice.example"
    )
    desk.pick("reports_by", "email")
    desk.press("Save")
    desk.sees("NPI")
    assert desk.page.locator("[name=name]").input_value() == "Dr. Lena Albrecht"
    desk.fill(npi="1234567893")
    desk.press("Save")
    desk.page.wait_for_url(re.compile(r"/physicians/"))
    desk.sees("Dr. Lena Albrecht")


def take_referral_in(desk: Person) -> None:
    desk.open("/referrals/new/")
    desk.page.locator("[name=scan]").set_input_files({"name": "fax.png", "mimeType": "image/png", "buffer": scan()})
    desk.pick("source", "fax")
    desk.press("Take in")
    desk.page.wait_for_url(re.compile(r"/referrals/\d+/"))
    if not desk.page.url.endswith("/edit/"):
        desk.follow(re.compile("Complete|Edit"))
    desk.page.locator("[name=patient_q]").press_sequentially("ines del")
    desk.page.locator("#patient-results input").first.check(force=True)
    desk.page.locator("[name=physician_q]").press_sequentially("albrecht")
    desk.page.locator("#physician-results input").first.check(force=True)
    desk.page.locator("[name=icd_q]").press_sequentially("spasm of back")
    desk.page.locator("input[name=diagnoses][value='M62.830']").check(force=True)
    desk.fill(problem="Back spasm after lifting", precautions="No work on the left flank.")
    for field, words, places in (
        ("affected_regions", "lower back", ("LUMB-l", "LUMB-r")),
        ("no_touch_regions", "left flank", ("FLNK-l",)),
    ):
        desk.page.locator(f"#div_id_{field} summary").click()
        desk.page.locator(f"#div_id_{field} [data-filter]").fill(words)
        for place in places:
            desk.pick(field, place)
    desk.page.locator("[name=visits_authorized]").fill("12")
    desk.choose(event_kind="SPRAIN_STRAIN_1_2")
    desk.fill(event_on=(datetime.now(UTC) - timedelta(days=40)).date().isoformat())
    desk.press("Save what is there")
    desk.page.wait_for_url(re.compile(r"/referrals/\d+/$"))
    desk.sees("M62.830")
    desk.press("Verify")
    desk.sees(re.compile("verified", re.IGNORECASE))


def book(desk: Person, kind: str, at: datetime, *, refused: str = "") -> None:
    """The booking page as the desk fills it in; `refused` is what the page must say when it does not book."""
    desk.open("/patients/?q=delgado")
    desk.follow(re.compile("Delgado"))
    desk.follow(re.compile(r"^\s*Book"))
    desk.pick("kind", kind)
    desk.fill(day=at.date().isoformat(), at=f"{at:%H:%M}", minutes="60")
    for field, words in (("therapist", "Amara Okafor"), ("room", "Room 1")):
        option = desk.page.locator(f"select[name={field}] option", has_text=words).first
        desk.choose(**{field: option.get_attribute("value") or ""})
    if kind == "treatment":
        desk.fill(day_reason="Treated on the day of the evaluation")
    desk.press("Book the visit")
    if refused:
        desk.sees(refused)
    else:
        desk.page.wait_for_url(re.compile(r"/board/"))
        desk.sees("Delgado")


def assess(therapist: Person) -> None:
    therapist.open("/patients/?q=delgado")
    therapist.follow(re.compile("Delgado"))
    therapist.press("Start the intake")
    therapist.page.wait_for_url(re.compile(r"/assessments/\d+/"))
    therapist.press("Sign")
    therapist.sees("Write the chief complaint")
    therapist.fill(complaint="Low back locked while lifting a crate.")
    therapist.press("All the rest: no")
    therapist.press("All were asked: no")
    therapist.page.get_by_text("As a list").click()
    therapist.choose(pain__0__place="LUMB-l", pain__0__pain="8", pain__0__kind="ache")
    therapist.choose(rom__0__movement="TRUNK-FLEX")
    therapist.fill(rom__0__active_l="40", rom__0__passive_l="45")
    for number, (words, value) in enumerate(
        (("Lift a crate", "2"), ("Sit through a meeting", "3"), ("Tie my shoes", "4"))
    ):
        therapist.fill(**{f"psfs__{number}__activity": words})
        therapist.choose(**{f"psfs__{number}__value": value})
    therapist.choose(goal__0__aim="NPRS")
    therapist.fill(goal__0__baseline="8", goal__0__target="2", goal__0__words="I want to lift at work again.")
    therapist.fill(goal__0__due_on=(datetime.now(UTC) + timedelta(days=40)).date().isoformat())
    therapist.page.locator("[name=goal-0-is_primary]").check(force=True)
    therapist.press("Sign")
    therapist.sees(re.compile("Signed by Amara Okafor, LMT, CLT"))


def plan(therapist: Person) -> None:
    therapist.open("/patients/?q=delgado")
    therapist.follow(re.compile("Delgado"))
    therapist.follow("Write the plan")
    therapist.press("Start the plan")
    therapist.fill(visits_planned="10", visits_per_week="2", visit_minutes="60")
    for code, minutes, ceiling in (("NMT", "25", "4"), ("GEN", "20", "3")):
        therapist.page.locator(f"[name={code}-use]").check()
        therapist.page.locator(f"[name={code}-places][value=LUMB-l]").check()
        therapist.fill(**{f"{code}__minutes": minutes})
        therapist.choose(**{f"{code}__ceiling": ceiling})
    therapist.press("Sign")
    therapist.sees(re.compile("Signed by Amara Okafor"))


def chart(therapist: Person) -> None:
    therapist.open("/today/")
    therapist.page.locator("main a[href*='/appointments/']", has_text=re.compile("Delgado|Start|Open")).last.click()
    if "/chart/" not in therapist.page.url:
        therapist.follow(re.compile("Start the visit|Chart"))
    therapist.press("Start the visit")
    therapist.pick("screened", "nothing")
    therapist.pick("pain_before", "7")
    therapist.pick("p-0-pain", "5")
    therapist.fill(p__0__minute="20")
    therapist.pick("pain_after", "3")
    therapist.page.locator("#measured summary").click()
    therapist.page.get_by_label("“Lift a crate”").select_option("6")
    therapist.fill(subjective="Less locked in the morning.", next_steps="Twice a week.")
    expect(therapist.page.locator("main")).to_contain_text(re.compile("saved", re.IGNORECASE), timeout=15_000)
    for name in ("Pelvic tilt", "Cat and camel"):
        option = therapist.page.locator("select[name=x-exercise] option", has_text=name).first
        therapist.choose(**{"x-exercise": option.get_attribute("value") or ""})
        therapist.press("Prescribe")
        therapist.sees(name)
    therapist.press("Sign and complete")
    therapist.sees(re.compile("Signed by Amara Okafor"))


def report(therapist: Person) -> None:
    therapist.open("/patients/?q=delgado")
    therapist.follow(re.compile("Delgado"))
    therapist.follow(re.compile("report", re.IGNORECASE))
    draft = therapist.page.get_by_role("button", name=re.compile("Draft|Start"))
    if draft.count():
        draft.first.click()
    therapist.page.wait_for_url(re.compile(r"/reports/\d+/"))
    therapist.fill(verdict="The spasm is letting go after one visit.", request="Nothing now; we go on as planned.")
    therapist.press("Sign and send")
    therapist.page.locator("dialog[open] button", has_text="Sign").click()
    expect(therapist.page.locator("main")).to_contain_text(re.compile(r"\bSent\b|sent "), timeout=60_000)


def test_from_the_referral_to_the_letter(
    live_server: LiveServer, walk: Walk, harbor: Location, mailbox: Mailbox, worker: None
) -> None:
    morning = datetime.now(ZoneInfo(harbor.zone)).replace(hour=8, minute=0, second=0, microsecond=0)
    desk: Person = walk(Person, walk, live_server, "desk@mend.example")
    walk(register_patient, desk)
    walk(register_physician, desk)
    walk(book_without_referral, desk, morning)
    walk(take_referral_in, desk)
    walk(book, desk, "evaluation", morning)
    therapist: Person = walk(Person, walk, live_server, "therapist@mend.example")
    walk(assess, therapist)
    walk(treatment_waits_for_the_plan, desk, morning + timedelta(hours=2))
    walk(plan, therapist)
    walk(book, desk, "treatment", morning + timedelta(hours=2))
    walk(lambda: book(desk, "treatment", morning + timedelta(hours=2, minutes=30), refused="already has a visit"))
    walk(chart, therapist)
    walk(report, therapist)

    letters = [m for m in mailbox.wait_for(3) if "albrecht" in str(m["To"])]
    assert len(letters) == 1
    (attachment,) = list(letters[0].iter_attachments())
    assert attachment.get_content_type() == "application/pdf"
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(attachment.get_content())).pages)
    for figure in (
        "Ines Delgado",
        "M62.830",
        "The spasm is letting go after one visit.",
        "Lift a crate",
        "Amara Okafor, LMT, CLT",
    ):
        assert figure in words.replace("\n", " ")
    assert re.search(r"Lift a crate.{0,60}yes, \+4", words, re.DOTALL)  # 2 at the intake, 6 at the visit
    assert "Delgado" not in str(letters[0]["Subject"])
    assert set(OutboundEmail.objects.values_list("state", flat=True)) == {"sent"}

    told = next(m for m in mailbox.messages() if "ines@home.example" in str(m["To"]))
    link = re.search(r"https?://\S+(/v/\S+)", told.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert link
    walk(patient_confirms, walk, live_server.url + link.group(1))
    assert Appointment.objects.filter(status="confirmed").exists()
    assert AccessEntry.objects.filter(actor=Staff.objects.get(email="therapist@mend.example").actor).exists()
    assert desk.violations == []
    assert therapist.violations == []


def book_without_referral(desk: Person, at: datetime) -> None:
    desk.open("/patients/?q=delgado")
    desk.follow(re.compile("Delgado"))
    expect(desk.page.locator("main")).to_contain_text(re.compile("referral", re.IGNORECASE))


def treatment_waits_for_the_plan(desk: Person, at: datetime) -> None:
    book(desk, "treatment", at, refused="plan")


def patient_confirms(walk: Walk, address: str) -> None:
    phone = walk.browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.goto(address)
    expect(phone.locator("body")).to_contain_text("Ines")
    expect(phone.locator("body")).not_to_contain_text("Delgado")
    phone.get_by_role("button").first.click()
    expect(phone.locator("body")).to_contain_text(re.compile("see you|thank|confirmed|there", re.IGNORECASE))
