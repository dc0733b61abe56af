"""The 46 conditions a patient is screened for, and what is known of each (X-* rows); their words are in `screening`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ConditionCode(StrEnum):
    """In matrix order: the place in this list is the number of the row."""

    DVT_PE_SUSPECT = "DVT_PE_SUSPECT"
    DVT_TREATED = "DVT_TREATED"
    FEVER = "FEVER"
    CELLULITIS = "CELLULITIS"
    SKIN_LOCAL = "SKIN_LOCAL"
    CHF_ACUTE = "CHF_ACUTE"
    CHF_STABLE = "CHF_STABLE"
    RENAL_ACUTE = "RENAL_ACUTE"
    RENAL_CHRONIC = "RENAL_CHRONIC"
    CANCER_ACTIVE = "CANCER_ACTIVE"
    NODES_REMOVED = "NODES_REMOVED"
    ANTICOAG = "ANTICOAG"
    BLEED = "BLEED"
    FRACTURE_UNHEALED = "FRACTURE_UNHEALED"
    FRACTURE_HEALED = "FRACTURE_HEALED"
    OSTEOPOROSIS = "OSTEOPOROSIS"
    SURGERY_RECENT = "SURGERY_RECENT"
    BP_CRISIS = "BP_CRISIS"
    BP_HIGH = "BP_HIGH"
    BP_LOW = "BP_LOW"
    PREGNANT_T1 = "PREGNANT_T1"
    PREGNANT_T2_T3 = "PREGNANT_T2_T3"
    PREGNANT_HIGH_RISK = "PREGNANT_HIGH_RISK"
    STROKE_TIA = "STROKE_TIA"
    NECK_ARTERY = "NECK_ARTERY"
    CAUDA = "CAUDA"
    RED_FLAG_HISTORY = "RED_FLAG_HISTORY"
    IMPLANT = "IMPLANT"
    BREAST_IMPLANT = "BREAST_IMPLANT"
    VARICOSE = "VARICOSE"
    PAD = "PAD"
    DIABETES_NEUROPATHY = "DIABETES_NEUROPATHY"
    THYROID_OVER = "THYROID_OVER"
    ASTHMA = "ASTHMA"
    ABDOMEN = "ABDOMEN"
    ACUTE_INJURY = "ACUTE_INJURY"
    ARTHRITIS_FLARE = "ARTHRITIS_FLARE"
    HEMATOMA = "HEMATOMA"
    HYPERMOBILITY = "HYPERMOBILITY"
    PSYCHOSIS = "PSYCHOSIS"
    INTOXICATED = "INTOXICATED"
    NO_PHYSICIAN_CONTACT = "NO_PHYSICIAN_CONTACT"
    FOOT = "FOOT"
    SWELLING_UNEXPLAINED = "SWELLING_UNEXPLAINED"
    ALLERGY = "ALLERGY"
    NO_REFERRAL = "NO_REFERRAL"


class Scope(StrEnum):
    """Whether a condition concerns the whole body, the region it sits in, or both."""

    GLOBAL = "global"
    LOCAL = "local"
    BOTH = "both"


class AnsweredBy(StrEnum):
    """Who knows: the patient, a blood pressure reading, the therapist who looks, or the clinic's own records."""

    PATIENT = "patient"
    READING = "reading"
    OBSERVER = "observer"
    RECORDS = "records"


@dataclass(frozen=True, slots=True)
class Condition:
    """A yes to `question` means it is there. `short`: asked again at every visit. `usual_regions`: where it sits
    unless a place is named."""

    number: int
    code: ConditionCode
    label: str
    question: str
    scope: Scope
    short: bool
    answered_by: AnsweredBy
    usual_regions: tuple[str, ...]

    @property
    def row(self) -> str:
        """Its row of the clinical reference, such as "X-07"."""
        return f"X-{self.number:02}"

    @property
    def needs_place(self) -> bool:
        """Whether a yes must also say where."""
        return self.scope is not Scope.GLOBAL and not self.usual_regions

    @property
    def needs_since(self) -> bool:
        """Whether a yes must also say since when; what is read or seen today is of today."""
        return self.answered_by is AnsweredBy.PATIENT and self.code is not ConditionCode.NO_PHYSICIAN_CONTACT


# Kinds of a condition that bind harder, by their names in the screening matrix, with the words to choose them by.
VARIANTS: Mapping[ConditionCode, tuple[tuple[str, str], ...]] = {
    ConditionCode.VARICOSE: (("PHLEBITIS", "A vein is inflamed now (phlebitis)"),),
    ConditionCode.ABDOMEN: (("AAA", "Widened belly artery (aneurysm)"),),
}
VARIANT_CHOICES: tuple[tuple[str, str], ...] = tuple(choice for kinds in VARIANTS.values() for choice in kinds)
MOST_PLATELETS = 2000  # thousands per microliter; more is a typing error
