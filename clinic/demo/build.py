"""Lays the demo clinic around one day: the same people and visits for the same day and hour."""

import random
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from clinic.demo import setting as place
from clinic.demo import stories
from clinic.demo.calendar import Calendar
from clinic.demo.course import Person, Way
from clinic.demo.setting import Setting
from clinic.models import ClinicProfile, Room, Staff
from clinic.selectors.days import today
from clinic.selectors.profile import policy_in_force
from patients.models import Alert, Consent, Patient
from patients.services import consents, merging, people, related
from referrals.services import referrals
from reports.services import reports
from sessions.rules.alerts import Kind
from sessions.selectors import absences as absent
from sessions.services import absences, appointments, hours, waitlist, watching

# Stage, how many, visits charted, booked ahead: about sixty people on every part of the path.
CROWD = (
    ("referred", 3, 0, 0),
    ("verified", 3, 0, 0),
    ("evaluation", 5, 0, 0),
    ("intake", 2, 0, 0),
    ("assessed", 3, 0, 0),
    ("planned", 3, 0, 4),
    ("treating", 12, 1, 5),
    ("treating", 12, 3, 4),
    ("treating", 9, 5, 3),
)
STORY_CAST = (
    ("Marta", "Silva", date(1968, 3, 9), stories.LYMPH_ARM, 0, 5, 4, 0, "f"),
    ("Bruno", "Costa", date(1985, 7, 21), stories.BACK_SPASM, 0, 5, 3, 0, "m"),
    ("Ines", "Delgado", date(1972, 5, 4), stories.LIPO_CARE, 4, 4, 5, 0, "f"),
    ("Nils", "Olsen", date(1991, 11, 2), stories.FRACTURE_ARM, 3, 4, 4, 0, "m"),
    ("Isla", "Fraser", date(1999, 1, 30), stories.PREVENT_ANKLE, 1, 3, 5, 0, "f"),
    ("Oskar", "Brandt", date(1959, 9, 14), stories.NOT_HELPING, 2, 6, 2, 0, "m"),
)


def is_laid() -> bool:
    return ClinicProfile.objects.filter(is_demo=True).exists()


def build(*, password: str, now: datetime) -> int:
    """Lay everything in one transaction and answer how many patients there are. Refuses a database in use."""
    if Staff.objects.exists():
        raise RuntimeError("This database already belongs to a clinic; the demo is only laid into an empty one.")
    with transaction.atomic():
        setting = place.lay(password=password, now=now)
        zone = setting.rooms[setting.therapists[0].pk].location.tz
        now = now.astimezone(zone)  # days are those of the clinic's wall, also while UTC is a day ahead
        calendar = Calendar(zone)
        ways = [Way(person, setting, calendar, now).tell() for person in cast(now.astimezone(zone).date())]
        _scan_only(setting, now=now)
        _look_at_alerts(ways)
        _waitlist(ways, setting, now=now)
        watching.daily(now=now)
        _write_reports(ways, now=now)
        _child(setting, now=now)
        _registered_twice(setting, now=now)
        _absences(setting, now=now)
        ClinicProfile.objects.update(is_demo=True)
    return len(ways) + 2


def cast(today: date) -> list[Person]:
    """The six stories and the crowd, the crowd dealt out by the day's own chance."""
    dealt = random.Random(today.toordinal())
    story_names = {(given, family) for given, family, *_ in STORY_CAST}
    names = [pair for pair in place.names(today.toordinal()) if pair not in story_names]
    crowd = [
        Person(
            *names.pop(),
            birth_on=date(dealt.randint(1945, 2003), dealt.randint(1, 12), dealt.randint(1, 28)),
            course=stories.EVERYDAY[number % len(stories.EVERYDAY)],
            stage=stage,
            therapist=number % 8,
            charted=charted,
            ahead=ahead,
            shift=number % 3,
            email="patient@home.example" if (stage, number) == ("evaluation", 1) else "",
        )
        for stage, count, charted, ahead in CROWD
        for number in range(count)
    ]
    named = [
        Person(given, family, born, course, "treating", therapist, charted, ahead, shift, sex=sex)
        for given, family, born, course, therapist, charted, ahead, shift, sex in STORY_CAST
    ]
    return named + crowd


def _scan_only(setting: Setting, *, now: datetime) -> None:
    """Two papers that nobody has typed yet."""
    for ago, note in ((3, "Fax, page 2 of 2 hard to read"), (20, "")):
        moment = now - timedelta(hours=ago)
        referrals.take_in(source="fax", received_on=today(now=moment), note=note, by=setting.desk.actor, now=moment)


def _look_at_alerts(ways: list[Way]) -> None:
    """The treatment that does not help: its therapist has looked at the first alert; what came later waits."""
    for one in ways:
        first = Alert.objects.filter(patient=one.patient, kind=Kind.T1).first()
        if first is not None:
            watching.acknowledge(
                alert=first,
                action="dose",
                note="Lighter pressure and shorter holds for two visits, then look again.",
                staff=one.therapist,
                now=first.raised_at + timedelta(minutes=15),
            )


def _write_reports(ways: list[Way], *, now: datetime) -> None:
    """Reports of those with four visits and more: the stories' own are signed and on their way, one waits as a draft."""
    ripe = [one for one in ways if sum(1 for visit in one.visits if visit.ends_at < now) > 4]
    for number, one in enumerate(ripe[:7]):
        draft = reports.draft(episode=one.episode, staff=one.therapist, now=now - timedelta(hours=2))
        saved = reports.save(
            report=draft,
            edition=draft.edition,
            verdict=one.course.verdict,
            request=one.course.request,
            narrative="",
            by=one.therapist.actor,
            now=now - timedelta(hours=2),
        )
        if number not in {1, 5}:
            reports.sign(report=saved, staff=one.therapist, now=now - timedelta(hours=1))


def _waitlist(ways: list[Way], setting: Setting, *, now: datetime) -> None:
    """Two who wait for their evaluation, two for an earlier treatment, and a visit that was called off an hour ago."""
    by = setting.desk.actor
    wishes: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
        ("verified", "evaluation", 4, {"urgency": "soon", "note": "Can come at short notice."}),
        ("verified", "evaluation", 2, {"weekdays": range(5), "from_time": time(8), "until_time": time(13)}),
        ("treating", "treatment", 1, {"urgency": "urgent"}),
        ("treating", "treatment", 6, {"weekdays": (0, 2), "from_time": time(15), "note": "After work."}),
    )
    left = [one for one in ways if one.person.charted <= 1]
    for stage, kind, days, wished in wishes:
        one = next((each for each in left if each.person.stage == stage), None)
        if one is not None:
            left.remove(one)
            since = now - timedelta(days=days)
            waitlist.add(patient=one.patient, episode=one.episode, kind=kind, minutes=60, by=by, now=since, **wished)
    ahead = [visit for one in reversed(ways) for visit in one.visits if visit.starts_at > now + timedelta(hours=30)]
    for visit in ahead[:1]:
        appointments.cancel(appointment=visit, reason="Has a cold", by=by, now=now - timedelta(hours=1))


def _child(setting: Setting, *, now: datetime) -> None:
    """A minor with a guardian who may consent, registered this morning, with e-mail."""
    by = setting.desk.actor
    child = people.register(
        given_name="Milo",
        family_name="Reyes",
        birth_on=date(now.year - 12, 4, 18),
        email="reyes@home.example",
        by=by,
        now=now,
    )
    parent = related.add(
        patient=child,
        name="Alma Reyes",
        relation="parent",
        phone="+17025550177",
        may_consent=True,
        may_use_pages=True,
        by=by,
        now=now,
    )
    for kind in (Consent.Kind.TREATMENT, Consent.Kind.EMAIL):
        consents.give(patient=child, kind=kind, signed_name=parent.name, given_through=parent, by=by, now=now)


def _absences(setting: Setting, *, now: datetime) -> None:
    """One therapist is away for two days of next week, and nobody has moved their visits yet; another one's day off was arranged by the
    desk, so that some patients without e-mail wait for a call."""
    for number, first, days in ((1, 5, 2), (2, 9, 1)):
        away = setting.therapists[number]
        begin = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=first)
        end = begin + timedelta(days=days)
        if number == 1:
            hours.add_time_off(
                therapist=away, starts_at=begin, ends_at=end, kind="training", by=setting.manager.actor, now=now
            )
        else:
            _arranged(away, begin, end, by=setting.desk, now=now)


def _arranged(away: Staff, begin: datetime, end: datetime, *, by: Staff, now: datetime) -> None:
    """As the page proposes it."""
    staff = absent.therapists()
    people, rooms = {one.pk: one for one in staff}, Room.objects.select_related("location").in_bulk()
    placed = absent.place(
        list(absent.affected(away, starts_at=begin, ends_at=end, now=now)),
        therapist=away,
        away=(begin, end),
        staff=staff,
        policy=policy_in_force(),
        now=now,
    )
    absences.arrange(
        therapist=away,
        starts_at=begin,
        ends_at=end,
        kind="other",
        reason="A family matter",
        choices=[
            absences.Choice(
                one.visit.pk,
                one.visit.seen_as,
                appointments.Place(people[one.opening.therapist_id], rooms[one.opening.room_id], one.opening.starts_at)
                if one.opening
                else str(one.chosen),
            )
            for one in placed
        ],
        by=by,
        now=now,
    )


def _registered_twice(setting: Setting, *, now: datetime) -> None:
    """Nils Olsen called from another phone and was taken for somebody new: two records for a manager to make one."""
    name, family, born = next((given, last, day) for given, last, day, *_ in STORY_CAST if last == "Olsen")
    first = Patient.objects.get(given_name=name, family_name=family, birth_on=born)
    again = people.register(
        given_name="Niels",
        family_name="Olson",
        birth_on=born,
        phone="+17025550188",
        email="olson@home.example",
        address="9 Quarry Lane, Henderson",
        by=setting.desk.actor,
        now=now - timedelta(days=1),
    )
    note = "Same birth date, and he says he has been here before."
    merging.propose(first=first, second=again, note=note, by=setting.desk.actor, now=now - timedelta(hours=2))
