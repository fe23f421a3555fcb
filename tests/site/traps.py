"""Traps for crawlers: behaviours of the site of misbehaviours, by the first part of an address.

`/calendar/1` goes on for ever, `/ring/1` leads back, `/deeper/…` grows with every step, `/sessions/1` names everything
anew each time, `/hidden/1` shows links that no reader sees.
"""

import time
from collections.abc import Callable
from typing import Any

from misbehaviours import NOWHERE  # type: ignore[import-not-found]  # loaded by its path

_STYLE = "<style>.honing, #pot { color: red; display: none }</style>"
_HIDDEN = (
    '<div style="display: none"><a class="ad" href="/ad/901">x</a></div>'
    '<div aria-hidden="true"><a class="ad" href="/ad/902">x</a></div>'
    '<a class="ad" rel="noopener nofollow" href="/ad/903">x</a>'
    '<a class="ad honing" href="/ad/904">x</a><p id="pot"><a class="ad" href="/ad/905">x</a></p>'
    '<a class="ad" hidden href="/ad/906">x</a><a class="ad" style="position:absolute;left:-9999px" href="/ad/907">x</a>'
)


def _listing(handler: Any, ads: list[str], following: str = "", more: str = "") -> None:
    links = "".join(f'<a class="ad" href="{address}">ad</a>' for address in ads)
    after = f'<a class="next" href="{following}">verder</a>' if following else ""
    handler.answer(f"<html><head>{_STYLE}</head><body>{links}{more}{after}</body></html>")


def calendar(handler: Any, number: str) -> None:
    """Another day, no ads that were not there the day before."""
    _listing(handler, ["/ad/1", "/ad/2"], f"/calendar/{int(number) + 1}")


def mock_calendar(handler: Any, number: str) -> None:
    """Another day, with addresses that are new each day and lead to nothing that is."""
    _listing(handler, [f"/layout/{number}{one}" for one in range(4)], f"/mock-calendar/{int(number) + 1}")


def gone_calendar(handler: Any, number: str) -> None:
    """Another day, with addresses that are new each day and at which nothing is."""
    _listing(handler, [f"/missing/{number}{one}" for one in range(4)], f"/gone-calendar/{int(number) + 1}")


def ring(handler: Any, number: str) -> None:
    """Three pages that lead to each other."""
    _listing(handler, [f"/ad/{number}"], f"/ring/{int(number) % 3 + 1}")


def deeper(handler: Any, _number: str) -> None:
    """A relative link that makes the address longer each time."""
    _listing(handler, [f"/ad/{handler.path.count('deeper')}"], "deeper/")


def sessions(handler: Any, number: str) -> None:
    """Every link has a session id of its own, the next page too."""
    made = f"{time.monotonic_ns():032x}"
    ads = [f"/ad/{one};jsessionid={made}?PHPSESSID={made}&utm_source=x" for one in (1, 2, 3)]
    _listing(handler, ads, f"/sessions/1?sid={made}")


def unknown_sessions(handler: Any, number: str) -> None:
    """The same under a name that nobody knows."""
    made = f"{time.monotonic_ns():032x}"
    _listing(handler, [f"/ref/{one}?zz={made}" for one in (1, 2, 3)], f"/unknown-sessions/1?zz={made}")


def ref(handler: Any, number: str) -> None:
    """An ad that says its ref on the page."""
    if number.startswith(NOWHERE):
        handler.answer("", 404)
        return
    handler.answer(f'<h1>Advertentie</h1><b class="ref">{number.partition("?")[0]}</b><div class="text">Tekst.</div>')


BEHAVIOURS: dict[str, Callable[[Any, str], None]] = {
    "calendar": calendar,
    "mock-calendar": mock_calendar,
    "gone-calendar": gone_calendar,
    "ring": ring,
    "deeper": deeper,
    "sessions": sessions,
    "unknown-sessions": unknown_sessions,
    "ref": ref,
    "hidden": lambda handler, _: _listing(handler, ["/ad/1", "/ad/2"], more=_HIDDEN),
    "all-hidden": lambda handler, _: _listing(handler, [], more=_HIDDEN),
}
