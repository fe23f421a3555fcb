"""`python -m index.server start|stop|status`: the private Elasticsearch of `make elasticsearch`.

In: one word. Out: where it listens and how to use it, on standard output. The password is not printed.
"""

import argparse
import sys
from pathlib import Path

from index.server import ServerHandle, running_server, start_server, stop_server
from peil.errors import PeilError
from peil.settings import settings


def server_folder() -> Path:
    """Where the state of `make elasticsearch` stands: `elasticsearch/` in the data folder."""
    return settings().data / "elasticsearch"


def main() -> int:
    """Do what the one argument says; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m index.server", description=__doc__)
    parser.add_argument("action", choices=["start", "stop", "status"])
    parser.add_argument("--heap", default="1g", help="memory of the server as Java writes it (default 1g)")
    given = parser.parse_args()
    try:
        said, code = _act(given.action, given.heap)
    except PeilError as error:
        said, code = error.sentence(), error.exit_code
    (sys.stderr if code else sys.stdout).write(said + "\n")
    return code


def _act(action: str, heap: str) -> tuple[str, int]:
    folder = server_folder()
    if action == "start":
        return _how_to_use(start_server(folder, heap), folder), 0
    if action == "stop":
        return ("stopped" if stop_server(folder) else "was not running"), 0
    running = running_server(folder)
    return (_how_to_use(running, folder), 0) if running else ("not running; `make elasticsearch` starts it", 3)


def _how_to_use(server: ServerHandle, folder: Path) -> str:
    return (
        f"Elasticsearch listens on {server.url} (user {server.user}, password in {folder}/state.json).\n"
        "`peil publish` finds it by itself; `make elasticsearch-stop` stops it."
    )


if __name__ == "__main__":
    sys.exit(main())
