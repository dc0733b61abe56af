"""The one thing to do next for a course of care, as a button for the person who looks."""

from dataclasses import dataclass

from django.urls import reverse

from patients.models import Patient
from sessions.models import Appointment
from sessions.rules.path import PathFacts, Step, next_step
from sessions.selectors import patient_page
from sessions.selectors.booking import Course


@dataclass(frozen=True)
class Action:
    """The one thing to do next. Starting an intake changes something, so it is sent as a form."""

    label: str
    url: str
    posts: bool = False


def _target(step: Step, row: Patient, course: Course | None, *, writes: bool) -> str:
    """Where a step is done; empty where this person does not do it."""
    if step is Step.REFERRAL or course is None:
        return f"{reverse('referrals:new')}?patient={row.pk}"
    if step is Step.VERIFY:
        awaiting = next(
            (order for order in course.orders if not order.facts.verified), course.orders[0] if course.orders else None
        )
        return reverse("referrals:detail", args=[awaiting.referral.pk]) if awaiting else ""
    if step is Step.BOOK and course.plan_id is not None:
        return reverse("sessions:book_plan", args=[row.pk, course.plan_id])
    if step in {Step.EVALUATION, Step.BOOK}:
        kind = "evaluation" if step is Step.EVALUATION else "treatment"
        return f"{reverse('sessions:book', args=[row.pk])}?episode={course.episode.pk}&kind={kind}"
    if not writes:
        return ""
    routes = {Step.INTAKE: "assessments:intake", Step.PLAN: "sessions:plan_draft", Step.REPORT: "reports:draft"}
    return reverse(routes[step], args=[course.episode.pk])


LABELS = {
    Step.REFERRAL: "Take in a referral",
    Step.VERIFY: "Complete and verify the referral",
    Step.EVALUATION: "Book the evaluation",
    Step.INTAKE: "Start the intake",
    Step.PLAN: "Write the plan",
    Step.BOOK: "Book visits",
    Step.REPORT: "Draft the report",
}


def next_action(
    row: Patient, course: Course | None, facts: PathFacts, visits: list[Appointment], *, writes: bool
) -> Action | None:
    """`writes`: whether this person assesses, plans and charts in this course of care."""
    step = next_step(facts)
    if step is Step.CHART and course is not None:
        return _chart(course, facts, visits, writes=writes)
    url = _target(step, row, course, writes=writes)
    return Action(LABELS[step], url, posts=step is Step.INTAKE) if url else None


def _chart(course: Course, facts: PathFacts, visits: list[Appointment], *, writes: bool) -> Action | None:
    """The visit whose time has come is charted; one that is still to come is looked at."""
    visit = patient_page.visit_to_chart(course, visits)
    if visit is None:
        return None
    if facts.visits_to_chart:
        return Action("Chart the visit", reverse("sessions:chart", args=[visit.pk])) if writes else None
    return Action("Open the next visit", reverse("sessions:appointment", args=[visit.pk]))
