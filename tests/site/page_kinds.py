"""What a page can be: behaviours of the site of misbehaviours, by the first part of an address.

`/soft/1` answers 200 where nothing is, `/header-login/2` is public, `/etag/3` answers 304 once it is known, and so on.
"""

import time
from collections.abc import Callable
from typing import Any

from misbehaviours import NOWHERE, ad_page, photo  # type: ignore[import-not-found]  # loaded by its path

_AROUND = (
    "<p>Proefsite, een verzonnen plek voor advertenties. Zoek op stad, op datum of op prijs en lees de regels.</p>"
)
_SMALL_LOGIN = '<header><form><input name="u"><input type="password" name="p"></form></header>'
_CONTACT = '<form><textarea></textarea><div class="g-recaptcha"></div></form>'
_LOGIN = '<h1>Inloggen</h1><div class="text">Log in met uw wachtwoord.</div><form><input type="password"></form>'


def _not_there(number: str) -> str:
    """What the site says where nothing is, in the clothes of an ad."""
    return f'<h1>Advertentie {number}</h1><div class="text">Deze advertentie bestaat niet meer.</div>{_AROUND}'


def soft(handler: Any, number: str) -> None:
    """Numbers under 100 are ads, of few words beside much that stands on every page."""
    known = int(number) < 100
    handler.answer(ad_page(number, photos="", text="Massage, bel gerust.") + _AROUND if known else _not_there(number))


def soft_beside(handler: Any, number: str) -> None:
    """What is not there is said in a heading, above much that is another each time."""
    if int(number) < 100:
        handler.answer(ad_page(number, photos=""))
    else:
        beside = " ".join(f"woord{time.monotonic_ns() + one:x}" for one in range(300))
        handler.answer(f"<h1>Advertentie {number} niet gevonden</h1><p>{beside}</p>")


def soft_home(handler: Any, number: str) -> None:
    """What is not there leads home."""
    if int(number) < 100:
        handler.answer(ad_page(number))
    else:
        handler.answer("", 302, Location="/home/0")


def soft_ad(handler: Any, number: str) -> None:
    """Whatever is asked for, an ad is shown, under its own address."""
    if number == NOWHERE:
        handler.answer("", 302, Location="/soft-ad/1")
    else:
        handler.answer(ad_page(number, photos=""))


def canonical(handler: Any, number: str) -> None:
    """Several addresses of ad 7."""
    handler.answer(ad_page("7", photos="", head='<link rel="canonical" href="/ad/7">'))


def false_canonical(handler: Any, number: str) -> None:
    """Every ad claims the address of ad 8."""
    handler.answer(ad_page(number, head='<link rel="canonical" href="/ad/8">'))


def _known(handler: Any, asked: str, **validators: str) -> bool:
    """Answer 304 where the request carries the validator."""
    if asked in handler.headers.values():
        handler.send_response(304)
        for name, value in validators.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        return True
    return False


def etag(handler: Any, number: str) -> None:
    """A page with an ETag: `handler.site.listing` plays no part, the tag is the number's."""
    if not _known(handler, f'"v{number}"', ETag=f'"v{number}"'):
        handler.answer(ad_page(number), ETag=f'"v{number}"')


def modified(handler: Any, number: str) -> None:
    """A page with Last-Modified."""
    when = "Mon, 02 Mar 2026 03:16:00 GMT"
    if not _known(handler, when, Last_Modified=when):
        handler.answer(ad_page(number), Last_Modified=when)


def no_photos(handler: Any, number: str) -> None:
    """A page that asks that its photos be left out, and does not change."""
    if not _known(handler, f'"n{number}"', ETag=f'"n{number}"'):
        head = '<meta name="robots" content="noimageindex">'
        handler.answer(ad_page(number, head=head), ETag=f'"n{number}"')


def no_links(handler: Any, number: str) -> None:
    """A listing that asks that its links be not followed."""
    handler.answer('<meta name="robots" content="nofollow"><a class="ad" href="/ad/1">ad</a>')


def steady(handler: Any, number: str) -> None:
    """A page without validators whose bytes stay the same."""
    handler.answer(f'<h1>Advertentie {number}</h1><div class="text">Altijd gelijk.</div>')


def moved_markup(handler: Any, number: str) -> None:
    """The same ad in other clothes each time."""
    again = handler.site.times[handler.path] > 1
    text = "Rustige massage.<br>Bel 06 5550 0001."
    shown = f'<img class="photo" src="/photo/{number}?t={time.monotonic_ns()}">'
    if again:
        handler.answer(
            f"<main><section><h1><b>Advertentie</b>\n {number}</h1></section>"
            f'<section class="text x"><p>Rustige massage.</p>'
            f"<p>Bel 06 5550 0001.</p>\n<small>Laatst bijgewerkt: 3 maart 2026</small></section>{shown}</main>"
        )
    else:
        handler.answer(f'<h1>Advertentie {number}</h1><div class="text">{text}</div>{shown}')


def _page(make: Callable[[str], str]) -> Callable[[Any, str], None]:
    return lambda handler, number: handler.answer(make(number))


BEHAVIOURS: dict[str, Callable[[Any, str], None]] = {
    "soft": soft,
    "soft-home": soft_home,
    "soft-beside": soft_beside,
    "soft-ad": soft_ad,
    "any": _page(lambda number: ad_page(number, photos="")),
    "any-bare": _page(lambda number: f'<h1>Advertentie {number}</h1><div class="text">Bel 06 5550 {number}.</div>'),
    "any-layout": _page(lambda number: f"<h2>Advertentie {number}</h2><p>{_AROUND}</p>"),
    "home": _page(lambda _: f'<h1>Welkom</h1><p class="city">Zwolle</p>{_AROUND}'),
    "to-front": lambda handler, _: handler.answer("", 302, Location="/?van=advertentie"),
    "sold": _page(lambda number: ad_page(number) + '<p class="verlopen">Verlopen</p>'),
    "members": _page(lambda number: ad_page(number) + '<p class="leden">Alleen voor leden</p>'),
    "header-login": _page(lambda number: _SMALL_LOGIN + f"<h1>Advertentie {number}</h1>"),
    "contact-captcha": _page(lambda number: f"<h1>Advertentie {number}</h1>{_CONTACT}"),
    "login-text": _page(lambda _: _LOGIN),
    "challenge": lambda handler, _: handler.answer("<h1>Even geduld</h1>", CF_Mitigated="challenge"),
    "not-free": _page(
        lambda number: ad_page(
            number, head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
        )
    ),
    "unauthorised": lambda handler, _: handler.answer("", 401),
    "to-login": lambda handler, _: handler.answer("", 302, Location="/account/login"),
    "account": _page(lambda _: f"<nav>{_LOGIN}</nav>"),
    "canonical": canonical,
    "false-canonical": false_canonical,
    "etag": etag,
    "modified": modified,
    "no-photos": no_photos,
    "no-links": no_links,
    "no-photo-index": lambda handler, number: handler.answer(photo(int(number)), X_Robots_Tag="noimageindex"),
    "shows-no-photo-index": _page(
        lambda number: ad_page(number, photos=f'<img class="photo" src="/no-photo-index/{number}">')
    ),
    "steady": steady,
    "moved-markup": moved_markup,
    "photo-again": lambda handler, number: handler.answer(photo(int(number)), kind="text/html"),
}
