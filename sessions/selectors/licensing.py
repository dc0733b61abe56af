"""The licenses and credentials of staff, as the licensing rule reads them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from clinic.models import License, Staff, TechniqueCredential
from sessions.models import Technique
from sessions.rules.licensing import CredentialHeld, Demand, Held, LicenseHeld


def held_by(staff_ids: Iterable[int]) -> dict[int, Held]:
    """What each of these people has on file, expired or not. One query, however many they are."""
    ids = set(staff_ids)
    rows: Any = with_held(Staff.objects.filter(pk__in=ids)).values_list("pk", "held_licenses", "held_credentials")
    return {pk: held_of(licenses, credentials) for pk, licenses, credentials in rows}


def with_held(staff: Any) -> Any:
    """An annotation of staff: `held_licenses` and `held_credentials` as JSON, for `held_of`."""
    licenses = License.objects.filter(staff=OuterRef("pk")).order_by("pk")
    credentials = TechniqueCredential.objects.filter(staff=OuterRef("pk")).order_by("pk")
    return staff.annotate(
        held_licenses=ArraySubquery(
            licenses.values(found=JSONObject(state="state", kind="kind", expires_on="expires_on"))
        ),
        held_credentials=ArraySubquery(
            credentials.values(found=JSONObject(code="technique", since_on="since_on", until_on="until_on"))
        ),
    )


def held_of(licenses: Iterable[dict[str, Any]], credentials: Iterable[dict[str, Any]]) -> Held:
    return Held(
        tuple(LicenseHeld(row["state"], row["kind"], _day(row["expires_on"])) for row in licenses),
        tuple(
            CredentialHeld(row["code"], _day(row["since_on"]), _day(row["until_on"]) if row["until_on"] else None)
            for row in credentials
        ),
    )


def demand_of(row: Technique) -> Demand:
    """What a row of the catalogue asks of the person who does it."""
    return Demand(row.code, row.name, row.needs_credential, row.licenses)


def _day(value: str) -> date:
    return date.fromisoformat(value)
