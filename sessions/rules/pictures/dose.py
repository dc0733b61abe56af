"""Minutes planned and delivered, technique by technique."""

from collections.abc import Mapping
from datetime import date

from sessions.rules.course import CourseRecord
from sessions.rules.pictures.shown import Dose, Picture


def dose(record: CourseRecord, *, today: date) -> Picture | None:
    """Minutes of each technique over the signed visits: what the plan in force meant, and what was done."""
    planned: dict[str, int] = {}
    delivered: dict[str, int] = {}
    versions, treatments = record.versions, record.treatments
    for moment, visit in treatments:
        version = versions.get(visit.plan_version or 0)
        for work in version.works if version else ():
            planned[work.name] = planned.get(work.name, 0) + (
                work.minutes if work.from_on is None or work.from_on <= moment.on else 0
            )
        for work in visit.done:
            delivered[work.name] = delivered.get(work.name, 0) + work.minutes
    names = [*planned, *(name for name in delivered if name not in planned)]
    if not names or not treatments:
        return None
    waits = {work.name: work.from_on for work in record.plans[-1].works} if record.plans else {}
    doses = tuple(
        Dose(name, planned.get(name, 0), delivered.get(name, 0), _dose_note(name, planned, delivered, waits, today))
        for name in names
    )
    total, meant = sum(delivered.values()), sum(planned.values())
    visits = "one visit" if len(treatments) == 1 else f"{len(treatments)} visits"
    return Picture(
        key="dose",
        title=f"{total} of {meant} planned minutes over {visits}" if meant else f"{total} minutes over {visits}",
        what="Dose: minutes planned and delivered, by technique",
        head=("Technique", "Planned", "Delivered"),
        body=tuple((one.name, str(one.planned), str(one.delivered)) for one in doses),
        doses=doses,
    )


def _dose_note(
    name: str,
    planned: Mapping[str, int],
    delivered: Mapping[str, int],
    waits: Mapping[str, date | None],
    today: date,
) -> str:
    begins = waits.get(name)
    if begins is not None and begins > today:
        return f"from {begins:%-d %b}"
    meant = planned.get(name, 0)
    return f"{delivered.get(name, 0)} of {meant} min" if meant else f"{delivered.get(name, 0)} min, not planned"
