"""Statistics for the programme, out of the ledger: tables, and the page that shows them.

In: a span of weeks. Out: files. Counts of ads, never of fewer than ten; coverage beside everything (charter 22).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.exports.cells import publishable
from index.exports.programme.internet import AFTER, site_roles
from index.exports.programme.report import Section, lines_of, report
from index.exports.programme.tables import licence_shares, programme_tables
from index.exports.written import write_tables
from ledger.activity import seen_weeks
from ledger.ad_weeks import ad_weeks
from ledger.documents.displacement import displacement_documents
from peil.municipalities import name_of
from peil.records.plain import to_json
from peil.records.published import PublishedDisplacement
from rules.circulation import Flow, flows, persona_itineraries
from rules.step import ledger_case

K = 10
Rows = list[dict[str, Any]]
_WORDS = {
    "nl": {
        "title": "Openbare advertenties voor sekswerk, {first} tot en met {until}",
        "places": ("Advertenties naar plaats", "Aantallen per week; onder tien wordt niets getoond."),
        "sites": ("Advertenties naar site", "Welke sites het aanbod dragen."),
        "settings": ("Ontvangst of bezoek", "Wat advertenties daarover zeggen."),
        "languages": ("Talen van advertenties", "Voor voorlichting; over de tekst, niet over wie hem schreef."),
        "licences": ("Aandeel met een vergunning", "Van de advertenties waarvan dat bekend is, in getoonde plaatsen."),
        "flows": ("Verplaatsingen", "Hoeveel er van de ene naar de andere gemeente gingen; reizen is geoorloofd."),
        "internet": ("De rol van sites", "Wat er ook elders staat, en na sluiting elders verschijnt."),
        "effects": ("Effect van handhaving", "Gemeten verplaatsing, met haar onzekerheid, zoals vastgelegd."),
        "coverage": ("Dekking", "Welk deel van de gewone advertenties van een site is gezien."),
        "country": "heel Nederland",
    },
    "en": {
        "title": "Public advertisements for sex work, {first} up to and including {until}",
        "places": ("Ads by place", "Counts by week; nothing below ten is shown."),
        "sites": ("Ads by site", "Which sites carry the supply."),
        "settings": ("In-call or out-call", "What ads say of it."),
        "languages": ("Languages of ads", "For information material; of the text, not of who wrote it."),
        "licences": ("Share with a licence", "Of the ads of which that is known, in the places shown."),
        "flows": ("Moves", "How many went from one municipality to another; travelling is lawful."),
        "internet": ("The role of sites", "What stands elsewhere too, and appears elsewhere after closing."),
        "effects": ("Effect of enforcement", "Measured displacement with its doubt, as it was put on record."),
        "coverage": ("Coverage", "Which share of a site's usual ads was seen."),
        "country": "the Netherlands",
    },
}


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks: from the Monday `first` up to and including the Sunday `until`."""

    first: date
    until: date


def write_statistics(span: Span, out: Path, language: str) -> dict[str, int]:
    """Write each table as CSV, all as JSON, and the page, into a new folder; gives the number of rows a table."""
    tables = _tables(span)
    plain = {name: [to_json(row) for row in rows] for name, rows in tables.items()}
    about = {"first": span.first.isoformat(), "until": span.until.isoformat(), "k": K}
    texts = {
        "statistics.json": json.dumps({**about, "tables": plain}, indent=2, ensure_ascii=False),
        "report.html": _page(tables, span, language),
    }
    write_tables(out, plain, texts, about)
    return {name: len(rows) for name, rows in tables.items()}


def _tables(span: Span) -> dict[str, Rows]:
    ads, seen = list(ad_weeks(span.first, span.until)), seen_weeks(span.first, span.until)
    counted = programme_tables(ads, K)
    tables: dict[str, Rows] = {name: [_named(asdict(row)) for row in rows] for name, rows in counted.items()}
    tables["licences"] = [
        _named({"week": week, "place": place, "share": share})
        for week, place, share in licence_shares(counted["licences"])
    ]
    tables["flows"] = _flows(span)
    tables["internet"] = [
        {**{name: value for name, value in asdict(role).items() if name != "moved"}, **_moved(role.moved)}
        for role in site_roles(ads, seen, K)
    ]
    tables["effects"] = list(_effects())
    tables["coverage"] = [{"week": one.week, "site": one.site, "coverage": round(one.coverage, 2)} for one in seen]
    return tables


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """The row with the name of its place beside the code."""
    return {
        "week": row["week"],
        "place": row["place"],
        "name": name_of(row["place"]),
        **{k: row[k] for k in list(row)[2:]},
    }


def _moved(shares: Mapping[int, float | None]) -> dict[str, float | None]:
    return {f"elsewhere_after_{weeks}_weeks": shares.get(weeks) for weeks in AFTER}


def _flows(span: Span) -> Rows:
    weeks = (span.until - span.first).days // 7 + 1
    by_week: dict[date, dict[tuple[str, ...], int]] = {}
    for flow in flows(persona_itineraries(ledger_case(span.until), span.until, weeks)):
        by_week.setdefault(flow.week, {})[flow.origin, flow.destination] = flow.moves
    found = [
        Flow(week, path[0], path[1], n)
        for week in sorted(by_week)
        for path, n in publishable(by_week[week], K).items()
        if len(path) > 1
    ]
    return [{**asdict(one), "from": name_of(one.origin), "to": name_of(one.destination)} for one in found]


def _effects() -> Iterator[dict[str, Any]]:
    """What the measurements on record say of each place of enforcement."""
    names = ("enforced_on", "said", "before", "after", "effect", "effect_low", "effect_high", "coverage")
    for document in displacement_documents():
        record = document.record
        if isinstance(record, PublishedDisplacement) and record.role == "target":
            yield {"in": name_of(record.enforced_in), **{name: getattr(record, name) for name in names}}


def _page(tables: Mapping[str, Rows], span: Span, language: str) -> str:
    words = _WORDS[language]
    sections = [
        Section(words[name][0], words[name][1], rows, _lines(name, rows, str(words["country"])))
        for name, rows in tables.items()
    ]
    return report(str(words["title"]).format(first=span.first, until=span.until), sections, language)


def _lines(name: str, rows: Sequence[Mapping[str, Any]], country: str) -> dict[str, dict[date, float]]:
    """What a table's plot shows: whole provinces and the country for places, else its values."""
    if name in ("flows", "internet", "effects"):
        return {}
    if name in ("places", "licences"):
        shown = [{**row, "name": row["name"] or country} for row in rows]
        return lines_of(shown, "name", "share" if name == "licences" else "ads")
    return lines_of(rows, "site", "coverage") if name == "coverage" else lines_of(rows, "value", "ads")
