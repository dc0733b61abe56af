"""The conditions of a patient as people read them: what stands, and how what ended came to its end."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef

from assessments.models import Condition
from assessments.rules.wording import ending_parts
from clinic.models import Staff
from clinic.rules.conditions import VARIANT_CHOICES, ConditionCode
from clinic.rules.regions import place_name
from clinic.rules.screening import CONDITIONS
from patients.models import Patient
from referrals.models import Episode

MOST = 100


@dataclass(frozen=True)
class ConditionLine:
    """`about`: where, which kind, since when; `said`: who stands behind it; `ended`: how it ended, empty while it stands."""

    pk: int
    label: str
    about: str
    said: str
    ended: str
    confirmed: bool
    may_end: bool = False


def conditions_of(patient: Patient, staff: Staff, *, today: date) -> list[ConditionLine]:
    """What stands first, in the order of the list; `may_end`: for a therapist of the care team. One query."""
    own = Episode.objects.cared_for_by(staff, today=today).filter(patient=OuterRef("patient"))
    rows = Condition.objects.filter(patient=patient).select_related("confirmed_by", "recorded_by", "resolved_by")
    rows = rows.annotate(is_own=Exists(own))
    found = sorted(
        rows[:MOST], key=lambda row: (row.resolved_on is not None, CONDITIONS[ConditionCode(row.code)].number)
    )
    return [replace(line(row), may_end=staff.is_therapist and bool(getattr(row, "is_own", False))) for row in found]


def line(row: Condition) -> ConditionLine:
    about = [place_name(place) for place in row.regions]
    about += [dict(VARIANT_CHOICES).get(row.variant, row.variant).lower()] if row.variant else []
    about += [f"platelets {row.platelets} thousand"] if row.platelets is not None else []
    about += [f"since {row.since_on:%-d %b %Y}"] + ([row.note] if row.note else [])
    by = row.confirmed_by or row.recorded_by
    return ConditionLine(
        pk=row.pk,
        label=CONDITIONS[ConditionCode(row.code)].label,
        about=", ".join(about),
        said=f"{row.get_source_display()}, {'confirmed by' if row.confirmed_at else 'not confirmed, written by'} {by}",
        ended=_ended(row),
        confirmed=row.confirmed_at is not None,
    )


def _ended(row: Condition) -> str:
    if row.resolved_on is None:
        return ""
    how = ending_parts(row.resolution, row.resolved_on, row.resolved_why) or [f"ended on {row.resolved_on:%-d %b %Y}"]
    text = ", ".join([*how, *([str(row.resolved_by)] if row.resolved_by else [])])
    return text[:1].upper() + text[1:]
