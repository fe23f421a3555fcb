"""The door of linking: the ledger's ads are joined, and why they are can be asked afterwards."""

from datetime import UTC, datetime

from enrichment import step
from ledger.runs import take_run
from peil.records.seen import Run, Sighting

AT = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


def test_what_linking_joined_in_the_ledger_is_explained_from_the_ledger(ledger: str) -> None:
    run = Run("etalage", AT, AT, "complete", "etalage/0", "0" * 64, 2, 0, 1, 1.0, 0)
    sightings = [
        Sighting("etalage", str(n), f"http://127.0.0.1/{n}", AT, "present", f"Titel {n}", text="Bel gerust.",
                 account="huis", content_sha256=f"{n:064x}")
        for n in range(2)
    ]  # fmt: skip
    take_run(run, sightings)
    step.read_new()
    step.link_ledger(AT)
    explainer, clusters = step.explain_ledger()
    a, b = sorted(clusters)
    assert clusters[a] == clusters[b]
    assert [link.evidence for link in explainer.pair(a, b).links] == ["both were placed by the account etalage/huis"]
