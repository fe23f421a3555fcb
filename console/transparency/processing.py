"""Records of processing (Article 30 GDPR) and what the DPIA may count on, as tables.

In: the words of a language. Out: CSV and Markdown.
"""

import csv
import io
from importlib.resources import files

from console.transparency.wording import Wording


def processing_records(wording: Wording) -> str:
    """The records of processing as CSV."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(wording.table("processing", "columns"))
    for row in wording.table("processing", "rows"):
        writer.writerow([wording.fill(cell) for cell in row])
    return stream.getvalue()


def measures(wording: Wording) -> str:
    """What is technically enforced, for the DPIA: a row a measure of the charter, and the tests that show it."""
    head = "| | maatregel | getoetst door |\n" if wording.language == "nl" else "| | measure | shown by |\n"
    table = csv.DictReader((files(__package__) / "measures.csv").read_text(encoding="utf-8").splitlines())
    rows = [
        f"| {row['number']} | {row[wording.language]} | `test_charter_{int(row['number']):02}_…` |" for row in table
    ]
    periods = "".join(f"- {what}: {days}\n" for what, days in wording.periods())
    return f"{head}|---|---|---|\n" + "\n".join(rows) + f"\n\n{periods}"
