"""Hosts of a site: which address belongs to it, and which stay on this machine.

In: addresses and the names of a site file. Out: yes or no. Never a look-up: names are compared, nothing is resolved.
"""

import ipaddress
from collections.abc import Collection
from functools import cache
from urllib.parse import urlsplit


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
    """`Example.nl:8080` -> `example.nl`; `[::1]:80` -> `::1`."""
    return (urlsplit(f"//{host}").hostname or "").lower()


def belongs(url: str, hosts: Collection[str]) -> bool:
    """Whether `url` is http(s) at one of `hosts`; a host with a port admits that port alone, one without any."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return False
    name = (parts.hostname or "").lower()
    shown = f"[{name}]" if ":" in name else name
    return parts.scheme in ("http", "https") and (name in hosts or shown in hosts or f"{shown}:{port}" in hosts)
