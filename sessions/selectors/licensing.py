"""The licenses and credentials of staff, as the licensing rule reads them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from clinic.models import License, Staff, TechniqueCredential
from clinic.rules.findings import Finding
from clinic.rules.techniques import TechniqueCode
from sessions.models import Technique
from sessions.rules.licensing import CredentialHeld, Demand, Held, LicenseHeld, judge_license


def held_by(staff_ids: Iterable[int]) -> dict[int, Held]:
    """What each of these people has on file, expired or not. One query, however many they are."""
    ids = set(staff_ids)
    rows: Any = with_held(Staff.objects.filter(pk__in=ids)).values_list("pk", "held_licenses", "held_credentials")
    return {pk: held_of(licenses, credentials) for pk, licenses, credentials in rows}


def with_held(staff: Any) -> Any:
    """An annotation of staff: `held_licenses` and `held_credentials` as JSON, for `held_of`."""
    return staff.annotate(**held("pk"))


def held(staff: str) -> dict[str, ArraySubquery]:
    """The same annotations for rows that lead to a member of staff; `staff` is the way to their key."""
    licenses = License.objects.filter(staff=OuterRef(staff)).order_by("pk")
    credentials = TechniqueCredential.objects.filter(staff=OuterRef(staff)).order_by("pk")
    return {
        "held_licenses": ArraySubquery(
            licenses.values(found=JSONObject(state="state", kind="kind", expires_on="expires_on"))
        ),
        "held_credentials": ArraySubquery(
            credentials.values(found=JSONObject(code="technique", since_on="since_on", until_on="until_on"))
        ),
    }


def held_of(licenses: Iterable[dict[str, Any]], credentials: Iterable[dict[str, Any]]) -> Held:
    return Held(
        tuple(LicenseHeld(row["state"], row["kind"], _day(row["expires_on"])) for row in licenses),
        tuple(
            CredentialHeld(row["code"], _day(row["since_on"]), _day(row["until_on"]) if row["until_on"] else None)
            for row in credentials
        ),
    )


def barred_by(rows: Iterable[Any], papers: Held, *, state: str, day: date) -> dict[TechniqueCode, tuple[Finding, ...]]:
    """What somebody with these papers may not do on that day in that state, of these techniques, or of what carries their values. The
    therapist's own license is asked about once one of that state is on file: a clinic that has just begun writes them down first."""
    own = any(one.state == state for one in papers.licenses)
    found = {
        TechniqueCode(row.code): tuple(judge_license(demand_of(row), papers, state=state, day=day, own=own))
        for row in rows
    }
    return {code: findings for code, findings in found.items() if findings}


def demand_of(row: Technique) -> Demand:
    """What a row of the catalogue asks of the person who does it."""
    return Demand(row.code, row.name, row.needs_credential, row.licenses)


def _day(value: str) -> date:
    return date.fromisoformat(value)
