"""Batches of documents and removals to Elasticsearch, and what became of each.

In: records and how they become actions. Out: an outcome for each, in a report. A document that is there already in
this or a later version is fine; one that will never be taken is a dead letter; when the server takes nothing more,
everything stops. The next batch is made while the last one is under way.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeAlias, TypeVar

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from index.client import NOTHING_LOST
from index.documents import document
from index.names import Names
from index.report import Outcome, PublishReport
from peil.errors import OutsideError
from peil.records.published import DeadLetter, Published, PublishedKind, Removal

Action: TypeAlias = dict[str, Any]
Answers: TypeAlias = list[Mapping[str, Any]]
R = TypeVar("R", bound=Published | Removal)

BATCH: Final = 2_000
_BYTES: Final = 5 * 1024 * 1024
_RETRIES: Final = 5
_CONFLICT: Final = re.compile(r"current version \[(\d+)\] is higher .* the one provided \[(\d+)\]")
_REFUSES_ALL: Final = (401, 403, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Batch:
    """Actions in the order of their records; `last` is the change number of the last record."""

    last: int
    actions: list[Action]


def action_for(record: Published | Removal, index: str) -> Action:
    """The bulk action: the record's change number is the document's version, so that an old one never wins."""
    versioned = {"_index": index, "_id": record.key, "version": record.change, "version_type": "external"}
    if isinstance(record, Removal):
        return {"_op_type": "delete", **versioned}
    return {"_op_type": "index", **versioned, "_source": document(record)}


def in_batches(records: Iterator[R], actions_of: Callable[[Iterable[R]], Iterator[Action]]) -> Iterator[Batch]:
    """The records in batches, each with its actions made."""
    while batch := list(islice(records, BATCH)):
        yield Batch(batch[-1].change, list(actions_of(batch)))


def send(client: Elasticsearch, batches: Iterable[Batch]) -> Iterator[tuple[int, Answers]]:
    """Each batch's last change number with the answers to it, once they are there, in order.

    Records are read and documents made in the caller's thread; one other thread waits for the server.
    """
    with ThreadPoolExecutor(max_workers=1) as sender:
        under_way: tuple[int, Future[Answers]] | None = None
        for batch in batches:
            submitted = (batch.last, sender.submit(_answers, client, batch.actions))
            if under_way:
                yield under_way[0], under_way[1].result()
            under_way = submitted
        if under_way:
            yield under_way[0], under_way[1].result()


def book(kind: PublishedKind, answers: Answers, report: PublishReport, names: Names) -> None:
    """Count the answers under `kind`; raises OutsideError when the server takes no more."""
    for answer in answers:
        [(operation, told)] = answer.items()
        outcome = _outcome(operation, told)
        report.counts[kind, outcome] += 1
        if outcome == "unchanged":
            report.newest[kind] = max(report.newest.get(kind, 0), _version_ahead(told))
        if outcome == "dead":
            name = names.read(told["_index"])
            report.dead.append(DeadLetter(kind, told["_id"], name.gm if name else "", _reason(told)))


def _answers(client: Elasticsearch, actions: Iterable[Action]) -> Answers:
    answers = streaming_bulk(
        client,
        actions,
        chunk_size=BATCH,
        max_chunk_bytes=_BYTES,
        max_retries=_RETRIES,
        initial_backoff=1,
        max_backoff=8,
        raise_on_error=False,
    )
    return [answer for _, answer in answers]


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


def _version_ahead(told: Mapping[str, Any]) -> int:
    """The version that stands in the index, where it is above the one that was offered; else 0."""
    error = told.get("error")
    found = _CONFLICT.search(str(error.get("reason", ""))) if isinstance(error, Mapping) else None
    return int(found[1]) if found and int(found[1]) > int(found[2]) else 0


def _kind_of_error(told: Mapping[str, Any]) -> str:
    error = told.get("error")
    return str(error.get("type", "")) if isinstance(error, Mapping) else ""


def _reason(told: Mapping[str, Any]) -> str:
    """The server's words without its preview of the value."""
    error = told.get("error")
    reason = str(error.get("reason", "")) if isinstance(error, Mapping) else ""
    return f"{told['status']} {reason.partition(' Preview')[0]}"
