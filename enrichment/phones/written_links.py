"""Numbers in links: tel:, sms:, wa.me, api.whatsapp.com, t.me/+, viber, signal.

In: text as written (HTML and percent-escapes included). Out: digits, whether they are international, and their span.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

INTERNATIONAL = re.compile(
    r"(?:wa\.me/(?:message/|qr/)?|(?:api|web|"
    r"www)?\.?whatsapp\.com/send/?\?(?:[^\s\"'<>]*?&(?:amp;)?)?phone=|"
    r"whatsapp://send/?\?(?:[^\s\"'<>]*?&(?:amp;)?)?phone="
    r"|t(?:elegram)?\.me/|tg://resolve\?phone=|viber://(?:chat|add|contact)/?\?number=|signal\.me/#p/)"
    r"(?P<digits>(?:\+|%2B|%20|&#43;)*\d(?:[\d.()\- ]|%20){6,22}\d)(?![\w-])",
    re.IGNORECASE,
)
NATIONAL = re.compile(
    r"\b(?:tel|callto|sms|smsto|mobile):/{0,2}(?P<digits>(?:\+|%2B|&#43;|\()*\d(?:[\d.()\-/ ]|%20){6,22}\d)(?!\w)",
    re.IGNORECASE,
)
SLASHED = re.compile(r"me/|com/|://|#p/", re.IGNORECASE)
COLONED = re.compile(r"(?:tel|callto|sms|smsto|mobile):[/\d(+%&]", re.IGNORECASE)
WITH_SLASHES = ("wa.me/", "whatsapp.com/", "whatsapp://", "t.me/", "telegram.me/", "tg://", "viber://", "signal.me/")
WITH_COLON = ("tel:", "callto:", "sms:", "smsto:", "mobile:")
TELEGRAM = re.compile(r"t(?:elegram)?\.me/(?!\+|%2B)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A number in a link; `plus`: it begins with its country's code."""

    digits: str
    plus: bool
    start: int
    end: int


def may_link(text: str) -> bool:
    """Whether a link could stand in a text: at one glance, true too often."""
    if "/" in text and SLASHED.search(text):
        return True
    return ":" in text and COLONED.search(text) is not None


def written_links(text: str) -> Iterator[WrittenLink]:
    """Every number that a link in the text would dial."""
    if ":" not in text and "/" not in text:
        return
    lowered = text.lower()
    for pattern, schemes in ((INTERNATIONAL, WITH_SLASHES), (NATIONAL, WITH_COLON)):
        for found in pattern.finditer(text) if any(map(lowered.__contains__, schemes)) else ():
            if not TELEGRAM.match(found.group()):
                yield _link(found, pattern is INTERNATIONAL)


def _link(found: re.Match[str], international: bool) -> WrittenLink:
    written = html.unescape(found["digits"]).replace("%2B", "+").replace("%2b", "+").replace("%20", " ")
    digits = "".join(char for char in written if char.isdigit())
    plus = written.strip(" (").startswith("+") or (international and not digits.startswith("0"))
    return WrittenLink(digits, plus, *found.span())
