"""Pain before and after the visits of one course of care, as points of a drawn chart and as a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assessments.models import Goal
from assessments.rules.aims import aim_label, aim_value
from sessions.models import PainCheck

MOST_VISITS = 10
TOP, HEIGHT, LEFT, WIDTH = 10, 110, 30, 366  # of a drawing 400 wide and 150 high


@dataclass(frozen=True)
class Point:
    """One visit: its place on the drawing and its figures (None: not asked)."""

    at: datetime
    label: str
    x: int
    before: int | None
    after: int | None

    @property
    def y_before(self) -> int | None:
        return _y(self.before)

    @property
    def y_after(self) -> int | None:
        return _y(self.after)


@dataclass(frozen=True)
class Plot:
    points: list[Point]
    goal: int | None  # pain to reach, 0 to 10

    @property
    def y_goal(self) -> int | None:
        return _y(self.goal)

    @property
    def title(self) -> str:
        """What is seen, in one sentence."""
        first, last = self.points[0], self.points[-1]
        goal = f"; the goal is {self.goal}" if self.goal is not None else ""
        if first.before is None or last.after is None:
            return f"Pain before and after {len(self.points)} visits{goal}."
        went = "fell" if last.after < first.before else "rose" if last.after > first.before else "stayed"
        span = f"at {last.after}" if went == "stayed" else f"from {first.before} to {last.after}"
        visits = "one visit" if len(self.points) == 1 else f"{len(self.points)} visits"
        return f"Pain {went} {span} over {visits}{goal}."


def _y(pain: int | None) -> int | None:
    return None if pain is None else TOP + (10 - pain) * HEIGHT // 10


def pain_plot(episode_id: int, *, goal: Goal | None) -> Plot | None:
    """One query. None before the first signed chart."""
    rows = PainCheck.objects.filter(
        chart__appointment__episode_id=episode_id, chart__signature__isnull=False, phase__in=["before", "after"]
    )
    found = _by_visit(rows.order_by("chart__appointment__during").values_list("chart__started_at", "phase", "pain"))
    if not found:
        return None
    shown = list(enumerate(found.items(), start=1))[-MOST_VISITS:]
    step = WIDTH // len(shown)
    points = [
        Point(at, str(number), LEFT + step // 2 + step * place, pain.get("before"), pain.get("after"))
        for place, (number, (at, pain)) in enumerate(shown)
    ]
    is_pain = goal is not None and goal.measure == Goal.Measure.PAIN
    return Plot(points, int(goal.target) if goal is not None and is_pain else None)


def _by_visit(rows: Iterable[tuple[datetime, str, int]]) -> dict[datetime, dict[str, int]]:
    found: dict[datetime, dict[str, int]] = {}
    for at, phase, pain in rows:
        found.setdefault(at, {})[phase] = pain
    return found


def goal_line(goal: Goal | None) -> str:
    """“Pain at worst: 7 → 2 by 22 Dec”."""
    if goal is None:
        return ""
    now, then = (aim_value(goal.measure, goal.item, float(value)) for value in (goal.baseline, goal.target))
    return f"{aim_label(goal.measure, goal.item)}: {now} → {then} by {goal.due_on:%-d %b}"
