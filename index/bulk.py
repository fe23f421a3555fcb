"""Batches of documents and removals to Elasticsearch, and what became of each.

In: actions. Out: an outcome for each, in a report. A document that is there already in this or a later version is
fine; one that will never be taken is a dead letter; when the server takes nothing more, everything stops.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from index.client import NOTHING_LOST
from index.documents import document
from index.report import DeadLetter, Outcome, PublishReport
from peil.errors import OutsideError
from peil.records.published import Published, Removal

_CHUNK_DOCUMENTS: Final = 2_000
_CHUNK_BYTES: Final = 5 * 1024 * 1024
_RETRIES: Final = 5
_REFUSES_ALL: Final = (401, 403, 429, 500, 502, 503, 504)


def action_for(record: Published | Removal, index: str) -> dict[str, Any]:
    """The bulk action: the record's change number is the document's version, so that an old one never wins."""
    versioned = {"_index": index, "_id": record.key, "version": record.change, "version_type": "external"}
    if isinstance(record, Removal):
        return {"_op_type": "delete", **versioned}
    return {"_op_type": "index", **versioned, "_source": document(record)}


def send(client: Elasticsearch, kind: str, actions: Iterable[Mapping[str, Any]], report: PublishReport) -> None:
    """Send the actions and book their outcomes under `kind`; raises OutsideError when the server takes no more."""
    answers = streaming_bulk(
        client,
        (dict(action) for action in actions),
        chunk_size=_CHUNK_DOCUMENTS,
        max_chunk_bytes=_CHUNK_BYTES,
        max_retries=_RETRIES,
        initial_backoff=1,
        max_backoff=8,
        raise_on_error=False,
    )
    for _, answer in answers:
        [(operation, told)] = answer.items()
        outcome = _outcome(operation, told)
        report.counts[kind, outcome] += 1
        if outcome == "dead":
            report.dead.append(DeadLetter(told["_index"], told["_id"], _reason(told)))


def _outcome(operation: str, told: Mapping[str, Any]) -> Outcome:
    status = int(told["status"])
    if status < 300:
        return "removed" if operation == "delete" else "written"
    if status == 409 or (operation == "delete" and status == 404):
        return "unchanged"
    if status in _REFUSES_ALL:
        said = f"Elasticsearch takes no documents now ({status} {_kind_of_error(told)})"
        mend = f"look at its disk space, load and this user's rights; {NOTHING_LOST}"
        raise OutsideError(said, where="elasticsearch", mend=mend)
    if status == 404:
        mend = f"somebody may be rebuilding it, publish again; {NOTHING_LOST}"
        raise OutsideError("an index vanished while it was written", where=str(told["_index"]), mend=mend)
    return "dead"


def _kind_of_error(told: Mapping[str, Any]) -> str:
    error = told.get("error")
    return str(error.get("type", "")) if isinstance(error, Mapping) else ""


def _reason(told: Mapping[str, Any]) -> str:
    """The server's words without its preview of the value."""
    error = told.get("error")
    reason = str(error.get("reason", "")) if isinstance(error, Mapping) else ""
    return f"{told['status']} {reason.partition(' Preview')[0]}"
