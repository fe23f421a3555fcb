"""Tables as files: each as CSV and Parquet, with texts beside them and a manifest with the hash of each.

In: rows. Out: a new folder; where anything fails, none. Files are readable by their owner alone.
"""

import csv
import hashlib
import io
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from peil.errors import SourceError

Row = Mapping[str, Any]


def write_tables(out: Path, tables: Mapping[str, Sequence[Row]], texts: Mapping[str, str], about: Row) -> None:
    """Write the folder; `texts` are further files by name, `about` goes into manifest.json beside the hashes.

    Raises SourceError where the folder is there already or cannot be made.
    """
    contents = {name: text.encode() for name, text in texts.items()}
    for name, rows in tables.items():
        contents[f"{name}.csv"] = _csv(rows)
        contents[f"{name}.parquet"] = _parquet(rows)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())}
    contents["manifest.json"] = json.dumps({**about, "files": hashes}, indent=2, ensure_ascii=False).encode()
    part = out.with_name(f".{out.name}.part-{os.getpid()}")
    try:
        part.mkdir(mode=0o700)
        for name, content in contents.items():
            (part / name).write_bytes(content)
            (part / name).chmod(0o600)
        if out.exists():
            raise FileExistsError(17, "File exists")
        part.rename(out)
    except OSError as error:
        mend = "the name of a new folder would be right"
        raise SourceError(f"cannot be written ({error.strerror})", where=str(out), mend=mend) from error
    finally:
        if part.is_dir():
            for file in part.iterdir():
                file.unlink()
            part.rmdir()


def _csv(rows: Sequence[Row]) -> bytes:
    stream = io.StringIO()
    if rows:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return stream.getvalue().encode()


def _parquet(rows: Sequence[Row]) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows]), sink, compression="zstd")
    return sink.getvalue()
