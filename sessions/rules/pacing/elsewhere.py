"""P12: new pain at a place that is not being treated."""

from collections.abc import Collection, Mapping

from clinic.rules.findings import Finding, Level
from clinic.rules.regions import place_name
from sessions.rules.pacing.facts import LIMITS, PacingLimits


def p12(
    now: Mapping[str, int], at_start: Mapping[str, int], planned: Collection[str], limits: PacingLimits = LIMITS
) -> list[Finding]:
    """Pain by place, now and when the episode began. An alert for each place outside the plan that was below the
    value at the start, or not marked, and has reached it. (P12)"""
    new = [
        place
        for place, pain in now.items()
        if place and place not in planned and pain >= limits.new_pain and at_start.get(place, 0) < limits.new_pain
    ]
    return [
        Finding(
            Level.WARN,
            "P12",
            f"New pain {now[place]} at the {place_name(place)}, which is not being treated.",
            "PROP",
            "A therapist looks at it and notes what it is.",
            (place,),
        )
        for place in new
    ]
