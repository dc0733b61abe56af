"""From readings to lines: first, last, now, and which lines are worth a place in the table."""

from datetime import date, timedelta

from reports.rules.measuring import Kind, Reading, keys_in_order, latest, primary_place, row, trend, with_means

DAY = date(2026, 11, 1)
ACTIVITIES = {(Kind.PSFS, "Lift"): 3.0, (Kind.PSFS, "Sit"): 4.0, (Kind.PSFS, "Walk"): 5.0}
WORST = (Kind.WORST, "LUMB-l")


def readings(*sets: dict[tuple[Kind, str], float]) -> list[Reading]:
    return [Reading(DAY + timedelta(days=7 * number), values) for number, values in enumerate(sets)]


def test_the_first_value_is_the_start_and_the_newest_is_now() -> None:
    line = row(WORST, readings({WORST: 7}, {WORST: 5}, {}, {WORST: 3}), last=5, goal=2)
    assert (line.start, line.last, line.now, line.goal, line.amount) == (7, 5, 3, 2, -4)


def test_what_was_measured_once_has_no_now() -> None:
    line = row(WORST, readings({WORST: 7}), last=None, goal=2)
    assert (line.start, line.now, line.amount, line.change) == (7, None, None, "unknown")


def test_change_felt_needs_no_start() -> None:
    line = row((Kind.GROC, ""), readings({(Kind.GROC, ""): 4}), last=None, goal=None)
    assert (line.start, line.now, line.change) == (None, 4, "important")


def test_a_mean_needs_the_same_activities_as_at_the_start() -> None:
    better = {key: value + 2 for key, value in ACTIVITIES.items()}
    fewer = {(Kind.PSFS, "Lift"): 9.0}
    found = with_means(readings(ACTIVITIES, fewer, better))
    assert [reading.values.get((Kind.PSFS_MEAN, "")) for reading in found] == [4.0, None, 6.0]


def test_two_activities_make_no_mean() -> None:
    found = with_means(readings({(Kind.PSFS, "Lift"): 3.0, (Kind.PSFS, "Sit"): 4.0}))
    assert latest((Kind.PSFS_MEAN, ""), found) is None


def test_the_primary_place_is_the_goals_or_the_worst() -> None:
    marks = readings({(Kind.WORST, "LUMB-r"): 4, WORST: 7, (Kind.WORST, "GLUT-l"): 7})
    assert primary_place(marks, "") == "GLUT-l"  # two are worst: the first by name, so that it never flickers
    assert primary_place(marks, "LUMB-r") == "LUMB-r"
    assert primary_place([], "") == ""


def test_the_table_has_at_most_six_lines_pain_first_and_goals_before_the_rest() -> None:
    bend = (Kind.ROM, "TRUNK:FLEX:m")
    more = {(Kind.PSFS, f"Activity {n}"): 4.0 for n in range(5)}
    values = {**more, bend: 40, (Kind.ARRIVAL, ""): 6, WORST: 7, (Kind.PSFS_MEAN, ""): 4, (Kind.ROM, "HIP:FLEX:l"): 90}
    keys = keys_in_order(readings(values), [bend], "LUMB-l")
    assert keys[:4] == [WORST, (Kind.ARRIVAL, ""), (Kind.PSFS_MEAN, ""), bend]
    assert len(keys) == 6
    assert (Kind.ROM, "HIP:FLEX:l") not in keys


def test_motion_measured_again_comes_before_single_activities() -> None:
    hip, knee, neck = (Kind.ROM, "HIP:FLEX:l"), (Kind.ROM, "KNEE:FLEX:l"), (Kind.ROM, "NECK:FLEX:m")
    first: dict[tuple[Kind, str], float] = {**ACTIVITIES, hip: 85, knee: 90, neck: 30, (Kind.ROM, "HIP:ABD:l"): 20}
    keys = keys_in_order(with_means(readings(first, {hip: 95, knee: 100, neck: 35})), [(Kind.PSFS, "Sit")], "")
    assert keys == [
        (Kind.PSFS_MEAN, ""),
        (Kind.PSFS, "Sit"),
        hip,
        knee,
        (Kind.PSFS, "Lift"),
        (Kind.PSFS, "Walk"),
    ]


def test_the_trend_draws_the_goal_that_is_not_pain_before_the_mean() -> None:
    bend = (Kind.ROM, "TRUNK:FLEX:m")
    mean = (Kind.PSFS_MEAN, "")
    found = readings({bend: 40, mean: 3, WORST: 7}, {bend: 55, mean: 5, WORST: 5})
    drawn = trend(found, {WORST: 2, bend: 70})
    assert drawn is not None
    assert (drawn.kind, drawn.goal, [point.value for point in drawn.points]) == ("rom", 70, [40, 55])
    other = trend(found, {WORST: 2})
    assert other is not None
    assert other.kind == "psfs_mean"
    assert trend(found[:1], {}) is None
