"""Records of earlier runs that a later run points at instead of keeping the same bytes again.

In: the folder of a site's runs and the place of a record. Out: its address, its date and the digest of its bytes, or
nothing where it is no longer there. Never writes.
"""

from dataclasses import dataclass
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from peil.records.seen import RecordRef


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """One response that stands in a WARC file; `date` and `digest` are as its headers write them."""

    place: RecordRef
    url: str
    date: str
    digest: str


def kept_record(site: Path, place: RecordRef) -> KeptRecord | None:
    """The record at a place of a site's runs, None where no response with its bytes stands there."""
    try:
        with (site / place.file).open("rb") as stream:
            stream.seek(place.offset)
            record = next(iter(ArchiveIterator(stream)), None)
    except (OSError, ArchiveLoadFailed):
        return None
    if record is None or record.rec_type != "response":
        return None
    told = [record.rec_headers.get_header(f"WARC-{name}") for name in ("Target-URI", "Date", "Payload-Digest")]
    return KeptRecord(place, *told) if all(told) else None
