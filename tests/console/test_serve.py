"""`peil serve` as a process: it answers on loopback, and ends when it is told to."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path


def test_the_console_answers_and_ends_when_told(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PEIL_DATA": str(tmp_path), "PEIL_DATABASE": ""}
    command = [sys.executable, "-m", "console.cli", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            status, page = _first_answer(port)
        finally:
            server.send_signal(signal.SIGTERM)
            said, _ = server.communicate(timeout=30)
    assert (status, "Aanmelden" in page) == (200, True)
    assert f"http://127.0.0.1:{port}/" in said
    assert server.returncode == 0


def _first_answer(port: int) -> tuple[int, str]:
    """The sign-in page, once somebody answers."""
    for _ in range(150):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/aanmelden/")
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError("nobody answers")
