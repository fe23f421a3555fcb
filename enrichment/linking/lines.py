"""A line of an ads file as it is read by the hundred thousand: checked for kind, not for form.

In: JSON. Out: plain objects; `rows` checks everything and names mistakes.
"""

from typing import Literal

import msgspec


class PhoneLine(msgspec.Struct, gc=False):
    """A number as a reader gives it; only one whose use is `links` joins."""

    e164: str
    use: Literal["links", "shown", "ambiguous"] = "links"


class ImageLine(msgspec.Struct, gc=False):
    """A photo of an ad; hashes as hexadecimal digits."""

    pdq: str | None = None
    quality: int = 100
    pdq_mirrored: str = ""


class AdLine(msgspec.Struct, gc=False):
    """One look at one ad; `seen_at` as written."""

    id: str
    site: str = ""
    account: str | None = None
    seen_at: str | None = None
    phones: list[str | PhoneLine] = []
    images: list[ImageLine] = []
    websites: list[str] = []
    handles: list[str] = []
    licence_numbers: list[str] = []
    name: str | None = None
    text: str | None = None
