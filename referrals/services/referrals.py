"""Referrals on their way from a bare scan to a verified order, and their ends."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from clinic.models import Actor, StoredFile
from clinic.rules.regions import check_places
from clinic.selectors.days import today
from clinic.selectors.profile import policy_in_force
from clinic.services.drafts import EditedMeanwhile, NotReady
from patients.services.refusal import Refused
from referrals.models import Episode, Physician, Referral, ReferralDiagnosis
from referrals.rules import completeness
from referrals.rules.icd import Code, NotBillable
from referrals.rules.validity import default_valid_until
from referrals.selectors import icd
from referrals.selectors.referrals import contents_of


class Settled(Exception):
    """It has been verified, declined or withdrawn already."""


def take_in(
    *, source: str, received_on: date, scan: StoredFile | None = None, note: str = "", by: Actor, now: datetime
) -> Referral:
    """Keep a referral as it arrived; everything else may follow. Raises Refused."""
    if received_on > today(now=now):
        raise Refused("A referral cannot be received in the future.", "received_on")
    return Referral.objects.create(
        source=Referral.Source(source), received_on=received_on, scan=scan, note=note, recorded_at=now, recorded_by=by
    )


def attach_scan(*, referral: Referral, scan: StoredFile, by: Actor, now: datetime) -> Referral:
    """Add the paper to a referral that was taken in without, or put a better scan in its place. Raises Settled."""
    with transaction.atomic():
        held = _held(referral)
        held.scan = scan
        held.save(update_fields=["scan"])
    return held


def complete(
    *,
    referral: Referral,
    episode: Episode | None,
    physician: Physician | None,
    diagnoses: Sequence[str],
    purpose: str,
    affected_regions: Sequence[str],
    no_touch_regions: Sequence[str] = (),
    precautions: str = "",
    earliest_start_on: date | None = None,
    start_by_on: date | None = None,
    visits_authorized: int | None = None,
    valid_until_on: date | None = None,
    renews: Referral | None = None,
    source: str | None = None,
    received_on: date | None = None,
    note: str | None = None,
    edition: int | None = None,
    by: Actor,
    now: datetime,
) -> Referral:
    """Save what is there; the rest may follow. Without a last day it is valid as long as the clinic's policy says.

    `edition` is the one that was read; None saves over whatever stands. `source`, `received_on` and `note` stay when they are None.
    Raises Refused, Settled, EditedMeanwhile.
    """
    coded = _coded(diagnoses)
    with transaction.atomic():
        held = _held(referral)
        if edition is not None and edition != held.edition:
            raise EditedMeanwhile(held, "Somebody else saved this referral while you were writing.")
        held.episode, held.physician, held.renews = episode, physician, renews
        held.purpose = Referral.Purpose(purpose)
        held.affected_regions, held.no_touch_regions = (
            list(check_places(affected_regions)),
            list(check_places(no_touch_regions)),
        )
        held.precautions = precautions.strip()
        held.source = held.source if source is None else Referral.Source(source)
        held.received_on = received_on or held.received_on
        held.note = held.note if note is None else note.strip()
        held.earliest_start_on, held.start_by_on, held.visits_authorized = (
            earliest_start_on,
            start_by_on,
            visits_authorized,
        )
        held.valid_until_on = valid_until_on or default_valid_until(
            held.received_on, policy_in_force().referral_valid_days
        )
        _check(held, today(now=now))
        held.edition += 1
        held.save()
        _write_diagnoses(held, coded)
    return held


def verify(*, referral: Referral, by: Actor, now: datetime) -> Referral:
    """Vouch that it says what the paper says and that nothing is missing. Raises NotReady, Settled."""
    with transaction.atomic():
        held = _held(referral)
        missing = completeness.missing(contents_of(held))
        if missing:
            raise NotReady(missing, f"Still missing: {', '.join(missing)}.")
        held.verified_at, held.verified_by = now, by
        held.save(update_fields=["verified_at", "verified_by"])
    return held


def decline(*, referral: Referral, reason: str, by: Actor, now: datetime) -> Referral:
    """Turn it away before it was verified. Raises Refused, Settled."""
    with transaction.atomic():
        held = _held(referral)
        held.reason = _reason(reason)
        held.declined_at, held.declined_by = now, by
        held.save(update_fields=["reason", "declined_at", "declined_by"])
    return held


def withdraw(*, referral: Referral, reason: str, by: Actor, now: datetime) -> Referral:
    """End it, verified or not, such as when the physician takes it back. Raises Refused, Settled."""
    with transaction.atomic():
        held = Referral.objects.select_for_update().get(pk=referral.pk)
        if held.withdrawn_at or held.declined_at:
            raise Settled("This referral has been declined or withdrawn already.")
        held.reason = _reason(reason)
        held.withdrawn_at, held.withdrawn_by = now, by
        held.save(update_fields=["reason", "withdrawn_at", "withdrawn_by"])
    return held


def _held(referral: Referral) -> Referral:
    """The row, locked, and still open."""
    held = Referral.objects.select_for_update().get(pk=referral.pk)
    for at, word in ((held.verified_at, "verified"), (held.declined_at, "declined"), (held.withdrawn_at, "withdrawn")):
        if at is not None:
            raise Settled(f"This referral has been {word} already and can no longer be changed.")
    return held


def _reason(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise Refused("Say why.", "reason")
    return text[:300]


def _coded(diagnoses: Sequence[str]) -> list[Code]:
    try:
        found = [icd.codes().get(code) for code in diagnoses]
    except NotBillable as error:
        raise Refused(str(error), "codes") from error
    return list({code.code: code for code in found}.values())


def _check(referral: Referral, today: date) -> None:
    """What the database would refuse, said at the field it belongs to."""
    if referral.received_on > today:
        raise Refused("A referral cannot be received in the future.", "received_on")
    if referral.valid_until_on and referral.valid_until_on < referral.received_on:
        raise Refused("It cannot end before it was received.", "valid_until_on")
    if referral.earliest_start_on and referral.start_by_on and referral.start_by_on < referral.earliest_start_on:
        raise Refused("“Start by” cannot lie before the earliest start.", "start_by_on")
    if referral.visits_authorized is not None and not 1 <= referral.visits_authorized <= 100:  # noqa: PLR2004 - as the constraint says
        raise Refused("Between 1 and 100 visits can be authorized.", "visits_authorized")
    if referral.renews is not None:
        if referral.renews.pk == referral.pk:
            raise Refused("A referral cannot renew itself.", "renews")
        if referral.episode is None or referral.renews.episode_id != referral.episode.pk:
            raise Refused("A renewal belongs to the same episode as the referral it renews.", "renews")


def _write_diagnoses(referral: Referral, coded: list[Code]) -> None:
    wanted = [(position, code.code, code.label) for position, code in enumerate(coded, start=1)]
    if list(referral.diagnoses.values_list("position", "code", "label")) == wanted:
        return
    referral.diagnoses.all().delete()
    ReferralDiagnosis.objects.bulk_create(
        ReferralDiagnosis(referral=referral, code=code, label=label[:250], position=position)
        for position, code, label in wanted
    )
