"""Web addresses as identifiers: an own domain is its owner's, a public one is nobody's.

In: an address as read, with or without scheme and path. Out: the domain, or domain and path where the domain is public.
"""

from functools import cache
from importlib.resources import files


def website_key(address: str) -> str:
    """`huis.example` for any page of it; `wa.me/31…` whole, for only the page there is somebody's own."""
    plain = address.strip().lower().partition("://")[2] or address.strip().lower()
    host, _, path = plain.removeprefix("www.").partition("/")
    path = path.strip("/")
    return f"{host}/{path}" if path and host in public_domains() else host


@cache
def public_domains() -> frozenset[str]:
    """The domains of shared_domains.txt."""
    lines = files("enrichment.linking").joinpath("shared_domains.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
