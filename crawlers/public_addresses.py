"""Which network addresses a host may lead to: public ones, and this machine's own for a site on this machine alone.

In: a host as a site file names it, the addresses its name leads to. Out: the first that must not be connected to.
Pure: nothing is looked up here.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from crawlers.hosts import is_loopback

_TRANSLATED = ip_network("64:ff9b::/96")


def forbidden_address(host: str, addresses: Iterable[str]) -> str:
    """The first address that `host` must not lead to, empty where there is none.

    One private address among public ones is enough: a name that leads to both is a trap or a mistake.
    """
    is_fine = _is_here if is_loopback(host) else _is_public
    return next((address for address in addresses if not is_fine(_innermost(address))), "")


def _is_here(address: IPv4Address | IPv6Address) -> bool:
    return address.is_loopback


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the address is anybody's on the internet: not private, link-local, loopback, multicast or reserved."""
    return address.is_global and not address.is_multicast and not address.is_reserved


def _innermost(text: str) -> IPv4Address | IPv6Address:
    """The address itself, or the IPv4 address that an IPv6 one only wraps (mapped, 6to4, Teredo, NAT64)."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv4Address):
        return address
    if address in _TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
    return wrapped or address
