"""The chart of a visit: started from the plan, saved as a draft as often as wanted, signed once, corrected by addenda."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, astuple, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from assessments.models import Condition, MeasurementSet
from clinic.models import Actor, Staff
from clinic.rules.conditions import ConditionCode
from clinic.rules.findings import Finding, Level
from clinic.rules.screening import CONDITIONS
from clinic.selectors.profile import policy_in_force
from clinic.services import signatures
from clinic.services.drafts import EditedMeanwhile, NotReady
from patients.services.alerts import raise_alert
from referrals.models import Episode
from sessions.models import Addendum, Appointment, Chart
from sessions.rules.charting import Asked, Done, missing, refusals, responses
from sessions.rules.judging import HOLDING, judge_consent
from sessions.rules.measuring import Measures
from sessions.selectors import charting as select
from sessions.selectors import judging
from sessions.selectors.chart_measures import lines_of, measures_of
from sessions.selectors.guard_facts import guard_facts
from sessions.services import appointments, chart_parts, watching
from sessions.services.chart_parts import SOAP, Arrival, short_list_answers

EARLIEST = timedelta(hours=12)
__all__ = ["SOAP", "Arrival", "add_addendum", "save", "short_list_answers", "sign", "start"]

LONGEST_ADDENDUM = 4000
STARTABLE = ("booked", "confirmed", "arrived", "progress")
ALERT_KINDS = {"P5": "pain_rise", "S-STOP": "pain_stop"}
AGAINST_GUARDS = "against_guards"


class Refused(Exception):
    """The visit may not be charted; `findings` say why and what would lift it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(" ".join(f"{finding.message} {finding.lifted_by}" for finding in self.findings))


class Signed(Exception):
    """The chart is signed: what it says stays; a correction is an addendum."""

    def __init__(self) -> None:
        super().__init__("This chart is signed and stays as it is. Add an addendum to correct it.")


def start(*, appointment: Appointment, staff: Staff, now: datetime) -> Chart:
    """The chart of this visit, made at first call with the techniques of plan and last visit. Raises Refused."""
    with transaction.atomic():
        row = (
            Appointment.objects.select_for_update(of=("self",), no_key=True)
            .select_related("episode", "location", "patient", "referral")
            .get(pk=appointment.pk)
        )
        existing = Chart.objects.filter(appointment=row).first()
        if existing is not None:
            return existing
        version = select.plan_version_for(row)
        episode = _may_start(row, has_plan=version is not None, staff=staff, now=now)
        chart = Chart.objects.create(
            appointment=row,
            plan_version=version,
            therapist=staff,
            measurements=MeasurementSet.objects.create(episode=episode, taken_at=now, taken_by_id=staff.actor_id),
            started_at=now,
            started_by_id=staff.actor_id,
        )
        if row.kind == Appointment.Kind.TREATMENT:
            _prefill(chart, now=now)
        elif held := judge_consent(guard_facts(row.patient_id, episode_id=row.episode_id)):
            raise Refused(held)
        appointments.start(appointment=row, by=staff.actor, now=now)
    return chart


def _may_start(visit: Appointment, *, has_plan: bool, staff: Staff, now: datetime) -> Episode:
    today = now.astimezone(visit.location.tz).date()
    demands = (
        (
            visit.kind != Appointment.Kind.EVALUATION,
            "An evaluation is written down as an intake assessment.",
            "Start the intake.",
        ),
        (visit.episode_id is not None, "This visit belongs to no course of care.", "Book it under an episode."),
        (visit.status in STARTABLE, f"This visit is “{visit.get_status_display().lower()}”.", "Book another visit."),
        (
            not _taken_back(visit),
            "The referral of this visit was withdrawn.",
            "Take in another referral, and book under it.",
        ),
        (visit.starts_at - now <= EARLIEST, "This visit is more than 12 hours away.", "Chart it on its day."),
        (has_plan or bool(visit.override_reason), "There is no signed plan of care.", "Sign the plan first."),
        (select.on_care_team(staff, visit, today=today), "You are not on this care team.", "Ask to be put on it."),
    )
    findings = [Finding(Level.BLOCK, "CHART", words, "", lifted) for holds, words, lifted in demands if not holds]
    if findings or visit.episode is None:
        raise Refused(findings)
    return visit.episode


def _taken_back(visit: Appointment) -> bool:
    return visit.referral is not None and visit.referral.withdrawn_at is not None


def _prefill(chart: Chart, *, now: datetime) -> None:
    """What the plan names, at its own start pressure; as last time where the technique was done last time; all of it no further than
    the guards allow today. Raises Refused where they let nothing be done."""
    kept, held = judging.fitted_visit(chart, _meant(chart, now=now))
    if held:
        raise Refused(held)
    chart_parts.write_techniques(chart, kept)


def _meant(chart: Chart, *, now: datetime) -> list[Done]:
    version = chart.plan_version
    if version is None:
        return []
    last = select.last_signed_chart(version.plan.episode, before=now)
    done = {row.code: row for row in select.done_of(last.techniques.select_related("technique"))} if last else {}
    meant = []
    for allowed in select.allowed_techniques(version).values():
        planned, technique = allowed.planned, allowed.technique
        if planned is None or (planned.from_on is not None and planned.from_on > judging.day_of(chart)):
            continue
        plan_says = Done(technique.code, tuple(planned.places), technique.pressure_start, planned.minutes)
        base = done.get(technique.code, plan_says)
        pressure = max(allowed.limits.least, min(base.pressure, allowed.limits.cap))
        meant.append(replace(base, pressure=min(pressure, allowed.limits.cap), response=""))
    return meant


def save(
    *,
    chart: Chart,
    edition: int,
    soap: Mapping[str, str] | None = None,
    techniques: Sequence[Done] | None = None,
    pain_checks: Sequence[Asked] | None = None,
    screening: Mapping[str, str] | None = None,
    measures: Measures | None = None,
    arrival: Arrival | None = None,
    guard_reason: str | None = None,
    by: Actor,
    now: datetime,
) -> Chart:
    """Write the draft. What is None stays as it is; what has not changed is not written again.

    `soap`: any of subjective, objective, analysis, next_steps. `screening`: yes or no by condition code.
    `measures`: everything that was measured at this visit. `guard_reason`: why in spite of what the guards say.
    Raises EditedMeanwhile when `edition` is not the one that stands, and Signed.
    """
    with transaction.atomic():
        row = _locked(chart)
        if row.edition != edition:
            raise EditedMeanwhile(row, "This chart was saved by somebody else after you opened it.")
        changed = [
            chart_parts.write_soap(row, soap or {}),
            techniques is not None and chart_parts.write_techniques(row, techniques),
            pain_checks is not None and chart_parts.write_pain(row, pain_checks),
            screening is not None and chart_parts.write_screening(row, screening, by=by, now=now),
            measures is not None and chart_parts.write_measures(row, measures, by=by),
            arrival is not None and chart_parts.write_arrival(row, arrival),
            guard_reason is not None and chart_parts.write_reason(row, guard_reason),
        ]
        if any(changed):
            row.edition += 1
            row.save(update_fields=[*SOAP, *chart_parts.ARRIVAL, "guard_reason", "screening", "edition"])
    return row


def _locked(chart: Chart) -> Chart:
    row = (
        Chart.objects.select_for_update(of=("self",), no_key=True)
        .select_related(
            "appointment__patient", "appointment__referral", "appointment__location", "plan_version__referral"
        )
        .select_related("screening", "measurements", "therapist")
        .get(pk=chart.pk)
    )
    if row.signature_id is not None:
        raise Signed
    return row


def sign(*, chart: Chart, staff: Staff, seen: Collection[str] | None = None, now: datetime) -> Chart:
    """Freeze the chart with all its parts and complete the visit; bad responses become alerts. Raises NotReady and Signed.

    `seen`: messages of the guards that stood beside the reason when it was typed; it answers no others. None: all of them did.
    """
    with transaction.atomic():
        row = _locked(chart)
        policy = policy_in_force()
        visit = select.visit_of(row, limits=select.limits_of(row.plan_version), stop_pain=policy.stop_pain)
        lacking = _may_sign(row, staff=staff, now=now) + missing(visit)
        lacking += [f"{finding.message} {finding.lifted_by}" for finding in refusals(visit)]
        findings = judging.judge_chart(
            row, done=visit.done, asked=visit.asked, said=select.alarming(row), lines=lines_of(row)
        ).findings
        lacking += _unanswered(row, findings, seen)
        if lacking:
            raise NotReady(lacking)
        row.policy_version, row.judged = policy.version, judging.as_kept(findings)
        signature = signatures.sign(kind="sessions.chart", content=content(row), staff=staff, now=now)
        for part in (row.screening, row.measurements):
            if part is not None:
                part.signature = signature
                part.save(update_fields=["signature"])
        row.signature = signature
        row.save(update_fields=["signature", "policy_version", "judged"])
        appointments.complete(appointment=row.appointment, by=staff.actor, now=now)
        _note_conditions(row, by=staff.actor)
        for finding in responses(visit, pain_rise=policy.pain_rise):
            raise_alert(
                patient=row.appointment.patient,
                kind=ALERT_KINDS[finding.code],
                key=f"{ALERT_KINDS[finding.code]}:chart:{row.pk}",
                reference=f"episode:{row.appointment.episode_id}",
                evidence=finding.message,
                now=now,
            )
        _tell_of_held(row, findings, now=now)
        watching.after_signing(chart=row, now=now)
    return row


def _unanswered(chart: Chart, findings: Sequence[Finding], seen: Collection[str] | None) -> list[str]:
    """What was done cannot be undone, and the record says what was done: whatever the guards say against it asks for the therapist's
    typed reason, and what they hold is told to somebody besides. A reason answers what could be read when it was typed."""
    asking = [finding for finding in findings if finding.level is not Level.WARN]
    if chart.guard_reason:
        new = [finding for finding in asking if seen is not None and finding.message not in seen]
        return [f"Look at your reason again, for this came after it: {each.message} {each.lifted_by}" for each in new]
    return [f"Your reason, for this speaks against it: {finding.message} {finding.lifted_by}" for finding in asking]


def _tell_of_held(chart: Chart, findings: Sequence[Finding], *, now: datetime) -> None:
    held = [finding for finding in findings if finding.level in HOLDING]
    if held:
        raise_alert(
            patient=chart.appointment.patient,
            kind=AGAINST_GUARDS,
            key=f"{AGAINST_GUARDS}:chart:{chart.pk}",
            reference=f"episode:{chart.appointment.episode_id}",
            evidence=f"{held[0].message} Reason given: {chart.guard_reason}",
            now=now,
        )


def _may_sign(chart: Chart, *, staff: Staff, now: datetime) -> list[str]:
    today = now.astimezone(chart.appointment.location.tz).date()
    if chart.therapist_id != staff.pk:
        return [f"The signature of {chart.therapist.name}, who treated the patient."]
    visit = chart.appointment
    on_team = select.on_care_team(staff, visit, today=today)
    under_way = visit.status in {Appointment.Status.IN_PROGRESS, Appointment.Status.COMPLETED}
    return ([] if on_team else ["You are not on this care team any more."]) + (
        [] if under_way else [f"A visit under way: this one is “{visit.get_status_display().lower()}”."]
    )


def content(chart: Chart) -> dict[str, Any]:
    """What the signature stands under, the same bytes at every reading."""
    return {
        "appointment": chart.appointment_id,
        "patient": chart.appointment.patient_id,
        "plan_version": chart.plan_version_id,
        "started_at": chart.started_at,
        **{name: getattr(chart, name) for name in SOAP},
        "techniques": [astuple(row) for row in select.done_of(chart.techniques.select_related("technique"))],
        "pain": [astuple(row) for row in select.asked_of(chart.pain_checks.all())],
        "screening": dict(chart.screening.answers.values_list("code", "answer")) if chart.screening else {},
        "measures": asdict(measures_of(chart)),
        **{name: getattr(chart, name) for name in (*chart_parts.ARRIVAL, "guard_reason", "judged", "policy_version")},
    }


def _note_conditions(chart: Chart, *, by: Actor) -> None:
    """Each yes of the short list becomes a condition that waits to be confirmed, unless it stands already."""
    patient, asked_on = chart.appointment.patient, chart.started_at.astimezone(chart.appointment.location.tz).date()
    standing = set(Condition.objects.standing().filter(patient=patient).values_list("code", flat=True))
    Condition.objects.bulk_create(
        (
            Condition(
                patient=patient,
                code=code,
                since_on=asked_on,
                source=Condition.Source.VISIT,
                recorded_by=by,
                note="Said at a visit; where it sits is not yet known."
                if CONDITIONS[ConditionCode(code)].needs_place
                else "",
            )
            for code in select.yes_codes(chart)
            if code not in standing
        ),
        ignore_conflicts=True,
    )


def add_addendum(*, chart: Chart, text: str, staff: Staff, now: datetime) -> Addendum:
    """A signed correction beside a signed chart. Raises NotReady while there is nothing to correct, or no words."""
    words = text.strip()
    with transaction.atomic():
        row = Chart.objects.select_related("signature", "appointment__location").get(pk=chart.pk)
        today = now.astimezone(row.appointment.location.tz).date()
        demands = (
            (row.signature_id is not None, "The chart is not signed yet: write into the chart itself."),
            (bool(words), "The words of the addendum."),
            (select.on_care_team(staff, row.appointment, today=today), "You are not on this care team."),
        )
        lacking = [demand for holds, demand in demands if not holds]
        if lacking:
            raise NotReady(lacking)
        signature = signatures.sign(
            kind="sessions.addendum", content={"chart": row.pk, "text": words}, staff=staff, now=now
        )
        return Addendum.objects.create(chart=row, text=words, signature=signature)
