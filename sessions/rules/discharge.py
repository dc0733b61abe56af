"""When an episode may end, and what a discharge must leave behind (D-* rows)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinic.rules.policy import DEFAULTS


class DischargeReason(StrEnum):
    GOALS_MET = "goals_met"
    GOALS_MOSTLY = "goals_mostly"
    PLATEAU = "plateau"
    ADVERSE = "adverse"
    REFERRAL_ENDED = "referral_ended"
    VISITS_USED = "visits_used"
    PATIENT_CHOICE = "patient_choice"
    RED_FLAG = "red_flag"
    LOST_CONTACT = "lost_contact"


DISCHARGE_REASONS: Mapping[DischargeReason, str] = {
    DischargeReason.GOALS_MET: "All goals are met",
    DischargeReason.GOALS_MOSTLY: "Most goals are met and the patient goes on alone at home",
    DischargeReason.PLATEAU: "No change that matters at two re-assessments running",
    DischargeReason.ADVERSE: "Treatment is not borne",
    DischargeReason.REFERRAL_ENDED: "The referral has ended",
    DischargeReason.VISITS_USED: "The authorized visits are used",
    DischargeReason.PATIENT_CHOICE: "The patient wishes to end",
    DischargeReason.RED_FLAG: "A warning sign that belongs to the physician",
    DischargeReason.LOST_CONTACT: "No contact any more",
}
DISCHARGE_CHOICES: tuple[tuple[str, str], ...] = tuple((r.value, words) for r, words in DISCHARGE_REASONS.items())


@dataclass(frozen=True, slots=True)
class DischargeLimits:
    goals_percent: int = DEFAULTS["goals_percent"]
    missed_visits: int = DEFAULTS["missed_visits"]
    silent_days: int = DEFAULTS["silent_days"]


LIMITS = DischargeLimits()


@dataclass(frozen=True, slots=True)
class DischargeFacts:
    """`missed`: visits missed without word since the last contact, `silent_days` since that contact. The rest are
    facts judged elsewhere or said by a person."""

    goals: int = 0
    goals_met: int = 0
    independent_at_home: bool = False
    plateau: bool = False
    adverse: bool = False
    referral_ended: bool = False
    visits_used: bool = False
    patient_choice: bool = False
    red_flag: bool = False
    missed: int = 0
    silent_days: int = 0


def reasons(facts: DischargeFacts, limits: DischargeLimits = LIMITS) -> tuple[DischargeReason, ...]:
    """Every criterion that is met, in the order of the enum. They suggest; a therapist decides. (D-REASONS)"""
    all_met = facts.goals > 0 and facts.goals_met >= facts.goals
    most_met = facts.goals > 0 and facts.goals_met * 100 >= facts.goals * limits.goals_percent
    lost = facts.missed >= limits.missed_visits and facts.silent_days >= limits.silent_days
    met = {
        DischargeReason.GOALS_MET: all_met,
        DischargeReason.GOALS_MOSTLY: most_met and not all_met and facts.independent_at_home,
        DischargeReason.PLATEAU: facts.plateau,
        DischargeReason.ADVERSE: facts.adverse,
        DischargeReason.REFERRAL_ENDED: facts.referral_ended,
        DischargeReason.VISITS_USED: facts.visits_used,
        DischargeReason.PATIENT_CHOICE: facts.patient_choice,
        DischargeReason.RED_FLAG: facts.red_flag,
        DischargeReason.LOST_CONTACT: lost,
    }
    return tuple(reason for reason in DischargeReason if met[reason])


@dataclass(frozen=True, slots=True)
class DischargeRecord:
    """What a discharge holds. `measured`: final measures are taken, or `not_measured` says why they are not."""

    reason: str = ""
    measured: bool = False
    not_measured: str = ""
    handover: str = ""
    home_plan: str = ""


def missing(record: DischargeRecord) -> list[str]:
    """One sentence for each thing a discharge still lacks. (D-RECORD)"""
    demands = (
        (record.reason in set(DischargeReason), "Choose why the episode ends."),
        (record.measured or bool(record.not_measured.strip()), "Take the final measures, or write why not."),
        (bool(record.handover.strip()), "Write the handover to the physician."),
        (bool(record.home_plan.strip()), "Write what the patient goes on with at home."),
    )
    return [words for is_there, words in demands if not is_there]
