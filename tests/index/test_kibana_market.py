"""Every panel of every dashboard on the real server over the demo's market, as the role that looks at it, held against
a plain count over the ledger's documents.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from elasticsearch import Elasticsearch
from plain_counts import cells_of, condition, lines_of, listed, local_day, point, values_of

from index.access.roles import role_for
from index.access.setup import put_user, set_up
from index.client import Access, connect
from index.documents import document
from index.feed import INDEX_KINDS, PUBLISHED_KINDS
from index.kibana.content import dashboard, search
from index.kibana.maps import ZOOM
from index.kibana.panels import ChartPanel, SessionPanel, TimeRange
from index.kibana.scope import NATION, DataView, Scope, scope_of
from index.kibana.searches import Panel, cells, conditions, search_body
from index.kibana.sessions import session_search
from index.names import MUNICIPAL_KINDS, IndexName, Names
from index.project import publish
from ledger import publishing
from ledger.database import close_ledger, open_ledger
from peil.municipalities import neighbours

if TYPE_CHECKING:
    from demo_market import PlayedDemo

pytestmark = [pytest.mark.service, pytest.mark.timeout(600)]  # whoever comes first plays the demo

PASSWORD = "een-lang-geheim-woord"
Documents = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Market:
    """What was published, where, and over which days the panels are asked."""

    names: Names
    documents: Documents
    gms: list[str]
    first: date
    last: date
    address: str

    @property
    def period(self) -> TimeRange:
        return TimeRange.model_validate({"from": self.first.isoformat(), "to": self.last.isoformat()})

    def shown(self, scope: Scope, view: DataView) -> list[dict[str, Any]]:
        """The documents behind a data view, within the period."""
        kind, time = view.kind.kind, view.kind.time_field
        own = scope.gm if kind in MUNICIPAL_KINDS else ""
        found = [one for one in self.documents[kind] if not own or one["municipality"] == own]
        return [one for one in found if not time or self.first <= local_day(values_of(one, time)[0]) <= self.last]


@pytest.fixture(scope="module")
def market(played_demo: "PlayedDemo", es_client: Elasticsearch) -> Iterator[Market]:
    names = Names("kibana-market-peil")
    open_ledger(played_demo.ledger)
    list(set_up(es_client, gms := _busiest(), names, 2026))
    publish(es_client, names, rebuild=True)
    documents: Documents = defaultdict(list)
    for kind in PUBLISHED_KINDS:
        documents[INDEX_KINDS[kind]] += [document(record) for record in publishing.changed(kind, 0)]
    close_ledger()
    documents["displacement"] += _measured(es_client, names, gms[0])
    es_client.indices.refresh(index=names.pattern)
    days = sorted({one["day"] for one in documents["daily"]})
    first, last = (date.fromisoformat(days[place]) for place in (2, -1))
    address = next(iter(es_client.transport.node_pool.all())).base_url
    yield Market(names, documents, gms, first, last, address)
    es_client.indices.delete(index=list(es_client.indices.get(index=names.pattern, features="settings")))
    es_client.indices.delete_index_template(name=f"{names.prefix}-*")


def _busiest() -> list[str]:
    """With most flags: one with moves and one without; and one whose neighbours show supply."""
    flags, moves = (
        Counter(record.municipality for record in publishing.changed(kind, 0)) for kind in ("flags", "moves")
    )
    by_flags = [gm for gm, _ in sorted(flags.items(), key=lambda each: (-each[1], each[0]))]
    supply = {record.municipality for record in publishing.changed("days", 0)}
    found = [next(gm for gm in by_flags if gm in moves), next(gm for gm in by_flags if gm not in moves)]
    return list(dict.fromkeys([*found, next(gm for gm in sorted(neighbours()) if neighbours()[gm] & supply)]))


def _measured(client: Elasticsearch, names: Names, gm: str) -> list[dict[str, Any]]:
    """Invented measurements, since the demo's weeks are too few for real ones."""
    made = [
        {
            "enforced_on": f"2026-{month:02d}-10", "enforced_in": where, "municipality": seen, "role": role,
            "municipality_name": seen, "before": 9.5, "after": 7.25, "effect": -2.5 + month / 4, "effect_low": -4.0,
            "effect_high": 1.5, "told": month % 2 == 0, "why_nl": "Er is genoeg gezien.", "coverage": 0.9,
        }
        for month in range(1, 13)
        for where, seen, role in ((gm, gm, "target"), ("GM0001", gm, "neighbour"), ("GM0001", "GM0002", "control"))
    ]  # fmt: skip
    alias = names.write(IndexName("displacement"))
    for number, each in enumerate(made):
        client.index(index=alias, id=f"made-{number}", document=each)
    return made


@pytest.fixture(scope="module")
def log_in(market: Market, es_client: Elasticsearch) -> Iterator[Callable[[Scope], Elasticsearch]]:
    """A client of somebody who has the role for a scope and no more."""
    made: list[Elasticsearch] = []

    def as_user(scope: Scope) -> Elasticsearch:
        user = f"kibana-market-{scope.code}"
        put_user(es_client, user, role_for(scope.gm, "" if scope.gm else "manager", market.names), PASSWORD)
        made.append(connect(Access(market.address, user, PASSWORD)))
        return made[-1]

    yield as_user
    for client in made:
        client.close()
    for user in [name for name in es_client.security.get_user() if name.startswith("kibana-market-")]:
        es_client.security.delete_user(username=user)


def _held(market: Market, scope: Scope, panel: Panel, view: DataView) -> list[dict[str, Any]]:
    found = market.shown(scope, view)
    query = panel.config.query if isinstance(panel, ChartPanel) else None
    query = panel.config.tab.query if isinstance(panel, SessionPanel) else query
    return [one for one in found if condition(query.expression)(one)] if query else found


def _compared(market: Market, scope: Scope, client: Elasticsearch) -> set[str]:
    """Hold every panel of a scope against the plain count; those that had something to show."""
    views, full = scope.views(market.names), set()
    for source in scope.dashboards:
        for panel in dashboard(source, scope).panels:
            view, where = views[panel.view], f"{source}/{panel.id}"
            answer = client.search(index=view.alias, body=search_body(panel, view, market.period)).body
            held = _held(market, scope, panel, view)
            _compare(panel, answer, held, where)
            full |= {where} if held else set()
    return full


def _panels(scope: Scope) -> set[str]:
    return {f"{source}/{panel.id}" for source in scope.dashboards for panel in dashboard(source, scope).panels}


def test_every_panel_shows_a_supervisor_what_a_plain_count_over_the_market_gives(
    market: Market, log_in: Callable[[Scope], Elasticsearch]
) -> None:
    scopes = [scope_of(gm) for gm in market.gms]
    full = {where for scope in scopes for where in _compared(market, scope, log_in(scope))}
    assert _panels(scopes[0]) - full <= MAY_BE_EMPTY


def test_every_panel_shows_a_manager_what_a_plain_count_over_the_market_gives(
    market: Market, log_in: Callable[[Scope], Elasticsearch]
) -> None:
    assert _panels(NATION) - _compared(market, NATION, log_in(NATION)) <= MAY_BE_EMPTY


# Nobody has decided anything in the demo, no flag of it is urgent in these municipalities, and no run fell short.
MAY_BE_EMPTY = {
    "te-beoordelen/bevestigd",
    "te-beoordelen/afgewezen",
    "te-beoordelen/spoed",
    "overzicht-gemeente/spoed",
    "dekking-en-crawlers/onvolledig",
    "dekking-en-crawlers/afwijking",
    "dekking-landelijk/onvolledig",
    "dekking-landelijk/afwijking",
}


def _compare(panel: Panel, answer: dict[str, Any], held: list[dict[str, Any]], where: str) -> None:
    if isinstance(panel, SessionPanel):
        assert answer["hits"]["total"]["value"] == len(held) <= 500, where
        sorted_by = [each.name for each in panel.config.tab.sort]
        shown = [
            tuple((values_of(hit["_source"], name) or [None])[0] for name in sorted_by)
            for hit in answer["hits"]["hits"]
        ]
        assert shown == listed(panel.config, held), where
    elif isinstance(panel, ChartPanel):
        shown_cells, plain = cells(panel.config, answer), cells_of(panel.config, held)
        assert shown_cells.keys() == plain.keys(), where
        assert [shown_cells[key] for key in plain] == [pytest.approx(plain[key]) for key in plain], where
    else:
        assert _drawn(answer) == lines_of(panel.config, held, ZOOM + 2), where


def _drawn(answer: dict[str, Any]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for end in answer["aggregations"]["b"]["buckets"]:
        lat, lon = (float(part) for part in end["key"].split(","))
        for start in end["b"]["buckets"]:
            found[point(lat, lon), start["key"]] = start.get("m0", {"value": start["doc_count"]})["value"]
    return found


def test_a_panel_asked_otherwise_would_be_noticed(market: Market, es_client: Elasticsearch) -> None:
    view = NATION.view("daily", market.names)
    panel = next(panel for panel in dashboard("overzicht-landelijk", NATION).panels if panel.id == "nieuw")
    plain = cells_of(panel.config, _held(market, NATION, panel, view))
    for change in ({"time_zone": "America/Chicago"}, {"calendar_interval": "month"}):
        asked = search_body(panel, view, market.period)
        asked["aggs"]["b"]["aggs"]["b"]["date_histogram"] |= change
        assert cells(panel.config, es_client.search(index=view.alias, body=asked).body) != plain


@pytest.mark.parametrize(
    ("source", "field", "written"),
    [
        ("zoek-nummer", "phones", lambda ad: f'phone: "{ad["phones"][0]["national"]}"'),
        ("zoek-adres", "address", lambda ad: f'address: "{ad["address"].upper()}"'),
        ("zoek-foto", "photos", lambda ad: f"photos: {ad['photos'][0]}"),
    ],
)
def test_a_saved_search_finds_what_it_is_for(
    source: str, field: str, written: Callable[[dict[str, Any]], str], market: Market, es_client: Elasticsearch
) -> None:
    ad = next(one for one in market.documents["ads"] if one.get(field))
    scope = scope_of(ad["municipality"])
    session = search(source, scope)
    view = scope.views(market.names)[session.tab.data_source.ref_id]
    everything = TimeRange.model_validate({"from": "2020-01-01", "to": "2040-01-01"})
    for expression in (session.tab.query.expression, written(ad)):
        query = session.tab.query.model_copy(update={"expression": expression})
        body = session_search(session, conditions(view, everything, query))
        found = {hit["_id"] for hit in es_client.search(index=view.alias, body=body)["hits"]["hits"]}
        assert ad["ad"] in found, expression
