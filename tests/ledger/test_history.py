"""Clusters are asked for as of any day, and what was said of a licence follows the ads."""

from datetime import UTC, datetime, timedelta

import pytest

from enrichment import step
from ledger.decisions import Said, decide
from ledger.history import cluster_at, clusters_at, heirs
from ledger.joining import previous_clusters
from ledger.judging import flag_decisions
from ledger.runs import take_run
from peil.errors import SourceError
from peil.records.seen import Run, Sighting

DAY = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


def crawl_and_link(number: int, accounts: dict[str, str]) -> dict[str, str]:
    """A crawl of day `number` that sees an ad of each account, and what linking made of it."""
    at = DAY + timedelta(days=number)
    run = Run("etalage", at, at, "complete", f"etalage/{number}", "0" * 64, len(accounts), 0, 1, 1.0, 0)
    sightings = [
        Sighting("etalage", ref, f"http://127.0.0.1/{ref}", at, "present", ref, text="Bel gerust.", account=account,
                 content_sha256=f"{number:032x}{place:032x}")
        for place, (ref, account) in enumerate(accounts.items())
    ]  # fmt: skip
    take_run(run, sightings)
    step.link_ledger(at)
    return previous_clusters()


def say(kind: str, number: int, **about: str) -> int:
    return decide(Said(kind=kind, by="Sam", reason="so it is", at=DAY + timedelta(days=number, hours=1), **about))


def test_clusters_of_any_day_are_those_that_stood_then(ledger: str) -> None:
    seen = [crawl_and_link(0, {"a": "u", "b": "u", "c": "w"})]
    say("same", 0, a="etalage:a", b="etalage:c")
    seen.append(crawl_and_link(1, {"a": "u", "b": "u", "c": "w", "d": "w"}))
    say("not the same", 1, a="etalage:a", b="etalage:b")
    seen.append(crawl_and_link(2, {"a": "u", "b": "u", "c": "w", "d": "w"}))
    seen.append(crawl_and_link(3, {"a": "u", "e": "z"}))
    assert len({frozenset(day.items()) for day in seen}) == 4
    for number, then in enumerate(seen):
        assert clusters_at(DAY + timedelta(days=number)) == then
        assert clusters_at(DAY + timedelta(days=number, hours=23)) == then
    assert clusters_at(DAY - timedelta(days=1)) == {}


def test_a_cluster_of_a_day_tells_its_ads_then_and_what_became_of_it(ledger: str) -> None:
    first = crawl_and_link(0, {"a": "u", "b": "u", "c": "w"})
    say("same", 0, a="etalage:a", b="etalage:c")
    crawl_and_link(1, {"a": "u"})
    then = cluster_at(first["etalage:c"], DAY)
    assert then.ads == ("etalage:c",)
    assert [event.cause for event in then.before] == ["born"]
    assert [(event.cause, event.others) for event in then.since] == [("gone", (first["etalage:a"],))]
    merged = cluster_at(first["etalage:a"], DAY + timedelta(days=1))
    assert merged.ads == ("etalage:a", "etalage:b", "etalage:c")
    assert [event.why for event in merged.before if event.cause == "merge"] == ["a person said that they are the same"]
    with pytest.raises(SourceError, match="there never was a cluster c-0"):
        cluster_at("c-0", DAY)


def test_charter_12_licensed_as_follows_the_ads_through_a_merge(ledger: str) -> None:
    first = crawl_and_link(0, {"a": "u", "b": "u", "c": "w"})
    say("licensed-as", 0, cluster=first["etalage:c"], licence_no="V-1")
    assert [said.cluster for said in flag_decisions()] == [first["etalage:c"]]
    say("same", 0, a="etalage:a", b="etalage:c")
    now = crawl_and_link(1, {"a": "u"})
    assert now["etalage:c"] == first["etalage:a"]
    assert [(said.cluster, said.licence_no) for said in flag_decisions()] == [(first["etalage:a"], "V-1")]


def test_charter_12_licensed_as_follows_the_ads_through_a_split(ledger: str) -> None:
    accounts = {"a": "u", "b": "u", "c": "u"}
    first = crawl_and_link(0, accounts)
    say("licensed-as", 0, cluster=first["etalage:a"], licence_no="V-1")
    say("not the same", 0, a="etalage:a", b="etalage:b")
    now = crawl_and_link(1, accounts)
    assert {said.cluster for said in flag_decisions()} == set(now.values())
    assert heirs("c-0", DAY) == ["c-0"]
