"""Everything measured at one moment as plain values; and what the moments before it said. One query for both."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from assessments.models import Assessment, MeasurementSet, Photo
from assessments.rules.body_entries import Dent, Felt, Girths, Seen, Signs, Stage, Strength, Trunk
from assessments.rules.entries import Activity, Pain, Range, Rating
from assessments.rules.rom import find_movement
from assessments.selectors.content import READINGS

MOST_SETS = 60
PHOTO_COLUMNS = ("id", "place", "view", "note")


@dataclass(frozen=True)
class Shown:
    """A photo to show: of a place or a view."""

    pk: int
    place: str
    view: str
    note: str

    @property
    def what(self) -> str:
        return self.place or self.view

    @property
    def view_label(self) -> str:
        return str(Photo.View(self.view).label) if self.view else ""


@dataclass(frozen=True)
class Readings:
    """One measurement set."""

    taken_at: datetime
    pain: list[Pain] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    strength: list[Strength] = field(default_factory=list)
    girths: list[Girths] = field(default_factory=list)
    trunk: list[Trunk] = field(default_factory=list)
    dents: list[Dent] = field(default_factory=list)
    stages: list[Stage] = field(default_factory=list)
    palpation: list[Felt] = field(default_factory=list)
    posture: list[Seen] = field(default_factory=list)
    vitals: list[Signs] = field(default_factory=list)
    photos: list[Shown] = field(default_factory=list)


@dataclass(frozen=True)
class Earlier:
    """The last value of everything before, and the first girths of all; empty where nothing was signed. `since`: the day of the last
    assessment, `label` its name."""

    last: Mapping[str, Mapping[Any, Any]] = field(default_factory=dict)
    first_girths: Mapping[tuple[str, str], Girths] = field(default_factory=dict)
    since: datetime | None = None
    label: str = ""

    def of(self, kind: str) -> Mapping[Any, Any]:
        return self.last.get(kind, {})

    @property
    def intervals(self) -> dict[str, int]:
        """The interval each limb is measured at in this course of care (V-INTERVAL)."""
        return {limb: girths.interval for (limb, _), girths in self.first_girths.items()}


# What tells one entry of a kind from another.
KEYS: Mapping[str, Callable[[Any], Any]] = {
    "pain": lambda e: e.place,
    "ranges": lambda e: (e.movement, e.side),
    "activities": lambda e: e.words,
    "ratings": lambda e: e.measure,
    "strength": lambda e: (e.group, e.side),
    "girths": lambda e: (e.limb, e.side),
    "trunk": lambda e: e.landmark,
    "dents": lambda e: e.place,
    "stages": lambda e: (e.limb, e.side),
    "palpation": lambda e: (e.place, e.word),
    "posture": lambda e: (e.feature, e.view, e.side),
    "vitals": lambda e: "",  # noqa: ARG005 - one to a set
    "photos": lambda e: e.what,
}


def readings_of(assessment: Assessment) -> tuple[Readings, Earlier]:
    """What this assessment measured, and what was signed in its course of care before it was last written in."""
    own = assessment.measurements
    signed = Q(episode=assessment.episode_id, signature__isnull=False, taken_at__lt=own.taken_at)
    rows = list(with_readings(MeasurementSet.objects.filter(Q(pk=own.pk) | signed)).order_by("-taken_at")[:MOST_SETS])
    rows.reverse()
    mine = next(row for row in rows if row["pk"] == own.pk)
    return _readings(mine), _earlier([row for row in rows if row["pk"] != own.pk])


def episode_intervals(episode_id: int, *, besides: int) -> dict[str, int]:
    """The interval of each limb in this course of care, whoever measured it, but for one set."""
    sets = MeasurementSet.objects.filter(episode=episode_id).exclude(pk=besides)
    return dict(sets.filter(girth_series__isnull=False).values_list("girth_series__limb", "girth_series__interval_cm"))


def with_readings(sets: QuerySet[MeasurementSet]) -> Any:
    """Measurement sets with all their parts as JSON beside each."""
    parts = {f"read_{name}": _part(model, columns) for name, (model, columns) in READINGS.items()}
    return sets.annotate(**parts, read_photos=_part(Photo, PHOTO_COLUMNS), owner=F("assessment__kind")).values(
        "pk", "taken_at", "owner", "read_photos", *parts
    )


def _part(model: Any, columns: Iterable[str]) -> ArraySubquery:
    own = model.objects.filter(measurements=OuterRef("pk")).order_by("id")
    return ArraySubquery(own.values(found=JSONObject(**{name: name for name in columns})))


def _readings(row: Mapping[str, Any]) -> Readings:
    scores = row["read_scores"]
    return Readings(
        taken_at=row["taken_at"],
        pain=[Pain(**{**mark, "flags": tuple(mark["flags"])}) for mark in row["read_pain"]],
        ranges=[found for reading in row["read_ranges"] if (found := _range(reading))],
        activities=[Activity(s["item"], s["value"]) for s in scores if s["measure"] == "PSFS"],
        ratings=[Rating(s["measure"], s["value"]) for s in scores if s["measure"] != "PSFS"],
        strength=[Strength(s["group"], s["side"], s["grade"]) for s in row["read_strength"]],
        girths=[
            Girths(g["limb"], g["side"], g["interval_cm"], _cm(g["first"]), _cm(g["second"]))
            for g in row["read_girths"]
        ],
        trunk=[Trunk(t["landmark"], *(_decimal(t[name]) for name in ("first", "second"))) for t in row["read_trunk"]],  # type: ignore[arg-type]  # the first is never null
        dents=[Dent(**dent) for dent in row["read_dents"]],
        stages=[Stage(**stage) for stage in row["read_stages"]],
        palpation=[Felt(**felt) for felt in row["read_palpation"]],
        posture=[Seen(**seen) for seen in row["read_posture"]],
        vitals=[Signs(**{**signs, "temperature": _decimal(signs["temperature"])}) for signs in row["read_vitals"]],
        photos=[Shown(p["id"], p["place"], p["view"], p["note"]) for p in row["read_photos"]],
    )


def _range(reading: Mapping[str, Any]) -> Range | None:
    """None for a movement that is no longer known."""
    found = find_movement(reading["joint"], reading["movement"])
    if found is None:
        return None
    rest = {name: reading[name] for name in ("side", "pain_at_end", "end_feel", "instrument")}
    return Range(found.code, active=reading["active_degrees"], passive=reading["passive_degrees"], **rest)


def _earlier(rows: list[Mapping[str, Any]]) -> Earlier:
    """An assessment speaks before a visit: what was measured in passing counts only where no assessment measured it."""
    sets = [(row["owner"], _readings(row)) for row in rows]
    last: dict[str, dict[Any, Any]] = {kind: {} for kind in KEYS}
    for _, readings in sorted(sets, key=lambda one: one[0] is not None):
        for kind, key in KEYS.items():
            last[kind].update({key(entry): entry for entry in getattr(readings, kind)})
    first: dict[tuple[str, str], Girths] = {}
    for _, readings in sets:
        for girths in readings.girths:
            first.setdefault((girths.limb, girths.side), girths)
    assessed = [(owner, readings) for owner, readings in sets if owner]
    if not assessed:
        return Earlier(last, first, sets[-1][1].taken_at if sets else None, "the last visit" if sets else "")
    owner, readings = assessed[-1]
    return Earlier(last, first, readings.taken_at, str(Assessment.Kind(owner).label).lower())


def _cm(values: list[Any]) -> tuple[Decimal | None, ...]:
    return tuple(_decimal(value) for value in values)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
