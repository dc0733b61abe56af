"""The body map as a picture: what it says, what it shows without color, and what a hostile word does to it."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from weasyprint import HTML

from assessments.rules.pain import NPRS_VALUES, pain_word
from clinic.render import body_map, body_signs
from clinic.render.body_map import BodyMark
from clinic.rules import figure
from clinic.rules.regions import PLACES, SIDE_NAMES, Side, UnknownPlace, View, figure_id, place_name, region_of

SVG = "{http://www.w3.org/2000/svg}"
MARKS = (
    BodyMark("LUMB-l", 6, "Aching"),
    BodyMark("GLUT-r", None, "", "compensation"),
    BodyMark("KNEA-l", 8, "", "unaffected", ("device", "scar")),
    BodyMark("ABDL-m", None, "", "affected", ("no_touch",)),
)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - our own


def text_of(root: ET.Element, name: str) -> str:
    return root.findtext(f"{SVG}{name}") or ""


def classes(root: ET.Element) -> list[str]:
    return [node.get("class", "") for node in root.iter()]


def test_a_map_is_one_picture_with_a_name_and_a_description() -> None:
    root = parsed(body_map.draw(MARKS))
    assert root.get("role") == "img"
    assert text_of(root, "title") == "Body map: 4 marked, worst pain 8 of 10 at the front of the left knee."
    assert text_of(root, "desc") == (
        "Lower belly: affected, no touch; Front of the left knee: pain 8 of 10, unaffected, scar, device or implant; "
        "Left lower back: pain 6 of 10, aching; Right buttock: compensating"
    )


def test_a_map_without_marks_says_so() -> None:
    assert text_of(parsed(body_map.draw(())), "title") == "Body map: no place is marked."


def test_a_map_of_roles_alone_says_that_there_is_no_pain() -> None:
    assert "none with pain" in text_of(parsed(body_map.draw(MARKS[1:2])), "title")


def test_a_title_of_the_page_replaces_the_own_one() -> None:
    assert text_of(parsed(body_map.draw(MARKS, title="At intake")), "title") == "At intake"


def test_pain_is_a_number_and_a_color() -> None:
    root = parsed(body_map.draw(MARKS))
    assert sorted(node.text or "" for node in root.iter(f"{SVG}text") if node.get("class") == "bm-number") == ["6", "8"]
    assert {"bm-band-moderate", "bm-band-severe"} <= set(classes(root))


def test_roles_differ_by_the_pattern_of_the_edge() -> None:
    rings = [node for node in parsed(body_map.draw(MARKS)).iter() if "bm-ring" in node.get("class", "")]
    assert len(rings) == len(MARKS)
    assert len({node.get("stroke-dasharray") for node in rings}) == 3


@pytest.mark.parametrize(("flag", "sign"), [("no_touch", "bm-stop"), ("scar", "bm-stitch"), ("device", "bm-device")])
def test_each_flag_has_a_sign_of_its_own(flag: str, sign: str) -> None:
    assert sign in classes(parsed(body_map.draw((BodyMark("CALF-l", flags=(flag,)),))))
    assert sign not in classes(parsed(body_map.draw((BodyMark("CALF-l"),))))


def test_signs_of_one_place_stand_apart() -> None:
    everything = BodyMark("CALF-l", 3, flags=("no_touch", "scar", "device"))
    root = parsed(body_map.draw((everything,), views=(View.BACK,)))
    spots = [node.get("transform") for node in root.iter() if "scale" in node.get("transform", "")]
    assert len(spots) == len(set(spots)) == 4


@pytest.mark.parametrize("pain", NPRS_VALUES)
def test_the_bands_are_those_of_the_pain_scale(pain: int) -> None:
    assert body_signs.band_of(pain).name == pain_word(pain).replace("worst", "severe")


@pytest.mark.parametrize(("view", "order"), [(View.FRONT, ["right", "left"]), (View.BACK, ["left", "right"])])
def test_left_and_right_are_named_as_the_patients_own(view: View, order: list[str]) -> None:
    texts = parsed(body_map.draw((), views=(view,))).iter(f"{SVG}text")
    sides = sorted((float(node.get("x", "0")), node.text) for node in texts if node.get("class") == "bm-side")
    assert [text for _x, text in sides] == [f"patient's {side}" for side in order]


def test_a_mark_is_drawn_on_the_side_its_name_says() -> None:
    for place, on_the_right in (("KNEA-l", True), ("KNEA-r", False), ("CALF-l", False), ("CALF-r", True)):
        root = parsed(body_map.draw((BodyMark(place, 5),), views=(region_of(place).view,)))
        spot = next(node.get("transform", "") for node in root.iter() if "scale" in node.get("transform", ""))
        assert (float(re.findall(r"[\d.]+", spot)[0]) > figure.MIDDLE_X) == on_the_right, place


def test_words_cannot_become_markup() -> None:
    svg = body_map.draw((BodyMark("CALF-l", 1, "<script>x</script>"),), title='"><img src=x>')
    assert "<script" not in svg
    assert "<img" not in svg


def test_no_map_carries_a_style_attribute_or_a_reference() -> None:
    for svg in (body_map.draw(MARKS), body_map.interactive(View.FRONT), body_signs.signs()):
        assert not re.search(r"style=|href=|\son\w+=|url\(", svg)


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(UnknownPlace):
        body_map.draw((BodyMark("TAIL-m", 1),))


def test_maps_over_time_have_a_table_of_every_place_ever_marked() -> None:
    maps = body_map.over_time([("Intake", MARKS[:1]), ("Visit 4", (BodyMark("LUMB-l", 2), BodyMark("KNEA-l", 0)))])
    assert [frame.label for frame in maps.frames] == ["Intake", "Visit 4"]
    assert maps.rows == (
        ("Front of the left knee", ("", "pain 0 of 10")),
        ("Left lower back", ("pain 6 of 10, aching", "pain 2 of 10")),
    )
    assert text_of(parsed(maps.frames[1].drawing), "title").startswith("Visit 4: Body map: 2 marked")


def test_the_page_of_maps_over_time_offers_the_same_as_a_table() -> None:
    moments = [("Intake", MARKS[:2]), ("Visit 4", (BodyMark("LUMB-l", 2),))]
    page = render_to_string("_components/body_map_over_time.html", {"maps": body_map.over_time(moments)})
    assert page.count("<figure") == 2
    assert re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td><td>([^<]+)</td>', page) == [
        ("Left lower back", "pain 6 of 10, aching", "pain 2 of 10"),
        ("Right buttock", "compensating", "–"),  # noqa: RUF001 - a dash for nothing
    ]


def test_the_figure_to_touch_holds_every_place_with_its_id_and_name() -> None:
    found = {}
    for view in View:
        for node in parsed(body_map.interactive(view)).iter(f"{SVG}g"):
            if node.get("role") == "button":
                found[node.get("data-place")] = (node.get("id"), (node.get("aria-label") or "").lower())
    assert found == {place: (figure_id(place), place_name(place)) for place in PLACES}


def test_every_sided_place_says_its_side() -> None:
    front = body_map.interactive(View.FRONT)
    for side in (Side.LEFT, Side.RIGHT):
        assert f'aria-label="{SIDE_NAMES[side].capitalize()} palm"' in front


def test_the_legend_explains_every_band_role_and_flag() -> None:
    assert [entry.label for entry in body_signs.legend()] == [
        *("no pain", "mild, 1 to 3", "moderate, 4 to 6", "severe, 7 to 10"),
        *("affected", "unaffected", "compensating", "no touch", "scar", "device or implant"),
    ]


def test_a_legend_may_explain_only_what_is_used() -> None:
    keys = body_map.used(
        (BodyMark("CALF-l", 10, "", "affected", ("scar",)), BodyMark("CALF-r", None, "", "compensation"))
    )
    assert [entry.label for entry in body_signs.legend(keys)] == ["severe, 7 to 10", "affected", "compensating", "scar"]


def test_signs_of_left_and_right_never_cover_each_other() -> None:
    root = parsed(body_map.draw((BodyMark("NECKP-l", 7), BodyMark("NECKP-r", 6)), views=(View.BACK,), size=1.5))
    spots = [node.get("transform", "") for node in root.iter() if "scale" in node.get("transform", "")]
    left, right = (float(re.findall(r"[\d.]+", spot)[0]) for spot in spots)
    assert right - left >= 16 * 1.5


def test_a_map_goes_into_a_tagged_pdf() -> None:
    page = f'<html lang="en"><title>Map</title><body>{body_map.draw(MARKS)}</body></html>'
    pdf = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
    assert b"Body map: 4 marked" in pdf or "Body map: 4 marked".encode("utf-16-be") in pdf
