"""Licenses and credentials hold booking, starting and signing: the techniques somebody may not do that day are not for them."""

from datetime import date, timedelta

import pytest

from clinic.models import License, Staff, TechniqueCredential
from sessions.models import Appointment, PlanVersion
from sessions.rules.charting import Done
from sessions.services import appointments, charting
from tests.factories import charting as visits
from tests.factories import world
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def license_of(by: Staff, *, expires_on: date, kind: str = "Massage therapist", state: str = "NV") -> License:
    return License.objects.create(staff=by, state=state, kind=kind, number=f"N-{kind}", expires_on=expires_on)


def book(by: Staff, version: PlanVersion, *, days: int = 3) -> Appointment:
    room = world.room()
    license_state = room.location.state
    assert license_state == "NV"
    return appointments.book(
        patient=version.plan.episode.patient,
        kind="treatment",
        therapist=by,
        room=room,
        starts_at=NOW + timedelta(days=days),
        minutes=60,
        episode=version.plan.episode,
        referral=version.referral,
        plan=version.plan,
        by=by,
        now=NOW,
    )


def test_nobody_is_booked_beyond_their_license(therapist: Staff) -> None:
    _, _, version = world.ready_for_treatment(therapist)
    license_of(therapist, expires_on=TODAY + timedelta(days=2))
    with pytest.raises(appointments.Refused, match="holds only until"):
        book(therapist, version)
    assert book(therapist, version, days=2).pk


def test_a_clinic_that_has_written_no_license_down_yet_books(therapist: Staff) -> None:
    _, _, version = world.ready_for_treatment(therapist)
    assert book(therapist, version).pk


def test_a_technique_with_a_license_of_its_own_is_left_to_who_has_it(therapist: Staff) -> None:
    under = world.episode(world.patient(), team=(therapist,))
    order = world.referral(under)
    world.intake(under, therapist)
    version = world.plan(under, order, therapist, codes=("REF",))
    with pytest.raises(appointments.Refused, match="license as"):
        book(therapist, version)
    license_of(therapist, expires_on=date(2030, 1, 1), kind=world.technique("REF").licenses["NV"])
    TechniqueCredential.objects.create(staff=therapist, technique="REF", since_on=date(2020, 1, 1))
    license_of(therapist, expires_on=date(2030, 1, 1))
    assert book(therapist, version).pk


def test_a_visit_does_not_begin_without_the_papers_for_any_of_it(therapist: Staff) -> None:
    visit = visits.visit(therapist)
    license_of(therapist, expires_on=TODAY - timedelta(days=1), state=visit.location.state)
    with pytest.raises(charting.Refused, match="holds only until"):
        charting.start(appointment=visit, staff=therapist, now=NOW)


def test_work_without_its_papers_is_signed_only_with_a_reason(therapist: Staff) -> None:
    chart = visits.filled(therapist)
    license_of(therapist, expires_on=TODAY - timedelta(days=1), state=chart.appointment.location.state)
    with pytest.raises(charting.NotReady, match="holds only until"):
        charting.sign(chart=chart, staff=therapist, now=NOW)
    chart = visits.filled(
        therapist, chart=chart, techniques=[Done("GEN", ("LUMB-l",), 2, 15)], guard_reason="Renewed today."
    )
    signed = charting.sign(chart=chart, staff=therapist, now=NOW)
    assert {row["code"] for row in signed.judged} == {"LICENSE"}
