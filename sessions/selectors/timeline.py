"""The timeline of a patient page: referrals, assessments, plans and visits, and what other apps add through the registry."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.module_loading import import_string

from clinic.registry import registry
from clinic.rules.timeline import Entry, EntryKind
from sessions.models import Appointment
from sessions.rules.course import CourseRecord, Visit
from sessions.rules.pictures.shown import day
from sessions.selectors.booking import Course, Order


def timeline(
    course: Course | None,
    visits: Iterable[Appointment],
    record: CourseRecord | None,
    *,
    readable: Collection[int],
    desk: bool,
    now: datetime,
) -> list[Entry]:
    """Of the chosen course of care, with every visit of the patient. `record` only for those who may read the clinical part:
    without it nothing clinical is told, but what other apps tell the `desk`; charts open for the `readable` episodes. One query
    for each source that another app adds."""
    charted = {visit.appointment_id: visit for _moment, visit in record.visits} if record else {}
    found = [
        _visit(visit, charted.get(visit.pk), opens=visit.episode_id in readable)
        for visit in visits
        if visit.ends_at <= now or not visit.is_live
    ]
    if course is None:
        return found
    found += [entry for order in course.orders for entry in _verified(order)]
    found += _clinical(record) if record else []
    for build, for_desk in registry.timeline.items():
        if record is not None or (desk and for_desk):
            found += import_string(build)(course.episode.pk)
    return found


def _visit(row: Appointment, visit: Visit | None, *, opens: bool) -> Entry:
    chart = getattr(row, "chart", None) if opens else None
    done = row.status == Appointment.Status.COMPLETED
    state = "" if done else str(row.get_status_display()).lower()
    facts = [f"{row.minutes} min", state + (f": {row.ended_reason}" if row.ended_reason else "")]
    facts += ["chart not signed"] if chart is not None and chart.signature_id is None else []
    if visit is not None:
        facts.append(_pain(visit))
    return Entry(
        at=row.starts_at,
        kind=EntryKind.VISIT,
        title=f"Visit {visit.number}" if visit else str(row.get_kind_display()),
        text=", ".join(filter(None, facts)),
        tone="teal" if done else "amber" if row.is_live else "gray",
        url=reverse("sessions:chart" if chart else "sessions:appointment", args=[row.pk]),
        who=row.therapist.name.split()[0],
    )


def _pain(visit: Visit) -> str:
    known = [str(pain) for pain in (visit.before, visit.after) if pain is not None]
    return f"pain {' to '.join(known)}" if known else ""


def _verified(order: Order) -> Iterator[Entry]:
    referral, facts = order.referral, order.facts
    if referral.verified_at is None:
        return
    who = referral.physician.name if referral.physician else "physician not named"
    until = f", until {day(referral.valid_until_on)}" if referral.valid_until_on else ""
    yield Entry(
        at=referral.verified_at,
        kind=EntryKind.RECORD,
        title="Referral verified",
        text=f"{who}: {facts.authorized} visits{until}{', withdrawn since' if facts.withdrawn else ''}",
        tone="gray" if facts.withdrawn else "teal",
        url=reverse("referrals:detail", args=[referral.pk]),
    )


def _clinical(record: CourseRecord) -> Iterator[Entry]:
    for moment in record.moments:
        if moment.assessment_id is not None:
            goals = len(record.aims)
            yield Entry(
                at=moment.at,
                kind=EntryKind.RECORD,
                title=moment.occasion,
                text=f"{goals} goal{'' if goals == 1 else 's'} in this course of care" if goals else "",
                url=reverse("assessments:detail", args=[moment.assessment_id]),
                who=moment.by.split()[0] if moment.by else "",
            )
    for plan in record.plans:
        times = "once a week" if plan.per_week == 1 else f"{plan.per_week} a week"
        yield Entry(
            at=plan.signed_at,
            kind=EntryKind.RECORD,
            title=f"Plan, version {plan.number}",
            text=plan.why or f"{plan.visits} visits of {plan.minutes} min, {times}",
            url=reverse("sessions:plan", args=[plan.plan_id]),
            who=plan.by.split()[0] if plan.by else "",
        )
