"""Paths as robots.txt compares them (RFC 9309, 2.2.2 and 2.2.3): one spelling for each, patterns with `*` and `$`.

In: addresses, and the patterns of rules, both with a character for each octet. Out: comparable spellings, and whether
a pattern matches, in time linear in the path. Pure.
"""

import re
from urllib.parse import urlsplit

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PLAIN = _UNRESERVED | frozenset("!$&'()*+,;=:@/?%[]")
_PLAIN_IN_QUERIES = frozenset(":/?@")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_LITERAL = str.maketrans({"*": "%2A", "$": "%24"})


def comparable_path(url: str) -> str:
    """The path and query of an address as patterns are compared with it; what resolves elsewhere is resolved first."""
    parts = urlsplit(url)
    path = _without_dots(_spelled(_octets(parts.path or "/"), _UNRESERVED))
    query = _spelled(_octets(parts.query), _UNRESERVED | _PLAIN_IN_QUERIES)
    return f"{path}?{query}".translate(_LITERAL) if "?" in url.partition("#")[0] else path.translate(_LITERAL)


def comparable_pattern(pattern: str) -> str:
    """The pattern of a rule in the same spelling; `*` and a `$` at its end keep their meaning."""
    body, end = (pattern[:-1], "$") if pattern.endswith("$") else (pattern, "")
    path, mark, query = body.partition("?")
    spelled = _spelled(path, _UNRESERVED) + mark + _spelled(query, _UNRESERVED | _PLAIN_IN_QUERIES)
    return spelled.replace("$", "%24") + end


def matches(pattern: str, path: str) -> bool:
    """Whether a comparable pattern matches a comparable path from its start."""
    to_the_end = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not to_the_end or path == first
    at = len(first)
    for part in rest[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return path.endswith(rest[-1], at) if to_the_end else path.find(rest[-1], at) >= 0


def _spelled(octets: str, undone: frozenset[str]) -> str:
    """Escapes of what needs none are undone, the others in capitals; what may not stand plain is escaped."""
    known = _ESCAPE.sub(lambda escape: _escaped(chr(int(escape[1], 16)), undone), octets)
    return "".join(sign if sign in _PLAIN else f"%{ord(sign):02X}" for sign in known)


def _escaped(sign: str, undone: frozenset[str]) -> str:
    return sign if sign in undone else f"%{ord(sign):02X}"


def _octets(text: str) -> str:
    """The UTF-8 octets of a text, each as one character."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


def _without_dots(path: str) -> str:
    """The path after `.` and `..` are followed, however they were written: no way around a closed folder."""
    kept: list[str] = []
    parts = path.split("/")[1:]
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    return "/" + "/".join([*kept, ""] if parts and parts[-1] in (".", "..") else kept)
