"""One private Elasticsearch for the whole test session, shared by all its workers, stopped at its end.

Started by the first test that asks for it. Where it cannot run, those tests are skipped with the reason, or fail if
PEIL_REQUIRE_SERVICES=1. Each test gets a name prefix of its own, so that tests side by side do not meet.
"""

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from index.server import ServerHandle, can_run, start_server, stop_server

_FOLDER = "PEIL_TEST_ELASTICSEARCH_FOLDER"


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the workers inherit the environment of the one who starts them
        folder = Path(tempfile.mkdtemp(prefix="peil-elasticsearch-"))
        folder.chmod(0o755)  # the server runs as an ordinary user, who must come in
        os.environ[_FOLDER] = str(folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and (folder := os.environ.pop(_FOLDER, None)):
        stop_server(Path(folder))
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def elasticsearch_can_run() -> None:
    """Skips, or fails where services are required, with the reason why no server can run here."""
    if reason := can_run():
        (pytest.fail if os.environ.get("PEIL_REQUIRE_SERVICES") == "1" else pytest.skip)(reason)


@pytest.fixture(scope="session")
def elasticsearch(elasticsearch_can_run: None) -> ServerHandle:
    """The session's server."""
    return start_server(Path(os.environ[_FOLDER]), heap="512m", quick=True)


@pytest.fixture(scope="session")
def es_home(elasticsearch: ServerHandle) -> Path:
    """Where the session's server keeps its data and may keep snapshots."""
    return Path(json.loads((Path(os.environ[_FOLDER]) / "state.json").read_text(encoding="utf-8"))["home"])


@pytest.fixture(scope="session")
def es_client(elasticsearch: ServerHandle) -> Iterator[Elasticsearch]:
    """A plain client with all rights, for looking behind Peil's back."""
    account = (elasticsearch.user, elasticsearch.password)
    with Elasticsearch(elasticsearch.url, basic_auth=account, request_timeout=30) as client:
        yield client


@pytest.fixture
def es_prefix(es_client: Elasticsearch) -> Iterator[str]:
    """A name prefix of this test alone; what it leaves in Elasticsearch is removed."""
    prefix = f"t{uuid.uuid4().hex[:8]}-peil"
    yield prefix
    if left := list(es_client.indices.get(index=f"{prefix}-*", features="settings")):
        es_client.indices.delete(index=left)
