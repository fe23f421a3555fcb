"""What erasing one number costs: with what it touches, not with what there is.

`python -m benchmarks.erasure [ADS] [MEGABYTES] [LINE…]` fills a ledger with so many ads that are nobody's and the disk
with so much evidence that is nobody's, then erases one number from a few runs. A line each, or those named: a small
ledger and little evidence; the large ones; ten times as many ads touched; ten times as much evidence in the touched
runs. Prints figures; it is not a test. Invented numbers.
"""

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from console.erasing import erase
from console.pipeline import take_through
from console.subjects import Asked, find
from console.wiping import Ordered
from crawlers.manifest import Counts, Manifest
from crawlers.meaning import content_hash
from crawlers.warc import Evidence, Exchange
from crawlers.working_run import begin_run
from ledger import models
from ledger.database import close_ledger, open_ledger
from peil.records.seen import Sighting
from peil.settings import Settings

START = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
RUNS, MEGABYTE = 5, 1_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is, and how much of it is touched: ads with the number, megabytes in each of their runs."""

    name: str
    ads: int
    megabytes: int
    touched: int = 3
    run_megabytes: int = 2


def main(words: Sequence[str]) -> None:
    ads, megabytes, *lines = (int(word) for word in (*words, *("200000", "1000")[len(words) :]))
    large = Size("large ledger, much evidence", ads, megabytes)
    sizes = (
        replace(large, name="small ledger, little evidence", ads=ads // 100, megabytes=megabytes // 100),
        large,
        replace(large, name="ten times the ads touched", touched=30),
        replace(large, name="ten times the evidence in touched runs", run_megabytes=20),
    )
    print(f"{'':40} {'ads':>9} {'evidence':>9} {'touched':>8} {'in runs':>8} {'CPU s':>7} {'wall s':>7}")
    for number, size in enumerate(sizes, start=1):
        if not lines or number in lines:
            measure(size)


def measure(size: Size) -> None:
    with tempfile.TemporaryDirectory() as folder:
        deployment = Settings(data=Path(folder), database="", elasticsearch="")
        open_ledger(deployment.database_url)
        crawl(deployment, size)
        fill_ledger(size.ads)
        fill_disk(deployment.runs / "vol", size.megabytes)
        with timed() as spent:
            found = find(Asked(number="06-12345601").subject())
            done = erase(deployment, found, Ordered("bench", "rights erase", "bench", START))
        assert (done.went["ads"], done.runs) == (size.touched, RUNS), done
        close_ledger()
        shown = f"{size.ads:9,} {size.megabytes:6,} MB {size.touched:8} {RUNS * size.run_megabytes:5} MB"
        print(f"{size.name:40} {shown} {spent[0]:7.2f} {spent[1]:7.2f}", flush=True)


def crawl(deployment: Settings, size: Size) -> None:
    """Runs of a site in which some ads show the number, beside others with large pages."""
    chance = random.Random(1)
    for day in range(RUNS):
        site = deployment.runs / "proef"
        site.mkdir(parents=True, exist_ok=True)
        making = begin_run(site, START + timedelta(days=day))
        evidence = Evidence(making.path, making.name, "Peil/bench")
        for number in range(size.touched):
            making.see(look(evidence, number, f"bel 06-12345601 {number} {day}".encode(), making.started))
        for number in range(size.run_megabytes * 2):
            body = chance.randbytes(MEGABYTE // 2)
            making.see(look(evidence, 1000 + number, body, making.started))
        evidence.close()
        counts = Counts(present=size.touched, listing_pages=1)
        at = making.started
        making.commit(Manifest("proef", "NL", at, at, "complete", 1, None, None, counts))
    list(take_through(deployment.runs, START + timedelta(days=RUNS)))


def look(evidence: Evidence, number: int, body: bytes, at: datetime) -> Sighting:
    url = f"http://127.0.0.1/ad/{number}"
    place = evidence.keep(Exchange(url, at, 200, (("Content-Type", "text/html"),), body))
    text = body.decode() if len(body) < 1000 else "niets"
    seen = Sighting("proef", str(number), url, at, "present", f"Advertentie {number}", text, record=place)
    return replace(seen, content_sha256=content_hash(seen))


def fill_disk(site: Path, megabytes: int) -> None:
    """Evidence of a site that is not touched: its bytes lie there and are not asked for."""
    block = os.urandom(MEGABYTE)
    for number in range(0, megabytes, 50):
        run = site / f"202601{number // 50 % 28 + 1:02d}T{number // 1400:02d}0000Z"
        run.mkdir(parents=True)
        with (run / "pages-00000.warc.gz").open("wb") as file:
            for _ in range(min(50, megabytes - number)):
                file.write(block)


def fill_ledger(ads: int) -> None:
    """Ads that are nobody's, each with a cluster, a version, a look, a number of its own and a document."""
    at = START.replace(tzinfo=None).isoformat(sep=" ")
    models.Site.objects.create(name="vol")
    run = models.Run(id="vol/20260101T000000Z", site_id="vol", started_at=START, finished_at=START, state="complete")
    run.folder, run.ads_present, run.ads_gone, run.floor, run.errors, run.change = run.id, ads, 0, 1, 0, 1
    run.save()
    with connection.cursor() as cursor:
        for table, columns in _TABLES.items():
            names = ", ".join(f'"{name}"' for name in columns)
            values = ", ".join(columns.values()).replace("AT", f"'{at}'")
            cursor.execute(f"INSERT INTO ledger_{table} ({names}) {_EACH.format(ads=ads, values=values)}")


_EACH = (
    "WITH RECURSIVE each(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < {ads}) SELECT {values} FROM each"
)
_AD, _VERSION, _CLUSTER = "'vol:' || n", "'vol:' || n || '@1'", "'c-vol' || n"
_NUMBER = "'+316' || (20000000 + n)"
_TABLES: dict[str, dict[str, str]] = {
    "cluster": {"id": _CLUSTER, "born_at": "AT", "licence_match": "'none'", "licence_no": "''", "change": "1"},
    "ad": {
        "id": _AD,
        "site_id": "'vol'",
        "ref": "n",
        "url": "'http://127.0.0.1/vol/' || n",
        "account": "''",
        "status": "'present'",
        "first_seen": "AT",
        "last_seen": "AT",
        "cluster_id": _CLUSTER,
        "persona": "''",
        "change": "1",
    },
    "version": {
        "id": _VERSION,
        "ad_id": _AD,
        "content_sha256": "''",
        "title": "'Advertentie ' || n",
        "text": "'Verzonnen tekst van een gewone lengte, met een nummer erin ' || n",
        **dict.fromkeys(("phone", "city", "address", "age", "account", "website", "category"), "''"),
        "price": "'[]'",
        "first_seen": "AT",
        "last_seen": "AT",
    },
    "sighting": {
        "ad_id": _AD,
        "run_id": "'vol/20260101T000000Z'",
        "version_id": _VERSION,
        "seen_at": "AT",
        "status": "'present'",
        "posted": "''",
        "file": "'vol/20260101T000000Z/pages-00000.warc.gz'",
        "offset": "n",
    },
    "mention": {"ad_id": _AD, "kind": "'number'", "value": _NUMBER},
    "identifier": {"ad_id": _AD, "kind": "'phone'", "value": _NUMBER},
    "projection": {
        "kind": "'ads'",
        "key": _AD,
        "municipality": "'GM0344'",
        "owner": _AD,
        "digest": "''",
        "body": "'{}'",
        "change": "1",
    },
}


@contextmanager
def timed() -> Iterator[list[float]]:
    """CPU seconds and wall seconds of a block."""
    spent: list[float] = []
    began, wall = _cpu(), time.monotonic()
    yield spent
    spent += [_cpu() - began, time.monotonic() - wall]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(sys.argv[1:])
