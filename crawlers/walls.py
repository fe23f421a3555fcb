"""Pages that are not public: behind a log-in, a payment or a CAPTCHA (charter 2).

In: a page and whether an ad's text was found on it. Out: which wall, or nothing. Never climbs one.
"""

from crawlers.page import Page

_BY_STATUS = {401: "log-in", 402: "payment", 403: "refused"}
_LOWER = "translate({}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_SIGNS = {
    "log-in": "//input[translate(@type, 'PASWORD', 'pasword') = 'password']",
    "CAPTCHA": "//*[{marked}]".format(
        marked=" or ".join(
            f"contains({_LOWER.format(attribute)}, '{mark}')"
            for attribute in ("@class", "@id", "@src", "@action")
            for mark in ("captcha", "turnstile", "cf-challenge")
        )
    ),
    "payment": "//*[contains(@class, 'paywall') or @id = 'paywall']",
}


def wall(page: Page, *, has_text: bool) -> str:
    """`log-in`, `CAPTCHA`, `payment`, `refused`, or nothing; a sign beside an ad's text is no wall."""
    if page.status in _BY_STATUS:
        return _BY_STATUS[page.status]
    if has_text:
        return ""
    return next((name for name, xpath in _SIGNS.items() if page.find(xpath)), "")
