"""The drawn figure: every place once, in its view, inside the picture, mirrored, without overlap, large enough to touch."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import hypot

import pytest

from clinic.rules import figure
from clinic.rules.figure import Point, Shape
from clinic.rules.regions import PLACES, Side, UnknownPlace, View, other_side, region_of, side_of

STEP = 2
REACH = 12  # how far outside a place a touch still counts, in units of the figure (static/js/body-map-figure.js)
LEAST_TOUCHED = 22 * 22
LEAST_WIDTH = 12


def inside(point: Point, polygon: Sequence[Point]) -> bool:
    x, y = point
    crossed = False
    for (a, b), (c, d) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a:
            crossed = not crossed
    return crossed


def box(shape: Shape) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in shape.polygon], [y for _, y in shape.polygon]
    return min(xs), min(ys), max(xs), max(ys)


@cache
def covered(view: View) -> dict[Point, list[str]]:
    """Points of a grid over one view, each with the places that cover it."""
    found: dict[Point, list[str]] = {}
    for shape in figure.shapes(view):
        left, top, right, bottom = (int(value) for value in box(shape))
        for x in range(left - left % STEP, right + STEP, STEP):
            for y in range(top - top % STEP, bottom + STEP, STEP):
                point = (x + 0.37, y + 0.61)
                if inside(point, shape.polygon):
                    found.setdefault(point, []).append(shape.place)
    return found


def around(view: View) -> Iterator[tuple[Point, str]]:
    """Points beside the body, each with the place whose edge is nearest, where one is in reach."""
    known = covered(view)
    edges = [(point, shape.place) for shape in figure.shapes(view) for point in shape.polygon]
    for x in range(0, figure.WIDTH, 4):
        for y in range(0, figure.HEIGHT, 4):
            point = (x + 0.37, y + 0.61)
            if point not in known:
                away, place = min((hypot(point[0] - a, point[1] - b), place) for (a, b), place in edges)
                if away <= REACH:
                    yield point, place


def test_every_place_is_drawn_exactly_once_in_its_view() -> None:
    drawn = [(shape.place, view) for view in View for shape in figure.shapes(view)]
    assert sorted(drawn) == sorted((place, region_of(place).view) for place in PLACES)
    assert len({(region_of(place).view, figure.shape(place).path) for place in PLACES}) == len(PLACES)


def test_an_unknown_place_has_no_shape() -> None:
    with pytest.raises(UnknownPlace):
        figure.shape("TAIL-m")


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_one_closed_path_inside_the_picture(place: str) -> None:
    shape = figure.shape(place)
    assert re.fullmatch(r"M[\d.]+ [\d.]+c[-\d. ]+z", shape.path)
    left, top, right, bottom = box(shape)
    assert 0 <= left < right <= figure.WIDTH
    assert 0 <= top < bottom <= figure.HEIGHT


@pytest.mark.parametrize("place", PLACES)
def test_the_mark_of_a_place_is_written_inside_it(place: str) -> None:
    shape = figure.shape(place)
    assert inside(shape.center, shape.polygon)


@pytest.mark.parametrize("place", [place for place in PLACES if side_of(place) is Side.LEFT])
def test_left_and_right_are_mirror_images(place: str) -> None:
    left, right = figure.shape(place), figure.shape(other_side(place) or "")
    assert [2 * figure.MIDDLE_X - x for x, _ in left.polygon] == pytest.approx([x for x, _ in right.polygon])
    assert [y for _, y in left.polygon] == pytest.approx([y for _, y in right.polygon])


@pytest.mark.parametrize("place", [place for place in PLACES if side_of(place) is not Side.MIDDLE])
def test_the_patients_left_is_the_viewers_right_in_front_and_the_viewers_left_behind(place: str) -> None:
    shape = figure.shape(place)
    is_on_the_right = shape.center[0] > figure.MIDDLE_X
    assert is_on_the_right == ((shape.view is View.FRONT) == (side_of(place) is Side.LEFT))


@pytest.mark.parametrize("place", [place for place in PLACES if side_of(place) is Side.MIDDLE])
def test_places_of_the_middle_lie_on_the_middle(place: str) -> None:
    assert figure.shape(place).center[0] == pytest.approx(figure.MIDDLE_X)


@pytest.mark.parametrize("view", View)
def test_no_two_places_overlap(view: View) -> None:
    twice = [places for places in covered(view).values() if len(places) > 1]
    assert len(twice) <= len(covered(view)) / 500, twice


@pytest.mark.parametrize("view", View)
def test_the_places_cover_the_body_without_holes(view: View) -> None:
    assert _area(view) == pytest.approx(STEP * STEP * len(covered(view)), rel=0.01)


def _area(view: View) -> float:
    """Inside the outline, whose path goes in steps of three points, of which the last is on the line."""
    x, y = (float(value) for value in re.findall(r"-?[\d.]+", figure.outline(view).split("c")[0]))
    numbers = [float(value) for value in re.findall(r"-?[\d.]+", figure.outline(view).split("c")[1])]
    points = [(x, y)]
    for across, down in zip(numbers[4::6], numbers[5::6], strict=True):
        x, y = x + across, y + down
        points.append((x, y))
    pairs = zip(points, (*points[1:], points[0]), strict=True)
    return abs(sum(a * d - b * c for (a, b), (c, d) in pairs)) / 2


@pytest.mark.parametrize("view", View)
def test_every_place_is_large_enough_to_touch(view: View) -> None:
    """Drawn one to one (496 high); what lies beside the body counts for the place it is nearest to."""
    touched = dict.fromkeys((shape.place for shape in figure.shapes(view)), 0)
    for places in covered(view).values():
        touched[places[0]] += STEP * STEP
    for _point, place in around(view):
        touched[place] += 16
    assert {place: area for place, area in touched.items() if area < LEAST_TOUCHED} == {}
    narrow = {s.place for s in figure.shapes(view) if min(box(s)[2] - box(s)[0], box(s)[3] - box(s)[1]) < LEAST_WIDTH}
    assert narrow == set()


@pytest.mark.parametrize("view", View)
def test_lines_that_are_no_places_stay_inside_the_picture(view: View) -> None:
    for path in (figure.outline(view), figure.borders(view), figure.details(view)):
        for start in re.findall(r"M([\d.]+) ([\d.]+)c", path):
            assert 0 <= float(start[0]) <= figure.WIDTH
            assert 0 <= float(start[1]) <= figure.HEIGHT
