"""Elasticsearch after something was wiped: its documents taken out, and no byte of them left in a segment.

In: the settings. Out: what was done, in words. Where there is none nothing is to be done; where it is down the next
publish takes them out.
"""

from elasticsearch import ApiError, Elasticsearch

from console.projection import NAMES, client_of, publish_all
from index.client import find_access
from peil.errors import OutsideError
from peil.settings import Settings

# A segment with fewer deletes than this share of it is left as it is otherwise.
_ALLOWED = "index.merge.policy.expunge_deletes_allowed"


def forget_documents(deployment: Settings) -> str:
    """Take out what the ledger took out, then merge away what only was marked as deleted."""
    if find_access(deployment) is None:
        return "no Elasticsearch is set and none runs here"
    try:
        report = publish_all(deployment)
    except OutsideError as error:
        return f"Elasticsearch does not answer ({error.what}); the next `peil publish` takes the documents out"
    return f"{report.total('removed')} documents taken out of Elasticsearch, {_merge(client_of(deployment))}"


def _merge(client: Elasticsearch) -> str:
    """Documents that were deleted lie in their segments until these are merged."""
    try:
        client.indices.put_settings(index=NAMES.pattern, settings={_ALLOWED: 0})
        client.indices.forcemerge(index=NAMES.pattern, only_expunge_deletes=True, flush=True)
        client.indices.put_settings(index=NAMES.pattern, settings={_ALLOWED: None})
        client.indices.clear_cache(index=NAMES.pattern)
    except ApiError as error:
        return f"their bytes go with the next merge ({error.meta.status}: the key may not ask for it)"
    return "and out of its segments"
