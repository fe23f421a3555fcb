"""Whatever a market looks like, of a number that was erased no byte is left, and of the others nothing is missing."""

import gzip
import hashlib
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from invented_runs import START, InventedAd, InventedSite

from console.erasing import erase
from console.pipeline import take_through
from console.subjects import Asked, find
from console.wiping import Ordered
from crawlers.evidence_check import check_evidence
from crawlers.run_folder import site_runs
from ledger import models
from ledger.database import close_ledger, open_ledger
from ledger.decisions import Said, decide
from ledger.dumping import dump_ledger
from ledger.mentions import ads_naming
from peil.records.wiped import Subject
from peil.settings import Settings

FORMS = ("06-{0}", "06 {0}", "+31 6 {0}", "06.{1} {2}", "0031-6-{1}-{2}", "tel 06{0}")


@contextmanager
def a_ledger(template: Path, folder: Path) -> Iterator[Settings]:
    shutil.copy(template, folder / "ledger.sqlite3")
    deployment = Settings(data=folder, database=f"sqlite:///{folder / 'ledger.sqlite3'}")
    open_ledger(deployment.database_url)
    yield deployment
    close_ledger()


def written(chance: random.Random, number: int) -> str:
    digits = str(number)
    return chance.choice(FORMS).format(digits, digits[:4], digits[4:])


def an_ad(chance: random.Random, ref: int, numbers: list[int]) -> InventedAd:
    shown = chance.sample(numbers, chance.choice((1, 1, 2)))
    text = f"Verzonnen tekst {chance.random()}, bel {' of '.join(written(chance, number) for number in shown)}"
    photos = {f"http://127.0.0.1:8000/{n}.png": f"\x89PNG beeld {n}".encode() * 9 for n in chance.sample(range(6), 2)}
    return InventedAd(str(ref), text, chance.choice(("", written(chance, shown[0]))), chance.choice("abc"), photos)


def every_byte(folder: Path) -> bytes:
    files = [file for file in folder.rglob("*") if file.is_file()]
    packed = [gzip.decompress(file.read_bytes()) for file in files if file.suffix == ".gz"]
    return b"\n".join([*(file.read_bytes() for file in files), *packed])


def spoken(number: int) -> list[bytes]:
    """The number as any file may hold it."""
    digits = str(number)
    return [form.format(digits, digits[:4], digits[4:]).encode()[-9:] for form in FORMS] + [digits.encode()]


@settings(max_examples=4, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(seed=st.integers(0, 2**32))
def test_charter_17_of_an_erased_number_no_byte_is_left_in_any_file_nor_in_the_database(
    seed: int, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance, folder = random.Random(seed), tmp_path_factory.mktemp("market")
    numbers = [12345600 + n for n in range(8)]
    ads = [an_ad(chance, ref, numbers) for ref in range(1, 15)]
    with a_ledger(sqlite_template, folder) as deployment:
        site = InventedSite(deployment.runs)
        for day in range(2):
            site.run(day, [ad for ad in ads if chance.random() < 0.8] or ads)
        list(take_through(deployment.runs, START + timedelta(days=1)))
        gone = chance.choice(numbers)
        other = next(number for number in numbers if number != gone)
        for number in (gone, other):
            phone = {"identifier_kind": "phone", "value": f"+316{number}"}
            decide(Said(kind="hub", by="r", reason=f"zoals 06-{gone}", at=START, **phone))
        list(take_through(deployment.runs, START + timedelta(days=1)))
        theirs = ads_naming(Subject("number", f"+316{gone}"))
        others = {ad: set() for ad in models.Ad.objects.exclude(id__in=theirs).values_list("id", flat=True)}
        before = sightings(others)
        erase(deployment, find(Asked(number=f"06{gone}").subject()), Ordered("j", "rights erase", "v", START))
        assert sightings(others) == before
        assert [check_evidence(run).wrong for run in site_runs(deployment.runs / "proef")] == [(), ()]
        assert not set(models.Ad.objects.values_list("id", flat=True)) & theirs
        assert models.Decision.objects.get().value == f"+316{other}"
        left = every_byte(folder)
        assert [trace for trace in spoken(gone) if trace in left] == []
        close_ledger()
        with closing(sqlite3.connect(folder / "ledger.sqlite3")) as ledger:
            ledger.execute("VACUUM")
        assert [trace for trace in spoken(gone) if trace in (folder / "ledger.sqlite3").read_bytes()] == []


def sightings(ads: Any) -> list[tuple[Any, ...]]:
    rows = models.Sighting.objects.filter(ad_id__in=list(ads)).order_by("id")
    return list(rows.values_list("id", "ad_id", "version__text", "file", "offset"))


@pytest.mark.service
def test_charter_17_a_dump_of_postgresql_holds_nothing_of_who_was_erased(
    postgres: Any, postgres_template: str, tmp_path: Path
) -> None:
    postgres.command(f"CREATE DATABASE peil_erasing TEMPLATE {postgres_template}")
    deployment = Settings(data=tmp_path, database=postgres.address("peil_erasing"))
    open_ledger(deployment.database_url)
    photo = b"\x89PNG beeld" * 9
    ads = [InventedAd("1", "weg, bel 06-12345601", photos={"http://127.0.0.1:8000/a.png": photo}), InventedAd("2", "x")]
    InventedSite(deployment.runs).run(0, ads)
    list(take_through(deployment.runs, START))
    assert b"12345601" in dumped(deployment, tmp_path)
    erase(deployment, find(Asked(number="06-12345601").subject()), Ordered("j", "rights erase", "v", START))
    text = dumped(deployment, tmp_path)
    for trace in (b"12345601", b"proef:1", b"/ad/1", hashlib.sha256(photo).hexdigest().encode()):
        assert trace not in text, trace
    assert b"proef:2" in text
    close_ledger()
    postgres.command("DROP DATABASE peil_erasing WITH (FORCE)")


def dumped(deployment: Settings, folder: Path) -> bytes:
    """The whole database as text."""
    dump_ledger(deployment.database_url, folder / "dump")
    return subprocess.run(["pg_restore", "--file=-", folder / "dump"], check=True, capture_output=True).stdout
