"""Elasticsearch after something was wiped: its documents taken out, off the disk, and out of every snapshot.

In: the settings, or a client. Out: what was done, in words. Where there is none nothing is to be done; where it is down
the next publish takes them out.
"""

from elasticsearch import Elasticsearch

from console.projection import NAMES, client_of
from index.client import find_access
from index.names import Names
from index.project import publish
from index.purging import purge
from index.snapshots import forget_snapshots
from peil.errors import PeilError
from peil.settings import Settings

_LATER = "`peil elasticsearch purge --snapshots` takes them off the disk"


def forget_documents(deployment: Settings, names: Names = NAMES) -> str:
    """Take out what the ledger took out, then off the disk; never raises for what another command can do later."""
    if find_access(deployment) is None:
        return "no Elasticsearch is set and none runs here"
    try:
        return forget_by(client_of(deployment), names)
    except PeilError as error:
        return f"not taken out of Elasticsearch ({error.what}); the next `peil publish` does, then {_LATER}"


def forget_by(client: Elasticsearch, names: Names = NAMES) -> str:
    """The same with a client; waits while Elasticsearch keeps what was removed, up to two minutes."""
    removed = publish(client, names).total("removed")
    said = f"{removed} documents taken out of Elasticsearch"
    try:
        done = [*purge(client, names), *(forget_snapshots(client, names) if removed else ())]
    except PeilError as error:
        return f"{said}; {error.what}: {_LATER}"
    return f"{said} and off its disk{', with its snapshots' if any('snapshot' in one for one in done) else ''}"
