"""Alerts as people see them: who reads which, and what a card about one says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject, Now, TruncDate

from assessments.models import Assessment
from clinic.models import Role, Staff
from clinic.rules.findings import Finding, Level
from patients.models import Alert, Patient
from patients.models.documents import AlertQuerySet
from referrals.models import CareTeam, Episode
from sessions.rules.alerts import FOR_EVERYBODY, ORDER, AlertKind, Kind, kind_of
from sessions.rules.change_requests import visit_of

PREFIX = "episode:"
SHOWN = ("id", "patient_id", "kind", "key", "reference", "evidence", "raised_at")


@dataclass(frozen=True)
class Card:
    """One alert. `may_answer`: this person may look at it for good; `waits`: acknowledged, but what it asks for is still to come."""

    alert: Alert
    kind: AlertKind
    may_answer: bool
    problem: str = ""
    waits: str = ""

    @property
    def is_open(self) -> bool:
        return self.alert.acknowledged_at is None

    @property
    def tone(self) -> str:
        return self.kind.tone if self.is_open else "gray"

    @property
    def icon(self) -> str:
        if not self.is_open:
            return "check2-circle"
        if not self.kind.clinical:
            return "clock-history"
        return "exclamation-octagon" if self.kind.tone == "red" else "exclamation-triangle"

    @property
    def visit_id(self) -> int | None:
        """The visit it asks to be moved."""
        return visit_of(self.alert.key)

    @property
    def action_words(self) -> str:
        return dict(self.kind.actions).get(self.alert.action, "")


def visible_to(staff: Staff, *, today: date) -> AlertQuerySet:
    """Managers all, therapists those of the courses of care they are on, the front desk what is not clinical."""
    if staff.is_manager:
        everything: AlertQuerySet = Alert.objects.all()
        return everything
    seen = Q(pk__in=[])
    if staff.is_therapist:
        seen |= Q(reference__in=_references(Episode.objects.cared_for_by(staff, today=today)))
    if staff.is_front_desk:
        seen |= Q(kind__in=FOR_EVERYBODY)
    found: AlertQuerySet = Alert.objects.filter(seen)
    return found


def _references(episodes: "QuerySet[Episode]") -> "QuerySet[Any]":
    return episodes.annotate(ref=Concat(Value(PREFIX), Cast("pk", CharField()))).values("ref")


def weightiest_first(alerts: AlertQuerySet) -> AlertQuerySet:
    rank = Case(
        *(When(kind=kind, then=Value(number)) for number, kind in enumerate(ORDER)),
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )
    found: AlertQuerySet = alerts.annotate(rank=rank).order_by("rank", "-raised_at", "-pk")
    return found


def of_patient(patient_id: int, staff: Staff, *, today: date) -> AlertQuerySet:
    """What this person may see of this patient's alerts, the open ones first."""
    found = weightiest_first(visible_to(staff, today=today).filter(patient=patient_id))
    return found.order_by(F("acknowledged_at").desc(nulls_first=True), "rank", "-raised_at", "-pk")


def with_open_alerts(patients: "QuerySet[Patient]", staff: Staff, *, today: date) -> "QuerySet[Patient]":
    """`open_alerts` beside each patient, as far as this person may see them, without a query of their own."""
    rows = weightiest_first(visible_to(staff, today=today).open().filter(patient=OuterRef("pk")))
    return patients.annotate(open_alerts=ArraySubquery(rows.values(found=JSONObject(**{name: name for name in SHOWN}))))


def open_cards(patient: Any, staff: Staff) -> list[Card]:
    """Of a patient from `with_open_alerts`."""
    rows = [Alert(**{**row, "raised_at": datetime.fromisoformat(row["raised_at"])}) for row in patient.open_alerts]
    return cards(rows, staff)


def open_of_episode(episode_id: int, staff: Staff) -> list[Card]:
    """For pages that only the care team and managers open. One query."""
    return cards(weightiest_first(Alert.objects.open().filter(reference=f"{PREFIX}{episode_id}")), staff)


REASONS = (Kind.REASSESS, Kind.PLATEAU, Kind.T2, Kind.T2_WORSE, Kind.T3, Kind.FLARED_TWICE)


def reasons_to_reassess(episode_id: int) -> list[Finding]:
    """What waits for a person and is answered by looking at this course of care again, the weightiest first. One query."""
    rows = weightiest_first(Alert.objects.open().filter(reference=f"{PREFIX}{episode_id}", kind__in=REASONS))
    return [_finding(row) for row in rows]


def _finding(row: Alert) -> Finding:
    kind = kind_of(row.kind)
    level = Level.WARN if row.kind == Kind.REASSESS else kind.level
    return Finding(level, row.kind, f"{kind.label}: {row.evidence}", kind.row, kind.expected)


def cards(
    alerts: Iterable[Alert],
    staff: Staff,
    *,
    problems: Mapping[str, str] | None = None,
    reassessed: Mapping[str, datetime] | None = None,
) -> list[Card]:
    """`problems` and `reassessed` by reference: the course of care in words, its last signed re-assessment."""
    return [_card(alert, kind_of(alert.kind), staff, problems or {}, reassessed) for alert in alerts]


def _card(
    alert: Alert, kind: AlertKind, staff: Staff, problems: Mapping[str, str], reassessed: Mapping[str, datetime] | None
) -> Card:
    waits = ""
    if reassessed is not None and kind.needs_reassessment:
        signed_at = reassessed.get(alert.reference)
        waits = "" if signed_at and signed_at >= alert.raised_at else "Waits for a signed re-assessment."
    may_answer = staff.is_therapist or not kind.clinical
    return Card(alert, kind, may_answer, problems.get(alert.reference, ""), waits)


def reassessed(patient_id: int) -> dict[str, datetime]:
    """By reference: when the last re-assessment of each course of care was signed. One query."""
    rows = Assessment.objects.signed().filter(episode__patient=patient_id, kind=Assessment.Kind.REASSESSMENT)
    found = rows.order_by().values("episode").annotate(at=Max("signature__signed_at"))
    return {f"{PREFIX}{episode}": at for episode, at in found.values_list("episode", "at")}


def problems_of(alerts: Iterable[Alert]) -> dict[str, str]:
    """By reference: the problem of the course of care it is about. One query."""
    keys = {
        int(alert.reference.removeprefix(PREFIX))
        for alert in alerts
        if alert.reference.removeprefix(PREFIX).isdigit() and alert.reference.startswith(PREFIX)
    }
    return {
        f"{PREFIX}{pk}": problem for pk, problem in Episode.objects.filter(pk__in=keys).values_list("pk", "problem")
    }


def open_count() -> Case:
    """The number beside “Alerts”, as an annotation of the signed-in person: it costs their page no query of its own."""
    waiting = Alert.objects.open().order_by()
    team = CareTeam.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=TruncDate(Now())), staff=OuterRef(OuterRef("pk"))
    ).annotate(ref=Concat(Value(PREFIX), Cast("episode", CharField())))
    own = Q(Exists(team.filter(ref=OuterRef("reference"))))
    plain = Q(kind__in=FOR_EVERYBODY)
    return Case(
        When(_is(Role.MANAGER), then=_number(waiting)),
        When(_is(Role.THERAPIST, Role.FRONT_DESK), then=_number(waiting.filter(own | plain))),
        When(_is(Role.THERAPIST), then=_number(waiting.filter(own))),
        default=_number(waiting.filter(plain)),
        output_field=IntegerField(),
    )


def _is(*roles: Role) -> Q:
    return Q(roles__contains=[role.value for role in roles])


def _number(rows: AlertQuerySet) -> Coalesce:
    """Of a set that may be empty; everything is one group."""
    return Coalesce(Subquery(rows.annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")), 0)
