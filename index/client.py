"""The way to Elasticsearch: who and where, a client, and foreign errors turned into one clear sentence.

In: the settings. Out: a client. Never plain HTTP to another machine, never a password in a message.
"""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from elastic_transport import TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, AuthenticationException, AuthorizationException, Elasticsearch

from index.serializer import FastJsonSerializer
from index.server import running_server
from peil.errors import OutsideError, RefusedError, SettingsError
from peil.secret_files import read_secret
from peil.settings import Settings

NOTHING_LOST = "nothing is lost, the next `peil publish` catches up"
_QUICK_S = 5
_PATIENT_S = 60


@dataclass(frozen=True, slots=True)
class Access:
    """An address of Elasticsearch and an account or a key there; `ca` a PEM file where its certificate needs one."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    ca: Path | None = None


def find_access(settings: Settings) -> Access | None:
    """The Elasticsearch that is set, else the private one of `make elasticsearch` if it runs, else None.

    A key counts before a user. Raises SettingsError where its file cannot be read or others can read it.
    """
    if settings.elasticsearch:
        secret = settings.elasticsearch_password.get_secret_value()
        key = read_secret(settings.elasticsearch_api_key_file)
        return Access(settings.elasticsearch, settings.elasticsearch_user, secret, key, settings.elasticsearch_ca)
    server = running_server(settings.data / "elasticsearch")
    return Access(server.url, server.user, server.password) if server else None


def connect(access: Access) -> Elasticsearch:
    """A client; nothing is asked of the server yet.

    Raises SettingsError for what is no address, RefusedError for plain HTTP to another machine.
    """
    parts = address(access.url, "PEIL_ELASTICSEARCH")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return Elasticsearch(
        f"{parts.scheme}://{_bracketed(str(parts.hostname))}:{port}{parts.path}",
        basic_auth=(access.user, access.password) if access.user and not access.key else None,
        api_key=access.key or None,
        ca_certs=str(access.ca) if access.ca else DEFAULT,
        serializer=FastJsonSerializer(),
        request_timeout=_PATIENT_S,
        max_retries=2,
        retry_on_status=(502, 503, 504),  # 429 is waited out by the bulk helper; the transport would not pause
        http_compress=parts.scheme == "https",
    )


def address(url: str, where: str) -> SplitResult:
    """The parts of a server's address that `where` gave.

    Raises SettingsError for what is no address, RefusedError for plain HTTP to another machine.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        mend = "an address such as https://search.example:9200, without an account in it, would be right"
        raise SettingsError("this is no address of a server", where=where, mend=mend)
    if parts.scheme == "http" and not _is_loopback(parts.hostname):
        said = "records would cross the network in the open"
        raise RefusedError(said, ground="secure defaults", where=where, mend="use https://")
    return parts


def greet(client: Elasticsearch) -> str:
    """Whether it answers at all, told within seconds; the cluster's id. Raises OutsideError."""
    with answering():
        return str(client.options(request_timeout=_QUICK_S, max_retries=0).info()["cluster_uuid"])


@contextmanager
def answering() -> Iterator[None]:
    """Turn what the client raises into an OutsideError with a sentence and a mend."""
    try:
        yield
    except TransportError as error:
        mend = f"start it (`make elasticsearch`) or check PEIL_ELASTICSEARCH; {NOTHING_LOST}"
        raise OutsideError("Elasticsearch does not answer", where="elasticsearch", mend=mend) from error
    except (AuthenticationException, AuthorizationException) as error:
        mend = f"check PEIL_ELASTICSEARCH_USER and its password and roles; {NOTHING_LOST}"
        raise OutsideError(
            f"Elasticsearch refuses this user ({error.status_code})", where="elasticsearch", mend=mend, permanent=True
        ) from error
    except ApiError as error:
        said = f"Elasticsearch refused a request ({error.status_code} {error.message})"
        raise OutsideError(said, where="elasticsearch", mend=NOTHING_LOST) from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
