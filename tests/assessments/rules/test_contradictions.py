"""Answers that cannot both be so, and what was measured or recorded against them."""

from datetime import date
from decimal import Decimal

import pytest

from assessments.rules.body_entries import Signs
from assessments.rules.contradictions import Union, contradictions
from assessments.rules.entries import Answer

TODAY = date(2026, 11, 23)
UNITED = Union(("FORA-r",), date(2026, 9, 20))


def against(*answers: Answer, signs: Signs | None = None, unions: tuple[Union, ...] = ()) -> dict[str, str]:
    return contradictions(answers, signs=signs, unions=unions, today=TODAY)


def yes(code: str, *places: str) -> Answer:
    return Answer(code, "yes", places=places)


@pytest.mark.parametrize(
    ("one", "other"),
    [("PREGNANT_T1", "PREGNANT_T2_T3"), ("CHF_ACUTE", "CHF_STABLE"), ("BP_CRISIS", "BP_HIGH")],
)
def test_of_two_only_one_can_be_so(one: str, other: str) -> None:
    assert list(against(yes(one), yes(other))) == [other]
    assert against(yes(one), Answer(other, "no")) == {}
    assert against(yes(one), Answer(other, "unsure")) == {}


def test_a_fracture_is_healed_or_it_is_not() -> None:
    assert (
        "healed" in against(yes("FRACTURE_UNHEALED", "FORA-r"), yes("FRACTURE_HEALED", "FORA-r"))["FRACTURE_UNHEALED"]
    )
    assert against(yes("FRACTURE_UNHEALED", "FORA-r"), yes("FRACTURE_HEALED", "SHIN-l")) == {}
    assert against(yes("FRACTURE_HEALED")) == {}


def test_a_confirmed_union_speaks_against_an_open_fracture_at_its_place() -> None:
    said = against(yes("FRACTURE_UNHEALED", "FORA-r"), unions=(UNITED,))["FRACTURE_UNHEALED"]
    assert "confirmed on 20 Sep 2026" in said
    assert against(yes("FRACTURE_UNHEALED", "SHIN-l"), unions=(UNITED,)) == {}


def test_a_fracture_without_a_place_may_be_the_united_one() -> None:
    assert against(yes("FRACTURE_UNHEALED"), unions=(UNITED,))
    assert against(yes("FRACTURE_UNHEALED", "SHIN-l"), unions=(Union((), TODAY),))


@pytest.mark.parametrize(
    ("signs", "code"),
    [
        (Signs(182, 112), "BP_CRISIS"),
        (Signs(165, 95), "BP_HIGH"),
        (Signs(85, 55), "BP_LOW"),
        (Signs(temperature=Decimal("38.0")), "FEVER"),
    ],
)
def test_what_was_measured_raises_what_it_says(signs: Signs, code: str) -> None:
    assert "that is a yes" in against(Answer(code, "no"), signs=signs)[code]
    assert "that is a yes" in against(Answer(code, "unsure"), signs=signs)[code]
    assert against(yes(code), signs=signs) == {}
    assert against(signs=signs) == {}


def test_an_ordinary_reading_never_lowers_an_answer() -> None:
    calm = Signs(120, 80, 70, Decimal("36.6"))
    assert against(yes("BP_HIGH"), yes("FEVER"), signs=calm) == {}
    assert against(Answer("BP_HIGH", "no"), Answer("FEVER", "no"), signs=calm) == {}


def test_since_when_cannot_lie_ahead() -> None:
    ahead = Answer("ANTICOAG", "yes", since_on=date(2026, 12, 1))
    assert against(ahead) == {"ANTICOAG": "This day lies ahead."}
    assert against(Answer("ANTICOAG", "yes", since_on=TODAY)) == {}
    assert against(Answer("ANTICOAG", "no", since_on=date(2026, 12, 1))) == {}
