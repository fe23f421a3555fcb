"""What differs by deployment: the ledger, the secret, the names under which the console is reached, TLS or none.

In: the deployment's settings and an address. Out: Django, ready to serve. Plain HTTP is for loopback alone.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings as django_settings

from ledger.database import open_ledger
from peil.secret_files import read_secret
from peil.settings import Settings

_LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
_OWN_SECRET = "console.secret"  # noqa: S105 - a file's name


@dataclass(frozen=True, slots=True)
class Address:
    """The names under which browsers reach the console, and whether they do so over TLS."""

    names: tuple[str, ...] = _LOCAL_NAMES
    tls: bool = True


def open_site(deployment: Settings, address: Address) -> None:
    """Open the ledger and say to Django what this deployment is; raises SettingsError where its secret is no secret."""
    open_ledger(deployment.database_url)
    django_settings.SECRET_KEY = secret_of(deployment)
    django_settings.PEIL_RUNS = deployment.runs
    django_settings.ALLOWED_HOSTS = list(address.names)
    if not address.tls:
        _allow_plain_http()


def secret_of(deployment: Settings) -> str:
    """The secret that signs sessions: the file that is set, else one of the data folder's own, made at first use."""
    return read_secret(deployment.secret_file or _own_secret(deployment.data))


def _own_secret(data: Path) -> Path:
    path = data / _OWN_SECRET
    data.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(secrets.token_urlsafe(64))
    return path


def _allow_plain_http() -> None:
    """On loopback no wire is tapped; a browser would not send back a cookie that wants TLS."""
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        setattr(django_settings, name, False)
    django_settings.SECURE_HSTS_SECONDS = 0
    django_settings.SESSION_COOKIE_NAME, django_settings.CSRF_COOKIE_NAME = "peil", "peil-csrf"
