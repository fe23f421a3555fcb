"""One instance of the private server: its folders, its configuration, its user.

In: the folder that names the instance. Out: a configured home (config, data, logs, tmp, snapshots) that belongs to the
ordinary user who runs the server. The data survive a new configuration.
"""

import base64
import hashlib
import os
import pwd
import secrets
import shutil
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

USER = "peil"
_ORDINARY = "nobody"
_ROUNDS = 10_000


@dataclass(frozen=True, slots=True)
class Instance:
    """Where an instance lives, on which loopback port, and its user's password."""

    home: Path
    port: int
    password: str = field(repr=False)

    @property
    def pid_file(self) -> Path:
        """The file in which the server writes its process id."""
        return self.home / "pid"


def home_for(folder: Path) -> Path:
    """The instance's home: `folder` itself; for root, who may not run it, a place that an ordinary user can reach."""
    folder = folder.absolute()
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in folder.parents):
        return folder / "server"
    return Path("/var/lib/peil/elasticsearch") / hashlib.sha256(str(folder).encode()).hexdigest()[:12]


def free_port() -> int:
    """A loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def comes_free(port: int, patience_s: float = 3) -> bool:
    """Whether nobody listens on this loopback port, now or soon: a killed server holds it for a moment."""
    deadline = time.monotonic() + patience_s
    while not _is_free(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def new_password() -> str:
    """A random password, 32 characters."""
    return secrets.token_urlsafe(24)


def configure(instance: Instance, distribution: Path) -> None:
    """Write the configuration anew and give everything to the ordinary user."""
    config = instance.home / "config"
    for name in ("config", "data", "logs", "tmp", "snapshots"):
        (instance.home / name).mkdir(parents=True, exist_ok=True)
    for name in ("jvm.options", "log4j2.properties"):
        shutil.copyfile(distribution / "config" / name, config / name)
    (config / "elasticsearch.yml").write_text(_settings(instance), encoding="utf-8")
    (config / "users").write_text(f"{USER}:{_hashed(instance.password)}\n", encoding="utf-8")
    (config / "users_roles").write_text(f"superuser:{USER}\n", encoding="utf-8")
    instance.pid_file.unlink(missing_ok=True)
    _give_to_ordinary_user(instance.home)


def ordinary_user() -> int | None:
    """The user id to run as; None where this process is an ordinary user already."""
    return pwd.getpwnam(_ORDINARY).pw_uid if os.geteuid() == 0 else None


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _settings(instance: Instance) -> str:
    home = instance.home
    return f"""cluster.name: peil
discovery.type: single-node
path.data: {home}/data
path.logs: {home}/logs
path.repo: {home}/snapshots
network.host: 127.0.0.1
http.port: {instance.port}
transport.port: {free_port()}
action.auto_create_index: "-*peil-*,+*"
cluster.routing.allocation.disk.watermark.low: 2gb
cluster.routing.allocation.disk.watermark.high: 1gb
cluster.routing.allocation.disk.watermark.flood_stage: 500mb
xpack.license.self_generated.type: basic
xpack.security.enabled: true
xpack.security.http.ssl.enabled: false
xpack.security.transport.ssl.enabled: false
"""


def _hashed(password: str) -> str:
    salt = secrets.token_bytes(32)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS, dklen=32)
    return f"{{PBKDF2}}{_ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def _give_to_ordinary_user(home: Path) -> None:
    home.chmod(0o700)
    if (uid := ordinary_user()) is not None:
        for path in [home, *home.rglob("*")]:
            os.chown(path, uid, -1, follow_symlinks=False)
