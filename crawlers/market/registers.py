"""The market's own registers: licences.csv and policies.csv, in the forms that Peil imports.

In: the houses' numbers. Out: two files. Licence numbers, names, streets and sources are invented.
"""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from crawlers.market import houses, weeks
from crawlers.market.houses import House
from crawlers.market.places import PLACES

LICENCE_COLUMNS = (
    "licence_no", "municipality", "kind", "premises_name", "trade_names", "street", "house_number", "postcode",
    "phones", "websites", "kvk", "workplaces", "valid_from", "valid_to", "status", "conditions",
)  # fmt: skip
POLICY_COLUMNS = (
    "municipality", "valid_from", "valid_to", "regime", "maximum", "home_work", "home_work_max_persons",
    "minimum_age", "ad_must_show_licence", "source",
)  # fmt: skip
# Licensed premises that do not advertise, so that a register is more than the planted cases.
_SILENT = """
BRE-2022-0004,GM0758,massagesalon,Linde en Lavendel,,Lindepad,3,4811 XT,,,,3,2022-05-01,,verleend,
ARN-2020-0011,GM0202,raam,Blauwe Lantaarn,,Lantaarnsteeg,1,6811 XR,,,,8,2020-01-01,2029-12-31,verleend,
"""
_LICENSED = (
    (houses.CLUB, {"kind": "club_privehuis", "workplaces": "6", "valid_from": "2024-01-01", "valid_to": "2028-12-31"}),
    (houses.EXPIRED, {"kind": "massagesalon", "workplaces": "4", "valid_from": "2021-04-12"}),
    (houses.ESCORT, {"kind": "escort", "valid_from": "2023-01-01", "valid_to": "2027-12-31"}),
)
# regime and home_work by town; a town that is not here has no policy on record (Hilversum among them, on purpose).
_POLICIES = {
    "Utrecht": ("licence", "allowed", "yes"),
    "Amersfoort": ("licence", "allowed", "no"),
    "Zeist": ("licence", "forbidden", "no"),
    "Nieuwegein": ("zero", "allowed", "no"),
    "Breda": ("licence", "allowed", "no"),
    "Tilburg": ("licence", "allowed", "no"),
    "Eindhoven": ("maximum", "allowed", "no"),
    "Helmond": ("licence", "unknown", "unknown"),
    "'s-Hertogenbosch": ("licence", "allowed", "no"),
    "Groningen": ("licence", "allowed", "unknown"),
    "Zwolle": ("licence", "allowed", "yes"),
    "Arnhem": ("licence", "allowed", "no"),
    "Duiven": ("licence", "unknown", "unknown"),
    "Westervoort": ("none", "allowed", "no"),
    "Nijmegen": ("licence", "unknown", "no"),
    "Roosendaal": ("licence", "allowed", "no"),
    "Enschede": ("licence", "unknown", "unknown"),
    "Haarlem": ("licence", "allowed", "no"),
    "Leiden": ("unknown", "unknown", "unknown"),
}


def write(folder: Path, numbers: Mapping[str, str]) -> dict[str, Path]:
    """Writes both files into the folder; `numbers` are the houses' national numbers by case."""
    folder.mkdir(parents=True, exist_ok=True)
    licences = [_licence(house, more, numbers[house.case]) for house, more in _LICENSED]
    return {
        "licences": _write(folder / "licences.csv", LICENCE_COLUMNS, [*licences, *_silent()]),
        "policies": _write(folder / "policies.csv", POLICY_COLUMNS, [_policy(town) for town in _POLICIES]),
    }


def _licence(house: House, more: Mapping[str, str], number: str) -> dict[str, str]:
    row = {
        "licence_no": house.licence_no,
        "municipality": PLACES[house.town].municipality,
        "premises_name": house.name,
        "trade_names": house.name,
        "street": house.street,
        "house_number": house.house_number,
        "postcode": house.postcode,
        "phones": f"{number[:2]}-{number[2:]}",
        "websites": house.website,
        "status": "verleend",
    }
    if house is houses.EXPIRED:
        row["valid_to"] = weeks.eve(weeks.HALFWAY).isoformat()
    return row | dict(more)


def _silent() -> Iterable[dict[str, str]]:
    return csv.DictReader(_SILENT.strip().splitlines(), LICENCE_COLUMNS)


def _policy(town: str) -> dict[str, str]:
    regime, home_work, must_show = _POLICIES[town]
    return {
        "municipality": PLACES[town].municipality,
        "valid_from": "2024-01-01",
        "regime": regime,
        "maximum": "5" if regime == "maximum" else "",
        "home_work": home_work,
        "minimum_age": "21" if regime != "unknown" else "",
        "ad_must_show_licence": must_show,
        "source": f"Verzonnen beleidsregel {town} 2024",
    }


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    return path
