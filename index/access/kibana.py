"""The way to Kibana: requests with an account, and its errors in one clear sentence.

In: an address and an account of Elasticsearch. Out: answers. Never plain HTTP to another machine, never a password in
a message; it follows no redirect, which would take the account elsewhere.
"""

import json
import secrets
import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any

from index.client import Access, address
from peil.errors import OutsideError

_WHERE = "--kibana"
_PATIENCE_S = 60
_REFUSED = (401, 403)


@dataclass(frozen=True, slots=True)
class Answer:
    """What Kibana said: a status, and the JSON that came with it."""

    status: int
    json: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kibana:
    """A Kibana and the account to use there; its address in `access.url`."""

    access: Access

    def ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, but_for: tuple[int, ...] = ()
    ) -> Answer:
        """Send JSON; raises OutsideError for an answer of 400 and more, but for those named."""
        content = None if body is None else json.dumps(body).encode()
        return self._send(method, path, content, "application/json", but_for)

    def send_file(self, path: str, name: str, content: str) -> Answer:
        """Send one file as a form does; raises OutsideError likewise."""
        mark = secrets.token_hex(16)
        head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        form = f"{head}Content-Type: application/ndjson\r\n\r\n{content}\r\n--{mark}--\r\n"
        return self._send("POST", path, form.encode(), f"multipart/form-data; boundary={mark}", ())

    def _send(self, method: str, path: str, content: bytes | None, kind: str, but_for: tuple[int, ...]) -> Answer:
        parts = address(self.access.url, _WHERE)
        connection = _connection(parts.hostname or "", parts.port, self.access, secure=parts.scheme == "https")
        try:
            connection.request(method, f"{parts.path.rstrip('/')}{path}", content, self._headers(kind))
            response = connection.getresponse()
            status, text = response.status, response.read()
        except (OSError, HTTPException) as error:
            raise OutsideError("Kibana does not answer", where=self.access.url, mend="check --kibana") from error
        finally:
            connection.close()
        if status in _REFUSED and status not in but_for:
            mend = "an account that may manage spaces and saved objects is needed"
            raise OutsideError(f"Kibana refuses this user ({status})", where=self.access.url, mend=mend, permanent=True)
        if status >= 300 and status not in but_for:
            raise OutsideError(f"Kibana refused a request ({status})", where=f"{self.access.url}{path}")
        return Answer(status, _read(text))

    def _headers(self, kind: str) -> dict[str, str]:
        account = b64encode(f"{self.access.user}:{self.access.password}".encode()).decode()
        who = f"ApiKey {self.access.key}" if self.access.key else f"Basic {account}"
        return {
            "Authorization": who,
            "Content-Type": kind,
            "kbn-xsrf": "peil",
            "x-elastic-internal-origin": "peil",
        }


def _connection(host: str, port: int | None, access: Access, *, secure: bool) -> HTTPConnection:
    if not secure:
        return HTTPConnection(host, port, timeout=_PATIENCE_S)
    context = ssl.create_default_context(cafile=str(access.ca) if access.ca else None)
    return HTTPSConnection(host, port, timeout=_PATIENCE_S, context=context)


def _read(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
