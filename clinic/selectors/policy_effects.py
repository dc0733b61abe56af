"""What a change of the policy reaches in the foundation itself."""

from datetime import datetime

from django.db.models import QuerySet

from clinic.models import License
from clinic.registry import PolicyEffect


def licenses(*, now: datetime) -> "QuerySet[License]":  # noqa: ARG001 - every effect is asked alike
    return License.objects.filter(staff__is_active=True)


EFFECTS = (
    PolicyEffect(
        frozenset({"license_notice_days"}),
        "clinic.selectors.policy_effects.licenses",
        "license on file",
        "licenses on file",
        "a notice comes by it",
    ),
)
