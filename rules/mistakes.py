"""What pydantic found wrong, as sentences with a place.

In: a validation error and FILE:LINE. Out: a SourceError a field. Values are shown only where they are short.
"""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from peil.errors import SourceError

_SHOWN = 40


def mistakes(error: ValidationError, where: str) -> list[SourceError]:
    """One SourceError for each field that is wrong."""
    return [_mistake(detail, where) for detail in error.errors(include_url=False)]


def _mistake(detail: ErrorDetails, where: str) -> SourceError:
    field = ".".join(str(part) for part in detail["loc"]) or "the line"
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "missing":
        return SourceError(f"{field}: missing", where=where, mend="the field is required")
    return SourceError(f"{field}: {_shown(detail['input'])} is wrong", where=where, mend=_lowered(message))


def _shown(value: object) -> str:
    if isinstance(value, dict | list | tuple):
        return "this"
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _lowered(message: str) -> str:
    return message[:1].lower() + message[1:]
