"""When a first visit is possible and whether a referral waits too long for it, as pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from patients.models import Patient
from referrals.models import Referral
from sessions.rules.first_visit import FirstVisit, Start, counted, first_visit, waited
from sessions.rules.judging import HOLDING, PatientFacts, judge_work, lightest
from sessions.rules.wording import day_words
from sessions.selectors.guard_facts import facts_of, with_guard_facts


@dataclass(frozen=True)
class StartRow:
    """One technique: its first day and the count of days then; `asked`: sooner, if the physician clears it."""

    name: str
    day: str
    count: str
    asked: str
    lifted_by: str


@dataclass(frozen=True)
class FirstVisitShown:
    """`alert` is empty while the referral does not wait too long."""

    words: str
    is_now: bool
    alert: str
    found: FirstVisit
    facts: PatientFacts
    places: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether a list by technique says more than the one sentence."""
        return any(start.alone_on != self.found.day for start in self.found.starts)

    @property
    def rows(self) -> list[StartRow]:
        return [self._row(start) for start in self.found.starts]

    def _row(self, start: Start) -> StartRow:
        on, event = start.alone_on, self.found.event
        when = "" if on is None else "now" if on <= self.found.day else day_words(on)
        count = counted(event, max(on, self.found.day)) if event and on else ""
        asked = "" if start.asked_on is None else day_words(max(start.asked_on, self.found.day))
        return StartRow(start.name, when, count, asked, self._lifted_by(start) if on is None else "")

    def _lifted_by(self, start: Start) -> str:
        said = judge_work(self.facts, lightest(start.technique, self.places), self.found.day)
        return next((finding.lifted_by for finding in said if finding.level in HOLDING), "")


def first_visit_of(
    patient: Any, referral: Referral, *, first_on: date | None, today: date, most: int
) -> FirstVisitShown:
    """`patient` comes from `with_guard_facts`; `first_on`: the day of the first visit that is booked or was given; `most`: days a
    referral may wait for it."""
    facts = facts_of(patient, (), episode_id=referral.episode_id)
    free = [place for place in referral.affected_regions if place not in facts.no_touch]
    places = tuple(free or referral.affected_regions)
    day = max(today, referral.earliest_start_on or today)
    found = first_visit(places, facts, day=day)
    alert = waited(received_on=referral.received_on, first_on=first_on, today=today, most=most)
    return FirstVisitShown(found.words, found.on == today, alert, found, facts, places)


def first_visits(referrals: Iterable[Referral], *, today: date, most: int) -> dict[int, FirstVisitShown]:
    """Of referrals without any visit, by their key; one query for all of them."""
    rows = [referral for referral in referrals if referral.episode is not None]
    wanted = {referral.episode.patient_id for referral in rows if referral.episode}
    known: dict[int, Any] = {row.pk: row for row in with_guard_facts(Patient.objects.filter(pk__in=wanted))}
    return {
        referral.pk: first_visit_of(known[referral.episode.patient_id], referral, first_on=None, today=today, most=most)
        for referral in rows
        if referral.episode
    }
