"""Consents: taken down under the wording in force, withdrawn but never deleted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from clinic.models import Actor
from clinic.selectors.days import today
from patients.models import Consent, Patient, RelatedPerson
from patients.rules.consenting import Speaker, why_not
from patients.rules.names import has_unusable, tidy
from patients.selectors import wordings
from patients.services.refusal import Refused


def give(
    *,
    patient: Patient,
    kind: str,
    signed_name: str,
    given_through: RelatedPerson | None = None,
    by: Actor,
    now: datetime,
) -> Consent:
    """Take down one consent, signed by the patient or through a related person who may consent. Raises Refused."""
    wording = wordings.current(kind)
    signed_name = tidy(signed_name)
    if not signed_name or has_unusable(signed_name):
        raise Refused(_("A consent is signed with a full name."), "signed_name")
    _check_speaker(patient, given_through, now)
    with transaction.atomic():
        # One at a time per patient, so that a double click meets the sentence below and not the constraint.
        Patient.objects.select_for_update().get(pk=patient.pk)
        if Consent.objects.standing().filter(patient=patient, kind=kind).exists():
            raise Refused(_("This consent stands already."), "kinds")
        return Consent.objects.create(
            patient=patient,
            kind=wording.kind,
            text_version=wording.version,
            signed_name=signed_name,
            given_through=given_through,
            given_at=now,
            taken_by=by,
        )


def withdraw(*, consent: Consent, by: Actor, now: datetime) -> Consent:
    """End a consent from now on. One that was withdrawn before stays as it is."""
    with transaction.atomic():
        held = Consent.objects.select_for_update().get(pk=consent.pk)
        if held.withdrawn_at is None:
            held.withdrawn_at, held.withdrawn_by = now, by
            held.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return held


def _check_speaker(patient: Patient, person: RelatedPerson | None, now: datetime) -> None:
    if person is not None and person.patient_id != patient.pk:
        raise Refused(_("This person is not related to this patient."), "given_through")
    speaker = Speaker(person.relation, person.may_consent, person.until_on) if person else None
    day = today(now=now)
    reason = why_not(age=patient.age_on(day), speaker=speaker, today=day)
    name = person.name if person else ""
    sentences = {
        "minor": _(
            "The patient is under 18: a parent or legal guardian who may consent has to sign. Add them as a related person first."
        ),
        "minor_relation": _(
            "The patient is under 18: only a parent or legal guardian may consent, and %(name)s is neither."
        )
        % {"name": name},
        "not_allowed": _("%(name)s is not recorded as somebody who may consent for this patient.") % {"name": name},
        "ended": _("%(name)s may no longer act for this patient.") % {"name": name},
    }
    if reason:
        raise Refused(sentences[reason], "given_through")
