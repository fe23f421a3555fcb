"""Addresses of a site: the same one however it was written, and one that cannot exist.

In: addresses. Out: addresses. Session ids, tracking marks and fragments say nothing of what is shown, and are left out.
"""

import re
from urllib.parse import SplitResult, urldefrag, urlsplit, urlunsplit

_SESSION = r"(?:php)?sess(?:ion)?_?(?:id)?|sid|jsessionid|aspsessionid\w*|cfid|cftoken|zenid|oscsid"
_NOISE = re.compile(rf"(?:{_SESSION}|utm_\w+|fbclid|gclid)$", re.IGNORECASE)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*|/\(S\(\w+\)\)", re.IGNORECASE)
_ALONE = re.compile(r"(?<![^\W_])\d+(?![^\W_])")
_LEAST_DIGITS, _MOST_REPEATED = 9, 3
_NOWHERE = "peil-bestaat-niet"


def plain_address(url: str) -> str:
    """The address without fragment, session id and tracking marks; the rest as it was written."""
    try:
        parts = urlsplit(urldefrag(url).url)
    except ValueError:
        return url
    kept = [pair for pair in parts.query.split("&") if pair and not _NOISE.match(pair.partition("=")[0])]
    return urlunsplit(parts._replace(path=_PATH_SESSION.sub("", parts.path), query="&".join(kept)))


def turns_in_circles(url: str) -> bool:
    """Whether a part of the path stands there more than three times, as relative links in a loop make it."""
    parts = [part for part in urlsplit(url).path.split("/") if part]
    return any(parts.count(part) > _MOST_REPEATED for part in set(parts))


def impossible_address(url: str, ref: str = "") -> str:
    """An address of the same pattern at which nothing can be: `/ad/999999999` for `/ad/12`."""
    parts = urlsplit(url)
    tail = parts.path + (f"?{parts.query}" if parts.query else "")
    found = re.search(rf"(?<![^\W_]){re.escape(ref)}(?![^\W_])", tail) if ref else None
    if found:
        return _with_tail(parts, tail[: found.start()] + _unlike(ref) + tail[found.end() :])
    if _ALONE.search(tail):
        return _with_tail(parts, _ALONE.sub(lambda digits: _nines(digits[0]), tail))
    return _with_tail(parts, f"{parts.path.rpartition('/')[0]}/{_NOWHERE}")


def _unlike(ref: str) -> str:
    """A ref of the same kind: nines for a number, nines among the letters of a code, more words for a name."""
    if ref.isdecimal():
        return _nines(ref)
    other = re.sub(r"\d", "9", ref)
    return other if other != ref else f"{ref}-{_NOWHERE}"


def _nines(digits: str) -> str:
    nines = "9" * max(_LEAST_DIGITS, len(digits))
    return nines if nines != digits else nines + "9"


def _with_tail(parts: SplitResult, tail: str) -> str:
    path, _, query = tail.partition("?")
    return urlunsplit(parts._replace(path=path, query=query, fragment=""))
