"""Patients are told each thing once, in their language, in one letter for what belongs together, with a calendar that follows."""

import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.db.models import F
from psycopg2.extras import DateTimeTZRange

from clinic.models import Job, Link, OutboundEmail, Staff
from sessions.models import Appointment, VisitNotice
from sessions.services import appointments, telling
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import ZONE, Ready, at, ready, tell

pytestmark = pytest.mark.django_db
AGREED = ("treatment", "release", "email")


@pytest.fixture
def case(therapist: Staff) -> Ready:
    make.profile()
    return ready(therapist, email="ines@home.example", consents=AGREED)


def mails() -> list[OutboundEmail]:
    return list(OutboundEmail.objects.order_by("pk"))


def event(mail: OutboundEmail, number: int = 0) -> icalendar.Event:
    calendar = icalendar.Calendar.from_ical(mail.calendars[number]["content"])
    assert str(calendar["METHOD"]) == mail.calendars[number]["method"]
    (found,) = calendar.walk("VEVENT")
    return found


def move(visit: Appointment, starts_at: datetime) -> None:
    during = DateTimeTZRange(starts_at, starts_at + timedelta(hours=1))
    Appointment.objects.filter(pk=visit.pk).update(
        during=during, occupies=DateTimeTZRange(starts_at, starts_at + timedelta(minutes=70))
    )


def test_booking_asks_and_the_job_tells_once(case: Ready) -> None:
    case.book()
    assert not mails()
    job = Job.objects.get(kind="visits.tell")
    for _again in range(3):
        telling.tell(**job.ids, now=world.NOW)
    (mail,) = mails()
    assert (mail.recipient, mail.subject) == ("ines@home.example", "Your visit on Tue 24 Nov, 10:00")
    assert VisitNotice.objects.get().email == mail


def test_a_letter_says_no_more_than_name_time_place_and_therapist(case: Ready) -> None:
    case.book(note="Brings the brace")
    tell(case.patient)
    (mail,) = mails()
    told = mail.text + mail.html + mail.calendars[0]["content"]
    for word in ("Ines", "Tuesday 24 November, 10:00", "Amara Okafor", "14 Harbor Street"):
        assert word in told
    for word in ("Delgado", "reatment", "spasm", "brace", "Albrecht", "1972"):
        assert word not in told + mail.subject


def test_visits_booked_together_are_one_letter(case: Ready) -> None:
    for day in (24, 26, 30):
        case.book(starts_at=at(10, day=date(2026, 11, day)))
    assert Job.objects.filter(kind="visits.tell").count() == 1
    tell(case.patient)
    (mail,) = mails()
    assert mail.subject == "Your visits: 3 dates"
    assert len(set(re.findall(r"/v/\S+", mail.text))) == Link.objects.count() == 3
    assert [part["name"] for part in mail.calendars] == ["visit-1.ics", "visit-2.ics", "visit-3.ics"]
    assert len({event(mail, number)["UID"] for number in range(3)}) == 3


def test_a_moved_visit_is_told_again_and_replaces_itself_in_the_calendar(case: Ready) -> None:
    visit = case.book()
    tell(case.patient)
    move(visit, at(15))
    for _again in range(2):
        tell(case.patient)
    first, second = mails()
    assert second.subject == "Your visit is now on Tue 24 Nov, 15:00"
    assert event(first)["UID"] == event(second)["UID"]
    assert (event(first)["SEQUENCE"], event(second)["SEQUENCE"]) == (0, 1)
    assert event(second).decoded("DTSTART") == at(15)
    move(visit, at(10))  # and back: a third letter, for the patient knows it as 15:00
    tell(case.patient)
    assert mails()[-1].subject == "Your visit is now on Tue 24 Nov, 10:00"
    assert event(mails()[-1])["SEQUENCE"] == 2


def test_a_cancelled_visit_goes_from_the_calendar(case: Ready) -> None:
    visit = case.book()
    tell(case.patient)
    appointments.cancel(appointment=visit, reason="Ill", by=world.system(), now=world.NOW)
    tell(case.patient)
    mail = mails()[1]
    assert mail.subject == "Your visit on Tue 24 Nov, 10:00 is cancelled"
    assert mail.calendars[0]["method"] == "CANCEL"
    assert (event(mail)["SEQUENCE"], event(mail)["STATUS"]) == (1, "CANCELLED")
    assert "/v/" not in mail.text


def test_what_was_called_off_before_it_was_told_is_never_mentioned(case: Ready) -> None:
    appointments.cancel(appointment=case.book(), reason="Mistake", by=world.system(), now=world.NOW)
    tell(case.patient)
    assert not mails()


def test_confirming_raises_no_sequence_and_tells_nothing(case: Ready) -> None:
    visit = case.book()
    tell(case.patient)
    appointments.confirm(appointment=visit, by=world.system(), now=world.NOW)
    tell(case.patient)
    assert len(mails()) == 1
    assert Appointment.objects.get().sequence == 0


def test_nobody_turns_the_sequence_back(case: Ready) -> None:
    visit = case.book()
    move(visit, at(15))
    Appointment.objects.filter(pk=visit.pk).update(sequence=F("sequence") - 1)
    assert Appointment.objects.get().sequence == 1


def test_a_change_that_nobody_asked_to_tell_is_found(case: Ready) -> None:
    visit = case.book()
    tell(case.patient)
    Job.objects.all().delete()
    assert telling.ask_waiting(by=world.system(), now=world.NOW) == 0
    move(visit, at(15))
    later = world.NOW + timedelta(minutes=5)
    assert telling.ask_waiting(by=world.system(), now=later) == 1
    assert Job.objects.get().ids == {"patient_id": case.patient.pk}
    tell(case.patient, now=later)
    assert telling.ask_waiting(by=world.system(), now=later) == 0


def test_reminders_come_once_each_and_without_a_second_calendar(case: Ready) -> None:
    visit = case.book(starts_at=at(14, day=date(2026, 11, 27)))
    tell(case.patient)
    found = []
    for hours in (60, 48, 47, 4, 3, 2):
        now = visit.starts_at - timedelta(hours=hours)
        asked = telling.ask_waiting(by=world.system(), now=now)
        tell(case.patient, now=now)
        found.append((asked, len(mails())))
    assert found == [(0, 1), (1, 2), (0, 2), (0, 2), (1, 3), (0, 3)]
    reminder = mails()[1]
    assert reminder.subject == "Reminder: your visit on Fri 27 Nov, 14:00"
    assert reminder.calendars == []
    assert list(VisitNotice.objects.filter(kind="reminder").values_list("hours_before", flat=True)) == [48, 3]


def test_a_visit_that_is_off_is_not_reminded_of(case: Ready) -> None:
    visit = case.book(starts_at=at(14, day=date(2026, 11, 27)))
    tell(case.patient)
    appointments.cancel(appointment=visit, reason="Ill", by=world.system(), now=world.NOW)
    tell(case.patient)
    tell(case.patient, now=visit.starts_at - timedelta(hours=48))
    assert [mail.subject for mail in mails()][1:] == ["Your visit on Fri 27 Nov, 14:00 is cancelled"]


def test_a_moved_visit_is_reminded_of_at_its_new_time(case: Ready) -> None:
    visit = case.book(starts_at=at(14, day=date(2026, 11, 27)))
    tell(case.patient)
    tell(case.patient, now=visit.starts_at - timedelta(hours=48))
    move(visit, at(14, day=date(2026, 12, 3)))
    tell(case.patient, now=visit.starts_at - timedelta(hours=47))
    tell(case.patient, now=at(14, day=date(2026, 12, 1)))
    assert [mail.subject for mail in mails()][2:] == [
        "Your visit is now on Thu 3 Dec, 14:00",
        "Reminder: your visit on Thu 3 Dec, 14:00",
    ]


@pytest.mark.parametrize("patient", [{"email": "a@home.example"}, {"email": "", "consents": AGREED}])
def test_who_did_not_agree_is_neither_asked_for_nor_told(patient: dict[str, object], therapist: Staff) -> None:
    case = ready(therapist, **patient)
    case.book()
    tell(case.patient)
    assert telling.ask_waiting(by=world.system(), now=world.NOW) == 0
    assert not mails()


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        (
            "es",
            "Su cita del mar 24 de noviembre, 10:00",
            ("Hola, Ines:", "martes 24 de noviembre, 10:00", "con Amara Okafor"),
        ),
        ("de", "Ihr Termin am Di 24. Nov, 10:00", ("Guten Tag Ines,", "Dienstag, 24. November, 10:00", "mit Amara")),
    ],
)
def test_patients_are_told_in_their_language(
    language: str, subject: str, words: tuple[str, ...], therapist: Staff
) -> None:
    make.profile()
    case = ready(therapist, email="a@home.example", consents=AGREED, language=language)
    case.book()
    tell(case.patient)
    (mail,) = mails()
    assert mail.subject == subject
    for word in words:
        assert word in mail.text
        assert word in mail.html
    assert f'lang="{language}"' in mail.html


@pytest.mark.parametrize("day", [date(2027, 3, 14), date(2027, 11, 7)])
def test_calendars_are_right_on_days_when_clocks_change(day: date, therapist: Staff) -> None:
    make.profile()
    agreed = world.patient(email="ines@home.example", consents=AGREED)
    starts_at = datetime(day.year, day.month, day.day, 10, 0, tzinfo=ZONE).astimezone(UTC)
    world.appointment(world.episode(agreed), therapist, kind="evaluation", starts_at=starts_at)
    tell(agreed)
    (mail,) = mails()
    assert "10:00" in mail.subject
    found = event(mail)
    assert found.decoded("DTSTART") == starts_at
    assert found.decoded("DTEND") - found.decoded("DTSTART") == timedelta(hours=1)
    assert found.decoded("DTSTART").astimezone(ZONE).hour == 10
