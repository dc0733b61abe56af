"""Names: the key they are found by, and what may not be in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.names import KEY_LENGTH, fold, has_unusable, name_key, tidy


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Núñez", "nunez"),
        ("O'Brien", "obrien"),
        ("O\u2019Brien", "obrien"),
        ("Smith-Jones", "smith jones"),
        ("Łukasz Wałęsa", "lukasz walesa"),
        ("Strauß", "strauss"),
        ("  van  der   Berg ", "van der berg"),
        ("Æthelred", "aethelred"),
        ("İpek", "ipek"),
        ("", ""),
    ],
)
def test_names_are_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_key_begins_with_the_family_name() -> None:
    assert name_key(family="Núñez", given="José María") == "nunez jose maria"


@given(st.text(max_size=80), st.text(max_size=80))
def test_key_fits_its_column_and_folding_twice_changes_nothing(family: str, given_name: str) -> None:
    key = name_key(family=family, given=given_name)
    assert len(key) <= KEY_LENGTH
    assert fold(fold(family)) == fold(family)


@pytest.mark.parametrize("text", ["a\x00b", "a\x1b", "a\x85b", "a\u202eb", "a\ufffd", "a\nb"])
def test_hidden_characters_are_unusable(text: str) -> None:
    assert has_unusable(text)


def test_lines_are_usable_where_lines_are_wanted() -> None:
    assert not has_unusable("a\r\nb\tc", lines=True)
    assert has_unusable("a\x00b", lines=True)


def test_spaces_are_tidied() -> None:
    assert tidy("  Ines \t  Delgado\u00a0 ") == "Ines Delgado"
