"""What a response to treatment is judged by, visit by visit, and how far a course of care has come (T-RESPONDER, T1 to T3)."""

from datetime import date

from django.db.models import Max

from assessments.models import Assessment
from patients.models import Alert
from sessions.rules.alerts import Kind, is_answer
from sessions.rules.responding import course_from, facts_by_visit
from sessions.rules.response import Course, ResponseFacts
from sessions.selectors.course_record import course_record

TRIGGERS = (Kind.T1, Kind.T2, Kind.T2_WORSE, Kind.T3)


def response_facts(episode_id: int) -> list[ResponseFacts]:
    """One for each signed treatment, in order. One query."""
    return facts_by_visit(course_record(episode_id))


def course_of(episode_id: int, today: date) -> Course:
    """Up to this day: what was signed later does not count. Three queries."""
    return course_from(course_record(episode_id), today=today, answered=answered(episode_id))


def answered(episode_id: int) -> frozenset[str]:
    """Triggers that were dealt with. Two queries."""
    signed = Assessment.objects.signed().filter(episode=episode_id, kind=Assessment.Kind.REASSESSMENT)
    reassessed_at = signed.aggregate(last=Max("signature__signed_at"))["last"]
    looked_at = Alert.objects.filter(
        reference=f"episode:{episode_id}", kind__in=TRIGGERS, acknowledged_at__isnull=False
    )
    return frozenset(
        kind
        for kind, action, raised_at in looked_at.values_list("kind", "action", "raised_at")
        if is_answer(kind, action=action, raised_at=raised_at, reassessed_at=reassessed_at)
    )
