"""The browser that draws the pages that need one: found, fetched, and what to say of it.

In: this machine. Out: a path, or one sentence that says how to get one; `python -m crawlers.chromium` sees to it once.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from crawlers.sandbox import sandbox_works

MISSING = (
    "No Chromium was found, so sites that need a browser are skipped; "
    "`python -m playwright install chromium` or the package `chromium` of your system brings one."
)
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# The crawl's own client asks for everything (crawlers.containment): the browser finds no name and opens no connection.
LAUNCH_FLAGS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--block-new-web-contents",
    "--renderer-process-limit=1",
    "--js-flags=--max-old-space-size=256",
)
# What Playwright says for tests and hostile pages would be glad of.
FLAGS_NOT_WANTED = ("--disable-ipc-flooding-protection", "--disable-popup-blocking")
_DOWNLOAD_S, _PACKAGE_S = 300, 300


def find_chromium() -> Path | None:
    """Playwright's own Chromium where it is installed, else the system's; None where there is neither."""
    own = sorted(_playwright_folder().glob("chromium-*/chrome-linux*/chrome"), reverse=True)
    own += sorted(_playwright_folder().glob("chromium-*/chrome-mac*/*.app/Contents/MacOS/*"), reverse=True)
    system = (shutil.which(name) for name in _NAMES)
    return next((path for path in own if os.access(path, os.X_OK)), None) or next(map(Path, filter(None, system)), None)


def sandbox_notice() -> str | None:
    """What `peil doctor` should say of the sandbox; None where it is on, or where there is no Chromium."""
    chromium = find_chromium()
    if chromium is None or sandbox_works(chromium):
        return None
    if os.geteuid() == 0:
        return "Chromium's sandbox is off: Peil runs as root and no ordinary user can run it; run Peil as one."
    return "Chromium's sandbox is off because the kernel refuses user namespaces; allow them for ordinary users."


def obtain_chromium() -> Path | None:
    """Find Chromium, or fetch Playwright's own, or the system's package when root; None where nothing worked."""
    if found := find_chromium():
        return found
    _try([sys.executable, "-m", "playwright", "install", "chromium"], _DOWNLOAD_S)
    if os.geteuid() == 0 and shutil.which("apt-get") and find_chromium() is None:
        quiet = ["apt-get", "-qq", "-y"]
        _try([*quiet, "update"], _PACKAGE_S)
        _try([*quiet, "install", "--no-install-recommends", "chromium"], _PACKAGE_S)
    return find_chromium()


def _playwright_folder() -> Path:
    said = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    mac = Path.home() / "Library/Caches/ms-playwright"
    return Path(said) if said else mac if sys.platform == "darwin" else Path.home() / ".cache/ms-playwright"


def _try(command: Sequence[str], limit_s: int) -> None:
    """Run a command whose failure is an answer too."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, capture_output=True, check=False, timeout=limit_s, env=quiet)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return


if __name__ == "__main__":
    if obtain_chromium() is None:
        sys.stdout.write(MISSING + "\n")
