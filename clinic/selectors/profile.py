"""The clinic's own name and contact."""

from clinic.models import ClinicPolicy, ClinicProfile
from clinic.rules.policy import DEFAULTS, Policy

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
