"""Alerts: raised when a chart is signed and once a day, looked at by a person who says what follows.

Raising twice raises once: every occasion has its key. Nothing here closes an alert; only a person does.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from itertools import chain

from clinic.models import Location, Staff
from clinic.rules.findings import Finding
from clinic.selectors.days import today as day_of
from clinic.selectors.profile import policy_in_force
from patients.models import Alert, Patient
from patients.services import alerts
from patients.services.refusal import Refused
from sessions.models import Appointment, Chart
from sessions.rules.alerts import Due, Kind, kind_of, refused
from sessions.rules.limits import watch_limits
from sessions.selectors import alerts_by_time, alerts_due


def after_signing(*, chart: Chart, now: datetime) -> None:
    """What this signed chart means for the course of care: T1 to T3, two flares in a row, pain elsewhere, and whether a
    re-assessment has come due by it."""
    policy, episode_id = policy_in_force(), chart.appointment.episode_id
    running = alerts_due.running().filter(pk=episode_id)
    due = alerts_by_time.reassessments(running, today=day_of(now=now), clock=_clock(), policy=policy)
    _raise(chain(alerts_due.after_signing(chart, policy), due), now=now)


def around_assessment(*, episode_id: int, now: datetime) -> None:
    """When a re-assessment or discharge is begun, and again when it is signed: why one is due, and whether there is a plateau. (RE-*,
    D-PLATEAU)"""
    today, policy = day_of(now=now), policy_in_force()
    running = alerts_due.running().filter(pk=episode_id)
    due = alerts_by_time.reassessments(running, today=today, clock=_clock(), policy=policy)
    _raise(chain(alerts_due.plateaus(policy, only=episode_id), due), now=now)


def after_refusal(*, visit: Appointment, findings: Iterable[Finding], now: datetime) -> None:
    """A visit that two flares keep from beginning leads to the task that lets it begin, whenever this course of care was opened."""
    if visit.episode_id is not None and any(finding.code == Kind.FLARED_TWICE for finding in findings):
        _raise(alerts_due.flares(visit.patient_id, visit.episode_id, policy_in_force()), now=now)


def daily(*, now: datetime) -> None:
    """What comes with time. Safe to repeat, and to run late."""
    today, policy = day_of(now=now), policy_in_force()
    limits = watch_limits(policy)
    running = list(alerts_due.running())
    _raise(
        chain(
            alerts_due.late_response(running, today, policy),
            alerts_due.standing_flares(running, policy),
            alerts_due.plateaus(policy),
            alerts_by_time.reassessments(running, today=today, clock=_clock(), policy=policy),
            alerts_by_time.clearances(today, limits),
            alerts_by_time.referrals(today, policy, limits),
            alerts_by_time.follow_ups(today, limits),
        ),
        now=now,
    )


def _clock() -> tzinfo:
    location = Location.objects.first()
    return location.tz if location else UTC


def _raise(found: Iterable[Due], *, now: datetime) -> None:
    """Each alert stands by itself: what was raised before a failure stays raised."""
    due = list(found)
    known = set(Alert.objects.filter(key__in=[one.key for one in due]).values_list("key", flat=True))
    fresh = [one for one in due if one.key not in known]
    patients = Patient.objects.in_bulk({one.patient_id for one in fresh})
    for one in fresh:
        alerts.raise_alert(
            patient=patients[one.patient_id],
            kind=one.kind,
            key=one.key,
            reference=one.reference,
            evidence=one.evidence,
            now=now,
        )


def acknowledge(*, alert: Alert, action: str, note: str, staff: Staff, now: datetime) -> Alert:
    """This person has looked at it: what they chose where the kind asks for a choice, and in words what follows. Raises Refused."""
    wrong = refused(kind_of(alert.kind), action=action, note=note, is_therapist=staff.is_therapist)
    if wrong is not None:
        field, words = wrong
        raise Refused(words, field)
    return alerts.acknowledge(alert=alert, note=note, action=action, by=staff.actor, now=now)
