"""A small invented market, taken through to flags once: what the console's pages are tried on.

Utrecht has an operator on two sites without a licence, one with a licence, and an ad that states an age under 18;
Breda has an operator of its own. Three weeks, real evidence, real photos (of nothing).
"""

import hashlib
import io
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from crawlers.manifest import MANIFEST, Counts, Manifest, sha256_of, write_manifest
from crawlers.run_folder import RunFolder, run_name
from crawlers.sightings import write_line
from crawlers.visiting import content_hash
from crawlers.warc import Evidence, Exchange
from ledger.database import close_ledger, open_ledger
from ledger.register import ImportSource, take_licences, take_policies
from peil.records.register import Licence, Period, Policy
from peil.records.seen import SeenImage, Sighting

FIRST = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
WEEKS = 3
SITES = ("kade", "plein")


@dataclass(frozen=True)
class Offer:
    """One invented ad."""

    site: str
    ref: str
    city: str
    text: str
    phone: str
    photo: int
    age: str = "25"
    account: str = ""


HOUSE = "Onze dames ontvangen u graag in Utrecht. Dames gezocht! Ook te bereiken op {phone}."
OFFERS = (
    Offer("kade", "1", "Utrecht", HOUSE, "06 12345678", 1, account="rozen"),
    Offer("kade", "2", "Utrecht", "Ons team staat klaar. Wij zoeken nieuwe dames.", "06 12345678", 2, account="rozen"),
    Offer("plein", "7", "Utrecht", HOUSE, "0612345678", 1),
    Offer("kade", "3", "Utrecht", "Onze dames ontvangen u graag. Dames gezocht!", "06 22334455", 3),
    Offer("plein", "8", "Breda", "Onze dames ontvangen u graag. Dames gezocht!", "06 33445566", 4),
    Offer("plein", "9", "Utrecht", "Nieuw in de stad.", "06 44556677", 5, age="17"),
)
LICENCES = [
    Licence("UT-1", "GM0344", "club_privehuis", "Huis Vredenburg", Period(date(2025, 1, 1)), "verleend",
            street="Vredenburg", house_number="1", postcode="3511BA", phones=("06 22334455",)),
    Licence("BR-1", "GM0758", "club_privehuis", "Huis Haven", Period(date(2025, 1, 1)), "verleend",
            street="Haven", house_number="2", postcode="4811WD"),
]  # fmt: skip
POLICIES = [
    Policy(gm, Period(date(2025, 1, 1)), "licence", "invented", home_work="allowed") for gm in ("GM0344", "GM0758")
]


@dataclass(frozen=True)
class Town:
    """The ledger's file and the data folder with the runs."""

    ledger: Path
    data: Path


@pytest.fixture(scope="session")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The market, three weeks on."""
    from console.pipeline import take_through  # slow to load, and few tests need it

    data = tmp_path_factory.mktemp("town")
    ledger = data / "ledger.sqlite3"
    ledger.write_bytes(sqlite_template.read_bytes())
    open_ledger(f"sqlite:///{ledger}")
    take_licences(LICENCES, ImportSource("licences.csv", "", "register", FIRST))
    take_policies(POLICIES, ImportSource("policies.csv", "", "register", FIRST))
    for week in range(WEEKS):
        at = FIRST + timedelta(weeks=week)
        for site in SITES:
            _run(data / "runs" / site, at, [offer for offer in OFFERS if offer.site == site], week)
        list(take_through(data / "runs", at + timedelta(hours=1)))
    close_ledger()
    return Town(ledger, data)


def _run(site: Path, at: datetime, offers: list[Offer], week: int) -> None:
    """One committed run, as a crawl leaves it."""
    folder = RunFolder(site / run_name(at))
    folder.path.mkdir(parents=True)
    evidence = Evidence(folder.path, folder.path.name, "Peil/0")
    sightings = [_look(evidence, at, offer, week) for offer in offers]
    evidence.close()
    (folder.path / "sightings.jsonl").write_text("".join(write_line(one) + "\n" for one in sightings))
    files = {file.name: sha256_of(file) for file in folder.path.iterdir()}
    manifest = Manifest(
        site.name, "NL", at, at + timedelta(minutes=5), "complete", 1, 1.0, float(len(offers)),
        Counts(listed=len(offers), present=len(offers)), files=files,
    )  # fmt: skip
    (folder.path / MANIFEST).write_text(write_manifest(manifest))


def _look(evidence: Evidence, at: datetime, offer: Offer, week: int) -> Sighting:
    url = f"https://{offer.site}.example/ad/{offer.ref}"
    text = offer.text.format(phone=offer.phone) + (" Nu ook op zondag." if week == WEEKS - 1 else "")
    body = f"<html><body><h1>Welkom {offer.ref}</h1><p>{text}</p><script>alert(1)</script></body></html>".encode()
    page = evidence.keep(Exchange(url, at, 200, (("Content-Type", "text/html; charset=utf-8"),), body))
    photo = picture(offer.photo)
    place = evidence.keep(Exchange(f"{url}.png", at, 200, (("Content-Type", "image/png"),), photo))
    minor = offer.age == "17"  # a crawl keeps no photo then
    images = () if minor else (SeenImage(f"{url}.png", hashlib.sha256(photo).hexdigest(), place),)
    sighting = Sighting(
        offer.site, offer.ref, url, at, "present", title=f"Welkom {offer.ref}", text=text, phone=offer.phone,
        city=offer.city, age=offer.age, account=offer.account, images=images, record=page,
    )  # fmt: skip
    return replace(sighting, content_sha256=content_hash(sighting))


def picture(number: int) -> bytes:
    """An invented photo: a few coloured shapes, the same for the same number."""
    shown = Image.new("RGB", (320, 240), (40 * number % 256, 90, 200 - 30 * number))
    draw = ImageDraw.Draw(shown)
    for step in range(9):
        x, y = (step * 53 * number) % 300, (step * 37 + number * 61) % 220
        draw.ellipse((x, y, x + 50 + 7 * number, y + 40), fill=(25 * step, 200 - 20 * step, 60 + 20 * number))
    made = io.BytesIO()
    shown.save(made, "PNG")
    return made.getvalue()
