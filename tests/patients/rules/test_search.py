"""The search box: what was typed, taken apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.rules.search import Terms, parse

MAY_4 = date(1972, 5, 4)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", Terms()),
        ("  \x00 ", Terms()),
        ("José Núñez", Terms(words=("jose", "nunez"))),
        ("Delgado, Ines", Terms(words=("delgado", "ines"))),
        ("1972-05-04", Terms(births=(MAY_4,))),
        ("4 May 1972", Terms(births=(MAY_4,))),
        ("May 4, 1972", Terms(births=(MAY_4,))),
        ("may 4th 1972", Terms(births=(MAY_4,))),
        ("delgado 5/13/1972", Terms(words=("delgado",), births=(date(1972, 5, 13),))),
        ("5/4/1972", Terms(births=(MAY_4, date(1972, 4, 5)))),
        ("4.5.1972", Terms(births=(MAY_4, date(1972, 4, 5)))),
        ("5/13/72", Terms(births=(date(1972, 5, 13), date(2072, 5, 13)))),
        ("5550134", Terms(digits="5550134")),
        ("(702) 555-0134", Terms(digits="7025550134")),
        ("P-00012", Terms(number="P-00012")),
        ("p12", Terms(number="P-00012")),
        ("Ines@Mail.Example", Terms(email="ines@mail.example")),
        ("99/99/1972", Terms(digits="99", words=("99", "1972"))),
    ],
)
def test_typed_text_is_taken_apart(typed: str, terms: Terms) -> None:
    assert parse(typed) == terms


@given(st.text(max_size=300))
def test_nothing_typed_brings_it_down(typed: str) -> None:
    terms = parse(typed)
    assert len(terms.births) <= 4
    assert not any("\x00" in word for word in terms.words)
