"""P7: little that is new at one visit, so that it is known what did what."""

from clinic.rules.findings import Finding, Level
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from sessions.rules.pacing.facts import LIMITS, History, PacingLimits, Portion, Proposed, before, own, treated


def p7(proposed: Proposed, history: History, limits: PacingLimits = LIMITS) -> list[Finding]:
    """First treatment of the episode: at most two techniques beside classic strokes; later one new technique, and one
    place that is worked on deeply for the first time. Overridable."""
    visits = own(treated(before(history, proposed)))
    done = [work for visit in visits for work in visit.works]
    most = limits.new_techniques if visits else limits.first_techniques
    return [*_techniques(proposed, done, most), *_deep_places(proposed, done, limits)]


def _techniques(proposed: Proposed, done: list[Portion], most: int) -> list[Finding]:
    known = {work.code for work in done} | {TechniqueCode.GEN}
    new = [code for code in dict.fromkeys(work.code for work in proposed.works) if code not in known]
    if len(new) <= most:
        return []
    names = ", ".join(TECHNIQUE_NAMES[code] for code in new)
    message = f"{len(new)} techniques are new to this patient ({names}); {_at_once(most)}."
    return [Finding(Level.OVERRIDE, "P7", message, "PROP", "Bring some in at a later visit, or a reason.")]


def _deep_places(proposed: Proposed, done: list[Portion], limits: PacingLimits) -> list[Finding]:
    deep = {place for work in proposed.works if work.pressure >= limits.deep_pressure for place in work.places}
    known = {place for work in done if work.pressure >= limits.deep_pressure for place in work.places}
    new = sorted(deep - known)
    if len(new) <= limits.new_deep_places:
        return []
    message = f"{len(new)} places are worked on deeply for the first time; {_at_once(limits.new_deep_places)}."
    return [Finding(Level.OVERRIDE, "P7", message, "PROP", "Go deep at one place, or a reason.", tuple(new))]


def _at_once(most: int) -> str:
    return f"no more than {most} at once" if most else "none is brought in now"
