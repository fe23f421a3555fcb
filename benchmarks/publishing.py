"""Documents a second of `peil publish --rebuild` beside a bare `streaming_bulk` of the same documents, in one run.

`python -m benchmarks.publishing [ADS] [ROUNDS]` starts a private Elasticsearch and prints a line a round: each
does both, in turn, after a warm-up. Prints figures; it is not a test.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from index.client import Access, connect
from index.documents import document
from index.mappings.body import index_body
from index.names import Names
from index.publishing import publish_feed
from index.rebuild import rebuild_feed
from index.server import start_server, stop_server
from peil.records.published import DeadLetter, Published, PublishedAd, PublishedPhone, Removal

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WORDS = [
    "ontvangst",
    "centrum",
    "rustig",
    "parkeren",
    "afspraak",
    "bellen",
    "middag",
    "avond",
    "salon",
    "tuin",
    "vriendelijk",
    "gastvrij",
    "schoon",
]
NAMES = Names("bench-peil")


class NothingRefused:
    """The side of a feed that keeps refused documents, where none may be refused."""

    def dead(self) -> Sequence[DeadLetter]:
        return ()

    def keep_dead(self, letters: Sequence[DeadLetter]) -> None:
        assert not letters

    def forget_dead(self, letters: Sequence[DeadLetter]) -> None:
        assert not letters

    def those(self, letters: Sequence[DeadLetter]) -> Iterator[Published]:
        return iter(())


class Feed(NothingRefused):
    """What the ledger offers to a publisher: ads alone."""

    def __init__(self, number: int) -> None:
        self.records = [an_ad(place) for place in range(number)]
        self.cursors: dict[str, int] = {}

    def changed(self, kind: str, after: int) -> Iterator[Published]:
        return (record for record in self.records if kind == "ads" and record.change > after)

    def removed(self, kind: str, after: int) -> Iterator[Removal]:
        return iter(())

    def cursor(self, name: str) -> int:
        return self.cursors.get(name, 0)

    def set_cursor(self, name: str, change: int) -> None:
        self.cursors[name] = change

    def counts(self) -> dict[str, dict[str, int]]:
        return {"ads": {"GM0344": len(self.records)}}


def an_ad(place: int) -> PublishedAd:
    """An invented ad with sixty words and a number."""
    number = f"+316{place % 100_000_000:08d}"
    words = " ".join(WORDS[(place * 7 + step * 13) % len(WORDS)] for step in range(60))
    return PublishedAd(
        key=f"s:{place}",
        municipality="GM0344",
        change=place + 1,
        id=f"s:{place}",
        site="s",
        ref=str(place),
        url=f"https://s.example/{place}",
        cluster=f"c-{place // 3}",
        first_seen=START,
        last_seen=START + timedelta(minutes=place % 90_000),
        title=" ".join(WORDS[place % 5 : place % 5 + 4]),
        text=f"{words} Bel {number}.",
        price_cents=12_000,
        place="Utrecht",
        certainty="exact",
        phones=(PublishedPhone(number, "links", number),),
    )


def bare_rate(client: Elasticsearch, documents: Sequence[dict[str, Any]], index: str) -> float:
    """Documents a second of the client's own bulk helper, alone."""
    client.indices.create(index=index, **index_body("ads"))
    actions = ({"_index": index, "_id": source["ad"], "_source": source} for source in documents)
    started = time.perf_counter()
    for _ in streaming_bulk(client, actions, chunk_size=2000, max_chunk_bytes=5 * 1024 * 1024):
        pass
    rate = len(documents) / (time.perf_counter() - started)
    client.indices.delete(index=index)
    return rate


def rebuild_rate(client: Elasticsearch, feed: Feed) -> float:
    """Documents a second of a rebuild, from records to swapped aliases."""
    started = time.perf_counter()
    rebuild_feed(client, feed, NAMES)
    return len(feed.records) / (time.perf_counter() - started)


def compare(access: Access, number: int, rounds: int) -> None:
    """Warm up, then print both rates a round, then the time of publishing 500 changed ads."""
    client = connect(access)
    plain = Elasticsearch(access.url, basic_auth=(access.user, access.password), request_timeout=60)
    feed = Feed(number)
    documents = [document(record) for record in feed.records]
    publish_feed(client, feed, NAMES)
    bare_rate(plain, documents, "bench-warm")
    for turn in range(rounds):
        bare, ours = bare_rate(plain, documents, f"bench-{turn}"), rebuild_rate(client, feed)
        print(f"round {turn + 1}: bare {bare:,.0f} docs/s, rebuild {ours:,.0f} docs/s, ratio {ours / bare:.2f}")
    feed.records[:500] = [replace(ad, change=number + 1 + at, images=4) for at, ad in enumerate(feed.records[:500])]
    started = time.perf_counter()
    publish_feed(client, feed, NAMES)
    print(f"500 changed of {number:,}: {time.perf_counter() - started:.2f} s")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    folder = Path(tempfile.mkdtemp(prefix="peil-bench-"))
    folder.chmod(0o755)
    try:
        server = start_server(folder)
        compare(Access(server.url, server.user, server.password), number, rounds)
    finally:
        stop_server(folder)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
