"""What a referral still lacks before it can be verified: the checklist of the page and the refusal of the service."""

from dataclasses import dataclass

# A patient is kept with a referral through an episode; until somebody names its problem, it carries this.
UNNAMED_PROBLEM = "Problem not yet named"


@dataclass(frozen=True)
class Contents:
    """What is there of a referral, in plain values."""

    has_patient: bool = False
    problem: str = ""
    has_physician: bool = False
    diagnoses: int = 0
    affected_regions: int = 0
    visits_authorized: int | None = None
    has_valid_until: bool = False


@dataclass(frozen=True)
class Item:
    """One line of the checklist. `field` is where it is filled in."""

    field: str
    label: str
    done: bool


def checklist(contents: Contents) -> list[Item]:
    return [
        Item("patient", "The patient", contents.has_patient),
        Item("problem", "The problem it is for", bool(contents.problem) and contents.problem != UNNAMED_PROBLEM),
        Item("physician", "The referring physician", contents.has_physician),
        Item("diagnoses", "At least one ICD-10-CM diagnosis", contents.diagnoses > 0),
        Item("affected_regions", "The affected regions", contents.affected_regions > 0),
        Item("visits_authorized", "The number of visits authorized", bool(contents.visits_authorized)),
        Item("valid_until_on", "The day it is valid until", contents.has_valid_until),
    ]


def missing(contents: Contents) -> list[str]:
    """What verification would refuse for, in words; empty when it may be verified."""
    return [item.label for item in checklist(contents) if not item.done]
