"""The patient's own activities, each and as their mean (M-PSFS, M-PSFS-SCORE)."""

from collections.abc import Iterable

from assessments.rules.scoring import PSFS_LEAST
from clinic.rules.measures import MEASURES
from sessions.rules.course import CourseRecord, Moment
from sessions.rules.pictures.shown import Picture, Row, Series, Spot, by_occasion, gathered, seen, verdicts


def activities(record: CourseRecord) -> Picture | None:
    """The patient's own activities (PSFS): their mean over time, and each from start to now."""
    by_item = gathered(record.moments, lambda moment: {one.words: one.value for one in moment.measures.activities})
    if not by_item:
        return None
    goals = {aim.item: aim.target for aim in record.active_aims if aim.measure == "PSFS"}
    means = _means(record.moments)
    rows = tuple(
        Row(f"“{item}”", "", spots[0].value, spots[-1].value if len(spots) > 1 else None, 0, 10, goals.get(item))
        for item, spots in by_item.items()
    )
    first, last = (means[0].value, means[-1].value) if means else (None, None)
    title = "Own activities, rated once"
    if len(means) > 1 and first is not None and last is not None:
        title = seen("The mean of own activities", first, last)
    elif any(row.now is not None for row in rows):
        row = next(row for row in rows if row.now is not None)
        title = seen(row.heading, row.start or 0, row.now or 0)
    head, body = by_occasion(
        {**{f"“{item}”": spots for item, spots in by_item.items()}, **({"Mean": means} if means else {})}
    )
    return Picture(
        key="activities",
        title=title,
        what="Own activities (PSFS), 0 cannot to 10 as before",
        head=head,
        body=body,
        verdict=verdicts(MEASURES["PSFS"], first, last) if len(means) > 1 else None,
        series=(Series("", tuple(means)),) if len(means) > 1 else (),
        rows=rows,
    )


def _means(moments: Iterable[Moment]) -> list[Spot]:
    """Of the activities rated first; a set counts when it rates all of them. (M-PSFS-SCORE)"""
    found: list[Spot] = []
    items: set[str] = set()
    for moment in moments:
        rated = {one.words: one.value for one in moment.measures.activities}
        items = items or set(rated)
        if len(items) >= PSFS_LEAST and items <= rated.keys():
            mean = sum(rated[item] for item in items) / len(items)
            found.append(Spot(moment.on, round(mean, 1), moment.occasion))
    return found
