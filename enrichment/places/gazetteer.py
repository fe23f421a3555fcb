"""Names of places and what they can mean: municipalities, regions, provinces, abroad.

In: the tables of `peil.facts`, neighbourhoods.csv (parts of large cities), regions.csv (the provinces of regions) and
abroad.csv (the municipalities of Belgium, the larger and nearer ones of Germany). Out: look-ups by name and postcode; a
name that is two places keeps both meanings.
Never decides where an ad is.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from peil.municipalities import code_on, fact_rows, municipalities

Kind = Literal["place", "region", "province", "nowhere"]
LONG = 7
KNOWN_ABROAD, OTHERS_ABROAD = 50_000, 5_000
WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One place that a name can mean; `safe`: trusted in running text; `size`: inhabitants, a rough rank.

    `province` is a region's where it lies in one (or several, parted by `;`); `postcodes` are Belgian ones.
    """

    gm: str | None
    name: str
    kind: Kind = "place"
    country: str = "NL"
    province: str = ""
    safe: bool = True
    size: int = 0
    main: bool = True
    postcodes: frozenset[str] = frozenset()


@cache
def ordinary_words() -> frozenset[str]:
    """Names of places that are ordinary words or surnames too, from ordinary_words.txt."""
    return frozenset(files("enrichment.places").joinpath("ordinary_words.txt").read_text(encoding="utf-8").split())


def normal(name: str) -> str:
    """A name as it is looked up: lower case, no accents, words apart by one space."""
    return " ".join(map(normal_word, WORD.findall(name)))


@lru_cache(maxsize=65536)
def normal_word(word: str) -> str:
    """One word in lower case without accents, with a straight apostrophe."""
    decomposed = unicodedata.normalize("NFKD", word.replace("’", "'").replace("`", "'").casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def meanings() -> Mapping[str, tuple[Meaning, ...]]:
    """Every known name (as `normal` gives it) and what it can mean, one meaning a municipality."""
    found: dict[str, dict[str, Meaning]] = {}
    for name, meaning in (*_places(), *_municipalities(), *_aliases(), *_neighbourhoods(), *_abroad()):
        known = found.setdefault(normal(name), {})
        key = meaning.gm or f"{meaning.kind}:{meaning.name}"
        known[key] = _better(known.get(key), meaning)
    names = {name: _settled(tuple(known.values())) for name, known in found.items() if name}
    return _other_spellings(names) | names


@cache
def name_lengths() -> Mapping[str, tuple[int, ...]]:
    """For the first word of every name, the numbers of words of the names that begin so, longest first."""
    found: dict[str, set[int]] = {}
    for name in meanings():
        words = name.split(" ")
        found.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(sizes, reverse=True)) for word, sizes in found.items()}


@cache
def second_words() -> Mapping[str, frozenset[str]]:
    """For the first word of every name, the words that stand second in the names that begin so."""
    found: dict[str, set[str]] = {}
    for name in meanings():
        first, _, rest = name.partition(" ")
        found.setdefault(first, set()).add(rest.partition(" ")[0])
    return {first: frozenset(second) for first, second in found.items()}


@cache
def municipality_by_pc4() -> Mapping[str, str]:
    """PC4 (street addresses) to the municipality that has most of its addresses."""
    return {row["pc4"]: row["gm_code"] for row in fact_rows("pc4") if row["main"] == "1" and row["kind"] == "street"}


def _other_spellings(names: Mapping[str, tuple[Meaning, ...]]) -> dict[str, tuple[Meaning, ...]]:
    """The same names with "st" for "sint" and the other way round, and written as one word ("denbosch")."""
    found: dict[str, tuple[Meaning, ...]] = {}
    for name, known in names.items():
        first, _, rest = name.partition(" ")
        other = {"sint": "st", "st": "sint"}.get(first)
        if other and rest:
            found[f"{other} {rest}"] = known
        if rest and len(name) > LONG and any(meaning.kind == "place" and meaning.safe for meaning in known):
            found[name.replace(" ", "").replace("'", "")] = known
    return found


def _better(known: Meaning | None, new: Meaning) -> Meaning:
    return new if known is None or (new.safe, new.size) > (known.safe, known.size) else known


def _settled(found: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """Parts of a village over a border give way to its main part; a country or region named so gives way to nothing."""
    mains = tuple(meaning for meaning in found if meaning.main)
    return mains or found


def _places() -> Iterator[tuple[str, Meaning]]:
    for row in fact_rows("places"):
        name = row["place"]
        size = int(row["population"] or 0)
        plain = row["base_name"] or name
        risky = row["word_risk"] == "1"
        meaning = Meaning(
            row["gm_code"], name, province=row["province"], safe=not risky, size=size, main=row["role"] == "main"
        )
        yield name, meaning
        if plain != name:
            yield plain, meaning


def _municipalities() -> Iterator[tuple[str, Meaning]]:
    """Names of current municipalities; one that is also a place's stands there already."""
    for found in municipalities().values():
        if not found.merged_into and found.valid_to is None:
            yield (
                found.name,
                Meaning(found.gm, found.name, province=found.province, safe=normal(found.name) not in ordinary_words()),
            )


def _aliases() -> Iterator[tuple[str, Meaning]]:
    provinces = {found.gm: found.province for found in municipalities().values()}
    kinds: Mapping[str, Kind] = {"region": "region", "province": "province", "no_location": "nowhere"}
    for row in fact_rows("aliases"):
        gm, safe = row["gm_code"] or None, row["safe"] == "1"
        name = row["place"] or row["alias"]
        kind = kinds.get(row["kind"], "place")
        province = _provinces_of_regions().get(normal(name), "") if kind == "region" else provinces.get(gm or "", "")
        yield row["alias"], Meaning(gm, name, kind, province=province, safe=safe)


@cache
def _provinces_of_regions() -> Mapping[str, str]:
    found = {normal(row["region"]): row["provinces"] for row in _own_rows("regions")}
    return found | {f"{article} {name}": found[name] for name in found for article in ("de", "het")}


def _neighbourhoods() -> Iterator[tuple[str, Meaning]]:
    """Parts of large cities; one that several cities have (Parkwijk) keeps all its meanings."""
    provinces = {found.gm: found.province for found in municipalities().values()}
    for row in _own_rows("neighbourhoods"):
        gm = code_on(row["gm"], date.max)
        yield row["name"], Meaning(gm, row["name"], province=provinces[gm], safe=row["safe"] == "1")


def _abroad() -> Iterator[tuple[str, Meaning]]:
    """Municipalities abroad; those that are large or just over the border (`known`) are trusted as Dutch ones are."""
    for row in _own_rows("abroad"):
        size = KNOWN_ABROAD if row["known"] == "1" else OTHERS_ABROAD
        postcodes = frozenset(row["postcodes"].split(";")) - {""}
        for spelling in row["spellings"].split(";"):
            safe = normal(spelling) not in ordinary_words()
            yield (
                spelling,
                Meaning(row["key"], row["key"][3:], country=row["country"], safe=safe, size=size, postcodes=postcodes),
            )


@cache
def municipality_by_belgian_postcode() -> Mapping[str, str]:
    """Belgian postcodes that one municipality has, to its key (`BE:<name>`)."""
    found: dict[str, set[str]] = {}
    for row in _own_rows("abroad"):
        for code in filter(None, row["postcodes"].split(";")):
            found.setdefault(code, set()).add(row["key"])
    return {code: keys.pop() for code, keys in found.items() if len(keys) == 1}


def _own_rows(table: str) -> list[dict[str, str]]:
    text = files("enrichment.places").joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
