"""A ledger in memory that publishes invented records, and the records."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from peil.records.published import (
    DeadLetter,
    Published,
    PublishedAd,
    PublishedDay,
    PublishedFlag,
    PublishedFlow,
    PublishedKind,
    PublishedMove,
    PublishedPhone,
    PublishedProfile,
    PublishedReason,
    PublishedRun,
    PublishedTally,
    Removal,
)

KIND_OF: dict[type, PublishedKind] = {
    PublishedProfile: "profiles",
    PublishedAd: "ads",
    PublishedFlag: "flags",
    PublishedRun: "runs",
    PublishedDay: "days",
    PublishedMove: "moves",
    PublishedFlow: "flows",
    PublishedTally: "tallies",
}


class MemoryLedger:
    """What ledger.publishing offers, kept in lists."""

    def __init__(self) -> None:
        self.records: dict[tuple[PublishedKind, str, str], Published] = {}
        self.removals: list[Removal] = []
        self.cursors: dict[str, int] = {}
        self.letters: dict[tuple[PublishedKind, str, str], DeadLetter] = {}
        self.change = 0

    def put(self, record: Published) -> None:
        self.change += 1
        self.records[KIND_OF[type(record)], record.municipality, record.key] = replace(record, change=self.change)

    def remove(self, record: Published) -> None:
        self.change += 1
        kind = KIND_OF[type(record)]
        del self.records[kind, record.municipality, record.key]
        self.removals.append(Removal(kind, record.key, record.municipality, self.change))

    def changed(self, kind: PublishedKind, after: int) -> Iterator[Published]:
        found = [record for (each, _, _), record in self.records.items() if each == kind and record.change > after]
        yield from sorted(found, key=lambda record: record.change)

    def removed(self, kind: PublishedKind, after: int) -> Iterator[Removal]:
        yield from (each for each in self.removals if each.kind == kind and each.change > after)

    def cursor(self, name: str) -> int:
        return self.cursors.get(name, 0)

    def set_cursor(self, name: str, change: int) -> None:
        self.cursors[name] = change

    def dead(self) -> list[DeadLetter]:
        return [letter for letter in self.letters.values() if self._named(letter)]

    def keep_dead(self, letters: Sequence[DeadLetter]) -> None:
        self.letters |= {(letter.kind, letter.municipality, letter.key): letter for letter in letters}

    def forget_dead(self, letters: Sequence[DeadLetter]) -> None:
        for letter in letters:
            del self.letters[letter.kind, letter.municipality, letter.key]

    def those(self, letters: Sequence[DeadLetter]) -> Iterator[Published]:
        yield from sorted((one for letter in letters for one in self._named(letter)), key=lambda one: one.change)

    def _named(self, letter: DeadLetter) -> list[Published]:
        return [
            record
            for (kind, gm, key), record in self.records.items()
            if (kind, key) == (letter.kind, letter.key) and letter.municipality in ("", gm)
        ]

    def counts(self) -> dict[str, dict[str, int]]:
        found: dict[str, Counter[str]] = {}
        for kind, municipality, _ in self.records:
            found.setdefault(kind, Counter())[municipality] += 1
        return {kind: dict(counter) for kind, counter in found.items()}


class Invented:
    """Makes invented records; every keyword overrides a field."""

    START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    def profile(self, number: int = 1, **fields: Any) -> PublishedProfile:
        made = PublishedProfile(
            key=f"c{number}", municipality="GM0344", change=0, cluster=f"c{number}",
            first_seen=self.START, last_seen=self.START + timedelta(days=9), personas=1, ads=2, accounts=1, active=True,
            sites=("pleinmarkt",), municipalities=("GM0344",), phones=("+31612345678",), licence_match="none",
            flags=("unlicensed_business",), titles=("Salon De Linde",), channels=("phone",),
        )  # fmt: skip
        return replace(made, **fields)

    def ad(self, number: int = 1, **fields: Any) -> PublishedAd:
        made = PublishedAd(
            key=f"pleinmarkt:{number}", municipality="GM0344", change=0, id=f"pleinmarkt:{number}", site="pleinmarkt",
            ref=str(number), url=f"http://pleinmarkt.test/a/{number}", cluster="c1", persona="p1",
            first_seen=self.START, last_seen=self.START + timedelta(days=9), title="Ontspanning in de Lindestraat",
            text="Bel 06-1234 5678 voor een afspraak.", price_cents=12_000, age=31, place="Utrecht", certainty="exact",
            phones=(PublishedPhone("+31612345678", "links", "06-1234 5678"),), images=2, photos=("ab" * 8,),
            channels=("phone", "telegram"),
        )  # fmt: skip
        return replace(made, **fields)

    def flag(self, number: int = 1, **fields: Any) -> PublishedFlag:
        made = PublishedFlag(
            key=f"f{number}", municipality="GM0344", change=0, cluster="c1", rule="unlicensed_business",
            title_nl="Bedrijf zonder vergunning", title_en="Business without a licence", since=date(2026, 3, 4),
            state="open", sites=("pleinmarkt",),
            reasons=(PublishedReason("staff", "De advertentie noemt personeel.", "The ad names staff."),),
        )  # fmt: skip
        return replace(made, **fields)

    def run(self, number: int = 1, **fields: Any) -> PublishedRun:
        start = self.START + timedelta(days=number)
        made = PublishedRun(
            key=f"pleinmarkt/{start:%Y%m%dT%H%M%SZ}", change=0, site="pleinmarkt", started_at=start,
            finished_at=start + timedelta(minutes=4), state="complete", ads=40, coverage=0.98, errors=0,
        )  # fmt: skip
        return replace(made, **fields)

    def day(self, number: int = 1, **fields: Any) -> PublishedDay:
        day = self.START.date() + timedelta(days=number)
        made = PublishedDay(
            key=f"{day}|pleinmarkt|GM0344", municipality="GM0344", change=0, day=day, site="pleinmarkt",
            ads=12, clusters=7, new=3, coverage=0.98,
        )  # fmt: skip
        return replace(made, **fields)

    def move(self, number: int = 1, **fields: Any) -> PublishedMove:
        made = PublishedMove(
            key=f"m{number}", municipality="GM0344", change=0, cluster=f"c{number}", persona="p1", from_gm="GM0363",
            to_gm="GM0344", left=date(2026, 3, 4), came=date(2026, 3, 4) + timedelta(days=number), days=3,
        )  # fmt: skip
        return replace(made, **fields)

    def flow(self, number: int = 1, **fields: Any) -> PublishedFlow:
        week = date(2026, 3, 2) + timedelta(weeks=number)
        made = PublishedFlow(
            key=f"{week}|GM0363|GM0344", change=0, week=week, from_gm="GM0363", to_gm="GM0344", moves=2,
            coverage=0.9,
        )  # fmt: skip
        return replace(made, **fields)

    def tally(self, number: int = 1, **fields: Any) -> PublishedTally:
        made = PublishedTally(
            key=f"flags_by_state|open|{number}", municipality="GM0344", change=0, what="flags_by_state", value="open",
            label="open", number=number, coverage=0.9,
        )  # fmt: skip
        return replace(made, **fields)


@pytest.fixture
def invented() -> Invented:
    return Invented()


@pytest.fixture
def empty_ledger() -> MemoryLedger:
    return MemoryLedger()


@pytest.fixture
def full_ledger(invented: Invented) -> MemoryLedger:
    """Three profiles in two municipalities with their ads, flags, days and a run."""
    made = MemoryLedger()
    for number in (1, 2, 3):
        gm = "GM0344" if number < 3 else "GM0363"
        made.put(invented.profile(number, municipality=gm))
        made.put(invented.ad(number, municipality=gm, cluster=f"c{number}"))
        made.put(invented.flag(number, municipality=gm, cluster=f"c{number}"))
        made.put(invented.day(number, municipality=gm, key=f"2026-03-0{number}|pleinmarkt|{gm}"))
    made.put(invented.run())
    return made


@pytest.fixture
def two_ads(invented: Invented) -> MemoryLedger:
    """Two ads in one municipality and nothing else: one index, for tests that need no more."""
    made = MemoryLedger()
    for number in (1, 2):
        made.put(invented.ad(number))
    return made
