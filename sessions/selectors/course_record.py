"""A course of care as it is signed, in one query whatever its length: what was measured, felt, done, planned, and what is aimed at."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject, Lower

from assessments.models import Assessment, Goal, MeasurementSet, Score
from assessments.models.limbs import GirthSeries, StrengthReading, TrunkGirth
from assessments.rules.girth import LANDMARK_NAMES, Landmark, mean_girth
from assessments.rules.strength import GROUPS
from assessments.rules.volume import limb_ml
from referrals.models import Episode
from sessions.models import Appointment, PainCheck, PlanTechnique, PlanVersion, TechniqueApplied
from sessions.rules.course import Aim, CourseRecord, Moment, Sized, Visit, Work
from sessions.rules.course import PlanVersion as Version
from sessions.selectors.chart_measures import measures_in, readings_of

MEDICAL = "medical"
SIDES = {"l": "left", "r": "right"}
VISIT = "chart__appointment"


def course_record(episode_id: int) -> CourseRecord:
    """One query. Days are those of the place each visit took place at; an assessment's are those of the first visit's place."""
    episode = _records().filter(pk=episode_id).get()
    rows = episode["sets"]
    zone = ZoneInfo(next((row["zone"] for row in rows if row["zone"]), "UTC"))
    return CourseRecord(
        moments=tuple(_moments(rows, zone)),
        aims=tuple(_aim(row) for row in episode["aims"]),
        plans=tuple(_version(row) for row in episode["versions"]),
    )


@cache
def _records() -> Any:
    """The question, put together once: that takes longer than to answer it. Each asking filters a copy of its own."""
    own = OuterRef("pk")
    goals = Goal.objects.filter(episode=own, assessment__signature__isnull=False).order_by("-is_primary", "id")
    versions = PlanVersion.objects.signed().filter(plan__episode=own).order_by("plan", "number")
    works = PlanTechnique.objects.filter(version=own).order_by("position")
    return Episode.objects.annotate(
        sets=_sets(),
        aims=_rows(
            goals, "measure", "item", "words", "baseline", "target", "due_on", "is_primary", "closed_at", "outcome"
        ),
        versions=_rows(
            versions,
            *("pk", "plan_id", "number", "visits_planned", "visit_minutes", "visits_per_week", "change_reason"),
            signed_at="signature__signed_at",
            by="therapist__name",
            works=_rows(works, "minutes", "from_on", name="technique__name"),
        ),
    ).values("sets", "aims", "versions")


def _sets() -> ArraySubquery:
    signed = Q(assessment__signature__isnull=False) | Q(
        chart__signature__isnull=False, **{f"{VISIT}__service": MEDICAL}
    )
    own, chart = OuterRef("pk"), OuterRef("chart")
    felt = PainCheck.objects.filter(chart=chart).exclude(phase=PainCheck.Phase.DURING).order_by("position")
    done = TechniqueApplied.objects.filter(chart=chart).order_by("position")
    rows = readings_of(MeasurementSet.objects.filter(signed, episode=own).order_by("taken_at", "id")).annotate(
        visit_at=Lower(f"{VISIT}__during"),
        groc=_rows(Score.objects.filter(measurements=own, measure=Score.Measure.GROC), "value"),
        limbs=_rows(GirthSeries.objects.filter(measurements=own), "limb", "side", "interval_cm", "first", "second"),
        trunk=_rows(TrunkGirth.objects.filter(measurements=own), "landmark", "first", "second"),
        strengths=_rows(StrengthReading.objects.filter(measurements=own), "group", "side", "rank"),
        felt=_rows(felt, "phase", "pain"),
        done=_rows(done, "minutes", name="technique__name"),
    )
    return _rows(
        rows,
        *("taken_at", "assessment", "marks", "readings", "rated"),
        *("visit_at", "groc", "limbs", "trunk", "strengths", "felt", "done"),
        assessed="assessment__kind",
        by="assessment__therapist__name",
        plan_version="chart__plan_version",
        visit=VISIT,
        visit_kind=f"{VISIT}__kind",
        zone=f"{VISIT}__location__zone",
    )


def _rows(rows: "QuerySet[Any]", *names: str, **paths: Any) -> ArraySubquery:
    ordered = rows if rows.query.order_by else rows.order_by("id")
    return ArraySubquery(ordered.values(found=JSONObject(**{name: name for name in names}, **paths)))


def _moments(rows: Iterable[Mapping[str, Any]], zone: ZoneInfo) -> Iterator[Moment]:
    """A visit counts on its own day, whenever its chart was written."""
    number = 0
    for at, row in sorted(((_moment(row), row) for row in rows), key=lambda found: found[0]):
        number += row["visit"] is not None
        place = ZoneInfo(row["zone"]) if row["zone"] else zone
        girths, volumes = _tape(row)
        yield Moment(
            at=at,
            on=at.astimezone(place).date(),
            occasion=f"Visit {number}" if row["visit"] else str(Assessment.Kind(row["assessed"]).label),
            measures=measures_in(row),
            groc=row["groc"][-1]["value"] if row["groc"] else None,
            girths=tuple(girths),
            volumes=tuple(volumes),
            strengths=tuple(_strength(found) for found in row["strengths"]),
            visit=_visit(row, number) if row["visit"] else None,
            assessment_id=row["assessment"],
            by=row["by"] or "",
        )


def _moment(row: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(row["visit_at"] or row["taken_at"])


def _visit(row: Mapping[str, Any], number: int) -> Visit:
    pain = {found["phase"]: found["pain"] for found in row["felt"]}
    return Visit(
        number=number,
        appointment_id=row["visit"],
        is_treatment=row["visit_kind"] == Appointment.Kind.TREATMENT,
        before=pain.get(PainCheck.Phase.BEFORE),
        after=pain.get(PainCheck.Phase.AFTER),
        done=tuple(Work(found["name"], found["minutes"]) for found in row["done"]),
        plan_version=row["plan_version"],
    )


def _tape(row: Mapping[str, Any]) -> tuple[list[Sized], list[Sized]]:
    """Girths, and the volume of each limb that was read from end to end."""
    girths = [
        Sized(f"trunk:{found['landmark']}", LANDMARK_NAMES[Landmark(found["landmark"])], "", _mean(found))
        for found in row["trunk"]
    ]
    volumes = []
    for limb in row["limbs"]:
        pairs = zip(limb["first"], limb["second"], strict=True)
        means = [None if first is None else _mean({"first": first, "second": second}) for first, second in pairs]
        item, side, name = f"{limb['limb']}:{limb['side']}", SIDES[limb["side"]], limb["limb"].capitalize()
        heights = [place * limb["interval_cm"] for place in range(len(means))]
        girths += [
            Sized(f"{item}:{height}", f"{name} at {height} cm", side, mean)
            for height, mean in zip(heights, means, strict=True)
            if mean is not None
        ]
        whole = [mean for mean in means if mean is not None]
        if len(whole) == len(means) > 1:
            taken = f"{len(whole)} points every {limb['interval_cm']} cm"
            volumes.append(Sized(item, name, side, round(limb_ml(whole, limb["interval_cm"])), taken))
    return girths, volumes


def _mean(found: Mapping[str, Any]) -> float:
    """JSON has numbers only: what the database keeps as decimals comes as floats."""
    return mean_girth(float(found["first"]), None if found["second"] is None else float(found["second"]))


def _strength(found: Mapping[str, Any]) -> Sized:
    group = GROUPS.get(found["group"])
    label = group.label if group else found["group"]
    return Sized(f"{found['group']}:{found['side']}", label, SIDES[found["side"]], found["rank"])


def _aim(row: Mapping[str, Any]) -> Aim:
    return Aim(
        measure=row["measure"],
        item=row["item"],
        words=row["words"],
        baseline=float(row["baseline"]),
        target=float(row["target"]),
        due_on=date.fromisoformat(row["due_on"]),
        is_primary=row["is_primary"],
        is_active=row["closed_at"] is None,
        outcome=row["outcome"],
    )


def _version(row: Mapping[str, Any]) -> Version:
    return Version(
        pk=row["pk"],
        plan_id=row["plan_id"],
        number=row["number"],
        signed_at=datetime.fromisoformat(row["signed_at"]),
        by=row["by"],
        visits=row["visits_planned"],
        minutes=row["visit_minutes"],
        per_week=row["visits_per_week"],
        why=row["change_reason"],
        works=tuple(
            Work(work["name"], work["minutes"], date.fromisoformat(work["from_on"]) if work["from_on"] else None)
            for work in row["works"]
        ),
    )
