"""The drawn figure of the body map: one half of a person as lines, from which every place of the map gets its path.

Half a body is written down, as the distance from the middle line and the height. Regions share their borders: each is a
loop of corners, and between two corners it follows the line that holds both, so that neighbors meet without gap or
overlap. Code mirrors the half: in the front view the patient's left is on the viewer's right, in the back view on the
viewer's left. The drawing is Mend's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from clinic.rules.regions import PLACES, Side, View, region_of, side_of

WIDTH, HEIGHT = 224, 496  # of one view
MIDDLE_X, TOP_Y = 112, 8

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]

# A line is a row of points, a smooth curve through them. `name=across,down` is a corner that other lines and regions
# may name; plain `across,down` only shapes the line. Distances from the middle line, heights from the top.
_BORDERS = """
head:   a0=0,14 10,15.3 a2=19.5,21 25.3,31 a4=26.6,42 a5=25.6,52 23,62 a7=17.6,70.5
out:    n0=15,74.5 14.2,83 n2=15.6,90 n3=24,96.2 s1=41,101 52,106 60,117 64,131 s5=65.8,146 68.4,165 o2=73.6,187
        77,199 o4=80.2,210 83.6,226 86.2,240 o6=87.3,246 w2=91.4,265 95.8,271 100,279 103.6,288 103.4,292.6 100.6,293.2
        98.2,289 97.4,286.4 99.4,296 101,305 100.2,310.6 98,311.2 96.6,308 96.6,314 tip=94.4,316.6 92.4,314.2 91.8,309.4
        91.2,314 89.2,315.4 87.4,312.8 86.8,307.6 85.6,310 83.4,309.6 81.6,303 78.8,291 76.4,279 w3=75.4,265 i7=71.6,246
        67.6,233 63,220 i5=60.2,210 57.6,199 i3=54.8,187 50.4,171 i0=46.4,157 p=43.6,147
side:   p t1=42.2,160 t2=41,170 38.6,182 t3=37.2,192 36.6,204 38,217 t6=42,234 45.6,246 t7=47.2,258 48,270 t9=47.8,284
        45.8,306 42.6,327 t12=39.8,344 k1=37.4,362 k3=37.4,378 39,390 39.4,402 37.4,416 c3=34.8,427 32.2,439 c5=32.2,450
        34.6,458 38.2,466 40,473 38,478 33,480.6 toe=26,480.8 20.4,478.6 18.4,472 19,462 h5=18,450 17.4,439 h3=15.2,427
        12.2,412 10.6,395 r3=12,378 11.4,361 u5=9.6,344 7,324 4.6,304 u1=2.6,287 m6=0,275
elbt:   o2 64.4,185 i3
elbb:   o4 70.4,212 i5
wrt:    o6 79.4,248 i7
wrb:    w2 83.6,266.6 w3
kneet:  t12 v2=31,342 v1=16.6,342 u5
kneeb:  k3 25,381 r3
ankt:   c3 25,429 h3
ankb:   c5 25,454 h5
delt:   s5 57,146 d1=50,140
"""

_FRONT = """
mid:    a0 m1=0,82.3 m2=0,106 m3=0,134 m4=0,169
temple: a2 14.6,31 13,42 j1=15.6,52
ear:    j1 a5
jaw:    j1 14,63 11.4,72 j2=8,80.6
chin:   a7 n0 12,78 j2 4,82 m1
clav:   n3 14,101 6,104.6 m2
shld:   s1 41.4,112 q1=38.4,124
hollow: q1 44,131 d1
fold:   d1 49,149 i0
pec:    q1 x0=32.6,137 31.6,149 35,157 t1
breast: x0 22,139.5 9,136.5 m3
ribs:   t2 36,176 f0=27.6,180 14,178.4 5,172 m4
flank:  f0 24,194 f1=23.6,212 26,226 f2=30.6,238
navel:  f1 12,213.6 m5=0,212
crest:  f2 36.6,235.6 t6
groin:  f2 20,255 8,268 m6
crease: t7 g1=33,264 g2=16,278 u1
thil:   g1 32,286 31,314 v2
thim:   g2 15,297 15.6,320 v1
"""

_BACK = """
head0:  a0 y0=0,71 y1=0,103
back0:  y2=0,193 y3=0,238
seat0:  y4=0,266 m6
nape:   a7 n0 8,72 y0
neckb:  n3 16,98 e0=7.6,101.6 y1
trapb:  s1 e4=38,112 e3=21.4,116 e1=7.6,118.4
row:    e0 e1 e6=7.6,160 e7=7.6,192
inner:  e3 21.8,130 22.4,146 e5=21.4,161
outer:  e4 43.6,126 d1
pit:    d1 47.4,144.6 p
scapb:  t1 31,166 e5 e6
lumbt:  t3 24,194.6 e7 y2
lumbb:  t6 32,234 z1=15.6,237 y3
sacr:   z1 12,250 6,260 y4
fold:   t9 36,293 20,295 u1
"""

# The corners of each region, going round; regions of the middle line from its upper to its lower end.
_REGIONS = """
FACE:   a0 a2 j1 j2 m1 | TEMPLE: a2 a5 j1 | JAW: a5 a7 j2 j1 | NECKA: m1 n0 n3 m2 | CHEST: m2 n3 s1 q1 x0 m3
BREAST: m3 x0 t1 t2 m4 | AXILLA: q1 d1 i0 p t1 | SHLDA: s1 s5 d1 q1 | ARMA: s5 o2 i3 i0 d1 | ELBA: o2 o4 i5 i3
FORA:   o4 o6 i7 i5 | WRSA: o6 w2 w3 i7 | HNDP: w2 tip w3 | ABDU: m4 f0 f1 m5 | ABDL: m5 f1 f2 m6
FLNK:   t2 t6 f2 f0 | GROIN: f2 t6 t7 u1 m6 | THIA: g1 v2 v1 g2 | THIM: g2 v1 u5 u1 | THIL: t7 t12 v2 g1
KNEA:   t12 k3 r3 u5 | SHIN: k3 c3 h3 r3 | ANKL: c3 c5 h5 h3 | FOOTD: c5 toe h5
HEADP:  a0 a7 y0 | NECKP: y0 n0 n3 y1 | UTRAP: e0 n3 s1 e1 | SHLDP: s1 s5 d1 e4 | ISCAP: e1 e3 e5 e6
SCAP:   e3 e4 d1 p t1 e5 | TSPN: e6 e5 t1 t3 e7 | TSPN-m: y1 e0 e7 y2 | LUMB: y2 t3 t6 y3 | SACR: y3 z1 y4 | GLUT: z1 t6 t9 u1 m6 y4
ARMP:   s5 o2 i3 p d1 | ELBP: o2 o4 i5 i3 | FORP: o4 o6 i7 i5 | HNDD: o6 tip i7
THIP:   t9 t12 u5 u1 | KNEP: t12 k3 r3 u5 | CALF: k3 c3 h3 r3 | HEEL: c3 c5 h5 h3 | SOLE: c5 toe h5
"""

_EDGES = frozenset({"head", "out", "side"})

# Lines that belong to no region and only make the drawing readable: ear, fingers, toes, navel. One half, mirrored.
_DETAILS = (
    "26.4,39 30.2,40 29.6,47 26,53",
    *("96.6,308 93.8,295", "91.8,309.4 89.4,296", "86.8,307.6 84.8,296"),
    *("22,475 22.4,480", "26,475 26.2,481", "30,475 30,481", "34,474.6 34,480.4"),
)
_NAVEL = ("1.7,203 1.5,205.6 0,206.8",)


@dataclass(frozen=True, slots=True)
class Shape:
    """One place as drawn in its view: a closed path, its corners for whoever measures, and where a mark is written."""

    place: str
    view: View
    path: str
    polygon: tuple[Point, ...]
    center: Point
    is_tall: bool


@dataclass(frozen=True, slots=True)
class _Half:
    """The lines of one view, as rows of points, and where the corners stand in them."""

    lines: Mapping[str, Sequence[Point]]
    corners: Mapping[str, Mapping[str, int]]

    def between(self, one: str, other: str) -> list[Curve]:
        """The curves from one corner to the next, along the line that holds both by the shortest way."""
        found = [(abs(at[other] - at[one]), name) for name, at in self.corners.items() if one in at and other in at]
        _, name = min(found)
        start, end = self.corners[name][one], self.corners[name][other]
        curves = _smooth(self.lines[name])[min(start, end) : max(start, end)]
        return curves if start < end else [_turned(curve) for curve in reversed(curves)]

    def along(self, corners: Sequence[str]) -> list[Curve]:
        return [curve for one, other in pairwise(corners) for curve in self.between(one, other)]


def _point(text: str) -> Point:
    across, down = text.split(",")
    return float(across), float(down)


def _entries(text: str) -> list[tuple[str, list[str]]]:
    """`name: words` by line or between bars; a line without a name goes on with the one above."""
    found: list[tuple[str, list[str]]] = []
    for part in text.replace("|", "\n").strip().splitlines():
        name, colon, words = part.rpartition(":")
        if colon:
            found.append((name.strip(), words.split()))
        else:
            found[-1][1].extend(part.split())
    return found


@cache
def _half(view: View) -> _Half:
    known: dict[str, Point] = {}
    lines: dict[str, tuple[Point, ...]] = {}
    corners: dict[str, dict[str, int]] = {}
    for line, words in _entries(_BORDERS + (_FRONT if view is View.FRONT else _BACK)):
        points = []
        for number, word in enumerate(words):
            name, named, where = word.rpartition("=")
            if named:
                known[name] = _point(where)
            elif "," not in word:
                name = word
            points.append(known[name] if name else _point(where))
            if name:
                corners.setdefault(line, {})[name] = number
        lines[line] = tuple(points)
    return _Half(lines, corners)


def _smooth(points: Sequence[Point]) -> list[Curve]:
    """A Catmull-Rom curve through the points, as cubic pieces."""
    around = [points[0], *points, points[-1]]
    return [
        (
            b,
            (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6),
            (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6),
            c,
        )
        for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False)
    ]


def _turned(curve: Curve) -> Curve:
    a, b, c, d = curve
    return d, c, b, a


def _mirrored(curves: Sequence[Curve]) -> list[Curve]:
    """The other half of a loop over the middle line, on from where the first half ended."""
    return [_placed(_turned(curve), -1, 0, 0) for curve in reversed(curves)]


def _placed(curve: Curve, sign: int, across: float, down: float) -> Curve:
    a, b, c, d = ((across + sign * x, down + y) for x, y in curve)
    return a, b, c, d


def _sign(view: View, side: Side) -> int:
    """To which side of the drawing: the patient's left is the viewer's right in front, and the viewer's left behind."""
    return 1 if (view is View.FRONT) == (side is Side.LEFT) else -1


def _number(value: float) -> str:
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")


def _path(curves: Sequence[Curve], *, closed: bool = True) -> str:
    """In steps from point to point, a third shorter than in places."""
    x, y = (round(value, 1) for value in curves[0][0])
    words = [f"M{_number(x)} {_number(y)}c"]
    for curve in curves:
        steps = [(round(across, 1) - x, round(down, 1) - y) for across, down in curve[1:]]
        words.append(" ".join(_number(value) for step in steps for value in step))
        x, y = x + steps[-1][0], y + steps[-1][1]
    return words[0] + " ".join(words[1:]).replace(" -", "-") + ("z" if closed else "")


def _flat(curves: Sequence[Curve], steps: int = 4) -> tuple[Point, ...]:
    points = []
    for a, b, c, d in curves:
        for step in range(steps):
            t = step / steps
            u = 1 - t
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            points.append(
                (
                    sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
                    sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
                )
            )
    return tuple(points)


def _centroid(polygon: Sequence[Point]) -> Point:
    area = across = down = 0.0
    for (x, y), (p, q) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        cross = x * q - p * y
        area += cross
        across += (x + p) * cross
        down += (y + q) * cross
    return across / (3 * area), down / (3 * area)


@cache
def _loops() -> Mapping[str, tuple[str, ...]]:
    return {code: tuple(corners) for code, corners in _entries(_REGIONS)}


@cache
def shape(place: str) -> Shape:
    """The place in the figure, in units of its view (WIDTH by HEIGHT). Raises UnknownPlace."""
    view, side = region_of(place).view, side_of(place)
    loops = _loops()
    corners = loops.get(place) or loops[region_of(place).code]
    half = _half(view)
    if side is Side.MIDDLE:
        curves = half.along(corners)
        curves += _mirrored(curves)
    else:
        curves = half.along((*corners, corners[0]))
    placed = [_placed(curve, _sign(view, side), MIDDLE_X, TOP_Y) for curve in curves]
    polygon = _flat(placed)
    center = _centroid(polygon)
    wide = max(x for x, _ in polygon) - min(x for x, _ in polygon)
    tall = max(y for _, y in polygon) - min(y for _, y in polygon)
    return Shape(place, view, _path(placed), polygon, (round(center[0], 1), round(center[1], 1)), tall > wide)


@cache
def shapes(view: View) -> tuple[Shape, ...]:
    """Every place of one view, in the order of the body map."""
    return tuple(shape(place) for place in PLACES if region_of(place).view is view)


@cache
def outline(view: View) -> str:
    """The edge of the whole body as one path."""
    half = _half(view)
    curves = half.along(("a0", "a7", "n0", "tip", "p", "toe", "m6"))
    curves += _mirrored(curves)
    return _path([_placed(curve, 1, MIDDLE_X, TOP_Y) for curve in curves])


@cache
def borders(view: View) -> str:
    """The lines between the places, each once, as one open path."""
    lines = [line for name, line in _half(view).lines.items() if name not in _EDGES]
    return "".join(_both(_smooth(line)) for line in lines)


@cache
def details(view: View) -> str:
    """Ears, fingers, toes, navel as one open path."""
    rows = [[_point(word) for word in line.split()] for line in (*_DETAILS, *(_NAVEL if view is View.FRONT else ()))]
    return "".join(_both(_smooth(row)) for row in rows)


def _both(curves: Sequence[Curve]) -> str:
    """An open line and its mirror image; a line on the middle once."""
    signs = (1, -1) if any(x for curve in curves for x, _ in curve) else (1,)
    return "".join(_path([_placed(c, sign, MIDDLE_X, TOP_Y) for c in curves], closed=False) for sign in signs)
