"""Names that mean nothing outside one project: keyed, so that nobody can make them from a list of all values.

In: a project's own key, a value. Out: a token. Two projects give the same value different tokens (charter 15).
"""

import hashlib
import hmac

_BYTES = 12


def pseudonym(key: bytes, kind: str, value: str) -> str:
    """24 hex digits of an HMAC-SHA256 over kind and value."""
    return hmac.new(key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()[: 2 * _BYTES]
