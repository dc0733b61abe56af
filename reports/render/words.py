"""The letter's words: every sentence made from figures, through gettext, so that a letter can be written in the physician's language."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.rules.aims import aim_label
from assessments.rules.rom import find_movement
from assessments.rules.strength import GRADES
from clinic.rules.change import Verdict, Way, way
from clinic.rules.events import EVENTS, EventKind
from clinic.rules.regions import SIDE_NAMES, Side, is_place, place_name
from clinic.rules.wellbeing import DIMENSIONS, DimensionCode
from reports.rules.direction import Direction, suggest
from reports.rules.figures import Adverse, EventLine, HomeExercise, MeasureRow, ReportData, TechniqueDone
from reports.rules.measuring import Kind

LONGEST_ACTIVITY = 60
LONGEST_NAME_IN_SENTENCE = 40
LONGEST_VERDICT = 200
MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"
TIMES = "\N{MULTIPLICATION SIGN}"


def day(value: date) -> str:
    """As a letter says it: “24 Nov 2026”."""
    return formats.date_format(value, "j M Y")


def day_and_month(value: date) -> str:
    return formats.date_format(value, "j M")


def number(value: float | None) -> str:
    """Whole numbers without decimals, a true minus sign, an en dash for nothing."""
    if value is None:
        return NONE
    text = formats.number_format(value, decimal_pos=0 if float(value).is_integer() else 1)
    return text.replace("-", MINUS)


def went(what: str, values: Sequence[float]) -> str:
    """What is seen in a line: “Pain on arrival fell from 7 to 3”."""
    first, last = values[0], values[-1]
    facts = {"what": what, "first": number(first), "last": number(last)}
    if len(values) == 1:
        return _("%(what)s: %(first)s") % facts
    said = {
        Way.FELL: _("%(what)s fell from %(first)s to %(last)s"),
        Way.ROSE: _("%(what)s rose from %(first)s to %(last)s"),
        Way.STAYED: _("%(what)s stayed at %(first)s"),
    }
    return said[way(first, last)] % facts


def value(kind: str, figure: float | None) -> str:
    """As it is read: strength by its grade, everything else as a number."""
    if kind == Kind.STRENGTH and figure is not None and round(figure) in range(len(GRADES)):
        return GRADES[round(figure)]
    return number(figure)


def from_to(first: float | None, last: float | None, kind: str = "") -> str:
    """In words, not with an arrow: read aloud it stays a sentence, and the font has no arrow."""
    return _("%(first)s to %(last)s") % {"first": value(kind, first), "last": value(kind, last)}


def signed_number(value: float) -> str:
    return number(value) if value <= 0 else f"+{number(value)}"


def place(code: str) -> str:
    return place_name(code) if is_place(code) else code


def places(codes: Iterable[str]) -> str:
    return ", ".join(place(code) for code in codes)


def measure(kind: str, item: str) -> str:
    """What is measured, without its scale: “Worst pain, left lower back”."""
    match Kind(kind):
        case Kind.WORST:
            return _("Worst pain, %(place)s") % {"place": place(item)}
        case Kind.PSFS:
            return _("“%(activity)s”") % {"activity": Truncator(item).chars(LONGEST_ACTIVITY)}
        case Kind.ROM:
            return _movement(item)
        case Kind.RATING:
            return DIMENSIONS[DimensionCode(item)].label
        case Kind.GIRTH | Kind.VOLUME | Kind.STRENGTH:
            return aim_label({Kind.GIRTH: "GIRTH", Kind.VOLUME: "VOLUME"}.get(Kind(kind), "MMT"), item)
    return {
        Kind.ARRIVAL: _("Pain on arrival"),
        Kind.PSFS_MEAN: _("Own activities, mean"),
        Kind.GROC: _("Change felt overall"),
    }[Kind(kind)]


def _movement(item: str) -> str:
    joint, movement, side = (*item.split(":"), "", "", "")[:3]
    known = find_movement(joint, movement)
    label = known.label if known else f"{joint} {movement}".strip()
    return f"{label}, {SIDE_NAMES[Side(side)]}" if side in {Side.LEFT, Side.RIGHT} else label


def scale(kind: str, item: str) -> str:
    match Kind(kind):
        case Kind.ROM:
            joint, movement = (*item.split(":"), "", "")[:2]
            known = find_movement(joint, movement)
            return _("mm") if known and known.unit == "mm" else _("degrees")
        case Kind.GIRTH:
            return _("cm")
        case Kind.VOLUME:
            return _("mL")
        case Kind.STRENGTH:
            return _("grade 0 to 5")
        case Kind.GROC:
            return _("%(minus)s7 to +7") % {"minus": MINUS}
        case _:
            return _("0 to 10")


def change(row: MeasureRow) -> str:
    """The last column: whether the change matters, how large it is, and by what it was judged."""
    if row.amount is None:
        return _("measured once") if row.start is not None else NONE
    if row.kind == Kind.STRENGTH and row.amount:
        return ngettext("%(by)s step", "%(by)s steps", abs(round(row.amount))) % {"by": signed_number(row.amount)}
    said = {
        Verdict.IMPORTANT: _("yes, %(by)s (%(limit)s matters)"),
        Verdict.REAL: _("%(by)s, more than error"),
        Verdict.SMALL: _("%(by)s, within error"),
        Verdict.WORSE: _("worse, %(by)s"),
        Verdict.SAME: _("no change"),
        Verdict.UNKNOWN: "%(by)s",
    }
    return said[Verdict(row.change)] % {"by": signed_number(row.amount), "limit": number(row.threshold)}


def event(line: EventLine) -> str:
    name = line.procedure or EVENTS[EventKind(line.kind)].label
    if line.day_count is None:
        return f"{name}, {day(line.happened_on)}"
    return _("%(event)s, %(on)s · day %(count)d") % {
        "event": name,
        "on": day(line.happened_on),
        "count": line.day_count,
    }


def adverse(one: Adverse) -> str:
    match one.kind:
        case "rise":
            facts = {"on": day(one.on), "values": from_to(one.before, one.after)}
            return _("%(on)s: pain rose in the visit, %(values)s") % facts
        case "worse":
            return _("%(on)s: worse with %(technique)s") % {"on": day(one.on), "technique": one.technique}
        case _:
            return _("%(on)s: stopped because of pain") % {"on": day(one.on)}


def technique(done: TechniqueDone) -> str:
    low, high = done.pressure_from, done.pressure_to
    pressure = str(low) if low == high else from_to(low, high)
    minutes = ngettext("%(count)d minute", "%(count)d minutes", done.minutes) % {"count": done.minutes}
    visits = ngettext("%(count)d visit", "%(count)d visits", done.visits) % {"count": done.visits}
    return _("%(technique)s (%(places)s): pressure %(pressure)s of 5, %(minutes)s in %(visits)s") % {
        "technique": done.name,
        "places": places(done.places),
        "pressure": pressure,
        "minutes": minutes,
        "visits": visits,
    }


def exercise(one: HomeExercise) -> str:
    """Name and dose: “Heel slide 2 x 12, twice a day”."""
    parts = [f"{one.sets or 1} {TIMES} {one.reps}"] if one.reps else []
    if one.hold_seconds:
        parts.append(_("hold %(seconds)d s") % {"seconds": one.hold_seconds})
    if one.minutes:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", one.minutes) % {"count": one.minutes})
    if one.times_per_day > 1:
        parts.append(_("%(times)d times a day") % {"times": one.times_per_day})
    if one.days_per_week < 7:  # noqa: PLR2004 - days in a week
        parts.append(_("%(days)d days a week") % {"days": one.days_per_week})
    return f"{one.name} {', '.join(parts)}"


def visits_used(data: ReportData) -> str:
    if data.visits.authorized is None:
        return ngettext("%(count)d visit so far", "%(count)d visits so far", data.visits.used) % {
            "count": data.visits.used
        }
    return _("%(used)d of %(all)d visits used") % {"used": data.visits.used, "all": data.visits.authorized}


def suggested_verdict(data: ReportData) -> str:
    """One sentence the therapist may keep or rewrite: better, mixed, the same or worse; visits; safety."""
    found = suggest(data.measures)
    match found.direction:
        case Direction.BETTER:
            lead = _("Better: %(what)s") % {"what": _moves(found.better)}
        case Direction.MIXED:
            lead = _("Mixed: better in %(better)s; worse in %(worse)s") % {
                "better": _moves(found.better[:1]),
                "worse": _moves(found.worse[:1]),
            }
        case Direction.WORSE:
            lead = _("Worse: %(what)s") % {"what": _moves(found.worse)}
        case Direction.SAME:
            lead = _("No change beyond measurement error so far")
        case Direction.UNKNOWN:
            lead = _("Treatment has begun; nothing has been measured twice yet")
    safety = _("No adverse response.") if not data.adverse else _("See adverse responses.")
    return Truncator(f"{lead}; {visits_used(data)}. {safety}").chars(LONGEST_VERDICT)


def _moves(rows: Iterable[MeasureRow]) -> str:
    """“worst pain 7 to 3 and “Lift a box” 3 to 6”."""
    return _(" and ").join(f"{_named(row)} {from_to(row.start, row.now, row.kind)}" for row in rows)


def _named(row: MeasureRow) -> str:
    if row.kind == Kind.WORST:
        return _("worst pain")
    if row.kind == Kind.PSFS_MEAN:
        return _("own activities")
    name = Truncator(measure(row.kind, row.item)).chars(LONGEST_NAME_IN_SENTENCE)
    return name if row.kind == Kind.PSFS else name[:1].lower() + name[1:]
