"""A market as a folder for `peil judge`."""

import csv
import json
from pathlib import Path

from naive_judge.market import Line, Market

LICENCE = (
    "licence_no,municipality,kind,premises_name,trade_names,street,house_number,postcode,phones,websites,kvk,"
    "workplaces,valid_from,valid_to,status,conditions"
).split(",")
POLICY = (
    "municipality,valid_from,valid_to,regime,maximum,home_work,home_work_max_persons,minimum_age,"
    "ad_must_show_licence,source"
).split(",")
CLOSURE = "municipality,postcode,house_number,valid_from,valid_to,ground".split(",")


def write_folder(market: Market, folder: Path) -> Path:
    """Write the five files; give the folder."""
    write_lines(folder / "ads.jsonl", market.ads)
    write_lines(folder / "decisions.jsonl", market.decisions)
    for name, columns, rows in (
        ("licences", LICENCE, market.licences),
        ("policies", POLICY, market.policies),
        ("closures", CLOSURE, market.closures),
    ):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def write_lines(path: Path, lines: list[Line]) -> None:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
