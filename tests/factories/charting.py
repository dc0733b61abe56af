"""A visit ready to be charted, its chart begun through the service, and the words that fill it."""

from datetime import datetime, timedelta
from typing import Any

from clinic.models import Staff
from sessions.models import Appointment, Chart
from sessions.rules.charting import Asked, Done
from sessions.services import charting
from tests.factories import world
from tests.factories.world import NOW

SOAP = {"subjective": "Sleeps through.", "objective": "", "analysis": "", "next_steps": "Go on."}
DONE = [Done("NMT", ("LUMB-l",), 3, 30, "better"), Done("GEN", ("LUMB-l",), 2, 15)]
PAIN = [Asked("before", 6), Asked("during", 4, 12, technique="NMT"), Asked("after", 3)]


def visit(by: Staff, *, starts_at: datetime = NOW, status: str = "arrived", **patient: Any) -> Appointment:
    """A treatment under a verified referral and a signed plan."""
    episode, order, version = world.ready_for_treatment(by, **patient)
    return world.appointment(episode, by, referral=order, plan=version.plan, starts_at=starts_at, status=status)


def next_visit(after: Appointment, *, days: int = 3) -> Appointment:
    assert after.episode is not None
    return world.appointment(
        after.episode,
        after.therapist,
        referral=after.referral,
        plan=after.plan,
        starts_at=after.starts_at + timedelta(days=days),
    )


def begun(by: Staff, **fields: Any) -> Chart:
    return begun_of(visit(by, **fields))


def begun_of(of: Appointment) -> Chart:
    return charting.start(appointment=of, staff=of.therapist, now=of.starts_at)


def filled(by: Staff, *, chart: Chart | None = None, **changes: Any) -> Chart:
    """A draft that lacks nothing; any part may be replaced."""
    chart = chart or begun(by)
    parts: dict[str, Any] = {
        "soap": SOAP,
        "techniques": DONE,
        "pain_checks": PAIN,
        "screening": charting.short_list_answers(),
    }
    return charting.save(chart=chart, edition=chart.edition, **{**parts, **changes}, by=by.actor, now=NOW)


def signed(by: Staff, **changes: Any) -> Chart:
    return charting.sign(chart=filled(by, **changes), staff=by, now=NOW + timedelta(hours=1))
