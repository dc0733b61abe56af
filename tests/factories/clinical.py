"""Plain values for assessments and plans: a whole intake as its services take it, a plan's facts as its rules take them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.models import Assessment
from assessments.rules.entries import Activity, Aim, Answer, Pain, Range
from assessments.services import assessments
from clinic.models import Staff
from clinic.rules.screening import full_list
from sessions.models import Technique
from sessions.rules.plans import PlanFacts, PlannedTechnique
from sessions.rules.techniques import TECHNIQUES
from sessions.selectors.plans import limits_of
from sessions.services.catalogue import technique_fields
from tests.factories.world import NOW, TODAY

DUE_ON = date(2027, 1, 15)
GOAL = Aim("NPRS", "", Decimal(7), Decimal(2), DUE_ON, words="Sleep through", is_primary=True)


def answers(**given: str | Answer) -> list[Answer]:
    """The full list, all no but what is given by code: a word or a whole answer."""
    rows = []
    for condition in full_list():
        said = given.get(condition.code.value, "no")
        unknown = said == "yes" and condition.needs_since
        rows.append(said if isinstance(said, Answer) else Answer(condition.code.value, said, since_unknown=unknown))
    return rows


def sections(**changed: Any) -> dict[str, Any]:
    """Everything an intake needs to be signed."""
    return {
        "history": {"complaint": "Low back pain since lifting a box."},
        "answers": answers(),
        "pain": [Pain("LUMB-l", 7, "ache"), Pain("GLUT-l", 4)],
        "ranges": [Range("TRUNK-FLEX", "m", active=40)],
        "activities": [Activity("Lift a bag", 3), Activity("Get out of bed", 4), Activity("Sit in a meeting", 4)],
        "goals": [GOAL],
        **changed,
    }


def fill(assessment: Assessment, by: Staff, **changed: Any) -> Assessment:
    return assessments.save(
        assessment=assessment, edition=assessment.edition, **sections(**changed), by=by.actor, now=NOW
    )


def planned(
    code: str = "NMT", *, places: Sequence[str] = ("LUMB-l",), minutes: int = 20, ceiling: int = 4
) -> PlannedTechnique:
    return PlannedTechnique(code, tuple(places), minutes, ceiling)


def plan_facts(*techniques: PlannedTechnique, **changed: Any) -> PlanFacts:
    """A plan nothing speaks against, but for what is changed. Reads the catalogue from its rules, not from the database."""

    rows = [Technique(**technique_fields(entry, 0)) for entry in TECHNIQUES.values()]
    facts = PlanFacts(
        techniques=techniques or (planned(),),
        limits=limits_of(rows),
        credentials=frozenset(),
        no_touch=frozenset(),
        visits_planned=8,
        visits_open=12,
        visits_per_week=2,
        visit_minutes=60,
        minutes=(45, 60),
        starts_on=TODAY,
        earliest_start_on=None,
        start_by_on=None,
        valid_until_on=date(2027, 2, 28),
    )
    return replace(facts, **changed)
