"""What the server sends back: status, type and body, made into bytes once.

In: text or bytes. Out: answers whose `wire` goes out in a single write.
"""

import json
from dataclasses import dataclass
from functools import cached_property

_REASONS = {200: "OK", 302: "Found", 404: "Not Found", 405: "Method Not Allowed"}


@dataclass(frozen=True)
class Answer:
    """One response; `kind` is its Content-Type, `headers` further ones."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    @cached_property
    def head(self) -> bytes:
        """Status line and headers, as sent."""
        named = (("Content-Type", self.kind), ("Content-Length", str(len(self.body))), *self.headers)
        lines = [f"HTTP/1.1 {self.status} {_REASONS[self.status]}", *(f"{name}: {value}" for name, value in named)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")

    @cached_property
    def wire(self) -> bytes:
        """The whole response."""
        return self.head + self.body


def page(html: str, status: int = 200) -> Answer:
    """An HTML page in UTF-8."""
    return Answer(html.encode(), status=status)


def plain(text: str) -> Answer:
    """A text file, such as robots.txt."""
    return Answer(text.encode(), "text/plain; charset=utf-8")


def data(value: object) -> Answer:
    """JSON."""
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json")


def moved(path: str) -> Answer:
    """A redirect to another path of the same site."""
    return Answer(b"", status=302, headers=(("Location", path),))
