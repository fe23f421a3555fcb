"""What a supervisor waits for at a million ads: searches, saved searches, the panels of all dashboards; and how much
memory and time it takes to publish so many, and five hundred changed profiles among a million.

`python -m benchmarks.supervising FOLDER fill [ADS]` publishes into a private Elasticsearch in the folder and may be
broken off and begun again; `… change` publishes changed profiles; `… search` prints the median of five of each. Prints
figures; it is not a test.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from benchmarks.publishing import START, WORDS, NothingRefused
from index.client import Access, connect
from index.indices import wait_until_readable
from index.kibana.content import dashboard
from index.kibana.panels import TimeRange
from index.kibana.scope import scope_of
from index.kibana.searches import search_body
from index.names import IndexName, Names
from index.publishing import publish_feed
from index.server import start_server, stop_server
from peil.records.published import (
    Published,
    PublishedAd,
    PublishedDay,
    PublishedFlag,
    PublishedMove,
    PublishedPhone,
    PublishedProfile,
    PublishedReason,
    PublishedRun,
    Removal,
)

NAMES = Names("bench-peil")
GM, SITES, RULES = "GM0344", [f"site{number:02d}" for number in range(20)], [f"Regel {number}" for number in range(14)]
PERIOD = TimeRange.model_validate({"from": "2026-01-01", "to": "2026-12-31"})


def a_profile(place: int) -> PublishedProfile:
    seen = START + timedelta(minutes=place % 200_000)
    return PublishedProfile(
        key=f"c{place}", municipality=GM, change=place + 1, cluster=f"c{place}", first_seen=START,
        last_seen=seen, active=place % 5 > 1, ads=3, sites=(SITES[place % 20],), phones=(number(place),),
        licence_match=("none", "exact", "probable", "unknown")[place % 4], titles=("Salon",), channels=("phone",),
    )  # fmt: skip


def an_ad(place: int) -> PublishedAd:
    words = " ".join(WORDS[(place * 7 + step * 13) % len(WORDS)] for step in range(60))
    first = START - timedelta(minutes=place % 150_000)
    return PublishedAd(
        key=f"s:{place}", municipality=GM, change=place + 1, id=f"s:{place}", site=SITES[place % 20], ref=str(place),
        url=f"https://s.example/{place}", cluster=f"c{place // 3}", first_seen=first,
        last_seen=START + timedelta(minutes=place % 200_000), title=f"{WORDS[place % 13]} {WORDS[place % 11]}",
        text=f"{words} woord{place % 5000}", price_cents=12_000, place="Utrecht", certainty="exact",
        phones=(PublishedPhone(number(place // 3), "links"),), photos=(f"{place // 2:016x}",), images=1,
        channels=("phone", "telegram")[: 1 + place % 2], status="present" if place % 10 < 7 else "gone",
    )  # fmt: skip


def a_flag(place: int) -> PublishedFlag:
    return PublishedFlag(
        key=f"f{place}", municipality=GM, change=place + 1, cluster=f"c{place}", rule=f"r{place % 14}",
        title_nl=RULES[place % 14], title_en="Rule", since=date(2026, 1, 1) + timedelta(days=place % 300),
        state=("open", "open", "asleep", "dismissed", "confirmed")[place % 5], urgent=place % 50 == 0,
        sites=(SITES[place % 20],), reasons=(PublishedReason("staff", "Noemt personeel.", "Names staff."),),
    )  # fmt: skip


def a_move(place: int) -> PublishedMove:
    return PublishedMove(
        key=f"m{place}", municipality=GM, change=place + 1, cluster=f"c{place // 2}", days=3,
        from_gm=f"GM{(14, 363, 599, 518, 307)[place % 5]:04d}", to_gm=GM,
        left=date(2026, 1, 1) + timedelta(days=place % 300), came=date(2026, 1, 3) + timedelta(days=place % 300),
    )  # fmt: skip


def a_day(place: int) -> PublishedDay:
    day = date(2026, 1, 1) + timedelta(days=place % 365)
    site, gm = SITES[place // 365 % 20], ("GM0344", "GM0310", "GM0321", "GM0363", "GM0518")[place // 7300 % 5]
    return PublishedDay(
        key=f"{day}|{site}|{gm}",
        municipality=gm,
        change=place + 1,
        day=day,
        site=site,
        ads=12,
        clusters=7,
        coverage=0.9,
    )


def a_run(place: int) -> PublishedRun:
    started = START + timedelta(hours=place % 4000)
    return PublishedRun(
        key=f"{SITES[place % 20]}/{started:%Y%m%dT%H%M%SZ}-{place}", change=place + 1, site=SITES[place % 20],
        started_at=started, finished_at=started, state="complete", ads=40, coverage=0.9, errors=place % 3,
    )  # fmt: skip


def number(place: int) -> str:
    return f"+316{place % 100_000_000:08d}"


MAKERS: Mapping[str, tuple[Callable[[int], Published], float]] = {
    "profiles": (a_profile, 1 / 3), "ads": (an_ad, 1), "flags": (a_flag, 1 / 10), "moves": (a_move, 1 / 20),
    "days": (a_day, 0.03), "runs": (a_run, 0.01),
}  # fmt: skip


class LargeFeed(NothingRefused):
    """Made as it is read, so that what is measured is the publisher; how far it came stands in a file."""

    def __init__(self, ads: int, folder: Path) -> None:
        self.sizes = {kind: int(ads * share) for kind, (_, share) in MAKERS.items()}
        self.file = folder / "cursors.json"
        self.cursors: dict[str, int] = json.loads(self.file.read_text()) if self.file.exists() else {}
        self.changes: list[Published] = []

    def changed(self, kind: str, after: int) -> Iterator[Published]:
        make, _ = MAKERS.get(kind, (a_run, 0))
        yield from (make(place) for place in range(after, self.sizes.get(kind, 0)))
        yield from (record for record in self.changes if kind == "profiles" and record.change > after)

    def removed(self, kind: str, after: int) -> Iterator[Removal]:
        return iter(())

    def cursor(self, name: str) -> int:
        return self.cursors.get(name, 0)

    def set_cursor(self, name: str, change: int) -> None:
        if change // 100_000 > self.cursors.get(name, 0) // 100_000:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{name.partition('@')[0]}: {change:,}, peak memory {peak} MB", flush=True)
        self.cursors[name] = change
        self.file.write_text(json.dumps(self.cursors))

    def counts(self) -> dict[str, dict[str, int]]:
        return {kind: {GM: size} for kind, size in self.sizes.items()}


def fill(client: Elasticsearch, feed: LargeFeed) -> None:
    started, cpu = time.perf_counter(), time.process_time()
    report = publish_feed(client, feed, NAMES)
    took, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(f"{report.total('written'):,} documents in {took:.0f} s, {cpu:.0f} s of it here")


def change(client: Elasticsearch, feed: LargeFeed) -> None:
    """Five hundred profiles of all, spread over them, with the rest already published."""
    size = feed.sizes["profiles"]
    spread = range(0, size, max(1, size // 500))
    newest = max([size, *feed.cursors.values()])
    feed.changes = [replace(a_profile(at), change=newest + 1 + turn, ads=9) for turn, at in enumerate(spread)][:500]
    started = time.perf_counter()
    report = publish_feed(client, feed, NAMES)
    took = time.perf_counter() - started
    print(f"{report.total('written')} changed of {size:,} profiles: {took:.2f} s")


def search(client: Elasticsearch) -> None:
    scope = scope_of(GM)
    ads = NAMES.write(IndexName("ads", GM))
    for written in ('phone: "06-00012345"', "phone: *2345", "text: woord77", 'title: "salon tuin"',
                    "site: site08 and status: gone", "photos: 0000000000000123"):  # fmt: skip
        body = {
            "query": {"kql": {"query": written}},
            "size": 50,
            "sort": [{"last_seen": "desc"}],
            "track_total_hits": True,
        }
        told(written, lambda body=body: client.search(index=ads, body=body, request_cache=False))
    for source in scope.dashboards:
        for panel in dashboard(source, scope).panels:
            view = scope.views(NAMES)[panel.view]
            if client.indices.exists(index=view.alias):
                body = search_body(panel, view, PERIOD)
                told(
                    f"{source}/{panel.id}",
                    lambda v=view, b=body: client.search(index=v.alias, body=b, request_cache=False),
                )


def told(name: str, ask: Callable[[], Any]) -> None:
    took, hits = [], 0
    for _ in range(5):
        started = time.perf_counter()
        hits = ask()["hits"].get("total", {}).get("value", 0)
        took.append(1000 * (time.perf_counter() - started))
    print(f"{statistics.median(took):7.1f} ms  {max(took):7.1f} ms at most  {hits:>9,} hits  {name}", flush=True)


def main() -> None:
    folder, act = Path(sys.argv[1]), sys.argv[2]
    ads = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    server = start_server(folder, heap="1g")
    try:
        client = connect(Access(server.url, server.user, server.password))
        wait_until_readable(client, NAMES)
        if act == "search":
            search(client)
        elif act == "change":
            change(client, LargeFeed(ads, folder))
        else:
            fill(client, LargeFeed(ads, folder))
    finally:
        stop_server(folder)


if __name__ == "__main__":
    main()
