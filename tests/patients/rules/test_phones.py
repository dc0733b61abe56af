"""Phones: read as people write them, kept as E.164."""

import pytest

from patients.rules.phones import UnusablePhone, shown, to_e164


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("(702) 555-0134", "+17025550134"),
        ("702.555.0134", "+17025550134"),
        ("1 702 555 0134", "+17025550134"),
        ("+1 702 555 0134", "+17025550134"),
        ("+49 30 901820", "+4930901820"),
        ("+15550134", "+15550134"),
    ],
)
def test_numbers_are_kept_as_e164(typed: str, kept: str) -> None:
    assert to_e164(typed) == kept


@pytest.mark.parametrize(
    "typed", ["555-0134", "12", "hello", "+", "702 555 0134 ext 9", "9" * 30, "\x00", "+999 123456"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(UnusablePhone):
        to_e164(typed)


@pytest.mark.parametrize(
    ("kept", "said"), [("", ""), ("+17025550134", "(702) 555-0134"), ("+4930901820", "+49 30 901820"), ("odd", "odd")]
)
def test_numbers_are_shown_as_they_are_read_out(kept: str, said: str) -> None:
    assert shown(kept) == said
