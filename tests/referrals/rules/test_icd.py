"""Codes: how they are written, refused and found, on a handful of them."""

import pytest

from referrals.rules.icd import Codes, NotBillable, american, normal

CODES = Codes(
    [
        ("M54.50", "Low back pain, unspecified", "Loin pain Lumbago NOS"),
        ("M54.51", "Vertebrogenic low back pain", ""),
        ("M54.59", "Other low back pain", ""),
        ("M75.01", "Adhesive capsulitis of right shoulder", "Frozen shoulder"),
        ("I97.2", "Postmastectomy lymphedema syndrome", "Elephantiasis due to mastectomy"),
        ("S93.401A", "Sprain of unspecified ligament of right ankle, initial encounter", ""),
        ("S93.401D", "Sprain of unspecified ligament of right ankle, subsequent encounter", ""),
        ("I10", "Essential (primary) hypertension", "High blood pressure"),
        ("C00-C96", "A block that is no code", ""),
    ]
)


def test_blocks_are_left_out() -> None:
    assert len(CODES) == 8


@pytest.mark.parametrize("typed", ["M54.50", "m54.50", " M5450 ", "m 54 50"])
def test_a_code_may_be_typed_in_any_way(typed: str) -> None:
    assert CODES.get(typed).code == "M54.50"


def test_a_group_is_refused_and_better_ones_are_named() -> None:
    with pytest.raises(NotBillable, match=r"group, not a billable code.*M54\.50, M54\.51, M54\.59"):
        CODES.get("M54.5")


@pytest.mark.parametrize("typed", ["", "XYZ", "M99.99", "back", "'; --", "\x00", "M54.50.50"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(NotBillable, match="not an ICD-10-CM code"):
        CODES.get(typed)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("low back", ["M54.59", "M54.50", "M54.51"]),
        ("M54", ["M54.50", "M54.51", "M54.59"]),
        ("m5450", ["M54.50"]),
        ("frozen shoulder", ["M75.01"]),
        ("shoulder frozen", ["M75.01"]),
        ("lymphoedema", ["I97.2"]),
        ("ankle sprain", ["S93.401D", "S93.401A"]),
        ("i10", ["I10"]),
        ("a", []),
        ("", []),
        ("nothing like it", []),
    ],
)
def test_codes_are_found(typed: str, codes: list[str]) -> None:
    assert [code.code for code in CODES.search(typed)] == codes


def test_no_more_than_asked_for() -> None:
    assert len(CODES.search("low back", limit=2)) == 2


@pytest.mark.parametrize(("typed", "written"), [("m545", "M54.5"), ("I10", "I10"), ("s93.401d", "S93.401D"), ("", "")])
def test_codes_are_written_with_their_dot(typed: str, written: str) -> None:
    assert normal(typed) == written


def test_british_spelling_finds_too() -> None:
    assert american("Lymphoedema, haematoma") == "lymphedema, hematoma"
