"""Every panel on the real server, held against a plain count over the same documents."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from elasticsearch import Elasticsearch

from index.access.setup import set_up
from index.documents import document
from index.kibana.content import dashboard
from index.kibana.panels import ChartPanel, TimeRange
from index.kibana.scope import NATION, DataView, scope_of
from index.kibana.searches import Cells, cells, search_body
from index.mappings import DOCUMENT_KINDS
from index.names import Names
from index.publishing import publish_feed

if TYPE_CHECKING:
    from conftest import Invented, MemoryLedger

pytestmark = pytest.mark.service

GM = "GM0344"
SCOPE = scope_of(GM)
PANELS = [each for each in dashboard("overzicht-gemeente", SCOPE).panels if isinstance(each, ChartPanel)]
PERIOD = TimeRange.model_validate({"from": "2026-03-01", "to": "2026-05-30"})
FIRST, LAST = date(2026, 3, 1), date(2026, 5, 30)
Count = Callable[[dict[str, list[dict[str, Any]]]], Cells]


def _within(day: str) -> bool:
    return FIRST <= date.fromisoformat(day) <= LAST


def _monday(day: str) -> str:
    found = date.fromisoformat(day)
    return (found - timedelta(days=found.weekday())).isoformat()


def _tally(keys: Iterator[tuple[str, ...]]) -> Cells:
    return {key: (number,) for key, number in Counter(keys).items()}


def _daily(documents: dict[str, list[dict[str, Any]]], field: str) -> dict[tuple[str, ...], list[float]]:
    found: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for day in documents["daily"]:
        if _within(day["day"]) and day["municipality"] == GM:
            found[day["site"], day["day"]].append(day[field])
    return found


def _per_site(documents: dict[str, list[dict[str, Any]]]) -> Cells:
    found: dict[str, list[str]] = defaultdict(list)
    for ad in documents["ads"]:
        if _within(ad["last_day"]) and ad["status"] == "present":
            found[ad["site"]].append(ad["cluster"])
    return {(site,): (len(set(clusters)), len(clusters)) for site, clusters in found.items()}


PLAIN: dict[str, Count] = {
    "actief": lambda all_: {(): (sum(p["active"] and _within(p["last_day"]) for p in all_["profiles"]),)},
    "advertenties": lambda all_: {
        (): (sum(ad["status"] == "present" and _within(ad["last_day"]) for ad in all_["ads"]),)
    },
    "open": lambda all_: {(): (sum(f["state"] == "open" and _within(f["since"]) for f in all_["flags"]),)},
    "spoed": lambda all_: {
        (): (sum(f["state"] == "open" and f["urgent"] and _within(f["since"]) for f in all_["flags"]),)
    },
    "regels": lambda all_: _tally(
        (f["title_nl"],) for f in all_["flags"] if f["state"] == "open" and _within(f["since"])
    ),
    "weken": lambda all_: _tally((_monday(f["since"]), f["title_nl"]) for f in all_["flags"] if _within(f["since"])),
    "nieuw": lambda all_: _tally(
        (ad["site"], _monday(ad["first_day"])) for ad in all_["ads"] if _within(ad["last_day"])
    ),
    "vergunning": lambda all_: _tally(
        (p["licence_match"],) for p in all_["profiles"] if p["active"] and _within(p["last_day"])
    ),
    "verdwenen": lambda all_: _tally(
        (ad["site"], _monday(ad["last_day"]))
        for ad in all_["ads"]
        if ad["status"] == "gone" and _within(ad["last_day"])
    ),
    "signalen-site": lambda all_: _tally(
        (site,) for f in all_["flags"] if f["state"] == "open" and _within(f["since"]) for site in f.get("sites", ())
    ),
    "sites": _per_site,
    "aanbod": lambda all_: {key: (sum(each),) for key, each in _daily(all_, "ads").items()},
    "dekking": lambda all_: {key: (sum(each) / len(each),) for key, each in _daily(all_, "coverage").items()},
}


def _moments(chance: random.Random) -> dict[str, datetime]:
    first = datetime(2026, 2, 10, tzinfo=UTC) + timedelta(minutes=chance.randrange(150_000))
    return {"first_seen": first, "last_seen": first + timedelta(minutes=chance.randrange(40_000))}


@pytest.fixture
def busy_ledger(empty_ledger: "MemoryLedger", invented: "Invented") -> "MemoryLedger":
    """Some hundreds of records of one municipality, days of three, some of them outside the period."""
    made, chance = empty_ledger, random.Random(7)
    sites = ("pleinmarkt", "lindemarkt", "havenkrant")
    for number in range(150):
        match = chance.choice(["exact", "probable", "none", "unknown"])
        active = chance.random() < 0.6
        made.put(invented.profile(number, licence_match=match, active=active, **_moments(chance)))
        status = chance.choice(["present", "gone", "not_public"])
        cluster = f"c{chance.randrange(40)}"
        made.put(invented.ad(number, site=chance.choice(sites), status=status, cluster=cluster, **_moments(chance)))
        rule = chance.choice(["Bedrijf zonder vergunning", "Rondreizend", "Vergunning niet van kracht"])
        since = date(2026, 2, 15) + timedelta(days=chance.randrange(120))
        state, urgent = chance.choice(["open", "asleep", "dismissed"]), chance.random() < 0.3
        made.put(
            invented.flag(number, title_nl=rule, since=since, state=state, urgent=urgent, sites=sites[: number % 3])
        )
    for number in range(60):
        for gm in (GM, "GM0363", "BE:Antwerpen"):
            site, coverage = sites[number % 3], round(chance.uniform(0.5, 1), 3)
            day = date(2026, 2, 20) + timedelta(days=number)
            made.put(
                invented.day(number, key=f"2026-{number}|{gm}", municipality=gm, site=site, day=day, coverage=coverage)
            )
    return made


def _asked(client: Elasticsearch, view: DataView, panel: ChartPanel) -> Cells:
    answer = client.search(index=view.alias, body=search_body(panel, view, PERIOD))
    return cells(panel.config, answer.body)


def test_every_panel_shows_what_a_plain_count_gives(
    es_client: Elasticsearch, es_prefix: str, busy_ledger: "MemoryLedger"
) -> None:
    publish_feed(es_client, busy_ledger, Names(es_prefix))
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (kind, _, _), record in busy_ledger.records.items():
        documents["daily" if kind == "days" else kind].append(document(record))
    views = SCOPE.views(Names(es_prefix))
    assert set(PLAIN) == {panel.id for panel in PANELS}
    for panel in PANELS:
        shown = _asked(es_client, views[panel.view], panel)
        plain = PLAIN[panel.id](documents)
        assert len(plain) > 0
        assert shown.keys() == plain.keys(), panel.id
        assert [shown[key] for key in plain] == [pytest.approx(plain[key]) for key in plain], panel.id
        if panel.config.query:  # a check that could not fail would not notice that the condition is gone
            unasked = panel.model_copy(update={"config": panel.config.model_copy(update={"query": None})})
            careless = _asked(es_client, views[panel.view], unasked)
            assert careless != shown, panel.id


def test_the_server_knows_every_field_of_every_data_view_with_its_type(
    es_client: Elasticsearch, es_prefix: str
) -> None:
    names = Names(es_prefix)
    list(set_up(es_client, [GM], names, 2026))
    for view in [*SCOPE.views(names).values(), *NATION.views(names).values()]:
        told = es_client.field_caps(index=view.alias, fields="*", filters="-metadata,-parent")["fields"]
        mapped = {field.name: field.mapping["type"] for field in DOCUMENT_KINDS[view.kind.kind].fields}
        assert {name: next(iter(types)) for name, types in told.items()} == mapped
