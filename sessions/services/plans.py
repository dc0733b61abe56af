"""Plans of care: drafted from a signed intake under a verified referral, filled from a template, saved, signed; a signed one changes by
its next version."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from assessments.models import Assessment
from assessments.services.assessments import require_care_team
from clinic.models import Actor, Staff
from clinic.rules.findings import Finding, Level, by_weight, unlifted
from clinic.selectors import days
from clinic.selectors.profile import policy_in_force
from clinic.services import signatures
from clinic.services.drafts import EditedMeanwhile, NotReady
from referrals.models import Episode, Referral
from sessions.models import Plan, PlanTechnique, PlanTemplate, PlanVersion, Technique
from sessions.rules.gates_ahead import phase_of
from sessions.rules.plans import PlannedTechnique, judge_plan
from sessions.selectors.guard_facts import guard_facts
from sessions.selectors.judging import as_kept, judge_version
from sessions.selectors.plans import content, latest_version, plan_facts, visits_for_treatment
from sessions.selectors.templates import filled

__all__ = ["PlannedTechnique", "draft", "fill", "save", "sign"]

CARRIED = (
    "purpose",
    "phase",
    "visits_planned",
    "visits_per_week",
    "visit_minutes",
    "starts_on",
    "precautions",
    "home_program",
)
LONGEST_WORDS = 400
USUAL_VISITS, USUAL_PER_WEEK, USUAL_MINUTES = 12, 2, 60


def draft(
    *, episode: Episode, referral: Referral, therapist: Staff, change_reason: str = "", by: Actor, now: datetime
) -> PlanVersion:
    """The draft that is open, else a new one: of a new plan, or the next version of the running one (then with its reason).

    Raises NotReady.
    """
    require_care_team(episode=episode, staff=therapist, now=now)
    with transaction.atomic():
        Episode.objects.select_for_update(no_key=True).get(pk=episode.pk)
        plan = Plan.objects.filter(episode=episode, ended_on__isnull=True).first()
        last = latest_version(plan) if plan else None
        if last and not last.signature_id:
            return last
        lacking = _lacking_to_begin(episode, referral)
        if last and not change_reason.strip():
            lacking.append("Say why the plan changes.")
        if lacking:
            raise NotReady(lacking)
        plan = plan or Plan.objects.create(episode=episode, opened_at=now, opened_by=by)
        values = _carried(last) if last else _first_values(referral, today=days.today(now=now))
        version = PlanVersion.objects.create(
            plan=plan,
            number=last.number + 1 if last else 1,
            referral=referral,
            therapist=therapist,
            change_reason=change_reason.strip() if last else "",
            drafted_at=now,
            drafted_by=by,
            policy_version=policy_in_force().version,
            **values,
        )
        if last:
            _carry_techniques(last, version)
    return version


def save(
    *,
    version: PlanVersion,
    edition: int,
    phase: str,
    visits_planned: int,
    visits_per_week: int,
    visit_minutes: int,
    starts_on: date,
    precautions: str = "",
    home_program: str = "",
    change_reason: str = "",
    purpose: str = "",
    guard_reason: str = "",
    techniques: Sequence[PlannedTechnique],
    by: Actor,
    now: datetime,
) -> PlanVersion:
    """Write the draft as it stands, whatever speaks against it: findings stop the signing, not the saving. Raises EditedMeanwhile."""
    with transaction.atomic():
        row = _locked(version)
        if row.signature_id or row.edition != edition:
            raise EditedMeanwhile(row)
        row.phase, row.starts_on = phase, starts_on
        row.visits_planned, row.visits_per_week, row.visit_minutes = visits_planned, visits_per_week, visit_minutes
        row.precautions, row.home_program = precautions, home_program
        row.purpose, row.guard_reason = purpose or row.purpose, " ".join(guard_reason.split())
        if row.number > 1 and change_reason:
            row.change_reason = change_reason
        row.edition += 1
        row.save(update_fields=[*CARRIED, "guard_reason", "change_reason", "edition"])
        _write_techniques(row, techniques)
    return row


def fill(
    *, version: PlanVersion, edition: int, template: PlanTemplate, today: date, by: Actor, now: datetime
) -> tuple[PlanVersion, tuple[str, ...]]:
    """Write what the template proposes over the draft, each technique from the day it may begin; and what was left out, in words.

    Raises EditedMeanwhile.
    """
    with transaction.atomic():
        row = _locked(version)
        if row.signature_id or row.edition != edition:
            raise EditedMeanwhile(row)
        proposal = filled(template, row, today=today)
        visits_open = visits_for_treatment(row.referral, policy_in_force())
        row.template, row.purpose, row.phase = template, template.purpose, template.phase
        row.visits_planned = max(min(template.visits, visits_open), 1)
        row.visits_per_week, row.visit_minutes = template.visits_per_week, template.visit_minutes
        row.starts_on, row.home_program = proposal.starts_on, template.home_program
        row.guard_reason = ""  # it spoke of other techniques
        row.precautions = _joined(row.referral.precautions, template.precautions, *proposal.precautions)
        row.edition += 1
        row.save(update_fields=[*CARRIED, "template", "guard_reason", "edition"])
        _write_techniques(row, proposal.techniques)
    return row, proposal.notes


def sign(*, version: PlanVersion, staff: Staff, now: datetime) -> PlanVersion:
    """Freeze the version, with what the guards said of it, under the signature of `staff`. A typed reason lifts what asks for one and
    nothing else. Raises NotReady with what blocks it. Signing twice signs once."""
    require_care_team(episode=version.plan.episode, staff=staff, now=now)
    with transaction.atomic():
        row = _locked(version)
        if row.signature_id:
            return row
        findings = by_weight(
            [*judge_plan(plan_facts(row, signer=staff)), *judge_version(row, today=days.today(now=now))]
        )
        lacking = _lacking_to_begin(row.plan.episode, row.referral) + _standing(findings, reason=row.guard_reason)
        if lacking:
            raise NotReady(lacking)
        row.policy_version = policy_in_force().version
        row.judged = as_kept(findings)
        row.signature = signatures.sign(kind="sessions.planversion", content=content(row), staff=staff, now=now)
        row.save(update_fields=["policy_version", "judged", "signature"])
    return row


def _standing(findings: list[Finding], *, reason: str) -> list[str]:
    """What still stops the signing, in words; one sentence asks for the reason, however many findings need it."""
    left = unlifted(findings, reason=reason)
    asking = [f.message for f in left if f.level is Level.OVERRIDE]
    return [
        *(f"{f.message} {f.lifted_by}" for f in left if f.level is not Level.OVERRIDE),
        *([f"Write why in spite of this: {' '.join(asking)}"] if asking else []),
    ]


def _lacking_to_begin(episode: Episode, referral: Referral) -> list[str]:
    intake = Assessment.objects.signed().filter(episode=episode, kind=Assessment.Kind.INTAKE)
    verified = Referral.objects.verified().filter(pk=referral.pk, episode=episode)
    return [
        *([] if intake.exists() else ["Sign the intake assessment first."]),
        *([] if verified.exists() else ["The referral must be verified and belong to this episode."]),
        *(["This episode is closed."] if episode.closed_on else []),
    ]


def _first_values(referral: Referral, *, today: date) -> dict[str, object]:
    left = visits_for_treatment(referral, policy_in_force())
    episode: Episode = referral.episode  # type: ignore[assignment]  # a verified referral has one
    events = guard_facts(episode.patient_id, episode_id=episode.pk).events
    starts_on = max(today, referral.earliest_start_on or today)
    return {
        "purpose": referral.purpose,
        "phase": phase_of(referral.affected_regions, events, starts_on).value,
        "visits_planned": max(min(left, USUAL_VISITS), 1),
        "visits_per_week": USUAL_PER_WEEK,
        "visit_minutes": USUAL_MINUTES,
        "starts_on": starts_on,
        "precautions": referral.precautions,
    }


def _carried(last: PlanVersion) -> dict[str, object]:
    return {name: getattr(last, name) for name in CARRIED}


def _carry_techniques(last: PlanVersion, version: PlanVersion) -> None:
    """The next version begins with the techniques of the last, in the catalogue's rows of today."""
    current = {row.code: row for row in Technique.objects.current()}
    PlanTechnique.objects.bulk_create(
        PlanTechnique(
            version=version,
            technique=current[row.technique.code],
            places=row.places,
            minutes=row.minutes,
            pressure_ceiling=row.pressure_ceiling,
            from_on=row.from_on,
            position=row.position,
        )
        for row in last.techniques.select_related("technique")
    )


def _write_techniques(version: PlanVersion, techniques: Sequence[PlannedTechnique]) -> None:
    current = {row.code: row for row in Technique.objects.current()}
    version.techniques.all().delete()
    PlanTechnique.objects.bulk_create(
        PlanTechnique(
            version=version,
            technique=current[planned.code],
            places=list(planned.places),
            minutes=planned.minutes,
            pressure_ceiling=planned.pressure_ceiling,
            from_on=planned.from_on,
            position=position,
        )
        for position, planned in enumerate(techniques)
    )


def _joined(*parts: str) -> str:
    """The words of referral, template and protocol, each once, as much as fits."""
    return " ".join(dict.fromkeys(part for part in parts if part))[:LONGEST_WORDS]


def _locked(version: PlanVersion) -> PlanVersion:
    return (
        PlanVersion.objects.select_for_update(of=("self",), no_key=True)
        .select_related("plan__episode__patient", "referral", "signature", "therapist")
        .get(pk=version.pk)
    )
