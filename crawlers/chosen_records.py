"""Which records belong to a sighting: those of its visit, and what these repeat; its photos if they are wanted.

In: a kept ad. Out: records in the order of their files, each once. One that is not what its digest says is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from crawlers.kept_ads import KeptAd
from crawlers.warc_records import ANSWERS, WarcRecord, read_records
from peil.errors import OutsideError
from peil.records.seen import RecordRef


@dataclass
class Files:
    """WARC files that were read through once, by path."""

    _read: dict[Path, list[WarcRecord]] = field(default_factory=dict)

    def records(self, file: Path) -> list[WarcRecord]:
        """The records of a file; raises OutsideError where it is gone, SourceError where it cannot be read."""
        if file not in self._read:
            if not file.is_file():
                raise OutsideError("the evidence is gone", where=str(file), mend="restore the run folder")
            self._read[file] = list(read_records(file))
        return self._read[file]


def chosen_records(kept: KeptAd, files: Files, *, photos: bool) -> list[WarcRecord]:
    """The records behind one sighting."""
    places = [kept.place]
    if photos:
        places += [image.record for image in kept.sighting.images if image.record]
    chosen: dict[tuple[Path, int], WarcRecord] = {}
    for place in places:
        _add(chosen, _visit(files.records(kept.site / place.file), place))
    for file in sorted(kept.run.path.glob("*.warc.gz")):
        _add(chosen, _looked_again(files.records(file), kept.sighting.url))
        _add(chosen, _repeated(files.records(file), list(chosen.values())))
    ordered = sorted(chosen.values(), key=lambda one: (str(one.file), one.at))
    broken = [record for record in ordered if record.problem]
    if broken:
        where = f"{broken[0].file.name} at {broken[0].at}"
        raise OutsideError(
            f"the evidence is not whole ({broken[0].problem})", where=where, mend="restore the run folder"
        )
    return ordered


def _add(chosen: dict[tuple[Path, int], WarcRecord], records: Iterable[WarcRecord]) -> None:
    chosen.update({(record.file, record.at): record for record in records})


def _visit(records: list[WarcRecord], place: RecordRef) -> list[WarcRecord]:
    """The record at a place, all that were kept beside it, and the requests for them."""
    here = next((record for record in records if record.at == place.offset and record.kind in ANSWERS), None)
    if here is None:
        raise OutsideError("no answer stands there", where=f"{place.file} at {place.offset}", permanent=True)
    head = here.beside or here.id
    answers = [one for one in records if one.kind in ANSWERS and head in (one.id, one.beside)]
    return [*answers, *_requests(records, answers)]


def _looked_again(records: list[WarcRecord], url: str) -> list[WarcRecord]:
    """The looks at an address that met bytes which were kept before."""
    found = [one for one in records if one.kind == "revisit" and one.url == url]
    return [*found, *_requests(records, found)]


def _repeated(records: list[WarcRecord], chosen: list[WarcRecord]) -> list[WarcRecord]:
    again = {one.again for one in chosen if one.kind == "revisit"}
    return [one for one in records if one.kind == "response" and (one.url, one.date) in again]


def _requests(records: list[WarcRecord], answers: list[WarcRecord]) -> list[WarcRecord]:
    ids = {one.id for one in answers}
    return [one for one in records if one.kind == "request" and one.beside in ids]
