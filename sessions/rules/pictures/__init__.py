"""Pictures of a course of care, as plain values: what is seen, the points, the goal, whether the change is real or important
(M-TEST), and the same as a table. Drawn by `sessions.render.pictures`."""

from collections.abc import Callable
from datetime import date

from assessments.rules.girth import LIMITS, GirthLimits
from sessions.rules.course import CourseRecord
from sessions.rules.pictures.activities import activities
from sessions.rules.pictures.dose import dose
from sessions.rules.pictures.goals import GoalShown, goals_shown
from sessions.rules.pictures.maps import MapsShown, maps
from sessions.rules.pictures.motion import motion
from sessions.rules.pictures.pain import pain, places
from sessions.rules.pictures.shown import Picture
from sessions.rules.pictures.sizes import girth, volume

__all__ = ["GoalShown", "MapsShown", "Picture", "goals_shown", "maps", "pictures"]


def pictures(record: CourseRecord, *, today: date, girths: GirthLimits = LIMITS) -> list[Picture]:
    """All that has something to show, in the order of the page. `girths`: what a trunk is judged by."""
    makers: tuple[Callable[[], Picture | None], ...] = (
        lambda: pain(record),
        lambda: activities(record),
        lambda: motion(record),
        lambda: volume(record),
        lambda: girth(record, girths),
        lambda: places(record),
        lambda: dose(record, today=today),
    )
    return [found for make in makers if (found := make()) is not None]
