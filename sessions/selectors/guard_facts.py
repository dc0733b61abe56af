"""What the guards know of a patient, read from the record in two queries: plain values, as seen from one course of care."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, tzinfo
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from assessments.models import Assessment, Condition
from clinic.models import ClinicPolicy
from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EventKind
from clinic.rules.techniques import TechniqueCode
from patients.models import Alert, Consent, Patient
from referrals.models import Clearance as ClearanceRow
from referrals.models import ClinicalEvent, EpisodeOrder, Referral
from sessions.models import Appointment, PainCheck, PlanTechnique, Technique, TechniqueApplied
from sessions.rules.booking_guard import Booked
from sessions.rules.clearances import Clearance, Order
from sessions.rules.gate_opening import EventFact, zone
from sessions.rules.judging import PatientFacts, Rulebook
from sessions.rules.pacing.facts import Felt, PacingLimits, PastVisit, Portion
from sessions.rules.pacing.judging import TechniqueValues
from sessions.rules.phase import PhaseLimits
from sessions.rules.screening_case import ConditionFact

MOST_VISITS = 200
HOLD = "P5-TWICE"
NOWHERE = frozenset({""})  # no place of the body map; an empty set would mean all of them
THRESHOLDS = tuple(one.name for limits in (PacingLimits, PhaseLimits) for one in fields(limits))
LimitsT = TypeVar("LimitsT", PacingLimits, PhaseLimits)
CATALOGUE_TODAY = ("name", "pressure_min", "pressure_start", "gap_hours", "needs_credential", "licenses")
ASKED = ("phase", "pain", "minute", "place", "technique", "action")


def guard_facts(patient_id: int, *, episode_id: int | None, besides: Appointment | None = None) -> PatientFacts:
    """Two queries. `besides` is a visit that is being moved or charted: it is none of those before or beside it."""
    row: Any = with_guard_facts(Patient.objects.filter(pk=patient_id)).get()
    return facts_of(row, visits_of(patient_id), episode_id=episode_id, besides=besides)


def with_guard_facts(rows: "QuerySet[Any]", *, patient: str = "pk") -> "QuerySet[Any]":
    """Everything but the visits as JSON beside each row, without a query of its own; `patient` is the way from a row to the patient's key."""
    own = OuterRef(patient)
    orders = EpisodeOrder.objects.standing().filter(episode__patient=own, episode__closed_on__isnull=True)
    assessed = Assessment.objects.signed().filter(episode__patient=own)
    reviews = Alert.objects.filter(patient=own, kind=HOLD, acknowledged_at__isnull=False)
    untouchable = (
        Referral.objects.verified()
        .filter(episode__patient=own, episode__closed_on__isnull=True)
        .order_by("-received_on")
    )
    found: QuerySet[Any] = rows.annotate(
        guard_consent=Exists(Consent.objects.standing().filter(patient=own, kind=Consent.Kind.TREATMENT)),
        guard_conditions=_rows(
            Condition.objects.filter(patient=own),
            *("code", "regions", "since_on", "resolved_on", "confirmed_at", "resolved_at", "variant", "platelets"),
        ),
        guard_events=_rows(
            ClinicalEvent.objects.filter(patient=own),
            *("pk", "kind", "procedure", "happened_on", "regions", "ended_on", "confirmed_on"),
            *("evidence_id", "episode_id"),
        ),
        guard_clearances=_rows(
            ClearanceRow.objects.standing().filter(patient=own),
            *("pk", "granted", "lifts", "techniques", "regions", "pressure_cap", "from_on", "until_on", "confirmed_at"),
        ),
        guard_orders=_rows(
            orders,
            *("pk", "techniques", "regions", "pressure_cap", "from_on", "until_on", "confirmed_at"),
            *("episode_id", "rom_limits"),
        ),
        guard_policy=ArraySubquery(
            ClinicPolicy.objects.order_by("-version").values(found=JSONObject(**{name: name for name in THRESHOLDS}))[
                :1
            ]
        ),
        guard_referrals=_rows(untouchable, "no_touch_regions", "valid_until_on"),
        guard_assessed=_rows(assessed, "episode_id", at="signature__signed_at"),
        guard_reviews=_rows(reviews, "reference", at="acknowledged_at"),
    )
    return found


def visits_of(patient_id: int) -> "QuerySet[Appointment]":
    """The patient's live visits with what was done and felt at each, the newest first."""
    return visits_of_all([patient_id])[:MOST_VISITS]


def visits_of_each(patient_ids: Iterable[int]) -> dict[int, list[Any]]:
    """The same by patient, in one query."""
    found: dict[int, list[Any]] = {pk: [] for pk in patient_ids}
    for visit in visits_of_all(found):
        if len(found[visit.patient_id]) < MOST_VISITS:
            found[visit.patient_id].append(visit)
    return found


def visits_of_all(patient_ids: Iterable[int]) -> "QuerySet[Any]":
    """The same of several patients, in one query; whoever asks tells them apart."""
    chart = OuterRef("chart")
    done = TechniqueApplied.objects.filter(chart=chart).order_by("position")
    asked = PainCheck.objects.filter(chart=chart).order_by("position")
    return (
        Appointment.objects.live()
        .filter(patient__in=list(patient_ids))
        .select_related("location")
        .annotate(
            guard_signed=F("chart__signature"),
            guard_soreness=F("chart__last_soreness_hours"),
            guard_sleep_lost=F("chart__last_sleep_lost"),
            guard_done=ArraySubquery(
                done.values(
                    found=JSONObject(code="technique__code", places="places", pressure="pressure", minutes="minutes")
                )
            ),
            guard_pain=ArraySubquery(asked.values(found=JSONObject(**{name: name for name in ASKED}))),
            guard_started_at=F("chart__started_at"),
        )
        .order_by("-during")
    )


def facts_of(
    patient: Any, visits: Iterable[Any], *, episode_id: int | None, besides: Appointment | None = None
) -> PatientFacts:
    """`patient` comes from `with_guard_facts`, `visits` from `visits_of`."""
    known = [visit for visit in visits if besides is None or visit.pk != besides.pk]
    own = [visit for visit in known if visit.episode_id == episode_id]
    treatments = [visit for visit in own if visit.kind == Appointment.Kind.TREATMENT]
    clock = known[0].location.tz if known else UTC
    return PatientFacts(
        conditions=tuple(_condition(row) for row in patient.guard_conditions),
        events=tuple(_event(row) for row in patient.guard_events),
        clearances=tuple(_clearance(row) for row in patient.guard_clearances),
        orders=tuple(_order(row, patient.guard_events) for row in patient.guard_orders),
        no_touch=frozenset(place for row in patient.guard_referrals for place in row["no_touch_regions"]),
        consent=patient.guard_consent,
        history=_history(known, episode_id=episode_id),
        treatment_days=tuple(sorted(local_day(visit) for visit in treatments)),
        contact_days=tuple(sorted(local_day(visit) for visit in own)),
        assessed_on=_latest([row for row in patient.guard_assessed if row["episode_id"] == episode_id], clock),
        reviewed_on=_latest(_reviews(patient, known, episode_id=episode_id, besides=besides), clock),
        pacing=_thresholds(PacingLimits, patient.guard_policy),
        phases=_thresholds(PhaseLimits, patient.guard_policy),
    )


def _thresholds(limits: type[LimitsT], found: list[Mapping[str, Any]]) -> LimitsT:
    """The part of the policy in force that one rule asks for; the product's defaults before anybody approved one."""
    return limits(**{one.name: found[0][one.name] for one in fields(limits)}) if found else limits()


def booked_of(visits: Iterable[Any], *, episode_id: int | None, besides: Appointment | None = None) -> list[Booked]:
    """Treatments of this course of care that are booked and have no signed chart, from `visits_of`."""
    return [
        Booked(visit.starts_at, visit.ends_at, local_day(visit))
        for visit in visits
        if visit.episode_id == episode_id
        and visit.kind == Appointment.Kind.TREATMENT
        and visit.guard_signed is None
        and (besides is None or visit.pk != besides.pk)
    ]


def rulebook(catalogue: Iterable[Any]) -> Rulebook:
    """The catalogue rows in force as the guards read them: techniques, or what carries their values. A technique that is not among them
    keeps the hard limits."""
    rows = {TechniqueCode(row.code): row for row in catalogue}
    hard = TechniqueValues()
    return Rulebook(
        values=TechniqueValues(
            least={**hard.least, **{code: row.pressure_min for code, row in rows.items()}},
            starts={**hard.starts, **{code: row.pressure_start for code, row in rows.items()}},
            gaps={**hard.gaps, **{code: row.gap_hours for code, row in rows.items()}},
        )
    )


def with_catalogue_today(rows: "QuerySet[PlanTechnique]") -> "QuerySet[Any]":
    """Planned techniques with what the catalogue says of them today: their `code` and CATALOGUE_TODAY."""
    newest = Technique.objects.filter(code=OuterRef("technique__code")).order_by("-version")
    values = {name: Subquery(newest.values(name)[:1]) for name in CATALOGUE_TODAY}
    return rows.select_related("technique").annotate(code=F("technique__code"), **values)


def local_day(visit: Any) -> date:
    moment: datetime = visit.starts_at
    return moment.astimezone(visit.location.tz).date()


def _reviews(
    patient: Any, visits: Iterable[Any], *, episode_id: int | None, besides: Appointment | None
) -> list[Mapping[str, Any]]:
    """Looks at two flares of this course of care. What was looked at before the last visit began says nothing of that visit."""
    earlier = [visit for visit in visits if besides is None or visit.starts_at < besides.starts_at]
    began = max((visit.starts_at for visit in earlier if visit.guard_done), default=datetime.min.replace(tzinfo=UTC))
    return [
        row
        for row in patient.guard_reviews
        if row["reference"] == f"episode:{episode_id}" and datetime.fromisoformat(row["at"]) >= began
    ]


def _latest(rows: list[Mapping[str, Any]], clock: tzinfo) -> date | None:
    moments = [datetime.fromisoformat(row["at"]) for row in rows]
    return max(moments).astimezone(clock).date() if moments else None


def _rows(queryset: "QuerySet[Any]", *names: str, **paths: str) -> ArraySubquery:
    return ArraySubquery(queryset.order_by("pk").values(found=JSONObject(**{name: name for name in names}, **paths)))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _certain_day(value: str) -> date:
    return date.fromisoformat(value)


def events_of(patient: Any) -> list[ClinicalEvent]:
    """The events of a patient from `with_guard_facts`, to be told rather than changed: without a query of their own."""
    days = ("happened_on", "ended_on", "confirmed_on")
    return [ClinicalEvent(**{**row, **{name: _day(row[name]) for name in days}}) for row in patient.guard_events]


def _condition(row: Mapping[str, Any]) -> ConditionFact:
    return ConditionFact(
        code=ConditionCode(row["code"]),
        places=tuple(row["regions"]),
        since_on=_day(row["since_on"]),
        resolved_on=_day(row["resolved_on"]),
        confirmed=(row["confirmed_at"] or row["resolved_at"]) is not None,
        variant=row["variant"],
        platelets=row["platelets"],
    )


def _event(row: Mapping[str, Any]) -> EventFact:
    return EventFact(
        kind=EventKind(row["kind"]),
        on=_certain_day(row["happened_on"]),
        places=tuple(row["regions"]),
        ended_on=_day(row["ended_on"]),
        confirmed_on=_day(row["confirmed_on"]),
        documented=row["evidence_id"] is not None,
    )


def _clearance(row: Mapping[str, Any]) -> Clearance:
    return Clearance(
        lifts=frozenset(row["lifts"]),
        from_on=_certain_day(row["from_on"]),
        until_on=_certain_day(row["until_on"]),
        techniques=frozenset(row["techniques"]),
        places=frozenset(row["regions"]),
        cap=row["pressure_cap"],
        granted=row["granted"],
        confirmed=row["confirmed_at"] is not None,
    )


def _order(row: Mapping[str, Any], events: Iterable[Mapping[str, Any]]) -> Order:
    """An order that names no place speaks of the events of its own course of care, and of nothing else."""
    own = [event for event in events if event["episode_id"] == row["episode_id"]]
    meant = frozenset(place for event in own for place in zone(_event(event))) or NOWHERE
    return Order(
        from_on=_certain_day(row["from_on"]),
        until_on=_day(row["until_on"]),
        techniques=frozenset(row["techniques"]),
        places=frozenset(row["regions"]) or meant,
        cap=row["pressure_cap"],
        confirmed=row["confirmed_at"] is not None,
        motion=tuple((limit["movement"], limit["side"], float(limit["most"])) for limit in row["rom_limits"]),
    )


def _history(visits: list[Any], *, episode_id: int | None) -> tuple[PastVisit, ...]:
    """Visits that have begun, as their charts read now, signed or not, and evaluations that took place; the earliest first. What a chart says
    on arrival is of the visit before it. (J-DRAFT)"""
    past = sorted((visit for visit in visits if _is_past(visit)), key=lambda visit: visit.starts_at)
    found: list[PastVisit] = []
    for visit in past:
        if found and visit.guard_soreness is not None:
            found[-1] = replace(found[-1], soreness_hours=visit.guard_soreness)
        if found and visit.guard_sleep_lost:
            found[-1] = replace(found[-1], sleep_lost=True)
        found.append(
            PastVisit(
                ended_at=visit.ends_at,
                day=local_day(visit),
                works=tuple(_portion(row) for row in visit.guard_done),
                felt=_felt(visit.guard_pain),
                own_episode=visit.episode_id == episode_id,
            )
        )
    return tuple(found)


def _is_past(visit: Any) -> bool:
    evaluated = visit.kind == Appointment.Kind.EVALUATION and visit.status == Appointment.Status.COMPLETED
    return visit.guard_started_at is not None or evaluated


def _portion(row: Mapping[str, Any]) -> Portion:
    return Portion(TechniqueCode(row["code"]), tuple(row["places"]), row["pressure"], row["minutes"])


def _felt(rows: Iterable[Mapping[str, Any]]) -> tuple[Felt, ...]:
    """Before and after, by the place it was asked for; where places differ, the patient as a whole."""
    pain = {(row["phase"], row["place"]): row["pain"] for row in rows if row["phase"] != "during"}
    places = {place for _, place in pain}
    paired = [place for place in sorted(places) if ("before", place) in pain and ("after", place) in pain]
    if paired:
        return tuple(Felt(place, pain["before", place], pain["after", place]) for place in paired)
    before = [value for (phase, _), value in pain.items() if phase == "before"]
    after = [value for (phase, _), value in pain.items() if phase == "after"]
    return (Felt("", max(before, default=None), max(after, default=None)),) if pain else ()
