"""Telling patients of their visits: asked for by whoever changes one, told by a job that compares what is with what was told.

One job looks at all visits of one patient: what was booked together is told in one letter, and asking twice tells once.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from clinic.models import Actor
from clinic.selectors.profile import clinic_profile, policy_in_force
from clinic.services import actors, jobs, links, mail
from clinic.services.mail import CalendarPart
from patients.models import Patient
from sessions.emails.appointments import Item, about_visits
from sessions.models import Appointment, VisitNotice
from sessions.render import calendars
from sessions.rules.telling import VisitState, news, reminder
from sessions.selectors import telling
from sessions.selectors.calls import reached_by_mail
from sessions.services import calls
from sessions.services.calls import Was

KIND = "visits.tell"
VISIT_LINK = "visit"  # purpose of the link with which a patient says they will come, or asks for another time
Kind = VisitNotice.Kind


def ask(*, patient_id: int, by: Actor, now: datetime) -> None:
    """Have this patient told what changed, in the caller's transaction. What one call of a service changes is told together."""
    jobs.enqueue(
        kind=KIND, key=f"{KIND}:{patient_id}:{now.isoformat()}", ids={"patient_id": patient_id}, by=by, now=now
    )


def ask_waiting(*, by: Actor, now: datetime) -> int:
    """For reminders, and for every change that nobody asked to tell. Returns how many patients are told something."""
    found = telling.waiting(policy=policy_in_force(), now=now)
    for patient_id in found:
        ask(patient_id=patient_id, by=by, now=now)
    return len(found)


def tell(*, patient_id: int, now: datetime) -> None:
    """The job's handler: notices and letters in one transaction, under the patient's lock. Done again, it finds nothing to tell."""
    hours = telling.hours(policy_in_force())
    with transaction.atomic():
        patient = Patient.objects.select_for_update(no_key=True).get(pk=patient_id)
        rows = telling.ahead(now=now).filter(patient=patient).annotate(can_mail=reached_by_mail())
        known = [(visit, telling.state_of(visit)) for visit in rows.order_by("during", "pk")]
        _call_instead([(visit, state) for visit, state in known if not visit.can_mail], now=now)
        visits = [(visit, state) for visit, state in known if visit.can_mail]
        fresh = [(visit, kind) for visit, state in visits if (kind := news(state, now))]
        due = [(visit, before) for visit, state in visits if (before := reminder(state, hours, now))]
        if fresh:
            _send(patient, [_item(patient, visit, kind, now) for visit, kind in fresh], {}, now=now)
        if due:
            items = [_item(patient, visit, Kind.REMINDER, now) for visit, _ in due]
            _send(patient, items, {visit.pk: before for visit, before in due}, now=now)


def _call_instead(visits: Sequence[tuple[Any, VisitState]], *, now: datetime) -> None:
    """Who was told of a visit by mail, and cannot be told of its change that way any more, is called."""
    changed = [
        Was(visit.pk, _told_last(visit).starts_at, visit.therapist_id)
        for visit, state in visits
        if state.last is not None and news(state, now)
    ]
    if changed:
        calls.note(changed=changed, by=actors.system(), now=now)


def _told_last(visit: Any) -> VisitNotice:
    said: list[VisitNotice] = [notice for notice in visit.notices.all() if notice.kind != Kind.REMINDER]
    return said[-1]


def _item(patient: Patient, visit: Appointment, kind: str, now: datetime) -> Item:
    """With a link of its own, that ends when the visit begins; what is called off needs none."""
    if kind == Kind.CANCELLED:
        return Item(visit, kind)
    person = actors.actor_for(kind=Actor.Kind.PATIENT, reference=patient.pk, name=patient.name)
    token = links.create(purpose=VISIT_LINK, reference=visit.pk, actor=person, expires_at=visit.starts_at, now=now)
    return Item(visit, kind, settings.BASE_URL + reverse("portal:visit", args=[token]))


def _send(patient: Patient, items: Sequence[Item], hours: dict[int, int], *, now: datetime) -> None:
    profile = clinic_profile()
    letter = about_visits(items, patient=patient, profile=profile)
    clinic = profile.name if profile else items[0].visit.location.name
    system = actors.system()
    email = mail.queue(
        key=_key(items, hours),
        recipient=patient.email,
        recipient_name=patient.name,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        calendars=[] if hours else _calendars(items, patient=patient, clinic=clinic, now=now),
        by=system,
        now=now,
    )
    VisitNotice.objects.bulk_create(
        VisitNotice(
            appointment=item.visit,
            kind=item.kind,
            sequence=item.visit.sequence,
            starts_at=item.visit.starts_at,
            hours_before=hours.get(item.visit.pk, 0),
            email=email,
            made_at=now,
        )
        for item in items
    )


def _calendars(items: Sequence[Item], *, patient: Patient, clinic: str, now: datetime) -> list[CalendarPart]:
    """One object for each visit, as iTIP wants it: a calendar program takes up one event from one request."""
    with translation.override(patient.language):
        return [
            CalendarPart(
                name="visit.ics" if len(items) == 1 else f"visit-{number}.ics",
                method=calendars.method_of(item.visit),
                content=calendars.for_patient(item.visit, clinic=clinic, recipient=patient.email, now=now),
            )
            for number, item in enumerate(items, 1)
        ]


def _key(items: Sequence[Item], hours: dict[int, int]) -> str:
    """The same for the same news: of whatever way it is asked for twice, the outbox takes it once."""
    said = ";".join(
        f"{item.visit.pk}:{item.kind}:{hours.get(item.visit.pk) or item.visit.sequence}:{item.visit.starts_at.timestamp():.0f}"
        for item in items
    )
    return f"visits:{hashlib.sha256(said.encode()).hexdigest()[:40]}"
