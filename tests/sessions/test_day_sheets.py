"""The day on paper: what stands on it and what must not, drawn by the clock, drawn anew, kept a few days, one failure alone."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from clinic.models import AccessEntry, Closure, Job, Location, Staff, StoredFile
from clinic.registry import registry
from clinic.render.pdf import CannotDraw, Drawing
from clinic.tasks import run_job
from sessions.models import Appointment, DaySheet
from sessions.services import appointments, day_sheets
from tests.factories import clinic as make
from tests.factories import desk, world
from tests.factories.booking import at, ready

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)
MORNING, EVENING = datetime(2026, 11, 24, 13, 0, tzinfo=UTC), datetime(2026, 11, 25, 2, 30, tzinfo=UTC)


def draw(place: Location | None = None, day: date = TUESDAY, *, now: datetime = MORNING) -> DaySheet:
    place = place or make.location()
    day_sheets.draw(location_id=place.pk, day=day.toordinal(), now=now)
    return DaySheet.objects.get(location=place, day=day)


def content(sheet: DaySheet) -> bytes:
    with default_storage.open(sheet.file.key) as file:
        found: bytes = file.read()
    return found


def text_of(raw: bytes) -> str:
    pages = PdfReader(io.BytesIO(raw)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_sheet_says_who_comes_when_to_whom_and_where(therapist: Staff) -> None:
    make.profile()
    case = ready(therapist, family="Weiss", phone="+17025550143", visits=1)
    case.book()
    sheet = draw()
    text = text_of(content(sheet))
    for words in ("Harbor Street Medical Massage", "Tuesday 24 November 2026", "Drawn 24 Nov 2026, 05:00 PST"):
        assert words in text
    for words in ("10:00", "Weiss, Ines", case.patient.number, "(702) 555-0143", "Treatment", "1/1", "Room 1", "60"):
        assert words in text
    assert therapist.name in text
    assert "last visit" in text
    assert "Without a time" in text
    assert (sheet.visits, sheet.drawn_at, sheet.file.pages) == (1, MORNING, 1)


def test_nothing_clinical_stands_on_a_sheet(therapist: Staff) -> None:
    case = ready(therapist)
    visit = case.book(note="CANARY-NOTE")
    type(case.episode).objects.filter(pk=case.episode.pk).update(problem="CANARY-PROBLEM")
    type(case.referral).objects.filter(pk=case.referral.pk).update(
        precautions="CANARY-PRECAUTION", no_touch_regions=["LUMB-l"]
    )
    Appointment.objects.filter(pk=visit.pk).update(
        judged=[
            {"level": "warn", "message": "CANARY-JUDGED", "code": "X", "source": "", "lifted_by": "", "regions": []}
        ]
    )
    raw = content(draw())
    text = text_of(raw)
    assert "Delgado" in text
    for words in ("CANARY", "M62", "spasm", "Albrecht", "LUMB", "no touch"):
        assert words.lower() not in text.lower()
    assert b"CANARY" not in raw


def test_cancelled_visits_and_other_places_are_not_on_it(therapist: Staff, front_desk: Staff) -> None:
    visit = ready(therapist).book()
    appointments.cancel(appointment=visit, reason="Ill", by=front_desk.actor, now=world.NOW)
    ready(therapist, family="Weiss").book(starts_at=at(14))
    ready(therapist, family="Olsen").book(starts_at=at(10, day=TUESDAY + timedelta(days=1)))
    text = text_of(content(draw()))
    assert "Weiss" in text
    assert "Delgado" not in text
    assert "Olsen" not in text
    other = make.location("Mill Road")
    assert "No visits booked" in text_of(content(draw(other)))


def test_drawing_again_replaces_and_leaves_one_file(
    therapist: Staff, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    case = ready(therapist)
    case.book()
    first = draw()
    was = first.file.key
    case.book(starts_at=at(14), day_reason="From afar")
    with django_capture_on_commit_callbacks(execute=True):
        again = draw(now=MORNING + timedelta(hours=1))
    assert (again.pk, again.visits, DaySheet.objects.count()) == (first.pk, 2, 1)
    assert again.file.key != was
    assert not default_storage.exists(was)
    assert not StoredFile.objects.filter(key=was).exists()
    older = draw(now=MORNING)
    assert older.drawn_at == MORNING + timedelta(hours=1)


def test_sheets_are_asked_for_by_the_clock_of_each_location_once(therapist: Staff) -> None:
    home, east = make.location(), make.location("Mill Road", zone="America/New_York")
    desk.hours(therapist, home, days=(0, 1, 4))
    before = datetime(2026, 11, 24, 11, 30, tzinfo=UTC)  # 03:30 and 06:30
    assert [day_sheets.ask_due(now=before) for _ in range(2)] == [1, 0]
    assert Job.objects.get().ids == {"location_id": east.pk, "day": TUESDAY.toordinal()}
    assert day_sheets.ask_due(now=MORNING) == 1
    assert day_sheets.ask_due(now=EVENING) == 2
    evening = Job.objects.get(key__contains=f":{home.pk}:", key__endswith=":evening")
    assert date.fromordinal(evening.ids["day"]) == date(2026, 11, 27)


def test_the_next_working_day_is_no_closed_one(therapist: Staff) -> None:
    home = make.location()
    desk.hours(therapist, home)
    Closure.objects.create(
        location=None,
        from_on=date(2026, 11, 25),
        until_on=date(2026, 11, 26),
        reason="Holiday",
        entered_at=world.NOW,
        entered_by=world.system(),
    )
    day_sheets.ask_due(now=EVENING)
    job = Job.objects.get(key__endswith=":evening")
    assert date.fromordinal(job.ids["day"]) == date(2026, 11, 27)


def test_one_location_that_fails_is_shown_and_the_others_are_drawn(
    therapist: Staff, desk_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.location()
    make.location("Mill Road")
    right = day_sheets.draw_paper

    def broken(html: str, *, sheet: str) -> Drawing:
        if "Mill Road" in html:
            raise CannotDraw("no room on the disk")
        return right(html, sheet=sheet)

    monkeypatch.setattr(day_sheets, "draw_paper", broken)
    now = datetime.now(UTC)
    for place in Location.objects.all():
        job = day_sheets.ask(
            location=place, day=now.astimezone(place.tz).date(), why="test", by=world.system(), now=now
        )
        run_job(job.pk)
    assert DaySheet.objects.get().location == make.location()
    assert Job.objects.get(state="failed").ids["location_id"] == make.location("Mill Road").pk
    text = desk_client.get(reverse("sessions:day_sheets")).content.decode()
    assert "could not be drawn" in text
    assert "no room on the disk" in text
    assert "Draw a day sheet" in desk_client.get(reverse("clinic:outbox")).content.decode()


def test_sheets_go_after_some_days(therapist: Staff, django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    make.location()
    key = draw().file.key
    last = MORNING + timedelta(days=day_sheets.KEPT_DAYS)
    day_sheets.sweep(now=last)
    assert DaySheet.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        day_sheets.sweep(now=last + timedelta(days=1))
    assert not DaySheet.objects.exists()
    assert not StoredFile.objects.filter(key=key).exists()
    assert not default_storage.exists(key)
    assert "sessions.day_sheet_sweep" in registry.daily


def test_a_long_day_repeats_its_head_and_loses_nobody(therapist: Staff) -> None:
    make.profile()
    for number in range(70):
        _row(number)
    sheet = draw()
    text = text_of(content(sheet))
    assert sheet.visits == 70
    assert sheet.file.pages > 2
    assert text.count("Therapist") >= sheet.file.pages - 1
    assert f"Page {sheet.file.pages} of {sheet.file.pages}" in text


def _row(number: int) -> None:
    """Beside each other in rooms and with therapists of their own, as rows."""
    staff = make.staff(f"Therapist {number}", "therapist")
    patient = world.patient(family=f"Weiss{number:02}")
    starts_at = at(8 + number % 10, day=TUESDAY)
    Appointment.objects.create(
        kind="treatment",
        service="wellness",
        patient=patient,
        therapist=staff,
        room=make.room(f"Room {number}"),
        location=make.location(),
        during=(starts_at, starts_at + timedelta(minutes=60)),
        occupies=(starts_at, starts_at + timedelta(minutes=60)),
        booked_at=world.NOW,
        booked_by=world.system(),
    )


def test_the_page_lists_opens_and_asks_for_sheets(
    therapist: Staff,
    desk_client: Client,
    therapist_client: Client,
    front_desk: Staff,
    django_assert_max_num_queries: Any,
) -> None:
    place, now = make.location(), datetime.now(UTC)
    make.location("Mill Road")
    day = now.astimezone(place.tz).date()
    path = reverse("sessions:day_sheets")
    assert "Not drawn yet" in desk_client.get(path).content.decode()
    asked = {"location": place.pk, "day": str(day)}
    assert desk_client.post(reverse("sessions:day_sheet_draw"), asked).status_code == 302
    assert "being drawn" in desk_client.get(path).content.decode()
    run_job(Job.objects.get(kind="sessions.day_sheet").pk)
    sheet = DaySheet.objects.get()
    with django_assert_max_num_queries(12):
        assert "Draw again now" in desk_client.get(path).content.decode()
    opened = desk_client.get(reverse("sessions:day_sheet", args=[sheet.pk]))
    assert b"".join(opened).startswith(b"%PDF")
    assert opened["Content-Type"] == "application/pdf"
    assert opened["Content-Disposition"].startswith("inline")
    assert opened["Cache-Control"] == "private, no-store"
    assert AccessEntry.objects.filter(what="day sheet", actor=front_desk.actor).count() == 1
    assert therapist_client.get(reverse("sessions:day_sheet", args=[sheet.pk])).status_code == 403
    assert therapist_client.get(path).status_code == 403
    assert desk_client.get(reverse("sessions:day_sheet", args=[0])).status_code == 404


@pytest.mark.parametrize(
    "asked", [{}, {"location": "x"}, {"day": "2026-02-30"}, {"day": "1999-01-01"}, {"day": "\x00"}]
)
def test_nonsense_draws_nothing(desk_client: Client, asked: dict[str, str]) -> None:
    given = {"location": make.location().pk} | asked
    assert desk_client.post(reverse("sessions:day_sheet_draw"), given).status_code == 404
    assert not Job.objects.filter(kind="sessions.day_sheet").exists()


def test_the_command_writes_a_file_and_keeps_nothing(therapist: Staff, tmp_path: Path) -> None:
    ready(therapist).book()
    out, said = tmp_path / "sheet.pdf", io.StringIO()
    call_command("day_sheet", location="harbor street", day=TUESDAY, out=out, stdout=said)
    assert "1 visits on 1 pages" in said.getvalue()
    assert "Delgado" in text_of(out.read_bytes())
    assert not DaySheet.objects.exists()
    make.location("Mill Road")
    with pytest.raises(CommandError, match="Harbor Street, Mill Road"):
        call_command("day_sheet", out=out)


def test_a_sheet_is_tagged_and_named(therapist: Staff) -> None:
    make.location()
    with pikepdf.open(io.BytesIO(content(draw()))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "Day sheet" in str(pdf.docinfo.get("/Title", "")) or b"Day sheet" in pdf.Root.Metadata.read_bytes()
