"""Drawn charts: what they say without color, what a hostile word does to them, and what happens at the edges."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils.safestring import SafeString
from weasyprint import HTML

from clinic.render.plots import LETTER, NONE, PAGE, Level, Look, Pair, Track, dumbbells, number, over_time
from clinic.render.plots_rows import Bar, Moved, filled_bars, goal_bar, moved, paired_bars

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 2)
EVIL = "<script>alert(1)</script> \"&' Söhne"
GOAL = Level("goal 2", Look.GOAL, 2)


def days(*values: float) -> list[tuple[date, float]]:
    return [(DAY + timedelta(days=7 * place), value) for place, value in enumerate(values)]


def lines(*values: float, told: str = "Seen.", label: str = "measured") -> SafeString:
    return over_time(told, [Track(label, Look.MEASURED, days(*values))], low=0, high=10, levels=[GOAL])


def pairs(*values: tuple[int | None, int | None], told: str = "Seen.") -> SafeString:
    rows = [Pair(str(place), *pair) for place, pair in enumerate(values, 1)]
    return dumbbells(told, rows, ("before", "after"), low=0, high=10, levels=[GOAL])


def every_kind(words: str) -> list[SafeString]:
    return [
        lines(7, 3, told=words, label=words),
        pairs((7, 5), (5, 3), told=words),
        moved(words, [Moved(words, words, 2, 6, 0, 10, 8, 10)], names=(words, words)),
        paired_bars(words, [Bar(words, 7, 3)], names=(words, words), most=10, frame=LETTER),
        filled_bars(words, [Bar(words, 60, 40, words)], names=(words, words)),
        goal_bar(words, start=7, now=5, goal=2, words=(words, words, words)),
    ]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in parsed(svg).iter(f"{SVG}text")]


def named(svg: str, css: str) -> list[ET.Element]:
    return [node for node in parsed(svg).iter() if css in node.get("class", "").split()]


@pytest.mark.parametrize("svg", every_kind("Pain fell from 7 to 3."))
def test_each_drawing_is_one_figure_whose_title_says_what_is_seen(svg: SafeString) -> None:
    root = parsed(svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Pain fell from 7 to 3."


@pytest.mark.parametrize("svg", every_kind(EVIL))
def test_no_word_leaves_its_place_and_nothing_is_inline(svg: SafeString) -> None:
    assert "<script" not in svg
    assert re.findall(r"\bstyle\s*=|<style|\son[a-z]+=", svg) == []
    assert parsed(svg).findtext(f"{SVG}title") == EVIL


@pytest.mark.parametrize("svg", every_kind("Seen."))
def test_each_drawing_is_drawn_on_paper(svg: SafeString) -> None:
    assert len(HTML(string=str(svg)).render().pages) == 1


def test_a_line_has_its_points_its_goal_and_both_ends_of_its_days() -> None:
    svg = lines(7, 5, 3)
    (line,) = named(svg, "plot-line")
    assert len((line.get("points") or "").split()) == len(named(svg, "plot-mark")) - 1  # one stands in the legend
    assert {"goal 2", "measured", "2 Nov", "16 Nov"} <= set(texts(svg))


def test_higher_values_stand_higher() -> None:
    (line,) = named(lines(7, 5, 5, 3), "plot-line")
    heights = [float(point.split(",")[1]) for point in (line.get("points") or "").split()]
    assert heights[0] < heights[1] == heights[2] < heights[3]


def test_a_single_point_is_a_mark_in_the_middle_with_one_date() -> None:
    svg = lines(4)
    (x,) = {mark.get("cx") for mark in named(svg, "plot-mark") if mark.get("cy") != "8"}
    assert float(x or 0) == (PAGE.left + PAGE.right) / 2
    assert [words for words in texts(svg) if "Nov" in words] == ["2 Nov"]


def test_equal_values_are_a_level_line() -> None:
    (line,) = named(lines(5, 5, 5), "plot-line")
    assert len({point.split(",")[1] for point in (line.get("points") or "").split()}) == 1


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        over_time("Nothing.", [Track("measured", Look.MEASURED, [])], low=0, high=10)
    with pytest.raises(ValueError, match="two different ends"):
        dumbbells("Nothing.", [], ("before", "after"), low=5, high=5)


def test_lines_differ_by_dash_and_shape_not_by_color_alone() -> None:
    tracks = [Track("left", Look.MEASURED, days(1, 2)), Track("right", Look.OTHER, days(3, 4))]
    svg = over_time("Both sides.", tracks, low=0, high=10)
    assert len({line.get("stroke-dasharray") for line in named(svg, "plot-line")}) == 2
    assert {node.tag.removeprefix(SVG) for node in named(svg, "plot-mark")} == {"circle", "rect"}


def test_a_long_line_keeps_its_ends_and_does_not_drown_in_marks() -> None:
    svg = lines(*[place % 10 for place in range(120)])
    (line,) = named(svg, "plot-line")
    assert len((line.get("points") or "").split()) == 120
    assert len(named(svg, "plot-mark")) <= 26


def test_before_is_a_ring_and_after_a_dot_also_where_both_are_equal() -> None:
    svg = pairs((7, 5), (4, 4))
    rings, dots = ([node for node in named(svg, css) if node.get("cy") != "8"] for css in ("plot-ring", "plot-mark"))
    assert (len(rings), len(dots)) == (2, 2)
    assert len(named(svg, "plot-span")) == 1
    (ring,), (dot,) = rings[1:], dots[1:]
    assert ring.get("cy") == dot.get("cy")
    assert float(ring.get("r") or 0) > float(dot.get("r") or 0)


def test_what_was_not_asked_is_not_drawn() -> None:
    svg = pairs((7, None), (None, 3), (None, None))
    assert len(named(svg, "plot-ring")) == len(named(svg, "plot-mark")) == 2  # one each, and the legend
    assert named(svg, "plot-span") == []


def test_sixty_visits_fit_without_words_running_into_each_other() -> None:
    svg = pairs(*[(6, 4)] * 60)
    numbers = [words for words in texts(svg) if words.isdigit() and words not in {"0", "5", "10"}]
    assert len(numbers) <= PAGE.most_labels
    assert numbers[-1] == "60"


def test_a_row_stands_between_its_ends_with_goal_and_ordinary_range() -> None:
    svg = moved("Seen.", [Moved("Neck rotation", "left", 30, 55, 0, 60, 50, 60)], names=("start", "now"))
    assert {"Neck rotation", "left", "30 to 55", "goal", "ordinary", "start", "now"} <= set(texts(svg))
    start = [float(node.get("cx") or 0) for node in named(svg, "plot-ring") if node.get("cy") != "8"]
    now = [float(node.get("cx") or 0) for node in named(svg, "plot-mark") if node.get("cy") != "8"]
    assert start[0] < now[0]


def test_a_row_read_once_says_one_number() -> None:
    svg = moved("Seen.", [Moved("Grip", "", 4, None, 0, 10)], names=("start", "now"))
    assert "4" in texts(svg)
    assert named(svg, "plot-span") == []


def test_no_mark_of_a_place_is_a_dash_not_a_bar_of_nothing() -> None:
    svg = paired_bars("Seen.", [Bar("left lower back", None, 3)], names=("2 Nov", "9 Nov"), most=10, frame=LETTER)
    assert NONE in texts(svg)
    assert len(named(svg, "plot-bar")) == 2


def test_the_bar_of_a_goal_ends_where_things_stand_and_never_beyond() -> None:
    def share(now: float | None) -> list[str]:
        svg = goal_bar("Seen.", start=7, now=now, goal=2, words=("7 start", "now", "2 goal"))
        return [node.get("width") or "" for node in named(svg, "goal-bar-done")]

    assert share(None) == []
    assert [float(width.rstrip("%")) for width in share(4.5) + share(9) + share(0)] == [50, 1, 99]


@pytest.mark.parametrize(("value", "words"), [(3, "3"), (3.0, "3"), (-2.25, "−2.2"), (6.66, "6.7"), (None, NONE)])  # noqa: RUF001
def test_numbers_read_like_numbers(value: float | None, words: str) -> None:
    assert number(value) == words


SCALE_FREE: list[Callable[[], SafeString]] = [
    lambda: filled_bars("Seen.", [Bar("Nothing yet", 0, 0)], names=("planned", "delivered")),
    lambda: filled_bars("Seen.", [], names=("planned", "delivered")),
    lambda: moved("Seen.", [Moved("Same ends", "", 0, 0, 0, 0)], names=("start", "now")),
]


@pytest.mark.parametrize("draw", SCALE_FREE)
def test_scales_without_length_divide_by_nothing(draw: Callable[[], SafeString]) -> None:
    assert parsed(draw()).findtext(f"{SVG}title") == "Seen."
