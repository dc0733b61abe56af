"""Whether a course of care is about to end, and by which criterion (D-REASONS). Reads only; a therapist decides."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from assessments.models import Goal
from clinic.rules.policy import Policy
from patients.models import Alert
from referrals.models import Referral
from sessions.models import Appointment
from sessions.rules.alerts import Kind
from sessions.rules.discharge import DischargeFacts, DischargeReason, reasons
from sessions.rules.limits import discharge_limits
from sessions.selectors.booking import with_used


def ending(
    episodes: Iterable[Any], *, today: date, clock: tzinfo, policy: Policy
) -> dict[int, tuple[DischargeReason, ...]]:
    """By episode, each with its `has_ahead`: the criteria that are met. Four queries for all."""
    rows = list(episodes)
    keys = [row.pk for row in rows]
    goals, orders = _goals(keys), _orders(keys, policy)
    missed, dropped_in = _missed(keys, today=today, clock=clock), _to_discharge(keys)
    found = {}
    for row in rows:
        met, wanted = goals.get(row.pk, (0, 0))
        under = orders.get(row.pk, [])
        times, silent = missed.get(row.pk, (0, 0))
        facts = DischargeFacts(
            goals=wanted,
            goals_met=met,
            plateau=row.pk in dropped_in,
            referral_ended=bool(under) and all(order.valid_until_on < today for order in under),
            visits_used=bool(under)
            and not row.has_ahead
            and all((order.visits_authorized or 0) <= order.used for order in under),
            missed=times,
            silent_days=silent,
        )
        found[row.pk] = reasons(facts, discharge_limits(policy))
    return found


def _goals(keys: list[int]) -> Mapping[int, tuple[int, int]]:
    """Reached of set, as a therapist has said it; what was dropped does not count."""
    found: dict[int, tuple[int, int]] = {}
    rows = Goal.objects.filter(episode__in=keys, assessment__signature__isnull=False).exclude(outcome="dropped")
    for episode_id, outcome in rows.order_by().values_list("episode", "outcome"):
        met, wanted = found.get(episode_id, (0, 0))
        found[episode_id] = (met + (outcome == "achieved"), wanted + 1)
    return found


def _orders(keys: list[int], policy: Policy) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    rows: Any = Referral.objects.verified().filter(episode__in=keys, valid_until_on__isnull=False)
    for row in rows.annotate(used=with_used(policy)):
        found.setdefault(row.episode_id, []).append(row)
    return found


def _missed(keys: list[int], *, today: date, clock: tzinfo) -> Mapping[int, tuple[int, int]]:
    """Visits missed without a word since the last one that took place, and the days since then."""
    kept: dict[int, date] = {}
    times: dict[int, int] = {}
    rows = Appointment.objects.filter(episode__in=keys, status__in=["completed", "no_show"]).order_by("during")
    for episode_id, status, during in rows.values_list("episode", "status", "during"):
        began: datetime = during.lower
        if status == "completed":
            kept[episode_id], times[episode_id] = began.astimezone(clock).date(), 0
        else:
            times[episode_id] = times.get(episode_id, 0) + 1
    return {pk: (times[pk], (today - day).days) for pk, day in kept.items()}


def _to_discharge(keys: list[int]) -> frozenset[int]:
    """Where a plateau was answered with: prepare the discharge."""
    references = {f"episode:{pk}": pk for pk in keys}
    rows = Alert.objects.filter(kind=Kind.PLATEAU, action="discharge", reference__in=references)
    return frozenset(references[reference] for reference in rows.values_list("reference", flat=True))
