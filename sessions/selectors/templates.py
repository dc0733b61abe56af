"""Plan templates: which ones suit a plan, and what one of them proposes for it."""

from collections.abc import Iterable
from datetime import date

from clinic.rules.techniques import TechniqueCode
from referrals.models import Referral
from sessions.models import PlanTemplate, PlanTemplateTechnique, PlanVersion, Technique
from sessions.rules.judging import PatientFacts
from sessions.rules.plan_templates import Step, Where
from sessions.rules.template_filling import Filled, ForWhat, Ground, ProtocolStep, fill, matching_event, relevance
from sessions.selectors.guard_facts import guard_facts
from sessions.selectors.plans import limits_of


def offered(codes: Iterable[str], referral: Referral, facts: PatientFacts, *, purpose: str) -> list[PlanTemplate]:
    """The templates in force that suit these diagnoses and events, the nearest first."""
    given = tuple(codes)
    rows = [
        (
            relevance(
                _for_what(row), codes=given, events=facts.events, purpose=purpose, physician=referral.physician_id
            ),
            row,
        )
        for row in PlanTemplate.objects.in_force().select_related("protocol")
    ]
    suited = [(rank, row) for rank, row in rows if rank]
    return [row for _, row in sorted(suited, key=lambda pair: (-pair[0], pair[1].name))]


def filled(template: PlanTemplate, version: PlanVersion, *, today: date) -> Filled:
    """What the template proposes for this draft, from `today` on."""
    referral, episode = version.referral, version.plan.episode
    facts = guard_facts(episode.patient_id, episode_id=episode.pk)
    ground = Ground(
        affected=tuple(referral.affected_regions),
        no_touch=frozenset(referral.no_touch_regions),
        facts=facts,
        day=max(today, referral.earliest_start_on or today),
        limits=limits_of(Technique.objects.current()),
    )
    protocol = list(template.protocol.steps.all()) if template.protocol else []
    return fill(
        [_step(row) for row in template.techniques.all()],
        ground,
        event=matching_event(template.event_kind, facts.events),
        protocol=[
            ProtocolStep(row.from_day, frozenset(row.techniques), row.until_day, row.pressure_cap) for row in protocol
        ],
    )


def _step(row: PlanTemplateTechnique) -> Step:
    return Step(
        TechniqueCode(row.code), row.minutes, row.pressure_ceiling, row.from_day, Where(row.where), tuple(row.places)
    )


def _for_what(row: PlanTemplate) -> ForWhat:
    physician = row.protocol.physician_id if row.protocol else None
    return ForWhat(row.event_kind, tuple(row.icd_prefixes), row.purpose, physician)
