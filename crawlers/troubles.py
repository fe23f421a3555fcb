"""What can go wrong with one request, in words, and whether trying again can help.

In: the exceptions of Scrapy and Twisted. Out: our own outcomes, with a reason that a site's operator understands.
"""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed

from crawlers.unpacking import MAX_BYTES, BadPacking, TooLarge


class PageStuck(Exception):  # noqa: N818 - it is an outcome
    """A browser page that did not come to rest; asking again would cost as much again."""


class PageTooHeavy(Exception):  # noqa: N818 - it is an outcome
    """A browser page that took more memory, asked for more or grew larger than a page may."""


class NotAPage(Exception):  # noqa: N818 - it is an outcome
    """A file to download where a page was asked for."""


_WORDS: dict[type[Exception], str] = {
    DownloadConnectionRefusedError: "connection refused",
    CannotResolveHostError: "the host has no address",
    DownloadTimeoutError: "no answer in time",
    DownloadFailedError: "the connection broke",
    ResponseDataLossError: "the answer was cut off",
    ConnectError: "no connection",
    ConnectionClosed: "the connection was closed",
    PageTooHeavy: "the page took more memory, or asked for more, than a page may",
    NotAPage: "a file to download, not a page",
    PageStuck: "the page did not come to rest in time",
    DownloadCancelledError: f"more than {MAX_BYTES} bytes",
    UnsupportedURLSchemeError: "not an address of the web",
    NotSupported: "not an address of the web",
    ValueError: "not an address that can be asked",
}
LASTING: tuple[type[Exception], ...] = (
    PageStuck,
    PageTooHeavy,
    NotAPage,
    DownloadCancelledError,
    UnsupportedURLSchemeError,
    NotSupported,
    ValueError,
)
UNREACHABLE: tuple[type[Exception], ...] = (DownloadConnectionRefusedError, CannotResolveHostError, ConnectError)
PASSING: tuple[type[Exception], ...] = tuple(kind for kind in _WORDS if kind not in LASTING)


class FetchFailed(Exception):  # noqa: N818 - it is an outcome
    """No page came of it; the message says why. `refused` when Peil itself held back; `status` of the last answer.

    `wished`: it held back since the site wishes so, by robots.txt or on the page itself.
    """

    def __init__(self, why: str, *, refused: bool = False, wished: bool = False, status: int | None = None) -> None:
        self.refused, self.wished, self.status = refused or wished, wished, status
        super().__init__(why)


class CrawlEnded(Exception):  # noqa: N818 - it is an outcome
    """The site is left for today; the message says why."""


class NetworkGone(CrawlEnded):
    """No address can be reached any more; the run is left as it is, for the next start."""


class PassingFailure(Exception):  # noqa: N818 - it is an outcome
    """A failure that may not happen again; `unreachable` where there was not even a connection."""

    def __init__(self, why: str, *, unreachable: bool = False) -> None:
        self.unreachable = unreachable
        super().__init__(why)


def in_words(trouble: Exception) -> str:
    """What happened, for a manifest."""
    if isinstance(trouble, TooLarge | BadPacking):
        return str(trouble)
    return next(words for kind, words in _WORDS.items() if isinstance(trouble, kind))
