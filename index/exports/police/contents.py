"""What is in a police export: the confirmed clusters as JSON and CSV.

In: exported clusters. Out: bytes by file name. Numbers stand whole here, which is why it is sealed.
"""

import csv
import io
import json
from collections.abc import Sequence

from peil.records.exported import ExportedCluster
from peil.records.plain import to_json

SCHEMA = "peil-clusters/1"
_COLUMNS = ("cluster", "ad", "site", "url", "account", "persona", "municipality", "first_seen", "last_seen", "numbers")


def contents_of(clusters: Sequence[ExportedCluster]) -> dict[str, bytes]:
    """`clusters.json` (docs/police-export.md says its form) and `clusters.csv`, one line an ad."""
    said = {"schema": SCHEMA, "clusters": [to_json(one) for one in clusters]}
    return {
        "clusters.json": json.dumps(said, indent=2, ensure_ascii=False).encode(),
        "clusters.csv": _csv(clusters).encode(),
    }


def _csv(clusters: Sequence[ExportedCluster]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow((*_COLUMNS, "confirmed"))
    for cluster in clusters:
        rules = ";".join(sorted({flag.rule for flag in cluster.flags}))
        for ad in cluster.ads:
            seen = (ad.first_seen.isoformat(), ad.last_seen.isoformat())
            said = (cluster.id, ad.id, ad.site, ad.url, ad.account, ad.persona, ad.municipality, *seen)
            writer.writerow([_cell(value) for value in (*said, ";".join(ad.numbers), rules)])
    return stream.getvalue()


def _cell(value: str) -> str:
    """A cell that a spreadsheet takes for text: one that begins like a formula would be run."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
