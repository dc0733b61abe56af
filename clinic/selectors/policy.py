"""The clinic's policy for its page: each threshold with who set it, the versions with what they changed, and what a change affects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.utils.module_loading import import_string

from clinic.models import ClinicPolicy
from clinic.registry import PolicyEffect, registry
from clinic.rules.policy import DEFAULTS, GROUPS, Change, Scalar, changes


@dataclass(frozen=True)
class Version:
    """One version with what it changed against the one before it (the product's defaults, for the first)."""

    number: int
    approved_at: datetime
    approved_by: str
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Standing:
    """A threshold as it stands now; `since` is the version that set it, None where nobody ever did."""

    scalar: Scalar
    value: int
    since: Version | None

    @property
    def said(self) -> str:
        return self.scalar.said(self.value)

    @property
    def usual(self) -> str:
        return self.scalar.said(self.scalar.default)


@dataclass(frozen=True)
class Page:
    number: int
    groups: tuple[tuple[str, tuple[Standing, ...]], ...]
    versions: tuple[Version, ...]


def policy_page() -> Page:
    """The thresholds in force by group, and all versions, the newest first. One query."""
    versions = _versions(ClinicPolicy.objects.select_related("approved_by").order_by("version"))
    values = dict(DEFAULTS)
    since: dict[str, Version] = {}
    for version in versions:
        for change in version.changes:
            values[change.scalar.name] = change.new
            since[change.scalar.name] = version
    groups = tuple(
        (label, tuple(Standing(one, values[one.name], since.get(one.name)) for one in scalars))
        for label, scalars in GROUPS.items()
    )
    return Page(versions[-1].number if versions else 0, groups, tuple(reversed(versions)))


def _versions(rows: Iterable[ClinicPolicy]) -> list[Version]:
    before, found = dict(DEFAULTS), []
    for row in rows:
        after = row.numbers()
        found.append(
            Version(row.version, row.approved_at, row.approved_by.name, row.reason, tuple(changes(before, after)))
        )
        before = after
    return found


@dataclass(frozen=True)
class Touched:
    """How many rows a change reaches, named in words, and what becomes of them."""

    number: int
    words: str
    then: str


def affected(changed: Sequence[Change], *, now: datetime) -> list[tuple[Change, list[Touched]]]:
    """Each change with what is judged by it now. One query for all of them."""
    effects = {
        effect: number
        for number, effect in enumerate(registry.policy_effects)
        if any(change.scalar.name in effect.thresholds for change in changed)
    }
    counted = _counts(effects, now)
    return [
        (change, [_touched(one, counted[one]) for one in effects if change.scalar.name in one.thresholds])
        for change in changed
    ]


def _touched(effect: PolicyEffect, number: int) -> Touched:
    return Touched(number, effect.one if number == 1 else effect.many, effect.then)


def _counts(effects: dict[PolicyEffect, int], now: datetime) -> dict[PolicyEffect, int]:
    parts = [_count(import_string(effect.rows)(now=now), number) for effect, number in effects.items()]
    if not parts:
        return {}
    first, *rest = parts
    found = {row["effect"]: row["number"] for row in (first.union(*rest, all=True) if rest else first)}
    return {effect: found.get(number, 0) for effect, number in effects.items()}


def _count(rows: "QuerySet[Any]", number: int) -> "QuerySet[Any, dict[str, Any]]":
    counted: QuerySet[Any, dict[str, Any]] = (
        rows.order_by().annotate(effect=Value(number)).values("effect").annotate(number=Count("pk", distinct=True))
    )
    return counted
