"""Spaces and their content, against a small server that answers as Kibana's interfaces say; no Kibana stands here."""

import json
import threading
from base64 import b64encode
from collections.abc import Iterator
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from index.access.kibana import Kibana
from index.access.spaces import set_up_spaces
from index.client import Access
from index.kibana.saved_objects import saved_objects
from index.kibana.scope import NATION, scope_of
from index.names import Names
from peil.errors import OutsideError, RefusedError

UTRECHT = scope_of("GM0344")
PASSWORD = "een-lang-geheim-woord"


class StandIn(ThreadingHTTPServer):
    """What a Kibana would hold after the requests: spaces, objects by space, settings by space."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.spaces: dict[str, dict[str, Any]] = {"default": {"id": "default", "name": "Default"}}
        self.objects: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
        self.settings: dict[str, dict[str, Any]] = {}
        self.keeps_settings = True

    @property
    def kibana(self) -> Kibana:
        return Kibana(Access(f"http://127.0.0.1:{self.server_port}", "manager", PASSWORD))

    def answer(self, method: str, path: str, body: bytes, headers: Any) -> tuple[int, dict[str, Any]]:
        account = b64encode(f"manager:{PASSWORD}".encode()).decode()
        if headers["Authorization"] != f"Basic {account}":
            return 401, {}
        if method != "GET" and not headers["kbn-xsrf"]:
            return 400, {"message": "Request must contain a kbn-xsrf header."}
        if path.startswith("/api/spaces/space"):
            return self._space(method, path.removeprefix("/api/spaces/space").strip("/"), body)
        _, _, space, rest = path.split("/", 3)
        if space not in self.spaces:
            return 404, {}
        if rest == "internal/kibana/settings" and headers["x-elastic-internal-origin"]:
            self.settings.setdefault(space, {}).update(json.loads(body)["changes"])
            return (200, {}) if self.keeps_settings else (404, {})
        assert rest == "api/saved_objects/_import?overwrite=true"
        return self._imported(space, _file_in(body, headers["Content-Type"]))

    def _space(self, method: str, identity: str, body: bytes) -> tuple[int, dict[str, Any]]:
        if method == "GET":
            return (200, self.spaces[identity]) if identity in self.spaces else (404, {})
        wanted = json.loads(body)
        if method == "POST" and wanted["id"] in self.spaces:
            return 409, {}
        self.spaces[wanted["id"]] = wanted
        return 200, wanted

    def _imported(self, space: str, lines: str) -> tuple[int, dict[str, Any]]:
        objects = {(each["type"], each["id"]): each for each in map(json.loads, lines.splitlines())}
        lost = [
            {"type": kind, "id": identity, "error": {"type": "missing_references"}}
            for (kind, identity), each in objects.items()
            if any((ref["type"], ref["id"]) not in objects for ref in each["references"])
        ]
        if lost:
            return 200, {"success": False, "successCount": 0, "errors": lost}
        self.objects.setdefault(space, {}).update(objects)
        return 200, {"success": True, "successCount": len(objects)}


class Answering(BaseHTTPRequestHandler):
    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        status, told = self.server.answer(self.command, self.path, body, self.headers)  # type: ignore[attr-defined]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(told).encode())

    do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the library's names

    def log_message(self, *_: Any) -> None:
        pass


def _file_in(body: bytes, kind: str) -> str:
    form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    [part] = form.get_payload()
    assert part.get_param("name", header="content-disposition") == "file"
    assert str(part.get_filename()).endswith(".ndjson")
    return part.get_payload(decode=True).decode()


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with StandIn() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_each_scope_gets_a_space_of_its_own_with_its_content(stand_in: StandIn) -> None:
    said = list(set_up_spaces(stand_in.kibana, [UTRECHT, NATION], Names()))
    assert {space: told["name"] for space, told in stand_in.spaces.items()} == {
        "default": "Default", "gm0344": "Peil Utrecht", "landelijk": "Peil Nederland",
    }  # fmt: skip
    for scope in (UTRECHT, NATION):
        wanted = {(each["type"], each["id"]) for each in saved_objects(scope, Names())}
        assert set(stand_in.objects[scope.space]) == wanted
        assert stand_in.settings[scope.space] == {"dateFormat:tz": "Europe/Amsterdam"}
    assert [line.partition(":")[0] for line in said] == ["Kibana space gm0344", "Kibana space landelijk"]


def test_setting_up_twice_is_as_once_and_keeps_what_a_manager_set(stand_in: StandIn) -> None:
    first = list(set_up_spaces(stand_in.kibana, [UTRECHT], Names()))
    stand_in.spaces["gm0344"]["color"] = "#123456"
    objects = dict(stand_in.objects["gm0344"])
    assert list(set_up_spaces(stand_in.kibana, [UTRECHT], Names())) == first
    assert stand_in.objects["gm0344"] == objects
    assert stand_in.spaces["gm0344"]["color"] == "#123456"


def test_a_kibana_that_keeps_its_settings_to_itself_is_told_of(stand_in: StandIn) -> None:
    stand_in.keeps_settings = False
    [said] = set_up_spaces(stand_in.kibana, [UTRECHT], Names())
    assert "set dateFormat:tz to Europe/Amsterdam" in said


def test_what_kibana_does_not_take_is_said_though_it_answers_200(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [json.dumps(each) for each in saved_objects(UTRECHT, Names()) if each["type"] != "index-pattern"]
    monkeypatch.setattr("index.access.spaces.ndjson", lambda *_: "\n".join(whole))
    with pytest.raises(OutsideError, match=r"did not take search peil-zoek-nummer-gm0344 \(missing_references\)"):
        list(set_up_spaces(stand_in.kibana, [UTRECHT], Names()))


def test_a_wrong_account_and_a_kibana_that_is_down_are_said_without_the_password(stand_in: StandIn) -> None:
    wrong = Kibana(Access(stand_in.kibana.access.url, "manager", "not-the-password"))
    with pytest.raises(OutsideError, match="refuses this user \\(401\\)") as told:
        list(set_up_spaces(wrong, [UTRECHT], Names()))
    assert "not-the-password" not in told.value.sentence()
    down = Kibana(Access("http://127.0.0.1:9", "manager", PASSWORD))
    with pytest.raises(OutsideError, match="Kibana does not answer"):
        list(set_up_spaces(down, [UTRECHT], Names()))


def test_an_account_never_crosses_a_network_in_the_open() -> None:
    with pytest.raises(RefusedError, match="use https://"):
        list(set_up_spaces(Kibana(Access("http://kibana.example:5601", "manager", PASSWORD)), [UTRECHT], Names()))
