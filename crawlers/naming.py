"""Whether a page names somebody: an ad by its address, a number however its digits are set apart.

In: what is looked for. Out: whether bytes hold it. A pattern over bytes, so that no page need be decoded.
"""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_APART = rb"(?:[\s().\-/]|&nbsp;){0,3}"
_LEAST_DIGITS = 7


def pattern_of(urls: Iterable[str], numbers: Iterable[str]) -> "re.Pattern[bytes] | None":
    """What finds any of them, None where nothing is looked for."""
    parts = [*map(_address, urls), *map(_number, numbers)]
    wanted = sorted({part for part in parts if part})
    return re.compile(b"|".join(wanted)) if wanted else None


def _address(url: str) -> bytes:
    """The path with its query, not followed by more of the same word: `/ad/1` is not in `/ad/12`."""
    parts = urlsplit(url)
    tail = parts.path + (f"?{parts.query}" if parts.query else "")
    written = {tail, tail.replace("&", "&amp;")} if len(tail) > 1 else set()
    return b"|".join(re.escape(one.encode()) + rb"(?![\w-])" for one in sorted(written))


def _number(e164: str) -> bytes:
    """The digits behind the country's code, two digits at most; behind them any separators."""
    digits = e164.lstrip("+")[2:] if e164.startswith("+") else e164
    return _APART.join(bytes([digit]) for digit in digits.encode()) if len(digits) >= _LEAST_DIGITS else b""
