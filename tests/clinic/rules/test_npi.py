"""The check digit of a provider number."""

import pytest

from clinic.rules.npi import is_valid_npi


@pytest.mark.parametrize("number", ["1234567893", "1558598797"])
def test_number_with_its_check_digit_is_valid(number: str) -> None:
    assert is_valid_npi(number)


@pytest.mark.parametrize(
    "number",
    [
        "1234567890",
        "",
        "123456789",
        "12345678930",
        "3234567893",
        "0000000000",
        "12345678 3",
        "+123456789",
        "".join(chr(0xFF10 + int(digit)) for digit in "1234567893"),  # digits, but not ASCII
        "1234567893\n",
    ],
)
def test_anything_else_is_not(number: str) -> None:
    assert not is_valid_npi(number)


def test_exactly_one_last_digit_fits() -> None:
    assert [digit for digit in "0123456789" if is_valid_npi("123456789" + digit)] == ["3"]
    assert [digit for digit in "0123456789" if is_valid_npi("200000000" + digit)] == ["2"]
