"""Today's tables and the official files to the tables from a day on: who ended, who moved, what is new.

In: the rows of `peil/facts`, an Official, the day from which it holds. Out: new rows and the changes in words. What a
place or a postcode was part of before is added to `history`, so that ads seen before the day keep their municipality.
Rows keep their order, new ones come behind. Pure. Never drops a municipality without a successor.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from peil.errors import SourceError, SourceErrors
from peil.official.files import Official, OfficialPlace

Rows = list[dict[str, str]]
TABLES = ("municipalities", "places", "aliases", "pc4", "neighbours", "history")
MEND = "give the official file of changes, or that of places, with the others"


@dataclass(slots=True)
class Next:
    """The tables as they become, the day, the successors of what ended (largest first), the changes in words."""

    rows: dict[str, Rows]
    on: date
    successors: dict[str, list[str]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def next_tables(tables: Mapping[str, Rows], official: Official, on: date) -> Next:
    """The tables from `on`; raises SourceErrors for municipalities that end without a successor."""
    new = Next({name: [dict(row) for row in tables[name]] for name in TABLES}, on)
    _set_successors(new, official)
    _municipalities(new, official)
    _places(new, official.places)
    _postcodes(new, official.addresses)
    _aliases(new)
    _neighbours(new)
    return new


def _set_successors(new: Next, official: Official) -> None:
    """Who took over each municipality that the official list no longer has, by the file of changes, else by places."""
    current = [row["gm_code"] for row in new.rows["municipalities"] if not row["valid_to"]]
    ended = [gm for gm in current if gm not in official.municipalities] if official.municipalities else []
    for gm in ended:
        named = [after for before, after in official.merged if before == gm]
        size = Counter(
            official.places[row["wp_code"]].gm
            for row in new.rows["places"]
            if row["gm_code"] == gm and row["wp_code"] in official.places
        )
        found = sorted(named, key=lambda after: -size[after]) or [after for after, _ in size.most_common()]
        new.successors[gm] = list(dict.fromkeys(found))
    lost = [gm for gm, found in new.successors.items() if not found or gm in found]
    if lost:
        raise SourceErrors([SourceError(f"{gm} ended and nothing says into which", mend=MEND) for gm in lost])


def _municipalities(new: Next, official: Official) -> None:
    rows = {row["gm_code"]: row for row in new.rows["municipalities"]}
    for gm, found in new.successors.items():
        rows[gm] |= {"valid_to": new.on.isoformat(), "merged_into": ";".join(found)}
        new.said.append(f"{gm} {rows[gm]['name']} ends, into {', '.join(found)}")
    for gm, listed in official.municipalities.items():
        known = rows.get(gm)
        if known is None:
            rows[gm] = _new_municipality(new, gm, listed.name, listed.province, rows)
        elif listed.name not in (known["name"], known["cbs_label"]):
            new.said.append(f"{gm} {known['name']} is now called {listed.name}")
            _add_alias(new, known["name"], gm, "former_name")
            known["name"] = listed.name
    new.rows["municipalities"] = [rows[gm] for gm in sorted(rows)]


def _new_municipality(
    new: Next, gm: str, name: str, province: str, rows: Mapping[str, dict[str, str]]
) -> dict[str, str]:
    """A new row; its middle is that of the municipalities that went into it."""
    before = [rows[old] for old, found in new.successors.items() if gm in found and rows[old]["lat"]]
    middle = {
        key: f"{sum(float(row[key]) for row in before) / len(before):.4f}" if before else "" for key in ("lat", "lon")
    }
    new.said.append(f"{gm} {name} is new")
    given = {"gm_code": gm, "name": name, "province": province, "valid_from": new.on.isoformat()} | middle
    return dict.fromkeys(next(iter(rows.values())), "") | given


def _places(new: Next, official: Mapping[str, OfficialPlace]) -> None:
    known = {row["wp_code"] for row in new.rows["places"]}
    moved = 0
    for row in new.rows["places"]:
        gm = official[row["wp_code"]].gm if row["wp_code"] in official else _only_successor(new, row["gm_code"])
        moved += gm != row["gm_code"]
        if gm != row["gm_code"]:
            _remember(new, ("place", row["place"], row["gm_code"], gm))
            row["gm_code"] = gm
    added = [place for wp, place in official.items() if wp not in known and place.name]
    new.rows["places"] += [_new_place(new, place) for place in added]
    provinces = {row["gm_code"]: row["province"] for row in new.rows["municipalities"]}
    for row in new.rows["places"]:
        row["province"] = provinces.get(row["gm_code"], row["province"])
    new.said += [f"{moved} places move", *(f"{place.name} ({place.wp}) is new, in {place.gm}" for place in added)]


def _new_place(new: Next, place: OfficialPlace) -> dict[str, str]:
    given = {"place": place.name, "gm_code": place.gm, "wp_code": place.wp, "role": "main", "n_gm": "1", "n_main": "1"}
    return dict.fromkeys(new.rows["places"][0], "") | given | {"word_risk": "0"}


def _postcodes(new: Next, addresses: Mapping[tuple[str, str], int]) -> None:
    """Street codes anew where the file of addresses is given (who has most is main); else codes follow the mergers."""
    before = {row["pc4"]: row["gm_code"] for row in new.rows["pc4"] if row["main"] == "1"}
    counted: dict[str, list[tuple[int, str]]] = {}
    for (pc4, gm), number in addresses.items():
        counted.setdefault(pc4, []).append((-number, gm))
    kept = [row for row in new.rows["pc4"] if row["kind"] == "pobox" or row["pc4"] not in counted]
    for row in kept:
        row["gm_code"] = _only_successor(new, row["gm_code"])
    new.rows["pc4"] = kept + [
        {"pc4": pc4, "gm_code": gm, "kind": "street", "main": "01"[at == 0], "agree": "1", "sources": "1"}
        for pc4, found in counted.items()
        for at, (_, gm) in enumerate(sorted(found))
    ]
    new.rows["pc4"].sort(key=lambda row: (row["pc4"], row["main"] != "1", row["gm_code"]))
    main = {row["pc4"]: row["gm_code"] for row in new.rows["pc4"] if row["main"] == "1"}
    moved = [pc4 for pc4, gm in before.items() if main.get(pc4, gm) != gm]
    for pc4 in moved:
        _remember(new, ("pc4", pc4, before[pc4], main[pc4]))
    new.said.append(f"{len(moved)} postcodes move, {len(main.keys() - before.keys())} are new")


def _aliases(new: Next) -> None:
    """Other names follow their place, else their municipality; what ended is a name of its successor."""
    places = {row["place"]: row["gm_code"] for row in new.rows["places"] if row["role"] == "main"}
    for row in new.rows["aliases"]:
        if row["gm_code"] in new.successors:
            row["gm_code"] = places.get(row["place"]) or new.successors[row["gm_code"]][0]
    names = {row["gm_code"]: row["name"] for row in new.rows["municipalities"]}
    for gm, found in new.successors.items():
        if names[gm] not in places:
            _add_alias(new, names[gm], found[0], "former_municipality")


def _neighbours(new: Next) -> None:
    """A new municipality borders on what those that went into it bordered on."""
    pairs: Counter[tuple[str, str]] = Counter()
    contacts: dict[tuple[str, str], str] = {}
    for row in new.rows["neighbours"]:
        a, b = sorted((_first_successor(new, row["gm_a"]), _first_successor(new, row["gm_b"])))
        if a != b:
            pairs[a, b] += int(row["border_m"] or 0)
            contacts[a, b] = "border" if "border" in (row["contact"], contacts.get((a, b))) else row["contact"]
    new.rows["neighbours"] = [
        {"gm_a": a, "gm_b": b, "border_m": str(metres), "contact": contacts[a, b]}
        for (a, b), metres in sorted(pairs.items())
    ]


def _remember(new: Next, moved: Sequence[str]) -> None:
    kind, key, gm, after = moved
    row = {"kind": kind, "key": key, "gm_code": gm, "valid_to": new.on.isoformat(), "gm_next": after}
    if row not in new.rows["history"]:
        new.rows["history"].append(row)


def _add_alias(new: Next, alias: str, gm: str, kind: str) -> None:
    row = {"alias": alias, "place": "", "gm_code": gm, "kind": kind, "safe": "1", "note": f"until {new.on.isoformat()}"}
    if not any(known["alias"] == alias and known["gm_code"] == gm for known in new.rows["aliases"]):
        new.rows["aliases"].append(row)


def _first_successor(new: Next, gm: str) -> str:
    found = new.successors.get(gm)
    return found[0] if found else gm


def _only_successor(new: Next, gm: str) -> str:
    """Today's or the next code; where a municipality is split, only the files of places and addresses can tell."""
    found: Iterable[str] = new.successors.get(gm, (gm,))
    codes = list(found)
    if len(codes) > 1:
        raise SourceErrors(
            [SourceError(f"{gm} is split over {', '.join(codes)}", mend="give the files of places and addresses")]
        )
    return codes[0]
