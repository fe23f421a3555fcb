"""Trade names of houses and the working name that an ad gives. Conservative: what is not clearly a name is left out.

In: an AdText. Out: strings as written. Never a word that tells where somebody is from (charter 7).
"""

import re
from functools import cache
from importlib.resources import files

from peil.records.read import AdText

TRADE = (
    r"(?:Club|Sexclub|Parenclub|Priv[eé]huis|Priv[eé] Huis|Massagesalon|Massage Salon|Massagestudio|Salon|Studio|Sauna"
    r"|Escortbureau|Escortservice|Escort Service|Bordeel|Huize)"
)
WORD = r"[A-ZÀ-Ý0-9][\w'’&-]+"
TRADE_NAME = re.compile(
    rf"(?<!\w)(?P<name>{TRADE} (?:(?:[Dd]e|[Hh]et|'t|[Tt]he|[Ll]a|[Ll]e) )?{WORD}(?: (?:&|en|and|of"
    rf"|van) {WORD}| {WORD}){{0,2}})"
)
NO_TRADE = re.compile(
    r"\b(?:Ontvangst|Bel|App|Whatsapp|Vanaf|Nieuw|Open|Geopend|In|Voor|Met|Te|Dames|Ik|Wij|U|Tel|Met"
    r"|Only|Dame|Lady|Girl|Nummer|Nr)\b"
)
SAID = re.compile(
    r"\b(?:[Ii]k ben|[Mm]ijn naam is|[Ii]k heet|[Nn]aam:|[Mm]y name is|I am|I'm|[Nn]ame:|[Ii]ch bin"
    r"|[Ii]ch hei(?:ss|ß)e)\s(?P<name>[A-ZÀ-Ý][a-zà-ÿ]{2,14})(?=[\s,.!?:;]|$)"
)
TITLE = re.compile(r"^\W*(?P<name>[A-ZÀ-Ý][a-zà-ÿ]{2,14})\s?[,(-]\s?\d{2}\b")
ORIGINS = re.compile(
    r"^(?:nederland|holland|dutch|belg|duits|german|deutsch|french|frans|pools|pole|polish|roem|roman"
    r"|rumen|hongaar|hungar|bulgaar|bulgar|tsjech|czech|slowaak|slova|spaan|spanish|ital|portug|brazil"
    r"|brasil|colomb|latin|afri|turk|marok|moroc|surina|antil|cura|thai|thais|aziat|asian|chin|japan"
    r"|korea|russ|oekra|ukrain|europ|engel|english|brit|amerik|americ|grie|greek|kroa|croat|serv|serb"
    r"|alban|baltisch|lets|litou|est|cubaan|cuban|domin|indo|filip|vietnam|arab|pers|isra|zwart|black"
    r"|blank|white|exot|trans|hetero|bi|lesb|gay|homo)",
    re.IGNORECASE,
)


def read_trade_names(ad: AdText) -> tuple[str, ...]:
    """Names of houses and businesses in title and text, each once."""
    found = (match["name"] for field in (ad.title, ad.text) for match in TRADE_NAME.finditer(field))
    return tuple(dict.fromkeys(cleaned for name in found if (cleaned := _trimmed(name))))


def read_name(ad: AdText) -> str:
    """The working name, where the title or the text plainly gives one; else empty."""
    for pattern, field in ((SAID, ad.title), (TITLE, ad.title), (SAID, ad.text)):
        for found in pattern.finditer(field):
            name = found["name"]
            if name.lower() not in no_names() and not ORIGINS.match(name):
                return name
    return ""


@cache
def no_names() -> frozenset[str]:
    """Words that follow "ik ben" or begin a title and are no names, from no_names.txt."""
    return frozenset(files("enrichment").joinpath("no_names.txt").read_text(encoding="utf-8").split())


def _trimmed(name: str) -> str:
    """The name up to a word that begins something else; empty where nothing but the kind of house is left."""
    kind, _, rest = name.partition(" ")
    kept = NO_TRADE.split(rest)[0].strip(" -&")
    return f"{kind} {kept}" if len(kept) > 2 and kept.lower() not in ("huis", "salon", "service") else ""
