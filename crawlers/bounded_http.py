"""Scrapy's HTTP client with a bound on what comes before a body: the status line and the headers.

In: bytes of a connection. Out: the same to Twisted, or a connection given up before headers fill the memory. The bound
on bodies is Scrapy's own (DOWNLOAD_MAXSIZE).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientProtocol
from scrapy.exceptions import DownloadFailedError
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS, Request, ResponseFailed
from twisted.web.client import _HTTP11ClientFactory
from twisted.web.iweb import IResponse

from crawlers.unpacking import TooLarge

MAX_HEAD_BYTES = 65_536


class HeadTooLarge(TooLarge):
    """More bytes of headers than the bound."""

    def __init__(self) -> None:
        super().__init__(f"more than {MAX_HEAD_BYTES} bytes of headers")


class BoundedClientProtocol(_LenientHTTP11ClientProtocol):
    """One connection; what it received without coming to a body is counted anew for each request."""

    _head = 0

    def request(self, request: Request) -> "Deferred[IResponse]":
        """Send a request."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, bytes: bytes) -> None:  # noqa: A002, N802 - Twisted's names
        """Pass on what came, unless the headers go on and on."""
        super().dataReceived(bytes)  # type: ignore[no-untyped-call]
        if self._parser is None or self._parser.state not in (STATUS, HEADER):
            return
        self._head += len(bytes)
        if self._head > MAX_HEAD_BYTES:
            self._giveUp(Failure(HeadTooLarge()))  # type: ignore[no-untyped-call]


class BoundedClientFactory(_HTTP11ClientFactory):
    """Makes such connections, for a connection pool."""

    noisy = False

    def buildProtocol(self, addr: IAddress | None) -> BoundedClientProtocol:  # noqa: N802 - Twisted's name
        """One connection."""
        return BoundedClientProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def check_head(headers: Iterable[tuple[str, str]]) -> None:
    """Raise HeadTooLarge where the headers of a whole answer are past the bound."""
    if sum(len(name) + len(value) + 4 for name, value in headers) > MAX_HEAD_BYTES:
        raise HeadTooLarge


@contextmanager
def told_by_cause() -> Iterator[None]:
    """Raise HeadTooLarge where Scrapy says no more than that the connection broke."""
    try:
        yield
    except DownloadFailedError as failure:
        cause = failure.__cause__
        reasons = cause.reasons if isinstance(cause, ResponseFailed) else []
        if any(reason.check(HeadTooLarge) for reason in reasons):
            raise HeadTooLarge from failure
        raise
