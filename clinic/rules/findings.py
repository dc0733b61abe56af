"""The one shape in which every guard speaks: what is wrong, how much it binds, why, and what would lift it."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How far a finding binds, most restrictive first; only this order decides what is shown first."""

    BLOCK = 1  # until resolved, or until the date comes
    CLEAR = 2  # until a physician's clearance or order
    OVERRIDE = 3  # until a typed reason by somebody entitled
    WARN = 4


@dataclass(frozen=True)
class Finding:
    """One judgement. `code` names the rule (a row of docs/clinical.md), `regions` are places such as LUMB-l (empty: everywhere)."""

    level: Level
    code: str
    message: str
    source: str
    lifted_by: str
    regions: tuple[str, ...] = ()


def by_weight(findings: list[Finding]) -> list[Finding]:
    """Most restrictive first; within a level the order in which the guards spoke."""
    return sorted(findings, key=lambda finding: finding.level)


def unlifted(findings: list[Finding], *, reason: str) -> list[Finding]:
    """What still stands when somebody entitled has typed `reason`: a reason lifts OVERRIDE, nothing else; warnings never stand."""
    return [
        finding
        for finding in by_weight(findings)
        if finding.level in {Level.BLOCK, Level.CLEAR} or (finding.level is Level.OVERRIDE and not reason.strip())
    ]
