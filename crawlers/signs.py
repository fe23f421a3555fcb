"""Signs that a site file names: what stands on a page that is gone, or that is not public.

In: a selector and a page. Out: whether the page shows it. Never a guess.
"""

from crawlers.field_selectors import CssSelector, Selector
from crawlers.page import Page

_NO = frozenset({"false", "0"})


def shows(sign: Selector | None, page: Page) -> bool:
    """Whether the selector finds anything on the page; a JSON `false` or 0 is nothing."""
    if sign is None:
        return False
    if isinstance(sign, CssSelector):
        return bool(page.find(sign.xpath))
    return any(text.lower() not in _NO for text in sign.texts(page))
