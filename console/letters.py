"""Letters to whoever asked: what Peil holds, or what was done, in plain Dutch.

In: what was found and done. Out: text; an HTML page where that is asked. The letter holds the subject's data and so is
written once, for its owner alone; nothing of it is kept.
"""

import html
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from console.subjects import Found
from ledger.held import HeldAd, HeldFlag
from peil.days import AMSTERDAM
from peil.private_files import write_private
from peil.settings import Settings

_KINDS = {"number": "het telefoonnummer", "url": "het adres", "photo": "de foto met kenmerk", "account": "het account"}
_WENT = {
    "ads": "advertenties",
    "versions": "versies van teksten",
    "sightings": "waarnemingen",
    "photos": "foto's",
    "flags": "signalen",
    "clusters": "groepen van advertenties",
    "documents": "documenten in het zoeksysteem",
    "runs": "bewijsmappen waaruit gegevens zijn verwijderd",
    "runs_removed": "bewijsmappen die in hun geheel zijn verwijderd",
    "records": "bewaarde webpagina's en foto's",
}
_RIGHTS = (
    "U kunt ons vragen gegevens te verbeteren of te wissen, en u kunt bezwaar maken tegen het gebruik ervan. "
    "Bent u het niet eens met ons antwoord, dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens of "
    "naar de rechter stappen."
)


def access_letter(found: Found, held: Iterable[HeldAd], flags: Iterable[HeldFlag], deployment: Settings) -> list[str]:
    """What is held, from where, how long, and who got it (AVG article 15): paragraphs."""
    ads = list(held)
    told = [f"U vroeg wat wij bewaren over {_who(found)}."]
    if not ads:
        return [*told, "Wij hebben niets gevonden.", _RIGHTS]
    told.append(
        f"Wij bewaren {len(ads)} {'advertentie' if len(ads) == 1 else 'advertenties'}. "
        "Wat erin staat was openbaar op internet. Wij lezen zulke advertenties om toezicht te houden op bedrijven "
        "zonder vergunning."
    )
    told += [paragraph for ad in ads for paragraph in _told(ad)]
    told += [f"Signaal dat een medewerker nog moet beoordelen of beoordeeld heeft: {_flag(flag)}." for flag in flags]
    told.append(_exports(found))
    told.append(
        f"Wij bewaren gegevens {deployment.retention_days} dagen na de waarneming, of "
        f"{deployment.retention_licensed_days} dagen bij een bedrijf met vergunning. "
        "Zolang een medewerker een signaal onderzoekt kan dat langer zijn."
    )
    return [*told, _RIGHTS]


def done_letter(found: Found, what: str, went: Mapping[str, int]) -> list[str]:
    """What was done: paragraphs."""
    told = [f"Op uw verzoek over {_who(found)} hebben wij het volgende gedaan.", what]
    told += [f"Verwijderd: {went[name]} {words}." for name, words in _WENT.items() if went.get(name)]
    return [*told, _exports(found), _RIGHTS]


def write_letter(paragraphs: Iterable[str], at: datetime, file: Path) -> None:
    """Write the letter, HTML by its name, else text; only its owner may read it, and none is overwritten."""
    day = f"{at.astimezone(AMSTERDAM):%d-%m-%Y}"
    body = ["Geachte heer, mevrouw,", *paragraphs, f"Datum: {day}", "Met vriendelijke groet,"]
    text = _page(body) if file.suffix in (".html", ".htm") else "\n\n".join(body) + "\n"
    write_private(file, text)


def _page(body: Iterable[str]) -> str:
    told = "\n".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in body)
    return f'<!doctype html>\n<html lang="nl"><meta charset="utf-8"><title>Antwoord</title>\n{told}\n</html>\n'


def _who(found: Found) -> str:
    return f"{_KINDS[found.subject.kind]} {found.subject.value}"


def _told(ad: HeldAd) -> list[str]:
    lines = [f"Advertentie {ad.id} ({ad.url}), gezien van {ad.first_seen:%d-%m-%Y} tot {ad.last_seen:%d-%m-%Y}."]
    for version in ad.versions:
        numbers = ", ".join(version.numbers) or "geen"
        lines.append(f"Tekst: {version.title}. {version.text} Gelezen nummers: {numbers}. Foto's: {version.photos}.")
    lines += [f"Op verzoek aangetekend: {said}" for said in ad.statements]
    return lines


def _flag(flag: HeldFlag) -> str:
    reasons = "; ".join(flag.reasons)
    return f"{flag.rule} sinds {flag.since:%d-%m-%Y} ({reasons})"


def _exports(found: Found) -> str:
    written = [one for one in found.exports if one.written_at]
    if not written:
        return "Wij hebben deze gegevens niet aan anderen gegeven."
    days = ", ".join(f"{one.written_at:%d-%m-%Y}" for one in written if one.written_at)
    return f"Wij gaven gegevens aan de politie op: {days}. Wat is verstrekt kunnen wij niet terughalen."
