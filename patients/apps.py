"""The app's entry: what its tables mean for merging, exporting and erasing a patient."""

from django.apps import AppConfig

from clinic.registry import DataRule, Erasure, Merge, registry

# Ten years after the last visit, or from adulthood on for children, is the longest a state asks for; the clinic may keep longer.
KEEP_YEARS = 10


class PatientsConfig(AppConfig):
    name = "patients"
    label = "patients"

    def ready(self) -> None:
        registry.add_data_rules(
            {
                "patients.Patient": DataRule(
                    "", Merge.STAY, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                "patients.RelatedPerson": DataRule(
                    "patient", Merge.REPOINT, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                "patients.Consent": DataRule(
                    "patient", Merge.REPOINT, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                "patients.Document": DataRule(
                    "patient", Merge.REPOINT, export=True, erasure=Erasure.DELETE, keep_years=KEEP_YEARS
                ),
                "patients.Alert": DataRule(
                    "patient", Merge.REPOINT, export=True, erasure=Erasure.DELETE, keep_years=KEEP_YEARS
                ),
            }
        )
