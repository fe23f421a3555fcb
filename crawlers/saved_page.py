"""A page that somebody saved as a file.

In: a file, and its address where it is known. Out: the page, and whether its address is known. Asks nobody.
"""

import re
from pathlib import Path

from crawlers.page import Page
from peil.errors import SourceError

_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(\S+) -->")
_SAYS_ADDRESS = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"


def saved_page(file: Path, address: str = "") -> tuple[Page, bool]:
    """The page as if it had been answered, and whether its address is known: as given, or as the page itself says it.

    Raises SourceError where the file cannot be read.
    """
    try:
        body = file.read_bytes()
    except OSError as error:
        mend = "a page that was saved from a browser would be right"
        raise SourceError(f"cannot be read ({error.strerror})", where=str(file), mend=mend) from error
    page = Page(address, 200, {}, body)
    known = address or _own_address(page)
    return Page(known, 200, {}, body), bool(known)


def _own_address(page: Page) -> str:
    if saved := _SAVED_FROM.search(page.body[:2000]):
        return saved[1].decode("ascii", "replace")
    said = [address for address in page.find(_SAYS_ADDRESS) if address.startswith(("http://", "https://"))]
    return said[0].strip() if said else ""
