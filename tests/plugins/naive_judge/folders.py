"""A market as a folder for `peil judge`."""

import csv
import json
from pathlib import Path

from naive_judge.market import Line, Market
from rules.register import CLOSURE_COLUMNS, LICENCE_COLUMNS, POLICY_COLUMNS


def write_folder(market: Market, folder: Path) -> Path:
    """Write the five files; give the folder."""
    write_lines(folder / "ads.jsonl", market.ads)
    write_lines(folder / "decisions.jsonl", market.decisions)
    for name, columns, rows in (
        ("licences", LICENCE_COLUMNS, market.licences),
        ("policies", POLICY_COLUMNS, market.policies),
        ("closures", CLOSURE_COLUMNS, market.closures),
    ):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def write_lines(path: Path, lines: list[Line]) -> None:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
