"""What a plan is judged by, and what is signed of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from clinic.models import Staff, TechniqueCredential
from clinic.rules.policy import Policy
from clinic.selectors.profile import policy_in_force
from referrals.models import Referral
from referrals.models.episodes import EpisodeQuerySet
from sessions.models import Appointment, Plan, PlanVersion, Technique
from sessions.rules.plans import Limits, PlanFacts, PlannedTechnique
from sessions.selectors.banner import BandItem, band, consent_rows, day_count
from sessions.selectors.plan_record import Record

VERSION = (
    "number",
    "template_id",
    "purpose",
    "phase",
    "visits_planned",
    "visits_per_week",
    "visit_minutes",
    "starts_on",
    "precautions",
    "home_program",
    "change_reason",
    "guard_reason",
    "judged",
    "policy_version",
)


def latest_version(plan: Plan) -> PlanVersion | None:
    """The newest version, draft or signed."""
    return plan.versions.order_by("-number").first()


def version_in_force(plan: Plan) -> PlanVersion | None:
    """The newest signed version: what is treated by."""
    return PlanVersion.objects.signed().filter(plan=plan).order_by("-number").first()


def visits_for_treatment(referral: Referral, policy: Policy) -> int:
    """Visits the referral leaves for treatments, booked and given ones included: what evaluations and re-assessments did not use."""
    counted = Appointment.objects.counted_under(referral, evaluations=bool(policy.evaluation_counts))
    return max((referral.visits_authorized or 0) - counted.exclude(kind=Appointment.Kind.TREATMENT).count(), 0)


def credentials_of(staff: Staff, *, on: date) -> frozenset[str]:
    """Codes of the techniques this person holds a credential for on that day."""
    held = TechniqueCredential.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), staff=staff, since_on__lte=on
    )
    return frozenset(held.values_list("technique", flat=True))


def limits_of(rows: Iterable[Technique]) -> dict[str, Limits]:
    return {
        row.code: Limits(
            code=row.code,
            name=row.name,
            pressure_min=row.pressure_min,
            pressure_max=row.pressure_max,
            minutes_min=row.minutes_min,
            minutes_max=row.minutes_max,
            gap_hours=row.gap_hours,
            needs_credential=row.needs_credential,
        )
        for row in rows
    }


def planned_techniques(version: PlanVersion) -> list[PlannedTechnique]:
    return [
        PlannedTechnique(row.technique.code, tuple(row.places), row.minutes, row.pressure_ceiling, row.from_on)
        for row in version.techniques.select_related("technique")
    ]


def plan_facts(
    version: PlanVersion,
    *,
    signer: Staff,
    policy: Policy | None = None,
    catalogue: Sequence[Technique] | None = None,
    planned: Sequence[PlannedTechnique] | None = None,
) -> PlanFacts:
    """Facts of the version as it is stored. `signer` is whose credentials count; what is known already may be passed."""
    policy, referral = policy or policy_in_force(), version.referral
    rows = catalogue if catalogue is not None else list(Technique.objects.current())
    return PlanFacts(
        techniques=planned_techniques(version) if planned is None else planned,
        limits=limits_of(rows),
        credentials=credentials_of(signer, on=version.starts_on),
        no_touch=frozenset(referral.no_touch_regions),
        visits_planned=version.visits_planned,
        visits_open=visits_for_treatment(referral, policy),
        visits_per_week=version.visits_per_week,
        visit_minutes=version.visit_minutes,
        minutes=(policy.visit_minutes_min, policy.visit_minutes_max),
        starts_on=version.starts_on,
        earliest_start_on=referral.earliest_start_on,
        start_by_on=referral.start_by_on,
        valid_until_on=referral.valid_until_on or version.starts_on,
    )


def content(version: PlanVersion) -> dict[str, Any]:
    """What the signature covers."""
    return {
        "plan": version.plan_id,
        "patient": version.plan.episode.patient.number,
        "referral": version.referral_id,
        **{name: getattr(version, name) for name in VERSION},
        "techniques": [
            {
                "code": row.technique.code,
                "catalogue_version": row.technique.version,
                "places": row.places,
                "minutes": row.minutes,
                "pressure_ceiling": row.pressure_ceiling,
                "from_on": row.from_on,
            }
            for row in version.techniques.select_related("technique").order_by("position")
        ],
    }


def versions_of(
    plan_id: int, *, within: EpisodeQuerySet, own: EpisodeQuerySet | None = None
) -> tuple[list[PlanVersion], bool]:
    """All versions of a plan, newest first, with what its page shows, none where the episode is not among `within`;
    and whether the episode is among `own`."""
    mine = (within if own is None else own).filter(pk=OuterRef("plan__episode_id"))
    rows = list(
        PlanVersion.objects.filter(plan_id=plan_id, plan__episode__in=within)
        .select_related("plan__episode__patient", "referral__physician", "signature", "therapist", "template")
        .annotate(is_own=Exists(mine))
        .order_by("-number")
    )
    return list(rows), any(getattr(row, "is_own", False) for row in rows)


def banner_items(version: PlanVersion, record: Record, *, today: date) -> list[BandItem]:
    """The band above the plan: the day count, no touch, consent, precautions, standing conditions."""
    patient = record.patient
    count = day_count(record.events, episode_id=version.plan.episode_id, on=today)
    return [
        *([BandItem(count, "blue", "calendar-event")] if count else []),
        *band(
            consent_kinds=[row["kind"] for row in consent_rows(patient)],
            conditions=patient.standing_conditions,
            referrals=[version.referral],
        ),
    ]
