"""Search, the municipality's figures, and how the rules fare."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from ledger import models
from ledger.decisions import Said, decide
from ledger.rule_states import Suspension, suspend, suspensions
from peil.settings import Settings

AT = datetime(2026, 3, 20, 9, tzinfo=UTC)


def cluster_of(ad: str) -> str:
    return models.Ad.objects.get(id=ad).cluster_id or ""


def search(client: Client, words: str) -> str:
    return client.post("/zoeken/", {"words": words}).content.decode()


@pytest.mark.parametrize("words", ["0612345678", "06-12 34 56 78", "+31 6 1234 5678", "rozen", "kade:1", " plein:7 "])
def test_a_cluster_is_found_by_what_its_ads_show_however_it_is_written(
    words: str, sign_in: Callable[[str], Client]
) -> None:
    assert cluster_of("kade:1") in search(sign_in("supervisor"), words)


@pytest.mark.parametrize(
    ("words", "ad"), [("06 33445566", "plein:8"), ("06 44556677", "plein:9"), ("plein:9", "plein:9")],
    ids=["another municipality's", "a closed one, by its number", "a closed one, by its name"],
)  # fmt: skip
def test_charter_13_and_18_a_search_finds_nothing_of_others_and_nothing_closed(
    words: str, ad: str, sign_in: Callable[[str], Client]
) -> None:
    page = search(sign_in("supervisor"), words)
    assert "0 clusters" in page
    assert cluster_of(ad) not in page


def test_charter_19_a_search_is_on_record_without_what_was_looked_for(sign_in: Callable[[str], Client]) -> None:
    search(sign_in("supervisor"), "0612345678")
    row = models.AuditEntry.objects.order_by("-seq")[0]
    assert (row.who, row.what, row.why, row.facts) == ("tineke", "search", "", {"found": 1})


def test_charter_22_each_week_stands_with_its_coverage(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("supervisor").get("/gemeente/").content.decode()
    assert "1 van 1 op de lijst" in page
    for week in ("2 mrt 2026", "9 mrt 2026", "16 mrt 2026"):
        assert f'<th scope="row">{week}</th><td class="number">5</td><td class="number">100%</td>' in page


def test_charter_24_the_manager_sees_error_rates_and_lifts_a_suspension(
    site: Settings, sign_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.web.records.rates.now", lambda: AT)
    where = {"cluster": cluster_of("kade:1"), "rule": "unlicensed_business", "municipality": "GM0344"}
    decide(Said(kind="dismiss", by="tineke", reason="plaats klopt niet", at=AT, **where))
    suspend([Suspension("unlicensed_business", "GM0344", date(2026, 3, 20), 9, 10)], AT)
    manager = sign_in("manager")
    page = manager.get("/regels/").content.decode()
    assert "1 (100%)" in page
    assert "plaats klopt niet (1)" in page
    assert "staat stil sinds 20 mrt 2026" in page
    form = {"rule": "unlicensed_business", "municipality": "GM0344"}
    assert manager.post("/regels/", {**form, "reason": " "}).status_code == 400
    assert manager.post("/regels/", {**form, "reason": "gezien"}).status_code == 302
    assert suspensions() == []
