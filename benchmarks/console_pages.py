"""The console's pages over a large ledger: server time with many users at once, by page.

Fills a SQLite ledger with invented ads, starts `peil serve` on loopback, lets users click for a while, prints figures.
`python -m benchmarks.console_pages --ads 1000000 --users 10 --seconds 20`
"""

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from django.conf import settings
from django.test import Client

from console.web.models import User
from console.web.site import Address, open_site
from ledger import models
from ledger.database import close_ledger, open_ledger
from peil.records.plain import to_json
from peil.records.read import PhoneReading, PlaceReading, Reading
from peil.settings import Settings

PORT, PER_CLUSTER, PER_FLAG, BATCH = 8399, 5, 20, 2000
AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
PLACES = ("GM0344", "GM0363", "GM0599", "GM0518", "GM0758")
SEEN = {"first_seen": AT, "last_seen": AT + timedelta(weeks=3)}


def main() -> None:
    """Fill, serve, click, tell."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--ads", type=int, default=100_000)
    asked.add_argument("--users", type=int, default=10)
    asked.add_argument("--seconds", type=float, default=15)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        started = time.monotonic()
        cookies, clusters = fill(Path(folder), told.ads, told.users)
        print(f"{told.ads} ads filled in {time.monotonic() - started:.0f} s")
        environment = {**os.environ, "PEIL_DATA": folder, "PEIL_DATABASE": ""}
        command = [sys.executable, "-m", "console.cli", "serve", "--port", str(PORT)]
        server = subprocess.Popen(command, env=environment)
        try:
            wait_for_server()
            tell(click(cookies, clusters, told.seconds))
        finally:
            server.terminate()
            server.wait()


def fill(folder: Path, ads: int, users: int) -> tuple[list[str], list[str]]:
    """The session cookies of the users, and clusters that they may see."""
    open_ledger(f"sqlite:///{folder / 'ledger.sqlite3'}")
    models.Site.objects.create(name="kade")
    counts = {"ads_present": ads, "ads_gone": 0, "floor": 1, "errors": 0, "change": 1}
    for week in range(2):
        at = AT + timedelta(weeks=week)
        models.Run.objects.create(
            id=f"kade/{week}", site_id="kade", started_at=at, finished_at=at, state="complete", **counts
        )
    for first in range(0, ads, BATCH * PER_CLUSTER):
        fill_batch(range(first, min(ads, first + BATCH * PER_CLUSTER)))
    cookies = [session_of(number, folder) for number in range(users)]
    flags = models.Flag.objects.filter(municipality=PLACES[0]).values_list("cluster_id", flat=True)[:200]
    clusters = list(flags)
    close_ledger()
    return cookies, clusters


def fill_batch(numbers: range) -> None:
    """Ads with a version, a reading, two sightings, a number and a link to the first of their cluster."""
    clusters = sorted({number // PER_CLUSTER for number in numbers})
    make(models.Cluster, (models.Cluster(id=f"c-{c}", born_at=AT, licence_match="none", change=c) for c in clusters))
    make(models.Ad, (ad_row(n) for n in numbers))
    make(
        models.Version,
        (models.Version(id=f"kade:{n}@1", ad_id=f"kade:{n}", title="Welkom", text=TEXT, **SEEN) for n in numbers),
    )
    make(models.Reading, (reading_row(n) for n in numbers))
    make(models.Sighting, (sighting_row(n, week) for n in numbers for week in range(2)))
    phones = (models.Identifier(ad_id=f"kade:{n}", kind="phone", value=phone_of(n), **SEEN) for n in numbers)
    make(models.Identifier, phones)
    make(models.Link, (link_row(n) for n in numbers if n % PER_CLUSTER))
    make(models.Flag, (flag_row(c) for c in clusters if c % PER_FLAG == 0))


TEXT = "Onze dames ontvangen u graag. Dames gezocht! " * 8


def make(model: type, rows: Iterator[object]) -> None:
    """Write rows."""
    model._default_manager.bulk_create(rows, batch_size=BATCH)  # type: ignore[attr-defined]  # a Django model


def ad_row(number: int) -> models.Ad:
    """One ad."""
    return models.Ad(
        id=f"kade:{number}", site_id="kade", ref=str(number), url="", cluster_id=f"c-{number // PER_CLUSTER}",
        change=number, status="present", **SEEN,
    )  # fmt: skip


def phone_of(number: int) -> str:
    """The invented number of the ad's cluster."""
    return f"+316{number // PER_CLUSTER:08d}"


def place_of(cluster: int) -> str:
    """The municipality of a cluster."""
    return PLACES[cluster // PER_FLAG % len(PLACES)]


def reading_row(number: int) -> models.Reading:
    """What was read of an ad."""
    gm = place_of(number // PER_CLUSTER)
    read = Reading(
        f"kade:{number}@1", phones=(PhoneReading(phone_of(number), "links", "mobile", ""),),
        place=PlaceReading(gm, "exact", gm),
    )  # fmt: skip
    return models.Reading(version_id=read.id, stamp="1", municipality=gm, certainty="exact", body=to_json(read))


def sighting_row(number: int, week: int) -> models.Sighting:
    """One look at an ad."""
    return models.Sighting(
        ad_id=f"kade:{number}", run_id=f"kade/{week}", version_id=f"kade:{number}@1",
        seen_at=AT + timedelta(weeks=week), status="present",
    )  # fmt: skip


def link_row(number: int) -> models.Link:
    """What joins an ad to the first of its cluster."""
    first = number - number % PER_CLUSTER
    a, b = sorted((f"kade:{first}", f"kade:{number}"))
    return models.Link(a_id=a, b_id=b, kind="phone", value=phone_of(number), evidence="both show the number", **SEEN)


def flag_row(cluster: int) -> models.Flag:
    """A flag on a cluster."""
    reason = {"code": "signs", "text_nl": "zoekt medewerkers", "text_en": "seeks staff", "sightings": []}
    return models.Flag(
        id=f"f-{cluster}", cluster_id=f"c-{cluster}", rule="unlicensed_business", municipality=place_of(cluster),
        state="open", since=AT.date(), last_held=AT.date(), reasons=[reason], stamp="1", change=cluster,
    )  # fmt: skip


def session_of(number: int, folder: Path) -> str:
    """The cookie of a supervisor who is signed in."""
    open_site(Settings(data=folder, database=""), Address(tls=False))
    user = User.objects.create(name=f"u{number}", full_name="U", role="supervisor", municipality=PLACES[0])
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def wait_for_server() -> None:
    """Until it answers."""
    for _ in range(100):
        try:
            fetch("", "/aanmelden/")
        except OSError:
            time.sleep(0.2)
        else:
            return


def fetch(cookie: str, path: str) -> int:
    """One request; its status."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def click(cookies: list[str], clusters: list[str], seconds: float) -> dict[str, list[float]]:
    """Seconds by page, of users who go from the list to a cluster and back."""
    taken: dict[str, list[float]] = defaultdict(list)
    until = time.monotonic() + seconds

    def one(number: int, cookie: str) -> None:
        turn = number
        while time.monotonic() < until:
            for page, path in (
                ("work list", "/werklijst/"),
                ("cluster", f"/clusters/{clusters[turn % len(clusters)]}/"),
            ):
                started = time.perf_counter()
                status = fetch(cookie, path)
                taken[page if status == 200 else f"{page} {status}"].append(time.perf_counter() - started)
            turn += len(cookies)

    users = [threading.Thread(target=one, args=each) for each in enumerate(cookies)]
    for user in users:
        user.start()
    for user in users:
        user.join()
    return taken


def tell(taken: dict[str, list[float]]) -> None:
    """A line a page."""
    for page, times in taken.items():
        ms = sorted(1000 * one for one in times)
        print(f"{page}: {len(ms)} requests, median {median(ms):.0f} ms, p95 {quantiles(ms, n=20)[-1]:.0f} ms")


if __name__ == "__main__":
    main()
