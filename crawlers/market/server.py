"""A small loopback server for one site: HTTP/1.1 with keep-alive, one write an answer, and a log of every request.

In: a function from path to answer. Out: bytes on a socket. It never reads a request's body and never blocks another's.
"""

import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from crawlers.market.answers import Answer, page

Responder = Callable[[str], Answer | None]
_NOT_FOUND = page("<!DOCTYPE html><title>Niet gevonden</title><p>Deze pagina bestaat niet (meer).</p>", 404)
_REFUSED = Answer(b"", status=405, headers=(("Allow", "GET, HEAD"), ("Connection", "close")))


@dataclass(frozen=True, slots=True)
class Request:
    """One request as the server saw it; `path` with its query."""

    site: str
    method: str
    path: str
    week: int
    user_agent: str


@dataclass(frozen=True, slots=True)
class Log:
    """Where requests are written down; `week` tells the simulated week."""

    site: str
    entries: list[Request]
    week: Callable[[], int]

    def note(self, method: str, path: str, user_agent: str) -> None:
        """Adds one request (appending to a list is atomic)."""
        self.entries.append(Request(self.site, method, path, self.week(), user_agent))


class SiteServer(socketserver.ThreadingTCPServer):
    """One site on a free port of 127.0.0.1, from `start` to `stop`."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, respond: Responder, log: Log) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.respond = respond
        self.log = log

    @property
    def url(self) -> str:
        """The site's address without a path, such as `http://127.0.0.1:40123`."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def start(self) -> None:
        """Serves from a thread of its own."""
        threading.Thread(target=self.serve_forever, args=(0.05,), name=f"market-{self.log.site}", daemon=True).start()

    def stop(self) -> None:
        """Ends the thread and frees the port."""
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: a client that hangs up half-way is no trouble of the market's."""


class _Connection(socketserver.StreamRequestHandler):
    """One connection: a request line, headers until an empty line, an answer, and again."""

    disable_nagle_algorithm = True
    timeout = 60

    def handle(self) -> None:
        while line := self.rfile.readline(65536):
            method, _, rest = line.decode("latin-1").strip().partition(" ")
            headers = self._headers()
            if not self._answer(method, rest.partition(" ")[0], headers):
                break

    def _headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        while (line := self.rfile.readline(65536)) not in (b"\r\n", b"\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return headers

    def _answer(self, method: str, path: str, headers: dict[str, str]) -> bool:
        """Sends the answer; whether the connection stays open."""
        server = cast(SiteServer, self.server)
        server.log.note(method, path, headers.get("user-agent", ""))
        if method not in ("GET", "HEAD"):
            self.wfile.write(_REFUSED.wire)
            return False
        answer = server.respond(path) or _NOT_FOUND
        self.wfile.write(answer.wire if method == "GET" else answer.head)
        return headers.get("connection", "").lower() != "close"
