"""Whether a National Provider Identifier can exist (N-NPI)."""

# The Luhn sum of the card prefix 80840 that a NPI is read behind.
_PREFIX_SUM = 24
_LENGTH = 10


def is_valid_npi(value: str) -> bool:
    """Ten ASCII digits, the first 1 or 2, whose Luhn sum behind 80840 is a multiple of ten."""
    if len(value) != _LENGTH or not (value.isascii() and value.isdigit()) or value[0] not in "12":
        return False
    total = _PREFIX_SUM
    for position, digit in enumerate(reversed(value)):
        number = int(digit) * (1 + position % 2)
        total += sum(divmod(number, 10))
    return total % 10 == 0
