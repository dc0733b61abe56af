"""What one clearance or order opens for its patient, asked of the same guards that plan and book."""

from datetime import date
from typing import Any

from patients.models import Patient
from referrals.models import Clearance, EpisodeOrder
from sessions.rules.judging import PatientFacts
from sessions.rules.unlocking import unlocked
from sessions.selectors.guard_facts import facts_of, with_guard_facts


def unlocks(paper: Clearance | EpisodeOrder, *, today: date) -> list[str]:
    """In words, one technique each, as if it were confirmed already; judged on its first day, or today. Empty for one that is over or
    taken back, and where it opens nothing. One query."""
    day = max(paper.from_on, today)
    if paper.ended_at is not None or (paper.until_on is not None and paper.until_on < day):
        return []
    without, given = _facts(paper)
    return [each.words for each in unlocked(without, given, day=day, places=paper.regions, codes=paper.techniques)]


def _facts(paper: Clearance | EpisodeOrder) -> tuple[PatientFacts, PatientFacts]:
    """What is known without the paper, and with it."""
    is_order = isinstance(paper, EpisodeOrder)
    patient_id = paper.episode.patient_id if isinstance(paper, EpisodeOrder) else paper.patient_id
    row: Any = with_guard_facts(Patient.objects.filter(pk=patient_id)).get()
    name = "guard_orders" if is_order else "guard_clearances"
    kept: list[dict[str, Any]] = getattr(row, name)
    others = [each for each in kept if each["pk"] != paper.pk]
    # Any time will do: the guards ask only whether it was confirmed.
    own = [each | {"confirmed_at": paper.recorded_at.isoformat()} for each in kept if each["pk"] == paper.pk]
    setattr(row, name, others)
    without = facts_of(row, [], episode_id=None)
    setattr(row, name, others + own)
    return without, facts_of(row, [], episode_id=None)
