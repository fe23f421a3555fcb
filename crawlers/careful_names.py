"""Looking up the names of hosts, carefully: what a connection is made to is the very address that was checked.

In: a host about to be connected to. Out: its addresses, or none where one of them is not public. A name is looked up
for each connection and never a second time for the same one, so that a name that changes its mind gains nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]  # it ships no types

from crawlers.middlewares import RefusedRequest
from crawlers.public_addresses import forbidden_address


@implementer(IResolutionReceiver)
class _Check:
    """Waits for all addresses of a host and passes on all or none of them."""

    def __init__(self, host: str, receiver: Any, forbidden: dict[str, str]) -> None:
        self._host, self._receiver, self._forbidden = host, receiver, forbidden
        self._addresses: list[Any] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's name
        """The looking up has begun."""
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802 - Twisted's name
        """One address of the host."""
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        """Pass on what the host may lead to."""
        forbidden = forbidden_address(self._host, (address.host for address in self._addresses))
        self._forbidden[_ascii(self._host)] = forbidden
        for address in () if forbidden else self._addresses:
            self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class CarefulNames:
    """Scrapy's resolver for a crawl (TWISTED_DNS_RESOLVER); `forbidden` has what each host led to that it must not."""

    def __init__(self, reactor: Any) -> None:
        self._reactor, self._names = reactor, reactor.nameResolver
        self.forbidden: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, _crawler: Crawler, reactor: Any) -> "CarefulNames":
        """Scrapy's way to make one."""
        return cls(reactor)

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's own resolver."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Look the host up and pass its addresses on when all of them may be connected to."""
        check = _Check(hostName, resolutionReceiver, self.forbidden)
        resolution: IHostResolution = self._names.resolveHostName(
            check, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolution


@contextmanager
def told_what_is_forbidden(host: str) -> Iterator[None]:
    """Raise RefusedRequest where Scrapy says no more than that the host has no address."""
    from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one, which the crawl chooses

    try:
        yield
    except CannotResolveHostError as failure:
        names: Any = reactor.nameResolver
        if isinstance(names, CarefulNames) and (address := names.forbidden.get(_ascii(host))):
            raise RefusedRequest(f"the host's name leads to {address}, which is not public") from failure
        raise


def _ascii(host: str) -> str:
    """The name as it stands in an address: Twisted hands it on with its letters beyond ASCII."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
