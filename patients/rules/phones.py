"""Telephone numbers: typed as people write them, kept as E.164, shown in the national way."""

import phonenumbers

REGION = "US"


class UnusablePhone(ValueError):
    """The text is no telephone number; the message says what to do."""


def to_e164(text: str) -> str:
    """Empty stays empty. Without a leading + the number is read as one of the United States. Raises UnusablePhone."""
    text = text.strip()
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise UnusablePhone(
            "This is not a phone number. Write it like 702 555 0134, or with + and the country."
        ) from error
    reason = phonenumbers.is_possible_number_with_reason(number)
    complete = reason == phonenumbers.ValidationResult.IS_POSSIBLE
    # Written out with its country, a short number is taken as it stands.
    spelled_out = text.startswith("+") and reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY
    if number.extension or not (complete or spelled_out):
        raise UnusablePhone(
            "This number is too short, too long or has an extension. Write it with its area code, like 702 555 0134."
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(e164: str) -> str:
    """As it is read out: "(702) 555-0134" at home, with the country otherwise."""
    if not e164:
        return ""
    try:
        number = phonenumbers.parse(e164, REGION)
    except phonenumbers.NumberParseException:
        return e164
    home = number.country_code == phonenumbers.country_code_for_region(REGION)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)
