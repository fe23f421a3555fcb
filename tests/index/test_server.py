import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import client as index_client
from index.client import Access, connect
from index.names import Names
from index.publishing import publish_feed
from index.server import ServerHandle, can_run, running_server, start_server, stop_server
from index.server.distribution import cache_folder
from index.server.instance import comes_free, free_port, home_for
from index.server.prerequisites import java_home
from peil.errors import OutsideError

if TYPE_CHECKING:
    from conftest import Invented, MemoryLedger


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder that an ordinary user can reach; whatever runs in it is stopped."""
    with tempfile.TemporaryDirectory(prefix="peil-own-elasticsearch-") as name:
        Path(name).chmod(0o755)
        yield Path(name)
        stop_server(Path(name))


def _with_tools(folder: Path, **tools: str) -> str:
    for name, script in tools.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return str(folder)


def test_a_machine_without_java_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Java 17 or newer is missing" in str(can_run())
    with pytest.raises(OutsideError, match="cannot run here, Java 17 or newer is missing; install") as told:
        start_server(tmp_path / "folder")
    assert told.value.permanent
    with pytest.raises(OutsideError, match="Java is missing"):
        java_home()


def test_an_old_java_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", f"{_with_tools(tmp_path, java='echo openjdk version 11')}:/bin")
    assert "Java 17" in str(can_run())


def test_maven_is_needed_only_until_the_server_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", _with_tools(tmp_path, java="echo 'openjdk version \"17.0.1\"' >&2"))
    monkeypatch.setenv("PEIL_CACHE", str(tmp_path / "cache"))
    assert "Maven is missing" in str(can_run())
    (cache_folder() / "8.19.8").mkdir(parents=True)
    assert can_run() is None


def test_a_fetch_that_fails_leaves_nothing_half_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = _with_tools(
        tmp_path, java="echo 'openjdk version \"17.0.1\"' >&2", mvn="echo '[ERROR] no such host'; exit 1"
    )
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", tools)
    monkeypatch.setenv("PEIL_CACHE", str(tmp_path / "cache"))
    with pytest.raises(OutsideError, match=r"could not fetch Elasticsearch: .* no such host"):
        start_server(tmp_path / "folder")
    assert [path.name for path in cache_folder().iterdir()] == ["lock"]


def test_root_s_server_lives_where_an_ordinary_user_can_reach_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert home_for(tmp_path / "a").is_relative_to("/var/lib/peil/elasticsearch")
    assert home_for(tmp_path / "a") != home_for(tmp_path / "b")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert home_for(tmp_path / "a") == tmp_path / "a" / "server"


def test_a_port_that_somebody_else_took_is_known_to_be_taken() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not comes_free(port, patience_s=0.1)
        assert free_port() != port
    assert comes_free(free_port())


def test_a_folder_without_a_server_has_none_to_find_or_stop(tmp_path: Path) -> None:
    assert running_server(tmp_path) is None
    assert stop_server(tmp_path) is False


def test_a_process_id_that_is_somebody_else_s_by_now_is_not_taken_for_the_server(tmp_path: Path) -> None:
    home = tmp_path / "server"
    home.mkdir()
    (tmp_path / "state.json").write_text(f'{{"home": "{home}", "port": 9, "password": "invented"}}', encoding="utf-8")
    (home / "pid").write_text(str(os.getpid()), encoding="utf-8")
    assert running_server(tmp_path) is None


def test_the_command_says_that_nothing_runs_and_how_to_start(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "index.server", "status"],
        env={**os.environ, "PEIL_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr == "not running; `make elasticsearch` starts it\n"


@pytest.mark.service
@pytest.mark.usefixtures("elasticsearch_can_run")
def test_a_server_is_paused_stopped_killed_and_started_again_on_its_data_and_nothing_is_lost(
    own_folder: Path, two_ads: "MemoryLedger", invented: "Invented", monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start_server(own_folder, heap="512m", quick=True)
    assert stat.S_IMODE((own_folder / "state.json").stat().st_mode) == 0o600
    assert Path(f"/proc/{first.pid}").stat().st_uid != 0
    assert _published(first, two_ads) == 2

    two_ads.put(invented.ad(3))
    _pause(first)
    monkeypatch.setattr(index_client, "_QUICK_S", 1)
    began = time.monotonic()
    with pytest.raises(OutsideError, match="does not answer"):
        _published(first, two_ads)
    assert time.monotonic() - began < 30  # a bulk request would be waited for twice as long
    assert start_server(own_folder) == first  # paused counts as running: a second would ruin its data
    os.kill(first.pid, signal.SIGCONT)
    monkeypatch.setattr(index_client, "_QUICK_S", 30)
    assert _published(first, two_ads) == 1

    os.kill(first.pid, signal.SIGKILL)
    second = _started_after(first, own_folder)
    assert (second.url, second.password) == (first.url, first.password)
    assert _published(second, two_ads) == 0
    assert stop_server(own_folder)
    two_ads.put(invented.ad(4))
    with pytest.raises(OutsideError, match="does not answer, start it"):
        _published(second, two_ads)


def _pause(server: ServerHandle) -> None:
    os.kill(server.pid, signal.SIGSTOP)
    while ") T " not in Path(f"/proc/{server.pid}/stat").read_text():
        time.sleep(0.01)


def _published(server: ServerHandle, ledger: "MemoryLedger") -> int:
    with connect(Access(server.url, server.user, server.password)) as client:
        report = publish_feed(client, ledger, Names())
    assert report.complete
    return report.total("written")


def _started_after(killed: ServerHandle, folder: Path) -> ServerHandle:
    while running_server(folder) == killed:
        time.sleep(0.05)
    return start_server(folder, heap="512m", quick=True)
