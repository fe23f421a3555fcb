"""The door of reading: what a site puts into its ads is left out, and the way of arrival changes no reading."""

from datetime import UTC, datetime, timedelta

import pytest

from enrichment import step
from enrichment.read import READING_STAMP
from enrichment.signatures import likeness
from ledger import models
from ledger.runs import take_run
from peil.records.seen import Run, Sighting

START = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
NOTICE = "Noem altijd de naam van deze site als je belt. Deze pagina is gemaakt door de beheerder van de site."
WORDS = (
    *("kamer", "water", "douche", "handdoek", "kaars", "muziek", "koffie", "tuin"),
    *("huis", "straat", "tafel", "olie", "lamp", "stoel", "deur", "raam"),
)


def an_ad(number: int) -> Sighting:
    own = " ".join(WORDS[(number * step + step) % len(WORDS)] for step in range(1, 12))
    at = START + timedelta(weeks=number // 10, seconds=number)
    text = f"{own}\n{NOTICE}"
    return Sighting("etalage", str(number), f"http://127.0.0.1/{number}", at, "present", f"Titel {number}", text=text,
                    account=f"account-{number}", content_sha256=f"{number:064x}")  # fmt: skip


def take(week: int, numbers: range) -> None:
    at = START + timedelta(weeks=week)
    run = Run("etalage", at, at, "complete", f"etalage/{week}", "0" * 64, len(numbers), 0, 1, 1.0, 0)
    take_run(run, [an_ad(number) for number in numbers])


def readings() -> dict[str, tuple[str, object]]:
    return {row.version_id: (row.stamp, row.body) for row in models.Reading.objects.all()}


def test_the_words_of_the_site_are_left_out_of_every_signature(ledger: str) -> None:
    take(0, range(20))
    assert step.read_new() == 20
    signatures = [tuple(body["signature"]) for _, body in readings().values()]
    assert likeness(signatures[0], signatures[1]) < 0.5
    assert all(stamp.startswith(f"{READING_STAMP}+site-") for stamp, _ in readings().values())


def test_a_second_turn_reads_nothing(ledger: str) -> None:
    take(0, range(20))
    step.read_new()
    assert step.read_new() == 0


def test_a_site_with_too_few_advertisers_puts_nothing_into_its_ads(ledger: str) -> None:
    take(0, range(7))
    step.read_new()
    assert {stamp for stamp, _ in readings().values()} == {READING_STAMP}


def test_batches_and_the_order_of_runs_change_no_reading(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    take(0, range(20))
    step.read_new()
    at_once = readings()
    models.Reading.objects.all().delete()
    models.Ad.objects.all().delete()
    monkeypatch.setattr(step, "BATCH", 3)
    take(1, range(5))
    step.read_new()
    take(2, range(5, 20))
    step.read_new()
    assert readings() == at_once


def test_workers_change_no_reading(ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    take(0, range(20))
    step.read_new()
    alone = readings()
    models.Reading.objects.all().delete()
    monkeypatch.setattr(step, "MANY", 1)
    step.read_new(workers=2)
    assert readings() == alone
