"""Pages that are not public: behind a log-in, a payment or a CAPTCHA (charter 2).

In: a page, what was asked for, whether an ad's content was found on it. Out: which wall, or nothing. Never climbs one.
A log-in box in a page's header, or a CAPTCHA beside its contact form, is no wall.
"""

import re
from urllib.parse import urlsplit

from crawlers.page import Page
from crawlers.visible_text import visible_text

_BY_STATUS = {401: "log-in", 402: "payment", 403: "refused"}
_LOWER = "translate({}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_MARKS = ("captcha", "turnstile", "cf-challenge", "challenge-platform", "datadome", "geetest", "arkose")
_BESIDE = ("header", "nav", "footer", "aside", "dialog", "template")
_BESIDE_MARKS = ("header", "navbar", "topbar", "menu", "footer", "sidebar", "modal", "popup", "dropdown")
_ATTRIBUTES = ("@class", "@id")


def _marked(marks: tuple[str, ...], attributes: tuple[str, ...]) -> str:
    return " or ".join(f"contains({_LOWER.format(name)}, '{mark}')" for name in attributes for mark in marks)


_APART = f"ancestor::*[{' or '.join(f'self::{name}' for name in _BESIDE)} or {_marked(_BESIDE_MARKS, _ATTRIBUTES)}]"
_PASSWORD = f"//input[{_LOWER.format('@type')} = 'password']"
_SIGNS = {
    "log-in": f"{_PASSWORD}[not({_APART})]",
    "CAPTCHA": f"//*[{_marked(_MARKS, ('@class', '@id', '@src', '@action'))}][not(ancestor::form[.//textarea])]",
    "payment": f"//*[{_marked(('paywall',), _ATTRIBUTES)}]",
}
_LOG_IN_PATH = re.compile(r"/(?:log-?in|inloggen|aanmelden|sign-?in|wp-login\.php|auth|sso)(?:[/.?]|$)", re.IGNORECASE)
_LOG_IN_WORDS = re.compile(
    r"\b(?:inloggen|log(?:ged)? ?in|ingelogd|aanmelden|sign(?:ed)? ?in|wachtwoord)\b", re.IGNORECASE
)
_NOT_FREE = re.compile(r'"isAccessibleForFree"\s*:\s*"?false', re.IGNORECASE)
_SHORT = 300


def wall(page: Page, *, has_text: bool, asked: str = "") -> str:
    """`log-in`, `CAPTCHA`, `payment`, `refused`, or nothing; most signs beside an ad's content are no wall.

    `asked` is the address that was asked for, where a redirect may have led elsewhere.
    """
    if page.status in _BY_STATUS:
        return _BY_STATUS[page.status]
    if page.headers.get("cf-mitigated"):
        return "CAPTCHA"
    if _led_to_log_in(page, asked):
        return "log-in"
    if page.mentions("isaccessibleforfree") and any(
        _NOT_FREE.search(told) for told in page.find("//script[@type = 'application/ld+json']/text()")
    ):
        return "payment"
    if has_text:
        return "log-in" if _asks_log_in(page) else ""
    return next((name for name, xpath in _SIGNS.items() if page.find(xpath)), "")


def _led_to_log_in(page: Page, asked: str) -> bool:
    """Whether another address was asked for than the log-in page that came."""
    came = bool(_LOG_IN_PATH.search(urlsplit(page.url).path))
    return came and bool(asked) and not _LOG_IN_PATH.search(urlsplit(asked).path) and bool(page.find(_PASSWORD))


def _asks_log_in(page: Page) -> bool:
    """Whether a page of few words speaks of logging in and has the form for it: its text is no ad's."""
    if not page.mentions("password") or not page.find(_SIGNS["log-in"]):
        return False
    text = visible_text(page.root)
    return len(text) < _SHORT and len(_LOG_IN_WORDS.findall(text)) > 1
