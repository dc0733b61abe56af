"""Episodes: one course of care for one problem."""

from datetime import date, datetime

from clinic.models import Actor
from patients.models import Patient
from patients.rules.names import has_unusable, tidy
from patients.services.refusal import Refused
from referrals.models import Episode


def open_episode(*, patient: Patient, problem: str, opened_on: date, by: Actor, now: datetime) -> Episode:
    """Open a course of care. Raises Refused."""
    return Episode.objects.create(patient=patient, problem=_problem(problem), opened_on=opened_on, opened_by=by)


def rename(*, episode: Episode, problem: str, by: Actor, now: datetime) -> Episode:
    """Say the problem in other words. Raises Refused."""
    episode.problem = _problem(problem)
    episode.save(update_fields=["problem"])
    return episode


def _problem(text: str) -> str:
    if has_unusable(text) or not tidy(text):
        raise Refused("Say in a few words what the problem is.", "problem")
    return tidy(text)[:160]
