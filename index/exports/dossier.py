"""The readable part of an export: one HTML page in Dutch, without scripts or anything from outside.

In: exported clusters, and what the page is for. Out: a page. What is not known is said as such.
"""

from collections.abc import Iterable, Sequence
from html import escape

from peil.days import day_of
from peil.municipalities import name_of
from peil.records.exported import ExportedAd, ExportedCluster, ExportedFlag

_MATCHES = {
    "exact": "er is een vergunning die past",
    "probable": "er is een vergunning die waarschijnlijk past",
    "none": "in het register staat geen vergunning die past",
    "unknown": "er is geen register, of het is niet bekend",
}
_MEANING = (
    "Een signaal is een regel die waar was, door een toezichthouder bevestigd. Het is geen bewijs van een strafbaar "
    "feit, en zegt niets over vrijwilligheid. Dat advertenties samenhoren is een gevolgtrekking uit nummers, accounts "
    "en foto's, en kan onjuist zijn."
)
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left}"
    "h2{margin-top:2.5rem}@media print{h2{break-before:page}}"
)


def dossier(title: str, said: Sequence[str], clusters: Sequence[ExportedCluster]) -> str:
    """The page; `said` are the sentences under its title."""
    head = "".join(f"<p>{escape(line)}</p>" for line in (*said, _MEANING))
    body = "".join(_cluster(one) for one in clusters)
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{head}{body}</body></html>"
    )


def _cluster(one: ExportedCluster) -> str:
    closed = (
        "<p><strong>Mogelijk minderjarig: titels en foto's zijn weggelaten.</strong></p>" if one.possible_minor else ""
    )
    rest = ", ".join(escape(rule) for rule in one.not_confirmed) or "geen"
    licence = _MATCHES.get(one.licence_match, one.licence_match) + (
        f" ({escape(one.licence_no)})" if one.licence_no else ""
    )
    return (
        f"<h2>Cluster {escape(one.id)}</h2>{closed}<p>Vergunning: {licence}.</p>"
        f"<p>Niet bevestigde signalen: {rest}.</p>{''.join(_flag(flag) for flag in one.flags)}{_ads(one.ads)}"
    )


def _flag(one: ExportedFlag) -> str:
    place = name_of(one.municipality) if one.municipality else "meer gemeenten"
    reasons = "".join(f"<li>{escape(reason.text_nl)}</li>" for reason in one.reasons)
    return (
        f"<h3>{escape(one.title_nl)} ({escape(place)})</h3>"
        f"<p>Gold van {one.since:%d-%m-%Y} tot en met {one.last_held:%d-%m-%Y}; bevestigd op "
        f"{day_of(one.confirmed_at):%d-%m-%Y}: {escape(one.confirmed_because)}</p><ul>{reasons}</ul>"
    )


def _ads(ads: Iterable[ExportedAd]) -> str:
    head = _row("th", ("Advertentie", "Titel", "Gemeente", "Nummers", "Eerst gezien", "Laatst gezien"))
    rows = (
        _row(
            "td",
            (
                one.url,
                one.title,
                name_of(one.municipality) if one.municipality else "onbekend",
                ", ".join(one.numbers),
                f"{day_of(one.first_seen):%d-%m-%Y}",
                f"{day_of(one.last_seen):%d-%m-%Y}",
            ),
        )
        for one in ads
    )
    return f"<table>{head}{''.join(rows)}</table>"


def _row(cell: str, values: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{cell}>{escape(value)}</{cell}>" for value in values) + "</tr>"
