"""What stands above a report: whose it is, which day, what must not be touched."""

from datetime import datetime
from typing import Any

from clinic.selectors.days import today
from patients.models import Patient
from referrals.models import ClinicalEvent, Episode, Referral
from sessions.selectors import banner


def subhead(episode: Episode, *, now: datetime) -> dict[str, Any]:
    """The variables of the patient header and of the band under it."""
    on = today(now=now)
    patient = banner.with_banner_facts(Patient.objects.filter(pk=episode.patient_id)).get()
    kinds = [consent["kind"] for consent in patient.standing_consents]  # type: ignore[attr-defined]
    consents, consents_ok = banner.consents_text(kinds)
    events = ClinicalEvent.objects.filter(patient=patient)
    # What one course of care must spare is spared in every other.
    open_ones = {"episode__patient": patient, "episode__closed_on__isnull": True}
    orders = Referral.objects.verified().filter(**open_ones, valid_until_on__gte=on)
    return {
        "patient": patient,
        "facts": banner.facts_text(patient, on),
        "day_count": banner.day_count(events, episode_id=episode.pk, on=on),
        "consents": consents,
        "consents_ok": consents_ok,
        "band": banner.band(
            consent_kinds=kinds,
            conditions=patient.standing_conditions,  # type: ignore[attr-defined]
            referrals=orders,
        ),
    }
