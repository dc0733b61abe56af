"""An episode with three charted visits whose figures are known, and a report on it in any state."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from clinic.models import Staff
from referrals.models import Episode, Physician, Referral
from reports.models import ProgressReport
from reports.services import reports
from sessions.models import Appointment, PlanVersion
from tests.factories import clinic as make
from tests.factories import world

# Days before the fixed moment, pain before, pain after.
VISITS = ((14, 6, 5), (7, 4, 3), (3, 3, 2))


@dataclass
class Course:
    episode: Episode
    referral: Referral
    plan: PlanVersion
    appointments: list[Appointment]


def visit(course: Course, by: Staff, *, at: datetime, before: int, after: int, signed: bool = True) -> Appointment:
    row = world.appointment(
        course.episode,
        by,
        starts_at=at,
        status="completed",
        referral=course.referral,
        plan=course.plan.plan,
        room=world.room(f"Room of {by.name}"),
    )
    world.chart(row, course.plan, signed=signed, before=before, during=before, after=after)
    course.appointments.append(row)
    return row


def course(
    by: Staff,
    *,
    now: datetime,
    to: Physician | None = None,
    visits: tuple[tuple[int, int, int], ...] = VISITS,
    **patient: Any,
) -> Course:
    """Intake with worst pain 7, then visits; twelve authorized."""
    make.profile()
    under = world.episode(world.patient(**patient), team=(by,))
    order = world.referral(under, by=to)
    world.intake(under, by)
    made = Course(under, order, world.plan(under, order, by), [])
    later = timedelta(minutes=75) * (by.appointments.count() // max(len(visits), 1))  # nobody is in two places at once
    for days, before, after in visits:
        visit(made, by, at=now - timedelta(days=days) + later, before=before, after=after)
    return made


def draft(by: Staff, *, now: datetime, request: str = "Please renew the referral.", **facts: Any) -> ProgressReport:
    made = course(by, now=now, **facts)
    report = reports.draft(episode=made.episode, staff=by, now=now)
    return reports.save(
        report=report,
        edition=report.edition,
        verdict=report.verdict,
        request=request,
        narrative="",
        by=by.actor,
        now=now,
    )


def signed(by: Staff, *, now: datetime, **facts: Any) -> ProgressReport:
    return reports.sign(report=draft(by, now=now, **facts), staff=by, now=now)
