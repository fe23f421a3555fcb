"""One number as a register or a form gives it, in E.164. Never a guess: what is not valid is None."""

import phonenumbers


def read_number(text: str, country: str = "NL") -> str | None:
    """The E.164 of a number field (one number, as written), or None where it holds no valid number."""
    cleaned = text.strip().replace("(0)", "")
    try:
        number = phonenumbers.parse(cleaned, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number) or number.extension:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
