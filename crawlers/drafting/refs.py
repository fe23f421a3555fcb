"""An ad's ref in its address: the part in which the addresses of a listing differ.

In: addresses made alike. Out: a regex with one group that gives each a ref of its own, or nothing.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

_NUMBER_FIRST = re.compile(r"\d+([-_.]|$)")
_SEGMENT_FORMS = (
    r"(\d+)",
    r"[^/?#]*[-_](\d+)(?=[.?#/]|$)",
    r"([^/?#]+?)(?:\.\w+)?(?=[/?#]|$)",
)


def ref_pattern(urls: Sequence[str]) -> str:
    """The plainest regex that tells all these addresses apart, empty where none does."""
    sound = (pattern for pattern in _patterns(urls) if "'" not in pattern and pattern.isprintable())
    return next((pattern for pattern in sound if _tells_apart(pattern, urls)), "")


def _patterns(urls: Sequence[str]) -> Iterator[str]:
    queries = [dict(parse_qsl(urlsplit(url).query)) for url in urls]
    for name in queries[0] if queries else ():
        yield rf"[?&]{re.escape(name)}=(\d+)"
        yield rf"[?&]{re.escape(name)}=([^&#]+)"
    paths = [urlsplit(url).path.strip("/").split("/") for url in urls]
    for form in _SEGMENT_FORMS:
        for place in reversed(range(min(map(len, paths), default=0))):
            if form == _SEGMENT_FORMS[0] and not all(_NUMBER_FIRST.match(path[place]) for path in paths):
                continue
            before = {path[place - 1] for path in paths} if place else set()
            yield (f"/{re.escape(before.pop())}" if len(before) == 1 else "") + f"/{form}"


def _tells_apart(pattern: str, urls: Sequence[str]) -> bool:
    found = [match[1] for url in urls if (match := re.search(pattern, url))]
    return len(found) == len(urls) == len(set(found))
