"""The app's entry: what merging, export, erasure and retention do to assessments."""

from django.apps import AppConfig

from clinic.registry import DataRule, DraftKind, Erasure, Merge, registry

KEEP = 10


def _rule(path: str, merge: Merge = Merge.FOLLOW) -> DataRule:
    return DataRule(path=path, merge=merge, export=True, erasure=Erasure.TOMBSTONE, keep_years=KEEP)


DATA_RULES = {
    "assessments.Condition": _rule("patient", Merge.REPOINT),
    "assessments.Screening": _rule("patient", Merge.REPOINT),
    "assessments.ScreeningAnswer": _rule("screening__patient"),
    "assessments.MeasurementSet": _rule("episode__patient"),
    "assessments.PainMark": _rule("measurements__episode__patient"),
    "assessments.RomReading": _rule("measurements__episode__patient"),
    "assessments.Score": _rule("measurements__episode__patient"),
    "assessments.StrengthReading": _rule("measurements__episode__patient"),
    "assessments.GirthSeries": _rule("measurements__episode__patient"),
    "assessments.TrunkGirth": _rule("measurements__episode__patient"),
    "assessments.PalpationFinding": _rule("measurements__episode__patient"),
    "assessments.PostureFinding": _rule("measurements__episode__patient"),
    "assessments.Pitting": _rule("measurements__episode__patient"),
    "assessments.LimbStage": _rule("measurements__episode__patient"),
    "assessments.Vitals": _rule("measurements__episode__patient"),
    "assessments.Photo": _rule("measurements__episode__patient"),
    "assessments.Assessment": _rule("episode__patient"),
    "assessments.Goal": _rule("episode__patient"),
}


class AssessmentsConfig(AppConfig):
    name = "assessments"
    label = "assessments"

    def ready(self) -> None:
        registry.add_data_rules(DATA_RULES)
        registry.add_draft_kind(DraftKind("assessments.Assessment", "episode", "assessment"))
        registry.add_merge_step("assessments.services.merging.settle")
        registry.add_choices("movements", "assessments.rules.rom.MOVEMENT_CHOICES")
