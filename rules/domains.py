"""Web addresses to own domains.

In: what an ad or a register writes as a website. Out: a host name, or nothing for a platform that many share.
"""

from collections.abc import Iterable
from functools import cache
from urllib.parse import urlsplit

from rules.wordlists import words


@cache
def own_domain(website: str) -> str:
    """The host without `www.`, in lower case; empty for a shared platform or for what is no web address."""
    text = website.strip().casefold()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.").rstrip(".")
    return "" if "." not in host or _is_shared(host) else host


def own_domains(websites: Iterable[str]) -> frozenset[str]:
    """The own domains among the websites."""
    return frozenset(domain for website in websites if (domain := own_domain(website)))


def _is_shared(host: str) -> bool:
    return host in words("shared_domains")
