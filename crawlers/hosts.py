"""Hosts of a site: which address belongs to it, which stay on this machine, which are asked in turn.

In: addresses and the names of a site file. Out: yes or no. Never a look-up: names are compared, nothing is resolved
(what a name leads to crawlers.careful_names checks, at each connection).
"""

import ipaddress
import re
from collections.abc import Collection
from functools import cache
from urllib.parse import SplitResult, urlsplit

_PORTS = {"http": 80, "https": 443}
_PLAIN = re.compile(r"[\w.-]+(?::\d+)?|\[[0-9a-fA-F:.]+\](?::\d+)?")


@cache
def is_loopback(host: str) -> bool:
    """Whether `host` (with or without a port) is this machine: `localhost` or an address in 127/8 or ::1."""
    name = host_name(host)
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def host_name(host: str) -> str:
    """`Example.nl:8080` -> `example.nl`; `[::1]:80` and `::1` -> `::1`."""
    bare = f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host
    return (urlsplit(f"//{bare}").hostname or "").lower()


def belongs(url: str, hosts: Collection[str]) -> bool:
    """Whether `url` is http(s) at one of `hosts`, without a user name or any other disguise.

    A host with a port admits that port alone; one without the scheme's own port, and on this machine every port.
    """
    try:
        parts = urlsplit(url)
        port = _port(parts)
    except ValueError:
        return False
    if parts.scheme not in _PORTS or not _PLAIN.fullmatch(parts.netloc):
        return False
    name = _shown(parts)
    usual = port == _PORTS[parts.scheme] or is_loopback(name)
    return f"{name}:{port}" in hosts or (usual and (name in hosts or name.strip("[]") in hosts))


def turn_name(url: str) -> str:
    """What takes turns: the host, whatever its port and scheme; on this machine each port for itself."""
    try:
        parts = urlsplit(url)
        name = _shown(parts)
        return f"{name}:{_port(parts)}" if is_loopback(name) else name
    except ValueError:
        return ""


def _port(parts: SplitResult) -> int:
    return parts.port or _PORTS.get(parts.scheme, 0)


def _shown(parts: SplitResult) -> str:
    name = (parts.hostname or "").lower()
    return f"[{name}]" if ":" in name else name
