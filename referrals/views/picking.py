"""What the pick lists of the referral's page offer: what is chosen stays in sight, whatever is searched."""

from collections.abc import Sequence
from typing import Any

from patients.models import Patient
from patients.rules import phones
from patients.selectors import people
from referrals.models import Episode, Physician
from referrals.rules.icd import Code, NotBillable
from referrals.selectors import icd
from referrals.selectors import physicians as found_physicians

MOST = 8


def patients(q: str, *, chosen: int | None, known: Patient | None = None) -> dict[str, Any]:
    """`known` is a patient already at hand, who is not asked for again."""
    at_hand = known is not None and known.pk == chosen
    rows = [known] if known and at_hand else list(Patient.objects.filter(pk=chosen)) if chosen else []
    rows += list(people.find(q).exclude(pk=chosen)[:MOST] if chosen else people.find(q)[:MOST]) if q else []
    picks = [{"row": row, "chosen": row.pk == chosen, "phone": phones.shown(row.phone)} for row in rows]
    return {
        "patients": picks,
        "patient_q": q,
        "patient_none": bool(q) and not any(not pick["chosen"] for pick in picks),
    }


def physicians(q: str, *, chosen: int | None, known: Sequence[Physician] = ()) -> dict[str, Any]:
    """`known` stay in sight as well: who has written about this patient."""
    at_hand = {row.pk for row in known}
    rows = list(Physician.objects.filter(pk=chosen)) if chosen and chosen not in at_hand else []
    rows += known
    shown = {row.pk for row in rows}
    found = [row for row in found_physicians.find(q)[: MOST + len(shown)] if row.pk not in shown][:MOST] if q else []
    return {
        "physicians": [{"row": row, "chosen": row.pk == chosen} for row in [*rows, *found]],
        "physician_q": q,
        "physician_none": bool(q) and not found,
    }


def episodes(patient_id: int | None, *, chosen: int | None) -> dict[str, Any]:
    """Open episodes of the patient; one that is chosen although it was closed meanwhile is offered too."""
    rows = list(Episode.objects.filter(patient_id=patient_id).order_by("-opened_on", "-id")) if patient_id else []
    offered = [row for row in rows if row.closed_on is None or row.pk == chosen]
    return {
        "episodes": [{"row": row, "chosen": row.pk == chosen} for row in offered],
        "episode_new": chosen is None,
        "has_patient": bool(patient_id),
    }


def diagnoses(q: str, *, ticked: list[str], lead: str, known: dict[str, str] | None = None) -> dict[str, Any]:
    """Ticked codes first, then what was found. `known` are labels of codes that need no look into the classification."""
    chosen = [code for text in ticked if (code := _labeled(text, known or {})) is not None]
    codes = {code.code for code in chosen}
    found = [code for code in icd.search(q) if code.code not in codes] if q else []
    return {
        "chosen_codes": chosen,
        "lead": lead if lead in codes else next(iter([code.code for code in chosen]), ""),
        "found_codes": found,
        "icd_q": q,
        "icd_none": bool(q) and not found,
    }


def _labeled(text: str, known: dict[str, str]) -> Code | None:
    if text in known:
        return Code(text, known[text])
    try:
        return icd.codes().get(text)
    except NotBillable:
        return None
