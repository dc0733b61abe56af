"""The judgement of a plan: may each technique begin when it is meant to, and may it ever reach its ceiling? (J-PLAN, J-CEILING)"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from sessions.rules.judging import BOOK, PatientFacts, Rulebook, judge_consent, judge_work
from sessions.rules.licensing import LICENSE
from sessions.rules.wording import day_words
from sessions.rules.work import Work


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """One technique of a plan. `from_on`: its first day. `ceiling`: the most pressure it may rise to."""

    code: TechniqueCode
    places: tuple[str, ...]
    minutes: int
    ceiling: int
    from_on: date


def judge_planned(
    facts: PatientFacts,
    planned: Sequence[PlannedWork],
    *,
    last_on: date,
    today: date | None = None,
    rulebook: Rulebook = BOOK,
) -> list[Finding]:
    """Everything the guards say against these techniques; codes begin with the technique's, such as "DTM:X-12".

    Each is judged as it begins, with its first pressure on its first day. Its ceiling is judged on the plan's last day: what time
    opens until then is no objection, what nothing opens is. Nothing begins before `today`: a first day that has passed is judged as today,
    with what came to be known since. Credentials are judged with the plan itself.
    """
    found = list(judge_consent(facts))
    for planned_work in planned:
        work = replace(planned_work, from_on=max(planned_work.from_on, today or planned_work.from_on))
        start = min(rulebook.values.starts[work.code], work.ceiling)
        first = judge_work(facts, Work(work.code, work.places, start), work.from_on)
        found += [_of(work, finding) for finding in first]
        found += [_of(work, finding) for finding in rulebook.barred.get(work.code, ()) if finding.code == LICENSE]
        said = {finding.code for finding in first}
        found += [_of(work, finding) for finding in _ceiling(facts, work, max(last_on, work.from_on), said)]
    found += _many_at_first(facts, planned)
    return by_weight(list(dict.fromkeys(found)))


def _ceiling(facts: PatientFacts, work: PlannedWork, last_on: date, said: set[str]) -> list[Finding]:
    """Caps that still hold the ceiling down on the last day, where they did not speak of the beginning already."""
    over = judge_work(facts, Work(work.code, work.places, work.ceiling), last_on)
    caps = [finding for finding in over if finding.code.endswith(":CAP") or finding.code == "P8"]
    return [
        replace(finding, message=f"Ceiling {work.ceiling} until {day_words(last_on)}: {finding.message}")
        for finding in caps
        if finding.code not in said
    ]


def _many_at_first(facts: PatientFacts, planned: Sequence[PlannedWork]) -> list[Finding]:
    """P7 is judged visit by visit; the plan only says that not all of it comes at once."""
    if not planned:
        return []
    begin = min(work.from_on for work in planned)
    first = [work.code for work in planned if work.from_on == begin and work.code is not TechniqueCode.GEN]
    most = facts.pacing.first_techniques
    if len(first) <= most:
        return []
    names = ", ".join(TECHNIQUE_NAMES[code] for code in first)
    message = (
        f"{len(first)} techniques begin on the same day ({names}); the first visit takes {most} beside classic strokes."
    )
    return [Finding(Level.WARN, "P7", message, "PROP", "Let one begin later, or choose at the visit.")]


def _of(work: PlannedWork, finding: Finding) -> Finding:
    return replace(finding, code=f"{work.code}:{finding.code}")
