"""The process that answers browsers: gunicorn with a few threads a worker, TLS by itself or by a proxy in front.

In: where to listen. Out: pages, until stopped. Refuses to listen beyond this machine without TLS and a secret.
"""

from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

from console.web.site import Address, open_site
from crawlers.hosts import is_loopback
from peil.errors import RefusedError, SettingsError, SourceError
from peil.settings import Settings

_GROUND = "secure defaults"
THREADS = 4


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, with which certificate, and the address (https://…) that a proxy in front gives the console."""

    host: str = "127.0.0.1"
    port: int = 8344
    certificate: Path | None = None
    key: Path | None = None
    public: str = ""
    workers: int = 2

    @property
    def outside(self) -> bool:
        """Whether anybody beyond this machine can reach it."""
        return not is_loopback(self.host) or bool(self.public)


def address_of(listening: Listening, deployment: Settings) -> Address:
    """The names and the way (TLS or not) of the console; raises RefusedError where others could listen in."""
    if not is_loopback(listening.host) and not listening.certificate:
        mend = "give --certificate and --key, or listen on 127.0.0.1 behind a proxy with TLS and give --public"
        raise RefusedError("pages leave this machine over TLS alone", ground=_GROUND, where=listening.host, mend=mend)
    if listening.outside and not deployment.secret_file:
        mend = "set PEIL_SECRET_FILE to a file of 50 or more random characters that only its owner can read"
        raise RefusedError("a console that others reach has a secret of its own", ground=_GROUND, mend=mend)
    public = urlsplit(listening.public)
    if listening.public and (public.scheme != "https" or not public.hostname):
        raise SourceError("is no address with TLS", where=listening.public, mend="https://peil.example would be right")
    names = (public.hostname,) if public.hostname else () if listening.outside else Address().names
    return Address(names or (listening.host,), tls=listening.outside or bool(listening.certificate))


def check(listening: Listening, deployment: Settings) -> None:
    """Django's own checks, those for a deployment where others reach the console; raises SettingsError on a warning."""
    open_site(deployment, address_of(listening, deployment))
    try:
        call_command("check", deploy=listening.outside, fail_level="WARNING", stdout=StringIO())
    except SystemCheckError as error:
        raise SettingsError(str(error)) from error


def serve(listening: Listening, deployment: Settings) -> None:
    """Answer until stopped."""
    address = address_of(listening, deployment)
    _Application(listening, deployment, address).run()


class _Application(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn, told what to do here and not by a file. Each worker opens the ledger for itself."""

    def __init__(self, listening: Listening, deployment: Settings, address: Address) -> None:
        self.listening, self.deployment, self.address = listening, deployment, address
        super().__init__()

    def load_config(self) -> None:
        """Say it to gunicorn."""
        told: dict[str, Any] = {
            "bind": f"{self.listening.host}:{self.listening.port}",
            "workers": self.listening.workers,
            "threads": THREADS,
            "worker_class": "gthread",
            "certfile": str(self.listening.certificate) if self.listening.certificate else None,
            "keyfile": str(self.listening.key) if self.listening.key else None,
            "loglevel": "warning",
            "proc_name": "peil",
        }
        for name, value in told.items():
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """The pages, in a worker."""
        open_site(self.deployment, self.address)
        return get_wsgi_application()
