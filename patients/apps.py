"""The app's entry: what its tables mean for merging, exporting and erasing a patient."""

from django.apps import AppConfig

from clinic.registry import DataRule, Erasure, Merge, registry

# Ten years after the last visit, or from adulthood on for children, is the longest a state asks for; the clinic may keep longer.
KEEP_YEARS = 10


class PatientsConfig(AppConfig):
    name = "patients"
    label = "patients"

    def ready(self) -> None:
        registry.moved = "patients.selectors.merging.survivor_of"
        registry.add_job_kind(
            "patients.import_check", "patients.services.importing.check", label="Look through a file of patients"
        )
        registry.add_job_kind(
            "patients.import_run", "patients.services.importing.take_in", label="Take in a file of patients"
        )
        registry.add_data_rules(
            {
                "patients.Patient": DataRule(
                    "", Merge.STAY, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                # They keep saying which record was merged into which, and stay as long as the patient does.
                "patients.PatientMerge": DataRule(
                    "into", Merge.STAY, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP_YEARS
                ),
                # Open ones are re-written by the merge itself; settled ones say what was found of these two records.
                "patients.MergeProposal": DataRule(
                    "first", Merge.STAY, export=False, erasure=Erasure.DELETE, keep_years=KEEP_YEARS
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
