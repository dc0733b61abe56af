"""Making one record of two of the same person, with nothing lost: every row of every app follows, and what both said is kept."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from clinic.models import Actor
from clinic.registry import Merge, registry
from patients.models import Consent, MergeProposal, Patient, PatientMerge
from patients.rules.names import has_unusable, name_key, tidy
from patients.rules.sounds import sound_key
from patients.services.refusal import Refused

# What a person chooses from, side by side, in the order of the page.
FIELDS = (
    "given_name",
    "family_name",
    "birth_on",
    "sex",
    "pronouns",
    "phone",
    "email",
    "address",
    "language",
    "payer",
)
REASON_MOST = 300


def merge(
    *, into: Patient, merged: Patient, kept: dict[str, str], reason: str, by: Actor, now: datetime
) -> PatientMerge:
    """Point everything of `merged` at `into`, in one transaction. `kept` names the fields taken from the record that goes ("merged").

    The record that goes stays as a row that leads to the other: its number and its links still find the patient. Raises Refused.
    """
    words = tidy(reason)[:REASON_MOST]
    if not words or has_unusable(reason):
        raise Refused("Write how you know that these two are one person.", "reason")
    try:
        with transaction.atomic():
            stays, goes = _locked(into, merged)
            before = {"into": _as_it_is(stays), "merged": _as_it_is(goes)}
            _take_fields(stays, goes, kept)
            registry.settle_before_merge(merged=goes.pk, into=stays.pk, by=by, now=now)
            _settle_consents(stays, goes, by=by, now=now)
            moved = {label: _repoint(label, rule.path, stays, goes) for label, rule in _followed()}
            _settle_proposals(stays, goes, by=by, now=now)
            return PatientMerge.objects.create(
                into=stays,
                merged=goes,
                reason=words,
                before=before,
                kept={field: "merged" if kept.get(field) == "merged" else "into" for field in FIELDS},
                moved={label: count for label, count in moved.items() if count},
                merged_at=now,
                merged_by=by,
            )
    except ValueError as error:
        raise Refused(str(error)) from error


def propose(*, first: Patient, second: Patient, note: str, by: Actor, now: datetime) -> MergeProposal:
    """Ask a manager to look at two records. Those who were found to be two people are not proposed again. Raises Refused."""
    if first.pk == second.pk or first.merged_into_id or second.merged_into_id:
        raise Refused("Choose two records that are both in use.")
    if has_unusable(note):
        raise Refused("This holds characters that cannot be kept.", "reason")
    lower, upper = sorted((first, second), key=lambda patient: patient.pk)
    proposal, made = MergeProposal.objects.get_or_create(
        first=lower,
        second=upper,
        defaults={"note": tidy(note)[:REASON_MOST], "proposed_at": now, "proposed_by": by},
    )
    if not made and proposal.settled_at:
        raise Refused("A manager has found that these are two people. Speak with the manager.")
    return proposal


def keep_apart(*, first: Patient, second: Patient, by: Actor, now: datetime) -> MergeProposal:
    """They are two people: so it is written down, and not asked again."""
    lower, upper = sorted((first, second), key=lambda patient: patient.pk)
    proposal, _made = MergeProposal.objects.get_or_create(
        first=lower, second=upper, defaults={"proposed_at": now, "proposed_by": by}
    )
    if not proposal.settled_at:
        proposal.settled_at, proposal.settled_by, proposal.outcome = now, by, MergeProposal.Outcome.TWO_PEOPLE
        proposal.save(update_fields=["settled_at", "settled_by", "outcome"])
    return proposal


def _locked(into: Patient, merged: Patient) -> tuple[Patient, Patient]:
    """Both rows, always locked in the same order; whoever adds to one of them now waits, and then finds the one that stays."""
    rows = {
        row.pk: row for row in Patient.objects.select_for_update().filter(pk__in=[into.pk, merged.pk]).order_by("pk")
    }
    if len(rows) != 2:  # noqa: PLR2004 - two records
        raise Refused("Choose another record: nobody is merged with themselves.")
    stays, goes = rows[into.pk], rows[merged.pk]
    if stays.merged_into_id or goes.merged_into_id:
        raise Refused("One of the two has been merged already. Look at the patient once more.")
    return stays, goes


def _as_it_is(patient: Patient) -> dict[str, Any]:
    facts = {field: getattr(patient, field) for field in FIELDS}
    return {"number": patient.number} | facts | {"birth_on": patient.birth_on.isoformat()}


def _take_fields(stays: Patient, goes: Patient, kept: dict[str, str]) -> None:
    for field in FIELDS:
        if kept.get(field) == "merged":
            setattr(stays, field, getattr(goes, field))
    stays.name_key = name_key(family=stays.family_name, given=stays.given_name)
    stays.sound_key = sound_key(family=stays.family_name, given=stays.given_name)
    stays.save()
    goes.merged_into = stays
    goes.save(update_fields=["merged_into"])
    # Whoever was merged into the one that goes now leads to the one that stays: one step, however often there was a merge.
    Patient.objects.filter(merged_into=goes).update(merged_into=stays)


def _settle_consents(stays: Patient, goes: Patient, *, by: Actor, now: datetime) -> None:
    """One consent of a kind stands: the one that was given last. The other is kept as one that no longer stands."""
    standing = Consent.objects.standing().filter(patient__in=[stays, goes]).order_by("-given_at", "-pk")
    seen = set[str]()
    for consent in standing:
        if consent.kind in seen:
            consent.withdrawn_at, consent.withdrawn_by = now, by
            consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
        seen.add(consent.kind)


def _followed() -> list[tuple[str, Any]]:
    return sorted((label, rule) for label, rule in registry.data_rules.items() if rule.merge is Merge.REPOINT)


def _repoint(label: str, path: str, stays: Patient, goes: Patient) -> int:
    model: type[models.Model] = apps.get_model(label)
    try:
        with transaction.atomic():
            return models.QuerySet(model).filter(**{path: goes.pk}).update(**{path: stays.pk})
    except IntegrityError as error:
        what = model._meta.verbose_name_plural
        raise Refused(f"Both records hold {what} that cannot be one patient's. Settle these first.") from error


def _settle_proposals(stays: Patient, goes: Patient, *, by: Actor, now: datetime) -> None:
    """These two are settled; what was proposed of the one that goes and a third is proposed of the one that stays."""
    pair = sorted((stays.pk, goes.pk))
    done = {"settled_at": now, "settled_by": by, "outcome": MergeProposal.Outcome.MERGED}
    MergeProposal.objects.open().filter(first=pair[0], second=pair[1]).update(**done)
    for row in MergeProposal.objects.open().filter(Q(first=goes) | Q(second=goes)):
        other = row.second_id if row.first_id == goes.pk else row.first_id
        lower, upper = sorted((stays.pk, other))
        if MergeProposal.objects.filter(first=lower, second=upper).exists():
            MergeProposal.objects.filter(pk=row.pk).update(**done)
        else:
            MergeProposal.objects.filter(pk=row.pk).update(first=lower, second=upper)
