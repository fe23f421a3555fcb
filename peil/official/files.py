"""The official files on municipalities, places and postcodes, each known by its header.

In: CSV files as CBS and Kadaster publish them (`;` or `,`, UTF-8 or Windows-1252). Out: one `Official`. All mistakes of
all files at once. Never guesses a form: a file with another header is refused with the headers that are known.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from peil.errors import SourceError, SourceErrors


@dataclass(frozen=True, slots=True)
class OfficialMunicipality:
    """A municipality as CBS lists it on a first of January."""

    gm: str
    name: str
    province: str


@dataclass(frozen=True, slots=True)
class OfficialPlace:
    """A place (woonplaats) and its municipality; `name` is empty where the file has codes alone."""

    wp: str
    gm: str
    name: str = ""


@dataclass(slots=True)
class Official:
    """What the files say together; `merged` are pairs of an ended code and one that took it over, as listed."""

    municipalities: dict[str, OfficialMunicipality] = field(default_factory=dict)
    merged: list[tuple[str, str]] = field(default_factory=list)
    places: dict[str, OfficialPlace] = field(default_factory=dict)
    addresses: Counter[tuple[str, str]] = field(default_factory=Counter)


Row = dict[str, str]
Take = Callable[[Official, Row], str]


def read_official(paths: Iterable[Path]) -> Official:
    """The files as one; raises SourceErrors with every row that is wrong, as `FILE:LINE: what, what would be right`."""
    official, wrong = Official(), list[SourceError]()
    for path in paths:
        wrong += _read(path, official)
    if wrong:
        raise SourceErrors(wrong)
    return official


def _read(path: Path, official: Official) -> Iterator[SourceError]:
    with path.open(encoding=_encoding(path), newline="") as file:
        lines = csv.reader(file, delimiter=_delimiter(path))
        header = _header(lines)
        take = next((take for columns, take in FORMS if columns <= set(header)), None)
        if take is None:
            known = "; ".join(", ".join(sorted(columns)) for columns, _ in FORMS)
            yield SourceError(
                "this is no known official file", where=f"{path}:1", mend=f"columns that are known: {known}"
            )
            return
        for values in lines:
            row = dict(zip(header, (value.strip() for value in values), strict=False))
            said = take(official, row) if any(row.values()) else ""
            if said:
                yield SourceError(said, where=f"{path}:{lines.line_num}", mend="take the file as it was published")


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(1 << 20)
    try:
        head[: head.rfind(b"\n")].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _delimiter(path: Path) -> str:
    with path.open("rb") as file:
        head = file.readline()
    return ";" if head.count(b";") >= head.count(b",") else ","


def _header(lines: Iterator[Sequence[str]]) -> list[str]:
    """Column names in lower case without the year; a second column of a name is numbered (`code 2`)."""
    first = next(lines, [])
    if first and first[0].strip().lower() == "opgeheven gemeenten":
        first = next(lines, [])
    names = [name.strip().lower().rstrip("0123456789") or name for name in first]
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return found


def _municipality(official: Official, row: Row) -> str:
    gm = _gm(row["gemeentecodegm"])
    if not gm or not row["gemeentenaam"]:
        return "no municipality's code and name"
    official.municipalities[gm] = OfficialMunicipality(gm, row["gemeentenaam"], row["provincienaam"])
    return ""


def _change(official: Official, row: Row) -> str:
    if not row.get("code 2"):
        return ""  # a footnote
    old, new = _gm(row["code"]), _gm(row["code 2"])
    if not old or not new:
        return "no codes of an ended and a new municipality"
    official.merged.append((old, new))
    return ""


def _cbs_place(official: Official, row: Row) -> str:
    wp, gm = row["woonplaatscode_"].upper(), _gm(row["code_"])
    if not wp.startswith("WP") or not gm:
        return "no codes of a place and its municipality"
    name = row["woonplaatsen"]
    official.places[wp] = OfficialPlace(wp, gm, "" if name.upper() == wp else name)
    return ""


def _kadaster_place(official: Official, row: Row) -> str:
    if row.get("einddatum wpl") or row.get("gemeente beeindigd per"):
        return ""
    gm = _gm(row["gemeente code"])
    if not row["woonplaats code"].isdecimal() or not gm:
        return "no codes of a place and its municipality"
    wp = f"WP{int(row['woonplaats code']):04d}"
    official.places[wp] = OfficialPlace(wp, gm, row["woonplaats"])
    return ""


def _address(official: Official, row: Row) -> str:
    pc4, gm = row["pc"][:4], _gm(row["gemeente"])
    if not pc4.isdecimal() or len(row["pc"].replace(" ", "")) != 6 or not gm:
        return "no postcode with its municipality"
    official.addresses[pc4, gm] += 1
    return ""


def _gm(written: str) -> str:
    """`GM0344` from "GM0344", "0344" or "344"; empty for anything else."""
    digits = written.strip().upper().removeprefix("GM")
    return f"GM{int(digits):04d}" if digits.isdecimal() and len(digits) <= 4 else ""


FORMS: tuple[tuple[frozenset[str], Take], ...] = (
    (frozenset({"gemeentecodegm", "gemeentenaam", "provincienaam"}), _municipality),
    (frozenset({"code", "gemeentenaam", "code 2", "gemeentenaam 2"}), _change),
    (frozenset({"woonplaatsen", "woonplaatscode_", "code_"}), _cbs_place),
    (frozenset({"woonplaats", "woonplaats code", "gemeente", "gemeente code"}), _kadaster_place),
    (frozenset({"pc", "huisnummer", "gemeente"}), _address),
)
