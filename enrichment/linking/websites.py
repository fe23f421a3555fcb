"""Web addresses as identifiers: an own domain is its owner's, a public one is nobody's.

In: an address as read, with or without scheme and path. Out: the domain, or domain and path where the domain is public.
"""

from enrichment.websites import shared_domains


def website_key(address: str) -> str:
    """`huis.example` for any page of it; `linktr.ee/roos` whole, for only the page there is somebody's own."""
    plain = address.strip().lower().partition("://")[2] or address.strip().lower()
    host, _, path = plain.removeprefix("www.").partition("/")
    path = path.strip("/")
    return f"{host}/{path}" if path and host in shared_domains() else host
