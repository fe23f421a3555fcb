"""Start, find and stop the private server of a folder.

In: a folder. Out: a handle (address, user, password, process id). The secret stands in `state.json`, for its owner
alone; the same folder keeps its data, port and password over a restart.
"""

import json
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from index.server.distribution import fetched, locked
from index.server.instance import (
    USER,
    Instance,
    comes_free,
    configure,
    free_port,
    home_for,
    new_password,
    ordinary_user,
)
from index.server.prerequisites import can_run, java_home
from peil.errors import OutsideError

_LAUNCHER = "org.elasticsearch.launcher.CliToolLauncher"
_PATIENCE_S = 30
_QUICK = " -XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC"


@dataclass(frozen=True, slots=True)
class ServerHandle:
    """A running server; `pid` is the server's own process."""

    url: str
    user: str
    password: str = field(repr=False)
    pid: int


def start_server(folder: Path, heap: str = "1g", port: int = 0, *, quick: bool = False) -> ServerHandle:
    """The running server of `folder`, started if need be; `heap` as Java writes it, `port` 0 means a free one.

    Takes about ten seconds, and as long again the first time to fetch it; `quick` halves the work of starting and
    makes it slower at its work, as tests want it. Raises OutsideError where it cannot.
    """
    if reason := can_run():
        raise OutsideError("Elasticsearch cannot run here", where="elasticsearch", mend=reason, permanent=True)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / "lock"):
        if running := running_server(folder):
            return running
        instance = _instance(folder, port)
        distribution = fetched()
        configure(instance, distribution)
        _launch(instance, distribution, f"-Xms{heap} -Xmx{heap}{_QUICK if quick else ''}")
        return _handle(instance, int(instance.pid_file.read_text()))


def running_server(folder: Path) -> ServerHandle | None:
    """The server of `folder` if its process lives (paused counts as living), else None."""
    instance = _remembered(folder)
    pid = _living(instance) if instance else None
    return _handle(instance, pid) if instance and pid else None


def stop_server(folder: Path) -> bool:
    """Stop the server of `folder`; False if none ran. The data stay."""
    running = running_server(folder)
    instance = _remembered(folder)
    if running is None or instance is None:
        return False
    for attempt in (signal.SIGTERM, signal.SIGKILL):
        os.kill(running.pid, attempt)
        os.kill(running.pid, signal.SIGCONT)
        if _gone(instance):
            return True
    raise OutsideError(f"process {running.pid} does not stop", where="elasticsearch")


def _instance(folder: Path, port: int) -> Instance:
    known = _remembered(folder)
    instance = Instance(
        home=known.home if known else home_for(folder),
        port=port or (known.port if known and comes_free(known.port) else free_port()),
        password=known.password if known else new_password(),
    )
    state = {"home": str(instance.home), "port": instance.port, "password": instance.password}
    with os.fdopen(os.open(folder / "state.json", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(state, file)
    return instance


def _remembered(folder: Path) -> Instance | None:
    try:
        state = json.loads((folder / "state.json").read_text(encoding="utf-8"))
        return Instance(Path(state["home"]), state["port"], state["password"])
    except (FileNotFoundError, ValueError, KeyError):
        return None


def _handle(instance: Instance, pid: int) -> ServerHandle:
    return ServerHandle(f"http://127.0.0.1:{instance.port}", USER, instance.password, pid)


def _living(instance: Instance) -> int | None:
    """The process id, unless it is somebody else's by now (a zombie has no command line)."""
    try:
        pid = int(instance.pid_file.read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if str(instance.home / "tmp").encode() in command else None


def _gone(instance: Instance) -> bool:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        if _living(instance) is None:
            return True
        time.sleep(0.1)
    return False


def _launch(instance: Instance, distribution: Path, java_options: str) -> None:
    """Run the launcher, which returns once the server is up; it writes the server's process id."""
    java, uid = java_home(), ordinary_user()
    with (instance.home / "logs" / "launcher.log").open("wb") as said:
        done = subprocess.run(  # noqa: S603 - our own words
            _command(instance, distribution, java),
            env=_environment(instance, java, java_options),
            cwd=distribution,  # the launcher takes its place for the home
            user=uid,
            extra_groups=None if uid is None else [],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            check=False,
        )
    if done.returncode:
        raise OutsideError("Elasticsearch did not start", where=str(instance.home / "logs"), mend="read its log there")


def _environment(instance: Instance, java: Path, java_options: str) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "ES_JAVA_HOME": str(java),
        "ES_JAVA_OPTS": java_options,
        "ES_TMPDIR": str(instance.home / "tmp"),
    }


def _command(instance: Instance, distribution: Path, java: Path) -> list[str]:
    """What Elastic's shell launcher would run; the shell script itself is not in the archive."""
    return [
        *f"{java}/bin/java -Xms4m -Xmx64m -XX:+UseSerialGC -Dcli.name=server".split(),
        f"-Dcli.script={distribution}/bin/elasticsearch",
        "-Dcli.libs=lib/tools/server-cli",
        f"-Des.path.home={distribution}",
        f"-Des.path.conf={instance.home}/config",
        "-Des.distribution.type=tar",
        "-Des.java.type=ES_JAVA_HOME",
        "-cp",
        f"{distribution}/lib/*:{distribution}/lib/cli-launcher/*",
        _LAUNCHER,
        *("-d", "-p", str(instance.pid_file)),
    ]
