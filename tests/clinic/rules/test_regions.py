"""The body map: 43 regions, 84 places, and which of them touch."""

import pytest

from clinic.rules import regions

FRONT = (
    "FACE TEMPLE JAW NECKA CHEST BREAST AXILLA SHLDA ARMA ELBA FORA WRSA HNDP ABDU ABDL FLNK GROIN "
    "THIA THIM THIL KNEA SHIN ANKL FOOTD"
)
BACK = "HEADP NECKP UTRAP SHLDP ISCAP SCAP TSPN LUMB SACR GLUT ARMP ELBP FORP HNDD THIP KNEP CALF HEEL SOLE"


def test_there_are_43_regions_front_before_back() -> None:
    assert " ".join(regions.REGIONS) == f"{FRONT} {BACK}"
    assert len(regions.REGIONS) == 43
    assert {r.code for r in regions.REGIONS.values() if r.view is regions.View.FRONT} == set(FRONT.split())


def test_only_the_middle_line_has_no_sides() -> None:
    odd = {r.code: "".join(r.sides) for r in regions.REGIONS.values() if r.sides != regions.BOTH}
    assert odd == {"ABDU": "m", "ABDL": "m", "SACR": "m", "TSPN": "lmr"}
    assert len(regions.PLACES) == len(set(regions.PLACES)) == 84


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("LUMB-l", "left lower back"),
        ("SHLDA-r", "front of the right shoulder"),
        ("SACR-m", "base of the spine"),
        ("TSPN-m", "middle back at the spine"),
        ("TSPN-r", "right middle back"),
        ("ABDU-m", "upper belly"),
        ("NECKA-l", "front of the neck on the left"),
    ],
)
def test_place_is_named_in_a_patients_words(place: str, name: str) -> None:
    assert regions.place_name(place) == name


def test_every_place_has_its_own_name_and_figure_id() -> None:
    assert len({regions.place_name(place) for place in regions.PLACES}) == 84
    assert len({regions.figure_id(place) for place in regions.PLACES}) == 84
    assert regions.figure_id("LUMB-l") == "b-LUMB-l"
    assert regions.figure_id("KNEA-r") == "f-KNEA-r"


@pytest.mark.parametrize("bad", ["", "LUMB", "LUMB-m", "SACR-l", "lumb-l", "LUMB-l ", "LUMB-l-r", "XXXX-l"])
def test_unknown_place_is_refused(bad: str) -> None:
    assert not regions.is_place(bad)
    for question in (regions.place_name, regions.region_of, regions.side_of, regions.neighbors, regions.figure_id):
        with pytest.raises(regions.UnknownPlace):
            question(bad)
    with pytest.raises(regions.UnknownPlace):
        regions.check_places(["LUMB-l", bad])


@pytest.mark.parametrize(
    ("place", "touching"),
    [
        ("HEADP-l", "NECKP-l"),
        ("NECKP-l", "HEADP-l UTRAP-l"),
        ("LUMB-l", "TSPN-l TSPN-m SACR-m GLUT-l FLNK-l"),
        ("SACR-m", "LUMB-l LUMB-r GLUT-l GLUT-r FLNK-l FLNK-r"),
        ("ABDU-m", "CHEST-l CHEST-r ABDL-m FLNK-l FLNK-r"),
        ("CALF-r", "KNEP-r SHIN-r HEEL-r"),
        ("SOLE-l", "HEEL-l FOOTD-l"),
        ("TSPN-m", "TSPN-l TSPN-r SCAP-l SCAP-r ISCAP-l ISCAP-r LUMB-l LUMB-r"),
        ("AXILLA-l", "CHEST-l BREAST-l SHLDA-l ARMA-l ARMP-l SCAP-l"),
    ],
)
def test_neighbors_are_those_of_the_chains(place: str, touching: str) -> None:
    assert regions.neighbors(place) == frozenset(touching.split())


def test_touching_is_mutual_and_never_crosses_sides() -> None:
    for place in regions.PLACES:
        near = regions.neighbors(place)
        assert near
        assert place not in near
        for other in near:
            assert place in regions.neighbors(other)
            assert {place[-1], other[-1]} != {"l", "r"}


def test_surrounding_leaves_out_the_places_themselves() -> None:
    assert regions.surrounding(["SHIN-l", "CALF-l"]) == {"KNEA-l", "KNEP-l", "ANKL-l", "HEEL-l"}
    assert regions.surrounding([]) == frozenset()


@pytest.mark.parametrize(("place", "mirrored"), [("LUMB-l", "LUMB-r"), ("SOLE-r", "SOLE-l"), ("SACR-m", None)])
def test_other_side_is_the_mirrored_place(place: str, mirrored: str | None) -> None:
    assert regions.other_side(place) == mirrored


def test_checked_places_come_once_and_in_the_order_of_the_map() -> None:
    assert regions.check_places(["LUMB-r", "FACE-l", "LUMB-l", "LUMB-r"]) == ("FACE-l", "LUMB-l", "LUMB-r")
