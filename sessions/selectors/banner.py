"""What stands above every page about a patient: who, which day since the event, what must not be touched, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import formats

from assessments.models import Condition
from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EventKind, day_text, day_zero
from clinic.rules.regions import place_name
from clinic.rules.screening import CONDITIONS
from patients.models import Consent, Patient
from patients.models.people import PatientQuerySet
from referrals.models import ClinicalEvent, Referral

NEEDED_CONSENTS = (Consent.Kind.TREATMENT, Consent.Kind.RELEASE)


@dataclass(frozen=True)
class BandItem:
    text: str
    tone: str
    icon: str


def with_banner_facts(patients: PatientQuerySet) -> PatientQuerySet:
    """Adds `standing_consents`, their `consent_kinds`, and `standing_conditions` to each patient, without a query of their own."""
    rows = Consent.objects.standing().filter(patient=OuterRef("pk")).order_by("kind")
    consents = rows.values(found=JSONObject(id="pk", kind="kind", signed_name="signed_name"))
    standing = Condition.objects.standing().filter(patient=OuterRef("pk")).order_by("code")
    conditions = standing.values(found=JSONObject(code="code", regions="regions"))
    found: PatientQuerySet = patients.annotate(
        standing_consents=ArraySubquery(consents),
        consent_kinds=ArraySubquery(rows.values("kind")),
        standing_conditions=ArraySubquery(conditions),
    )
    return found


def facts_text(patient: Patient, today: date) -> str:
    """“54 · she/her”."""
    said = patient.pronouns or (patient.get_sex_display() if patient.sex else "")
    return " · ".join(filter(None, [str(patient.age_on(today)), said]))


def binding_event(events: Iterable[ClinicalEvent], *, episode_id: int | None) -> ClinicalEvent | None:
    """The event days are counted from: the latest with a known day 0, of this episode before any other."""
    counted = [event for event in events if _zero(event)]
    own = [event for event in counted if episode_id is not None and event.episode_id == episode_id]
    return max(own or counted, key=lambda event: (_zero(event), event.pk), default=None)


def _zero(event: ClinicalEvent) -> date | None:
    kind = EventKind(event.kind)
    return day_zero(kind, event.happened_on, ended_on=event.ended_on, confirmed_on=event.confirmed_on)


def day_chip(events: Iterable[ClinicalEvent], *, episode_id: int | None, on: date) -> str:
    """“POD 12”, or nothing."""
    event = binding_event(events, episode_id=episode_id)
    zero = _zero(event) if event else None
    return day_text(EventKind(event.kind), zero, on) if event and zero else ""


def day_count(events: Iterable[ClinicalEvent], *, episode_id: int | None, on: date) -> str:
    """“POD 12 · liposuction, lower belly, 11 Nov”."""
    events = list(events)
    event, count = binding_event(events, episode_id=episode_id), day_chip(events, episode_id=episode_id, on=on)
    if event is None:
        return ""
    what = (event.procedure or event.get_kind_display()).strip()
    parts = [what[:1].lower() + what[1:], ", ".join(place_name(place) for place in event.regions[:2])]
    parts.append(formats.date_format(event.happened_on, "j M" if event.happened_on.year == on.year else "j M Y"))
    return f"{count} · {', '.join(filter(None, parts))}"


def band(
    *, consent_kinds: Sequence[str], conditions: Sequence[Mapping[str, Any]], referrals: Iterable[Referral]
) -> list[BandItem]:
    """The red band: first what must not be touched, then missing consent, precautions and standing conditions."""
    referrals = list(referrals)
    items = [
        BandItem(
            f"No touch: {', '.join(place_name(place) for place in referral.no_touch_regions)}", "red", "slash-circle"
        )
        for referral in referrals
        if referral.no_touch_regions
    ]
    if Consent.Kind.TREATMENT.value not in consent_kinds:
        items.append(BandItem("No consent to treatment", "red", "pen"))
    items += [
        BandItem(referral.precautions, "amber", "exclamation-triangle")
        for referral in referrals
        if referral.precautions
    ]
    return items + [BandItem(_condition(found), "amber", "droplet") for found in conditions]


def _condition(found: Mapping[str, Any]) -> str:
    label = CONDITIONS[ConditionCode(found["code"])].label
    regions = ", ".join(place_name(place) for place in found["regions"])
    return f"{label}: {regions}" if regions else label


def consent_rows(patient: Patient) -> list[dict[str, Any]]:
    """Of a patient from `with_banner_facts`: each standing consent with its kind in words."""
    rows: list[dict[str, Any]] = patient.standing_consents  # type: ignore[attr-defined]
    return [{**row, "label": str(Consent.Kind(row["kind"]).label)} for row in rows]


def consents_text(kinds: Sequence[str]) -> tuple[str, bool]:
    """In words, and whether all stand that a referred patient's care needs."""
    lacking = [str(kind.label) for kind in NEEDED_CONSENTS if kind.value not in kinds]
    return (f"no {' or '.join(lacking)}", False) if lacking else (str(len(kinds)), True)
