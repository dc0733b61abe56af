"""The clinic's own name and contact, and the policy in force."""

from dataclasses import dataclass
from datetime import datetime

from clinic.models import ClinicPolicy, ClinicProfile
from clinic.rules.policy import DEFAULTS, Change, Policy, changes

UNNAMED = "Mend"


def clinic_profile() -> ClinicProfile | None:
    return ClinicProfile.objects.first()


def clinic_name() -> str:
    profile = clinic_profile()
    return profile.name if profile else UNNAMED


def policy_in_force() -> Policy:
    """The newest version of the clinic's thresholds; the product's defaults (version 0) before anybody approved one."""
    row = ClinicPolicy.objects.current()
    return row.values() if row else Policy(version=0, **DEFAULTS)


@dataclass(frozen=True)
class PolicyChanges:
    """What differs between the version a record was begun under and the one in force."""

    since: int
    version: int
    approved_at: datetime
    approved_by: str
    reason: str
    changes: tuple[Change, ...]


def policy_changes(since_version: int | None, *, in_force: Policy | None = None) -> PolicyChanges | None:
    """None where nothing differs: the same version, or one that came back to the same values. One query, two where the versions
    differ; none where `in_force`, if the page has it, is that version.

    For a draft: what was begun under an older version is judged by the one in force when it is signed.
    """
    since = since_version or 0
    if in_force is not None and in_force.version <= since:
        return None
    newest = ClinicPolicy.objects.select_related("approved_by").first()
    if newest is None or newest.version <= since:
        return None
    return _between(since, newest)


def _between(since: int, newest: ClinicPolicy) -> PolicyChanges | None:
    row = ClinicPolicy.objects.filter(version=since).first()
    found = changes(row.numbers() if row else DEFAULTS, newest.numbers())
    if not found:
        return None
    return PolicyChanges(
        since, newest.version, newest.approved_at, newest.approved_by.name, newest.reason, tuple(found)
    )
