"""PDQ hashes as police and platforms exchange them: a line a file, `hash,quality,path`, without a header.

In: a text file of such lines, or fingerprints by path. Out: the same the other way round; what is written reads back to
what it was. Mirrored hashes are not exchanged: they follow from the others.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from enrichment.images.pdq import PDQ
from peil.errors import SourceError, SourceErrors
from peil.records.read import Fingerprint

PDQ_DIGITS = 64


def to_csv(prints: Iterable[tuple[str, Fingerprint]]) -> Iterator[str]:
    """A line, without its end, for each file that has a hash."""
    for path, print_ in prints:
        if print_.pdq:
            out = StringIO()
            csv.writer(out, lineterminator="").writerow((print_.pdq, print_.quality, path))
            yield out.getvalue()


def read_csv(file: Path) -> list[tuple[str, Fingerprint]]:
    """Path and fingerprint of each line; raises SourceError, or SourceErrors with all that is wrong."""
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            rows = [(number, row) for number, row in enumerate(csv.reader(opened), 1) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        mend = "lines of hash,quality,path would be right"
        raise SourceError(f"cannot be read: {error}", where=str(file), mend=mend) from error
    wrong = [mistake for number, row in rows if (mistake := _mistake(file, number, row))]
    if wrong:
        raise SourceErrors(wrong)
    return [(row[2], _print(row)) for _, row in rows]


def _print(row: list[str]) -> Fingerprint:
    pdq = row[0].lower()
    return Fingerprint("", pdq=pdq, pdq_mirrored=PDQ.mirrored(pdq), quality=int(row[1]))


def _mistake(file: Path, number: int, row: list[str]) -> SourceError | None:
    where = f"{file}:{number}"
    if len(row) != 3:
        return SourceError(f"{len(row)} columns", where=where, mend="hash,quality,path would be right")
    if len(row[0]) != PDQ_DIGITS or set(row[0].lower()) - set("0123456789abcdef"):
        return SourceError("no PDQ hash", where=where, mend="64 hex digits would be right")
    if not row[1].isascii() or not row[1].isdigit() or int(row[1]) > 100:
        return SourceError("no quality", where=where, mend="a number from 0 to 100 would be right")
    return None
