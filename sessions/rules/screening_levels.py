"""What each letter of the screening matrix means as a finding, and what lifts it (X-* rows)."""

from collections.abc import Iterator

from clinic.rules.findings import Finding, Level
from clinic.rules.limbs import is_nearer_trunk
from sessions.rules.caps import Cap, is_unavailable
from sessions.rules.clearances import highest_cap, lifting, lifts_at
from sessions.rules.screening_case import Case
from sessions.rules.screening_marks import Mark, Named, platelet_cap
from sessions.rules.techniques import TECHNIQUES
from sessions.rules.wording import place_words


def of_mark(case: Case, mark: Mark, *, surgery_recorded: bool) -> Iterator[Finding]:
    """What one letter says of the work."""
    if mark is Mark.X:
        message = f"{case.row.label}: no treatment at all."
        yield _finding(case, Level.BLOCK, message, f"{case.row.action} Lifted {case.resolving}")
    elif mark is Mark.B:
        yield from _barred(case)
    elif mark is Mark.C:
        yield from _uncleared(case)
    elif mark is Mark.L:
        yield from _local(case)
    elif mark is Mark.W:
        yield from _warned(case)
    elif mark is Mark.GATE and not surgery_recorded:
        yield from _ungated(case)


def _barred(case: Case) -> Iterator[Finding]:
    touched = case.in_regions(case.row.barred_regions)
    if case.row.barred_regions and not touched:
        return
    where = f" on the {place_words(touched)}" if touched else ""
    message = f"{case.row.label}: no {_name(case)}{where}."
    yield _finding(case, Level.BLOCK, message, f"{case.row.action} Lifted {case.resolving}", touched)


def _uncleared(case: Case) -> Iterator[Finding]:
    lightest = max(case.pressure, TECHNIQUES[case.technique].pressure.least)
    answers = {
        place: lifting(case.clearances, case.row.row, case.technique, place, case.day)
        for place in case.places or (None,)
    }
    held = [place for place, given in answers.items() if not lifts_at(given, lightest)]
    if not held:
        return
    regions = tuple(place for place in held if place is not None) if len(held) < len(answers) else ()
    where = f" on the {place_words(regions)}" if regions else ""
    message = f"{case.row.label}: {_name(case)}{where} only with a physician's written clearance."
    if any(answers[place] for place in held):
        message += f" The one at hand does not reach pressure {lightest}."
    lifted_by = f"A physician's written clearance in force on that day and confirmed by staff. {case.row.action}"
    yield _finding(case, Level.CLEAR, message, lifted_by, regions)


def _local(case: Case) -> Iterator[Finding]:
    """The site itself is barred, what touches it asks for a reason; where nobody knows the site, it is everywhere."""
    if not case.sites:
        if case.places:
            message = f"{case.row.label}: nobody has said where it is, so it may be anywhere."
            yield _finding(case, Level.BLOCK, message, "Say where it is.", case.places)
        return
    if case.on_site:
        message = f"{case.row.label}: no {_name(case)} on the {place_words(case.on_site)}."
        lifted_by = f"Nothing on the place itself: choose another. {case.row.action} Ends {case.resolving}"
        yield _finding(case, Level.BLOCK, message, lifted_by, case.on_site)
    spared = tuple(place for place in case.near_site if _is_nearer_trunk(case, place))
    if near := tuple(place for place in case.near_site if place not in spared):
        message = f"{case.row.label}: the {place_words(near)} touches it; {_name(case)} there needs a reason."
        lifted_by = f"A licensed therapist's typed reason, or a place further away. {case.row.action}"
        yield _finding(case, Level.OVERRIDE, message, lifted_by, near)
    if spared:
        message = f"{case.row.label}: {_name(case)} on the {place_words(spared)} with care."
        yield _finding(case, Level.WARN, message, case.row.action, spared)


def _is_nearer_trunk(case: Case, place: str) -> bool:
    return case.technique in case.row.nearer_trunk_ok and all(is_nearer_trunk(place, site) for site in case.sites)


def _warned(case: Case) -> Iterator[Finding]:
    if (reached := case.reached) is not None:
        where = f" on the {place_words(reached)}" if reached else ""
        yield _finding(case, Level.WARN, f"{case.row.label}: {_name(case)}{where} with care.", case.row.action, reached)


def _ungated(case: Case) -> Iterator[Finding]:
    if (reached := case.reached) is not None:
        message = f"{case.row.label}: its kind and day are not on record, so nobody can say what may start when."
        yield _finding(case, Level.BLOCK, message, "Record the operation with its kind, day and places.", reached)


def named_places(case: Case) -> Iterator[Finding]:
    """Places that no technique may touch: a fistula, a tumor, the limb of a clot."""
    if case.row.named is Named.NO:
        return
    if case.sites:
        yield from _local(case)
    elif case.row.named is Named.EXPECTED:
        message = f"{case.row.label}: the place is not on record, so nobody can keep away from it."
        yield _finding(case, Level.OVERRIDE, message, "Name the place, or type why there is none.")


def extras(case: Case) -> Iterator[Finding]:
    """What the row says of one technique in certain regions."""
    for extra in case.row.extras:
        touched = case.in_regions(extra.regions)
        if extra.technique is case.technique and touched:
            level = Level.BLOCK if extra.mark is Mark.L else Level.WARN
            message = f"{case.row.label}: {extra.message}"
            yield _finding(case, level, message, "Choose another place or technique.", touched)


def cap_of(case: Case) -> Cap | None:
    """The cap the row sets on the planned places, as far as a clearance has not raised it."""
    cap = case.row.cap
    if case.row.cap_by_platelets:
        cap = platelet_cap(case.fact.platelets if case.fact.confirmed else None)
    if cap is None:
        return None
    places = case.in_regions(case.row.cap_regions) if case.row.cap_regions else case.reached
    if places is None or (case.row.cap_regions and not places):
        return None
    if case.row.cap_cleared is not None:
        cap = max(cap, min(case.row.cap_cleared, _named_by_clearance(case) or 0))
    return Cap(cap, case.row.row, f"{case.row.label}.", places)


def _named_by_clearance(case: Case) -> int | None:
    """The pressure that clearances name for every planned place."""
    named = [
        max(
            (each.cap or 0 for each in lifting(case.clearances, case.row.row, case.technique, place, case.day)),
            default=0,
        )
        for place in case.places or (None,)
    ]
    return min(named) or None


def clearance_cap(case: Case) -> Cap | None:
    """What the clearances in use leave at most, where they name a pressure that the technique can work with."""
    if Mark.C not in case.marks:
        return None
    least = TECHNIQUES[case.technique].pressure.least
    found = []
    for place in case.places or (None,):
        given = lifting(case.clearances, case.row.row, case.technique, place, case.day)
        cap = highest_cap([each for each in given if each.cap is None or each.cap >= least])
        if cap is not None:
            found.append(Cap(cap, case.row.row, f"{case.row.label}: the clearance.", (place,) if place else ()))
    return min(found, key=lambda cap: cap.pressure, default=None)


def cap_findings(case: Case) -> Iterator[Finding]:
    """A pressure above the row's cap. Where the letter asks for clearance, the cap stays after it; a reason lifts it elsewhere."""
    cap = cap_of(case)
    if cap is None:
        return
    where = f" on the {place_words(cap.places)}" if cap.places else ""
    raised = " A clearance that names a higher pressure raises it." if case.row.cap_cleared else ""
    if is_unavailable(case.technique, cap):
        least = TECHNIQUES[case.technique].pressure.least
        message = f"{case.row.label}: pressure {cap.pressure} at most{where}, and {_name(case)} begins at {least}."
        lifted_by = f"Choose a lighter technique.{raised} Ends {case.resolving}"
        yield _finding(case, Level.BLOCK, message, lifted_by, cap.places, rule="MIN")
    elif case.pressure > cap.pressure:
        level = Level.OVERRIDE if set(case.marks) <= {Mark.W, Mark.L, Mark.NONE, Mark.GATE} else Level.BLOCK
        message = f"{case.row.label}: pressure {cap.pressure} at most{where}, not {case.pressure}."
        reason = ", or a licensed therapist's typed reason" if level is Level.OVERRIDE else ""
        lifted_by = f"Pressure {cap.pressure} or less{reason}.{raised}"
        yield _finding(case, level, message, lifted_by, cap.places, rule="CAP")


def _finding(
    case: Case, level: Level, message: str, lifted_by: str, regions: tuple[str, ...] = (), *, rule: str = ""
) -> Finding:
    code = f"{case.row.row}:{rule}" if rule else case.row.row
    words = f"{message} {case.row.why}{case.standing}"
    return Finding(level, code, words, case.row.source, lifted_by, regions)


def _name(case: Case) -> str:
    name = TECHNIQUES[case.technique].name
    return name[0].lower() + name[1:]
