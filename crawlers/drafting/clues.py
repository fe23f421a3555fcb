"""What sites call the fields of an ad: in labels, in classes and ids, in schema.org.

In: nothing. Out: one table. A field that a site calls otherwise is left to the person who mends the draft.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Clue:
    """How one field may be called; `holds` is what its text must hold, `longest` how long it may be."""

    labels: frozenset[str]
    names: frozenset[str]
    schema: tuple[str, ...] = ()
    holds: re.Pattern[str] = re.compile(r"\S")
    longest: int = 80
    many: bool = False


def _said(words: str) -> frozenset[str]:
    return frozenset(word.strip() for word in words.split(","))


_DIGIT = re.compile(r"\d")

CLUES: Mapping[str, Clue] = {
    "phone": Clue(
        _said("tel,tel.,telefoon,telefoonnummer,mobiel,gsm,nummer,bel,phone,telephone,whatsapp"),
        _said("tel,telefoon,telefoonnummer,phone,telephone,mobiel,gsm"),
        ("telephone",),
    ),
    "city": Clue(
        _said("plaats,stad,woonplaats,locatie,regio,city,town,location"),
        _said("plaats,stad,woonplaats,locatie,city,town,place,location,locality"),
        ("addressLocality",),
        re.compile(r"[^\W\d]{2}"),
    ),
    "address": Clue(
        _said("adres,straat,address,street"), _said("adres,straat,address,street"), ("streetAddress", "address")
    ),
    "age": Clue(_said("leeftijd,age,alter"), _said("leeftijd,age"), (), _DIGIT, 40),
    "price": Clue(
        _said("prijs,prijzen,tarief,tarieven,price,prices,rates,kosten"),
        _said("prijs,prijzen,tarief,tarieven,price,prices,rate,rates"),
        ("price", "priceRange"),
        _DIGIT,
        200,
        many=True,
    ),
    "posted": Clue(
        _said("geplaatst,geplaatst op,datum,online sinds,bijgewerkt,posted,date"),
        _said("geplaatst,datum,date,posted,published"),
        ("datePosted", "datePublished"),
        _DIGIT,
    ),
    "account": Clue(
        _said("adverteerder,aangeboden door,geplaatst door,verkoper,gebruiker,van,advertiser,seller"),
        _said("adverteerder,verkoper,gebruiker,advertiser,seller,account,member,van"),
        ("seller", "author"),
    ),
    "website": Clue(
        _said("web,website,site,homepage"), _said("web,website,homepage"), (), re.compile(r"\w\.\w|https?:"), 200
    ),
    "category": Clue(
        _said("rubriek,categorie,category"), _said("rubriek,categorie,category"), ("category", "articleSection")
    ),
}
TITLE_NAMES = _said("title,titel,kop,heading,headline,naam,name")
