"""What an explanation is made of: links that hold ads together, and what they show that was not used.

In: nothing. Out: plain values, and sentences in which numbers are masked and hashes cut short.
"""

from dataclasses import dataclass

from enrichment.linking.evidence import masked
from peil.records.joined import Link

CALLED = {
    "phone": "the number",
    "image": "the photo",
    "account": "the account",
    "website": "the website",
    "handle": "the handle",
    "licence_no": "the licence number",
}


@dataclass(frozen=True, slots=True)
class Unused:
    """What ads of a cluster show that joined nothing, by what it is, and why; `ads` show it, `elsewhere` others do."""

    kind: str
    value: str
    ads: tuple[str, ...]
    elsewhere: int
    why: str

    def sentence(self) -> str:
        """One line; numbers masked, hashes cut short."""
        shown = {"phone": masked(self.value), "image": self.value[:12] + "…"}.get(self.kind, self.value)
        others = f", and {self.elsewhere} of other clusters" if self.elsewhere else ""
        return f"{CALLED[self.kind]} {shown} (ads {', '.join(self.ads[:3])}{others}): {self.why}"


@dataclass(frozen=True, slots=True)
class Explained:
    """Links that hold ads together, and what was not used; `ads` in founding order, `apart` where nothing joins.

    `said` are sentences on what people said that keeps these ads from others.
    """

    ads: tuple[str, ...]
    links: tuple[Link, ...]
    unused: tuple[Unused, ...]
    apart: bool = False
    said: tuple[str, ...] = ()
