"""Pain before and after each visit, and worst pain at each place (M-NPRS)."""

from clinic.rules.measures import MEASURES
from clinic.rules.regions import place_name
from sessions.rules.course import CourseRecord, Moment
from sessions.rules.pictures.shown import Picture, Row, VisitPain, by_occasion, day, gathered, said, seen, verdicts

MOST_PAIRS = 60
MOST_PLACES = 6


def pain(record: CourseRecord) -> Picture | None:
    """Before and after each visit; the title is of pain on arrival, which is asked the same way each time."""
    asked = [
        VisitPain(visit.number, moment.on, visit.before, visit.after)
        for moment, visit in record.visits
        if visit.before is not None or visit.after is not None
    ]
    if not asked:
        return None
    asked, arrivals = asked[-MOST_PAIRS:], [pair.before for pair in asked if pair.before is not None]
    title = seen("Pain on arrival", arrivals[0], arrivals[-1]) if arrivals else "Pain after each visit"
    if len(arrivals) == 1:
        title = f"Pain on arrival was {arrivals[0]} at the first visit"
    goal = next((aim.target for aim in record.active_aims if aim.measure == "NPRS"), None)
    return Picture(
        key="pain",
        title=title,
        what="Pain before and after each visit, 0 none to 10 the worst",
        head=("Visit", "Day", "Before", "After"),
        body=tuple((str(one.number), day(one.on), said(one.before), said(one.after)) for one in asked),
        goal=goal,
        verdict=verdicts(MEASURES["NPRS"], arrivals[0], arrivals[-1]) if len(arrivals) > 1 else None,
        pairs=tuple(asked),
    )


def places(record: CourseRecord) -> Picture | None:
    """Worst pain at each affected place, from start to now; the worst first."""
    found = gathered(record.moments, marks)
    if not found:
        return None
    goals = {aim.item: aim.target for aim in record.active_aims if aim.measure == "NPRS"}
    order = sorted(found, key=lambda place: (-found[place][0].value, place))
    lead = found[order[0]]
    named = f"Worst pain, {place_name(order[0])},"
    head, body = by_occasion({place_name(place).capitalize(): found[place] for place in order})
    return Picture(
        key="places",
        title=seen(named, lead[0].value, lead[-1].value) if len(lead) > 1 else f"{named} was {said(lead[0].value)}",
        what="Worst pain in 24 hours at each place, 0 to 10",
        head=head,
        body=body,
        verdict=verdicts(MEASURES["NPRS"], lead[0].value, lead[-1].value) if len(lead) > 1 else None,
        rows=tuple(
            Row(
                place_name(place).capitalize(),
                "",
                found[place][0].value,
                found[place][-1].value if len(found[place]) > 1 else None,
                0,
                10,
                goals.get(place, goals.get("") if place == order[0] else None),
            )
            for place in order[:MOST_PLACES]
        ),
    )


def marks(moment: Moment) -> dict[str, float]:
    return {mark.place: mark.pain for mark in moment.measures.pain if mark.pain is not None and mark.role == "affected"}
