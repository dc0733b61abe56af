"""Whether a person may do a technique on a day in a state: their license, the further license some states ask for, their credential
(T-LICENSE, T-REF-LICENSE, T-*-CRED)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clinic.rules.findings import Finding, Level
from sessions.rules.wording import day_words

LICENSE, CREDENTIAL = "LICENSE", "CREDENTIAL"
SOURCE = "NRS"


@dataclass(frozen=True, slots=True)
class LicenseHeld:
    """`expires_on`: its last day."""

    state: str
    kind: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class CredentialHeld:
    """Of one technique; `until_on`: its last day, None: without end."""

    code: str
    since_on: date
    until_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.since_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class Held:
    """What one person has on file, expired or not."""

    licenses: tuple[LicenseHeld, ...] = ()
    credentials: tuple[CredentialHeld, ...] = ()


NOTHING = Held()


@dataclass(frozen=True, slots=True)
class Demand:
    """What the catalogue row in force asks for. `licenses`: the kind of license by state, beside the therapist's own."""

    code: str
    name: str
    needs_credential: bool = False
    licenses: Mapping[str, str] = field(default_factory=dict)


def judge_license(demand: Demand, held: Held, *, state: str, day: date, own: bool = True) -> list[Finding]:
    """Blocks until somebody with the right papers does it. `own`: whether the therapist's own license is asked about too. Where the
    technique asks for a license of its own in this state, only that one counts."""
    kind = demand.licenses.get(state)
    found = []
    if kind is not None or own:
        found += _license(demand, held, kind, state, day)
    if demand.needs_credential and not any(one.code == demand.code and one.covers(day) for one in held.credentials):
        found.append(_credential(demand, held, day))
    return found


def _license(demand: Demand, held: Held, kind: str | None, state: str, day: date) -> list[Finding]:
    there = [one for one in held.licenses if one.state == state and (kind is None or same_kind(one.kind, kind))]
    last = max((one.expires_on for one in there), default=None)
    if last is not None and day <= last:
        return []
    what = f"license as {kind.lower()} in {state}" if kind else f"license of {state}"
    said = f"no {what} is on file" if last is None else f"the {what} holds only until {day_words(last)}"
    lifted_by = f"A {what} that holds on {day_words(day)}, or a therapist who has one."
    row = f"T-{demand.code}-LICENSE" if kind else "T-LICENSE"
    return [Finding(Level.BLOCK, LICENSE, f"{demand.name}: {said}.", f"{SOURCE}; {row}", lifted_by)]


def _credential(demand: Demand, held: Held, day: date) -> Finding:
    own = [one for one in held.credentials if one.code == demand.code]
    ended = max((one.until_on for one in own if one.until_on is not None and one.until_on < day), default=None)
    begins = min((one.since_on for one in own if one.since_on > day), default=None)
    said = "no credential is on file"
    if begins is not None:
        said = f"the credential begins on {day_words(begins)}"
    elif ended is not None:
        said = f"the credential holds only until {day_words(ended)}"
    lifted_by = f"A credential that holds on {day_words(day)}, or a therapist who has one."
    return Finding(Level.BLOCK, CREDENTIAL, f"{demand.name}: {said}.", f"T-{demand.code}-CRED", lifted_by)


def same_kind(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
