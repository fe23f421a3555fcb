"""Whether a run's evidence is what was committed: every file, every record, every place that something points at.

In: a run folder. Out: how much was checked, and a sentence for everything that is wrong. Never changes a run.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawlers.run_folder import IMAGES, RunFolder
from crawlers.stored import stored_at
from crawlers.warc_records import WarcRecord, read_records
from peil.errors import OutsideError, SourceError
from peil.records.plain import from_json
from peil.records.seen import RecordRef, SeenImage

_WARC = "*.warc.gz"


@dataclass(frozen=True)
class EvidenceCheck:
    """One run: `files`, `records` and `places` were checked; `wrong` is empty where all is as it was committed."""

    run: str
    files: int
    records: int
    places: int
    wrong: tuple[str, ...]


def check_evidence(run: RunFolder) -> EvidenceCheck:
    """Check a run against its manifest, its records against their digests, its lines against its records."""
    try:
        files, wrong = len(run.manifest.files), run.damage()
    except SourceError as error:
        files, wrong = 0, [error.what]
    records: list[WarcRecord] = []
    for file in sorted(run.path.glob(_WARC)):
        found, problems = _check_file(file)
        records += found
        wrong += problems
    wrong += _broken_pointers(records, run.path.name)
    places, lost = _check_places(run, records)
    return EvidenceCheck(run.id, files, len(records), places, tuple(wrong + lost))


def _check_file(file: Path) -> tuple[list[WarcRecord], list[str]]:
    found: list[WarcRecord] = []
    wrong: list[str] = []
    try:
        for record in read_records(file):
            found.append(record)
            if record.problem:
                wrong.append(f"{file.name} at {record.at} ({record.url or record.kind}): {record.problem}")
    except SourceError as error:
        wrong.append(f"{file.name} {error.what}")
    return found, wrong


def _broken_pointers(records: list[WarcRecord], run: str) -> list[str]:
    """Records that repeat bytes of this run which do not stand in it as they say."""
    answers = {(one.url, one.date): one.digest for one in records if one.kind in ("response", "resource")}
    return [
        f"{record.file.name} at {record.at} ({record.url}): repeats {record.again[0]} of {record.again[1]}, "
        "whose bytes are others"
        for record in records
        if record.kind == "revisit" and answers.get(record.again, record.digest) != record.digest
    ]


def _check_places(run: RunFolder, records: list[WarcRecord]) -> tuple[int, list[str]]:
    own = {f"{run.path.name}/{record.file.name}:{record.at}" for record in records if record.kind != "request"}
    pointed: dict[tuple[RecordRef, str | None], None] = {}
    wrong: list[str] = []
    try:
        for place_and_hash in _pointed_at(run):
            pointed[place_and_hash] = None
    except SourceError as error:
        wrong.append(error.sentence())
    for place, sha256 in pointed:
        mine = place.file.startswith(f"{run.path.name}/")
        if mine and f"{place.file}:{place.offset}" not in own:
            wrong.append(f"{place.file} at {place.offset}: no record begins there, but a line points at it")
        elif sha256 or not mine:
            wrong += _check_place(run, place, sha256)
    return len({place for place, _ in pointed}), wrong


def _check_place(run: RunFolder, place: RecordRef, sha256: str | None) -> list[str]:
    """A photo, or an answer of an earlier run: whether it is there and is what its hash says."""
    try:
        body = stored_at(run.path.parent, place).page.body
    except OutsideError as error:
        return [f"{error.where}: {error.what}"]
    if sha256 and hashlib.sha256(body).hexdigest() != sha256:
        return [f"{place.file} at {place.offset}: the photo is not what its hash says"]
    return []


def _pointed_at(run: RunFolder) -> Iterator[tuple[RecordRef, str | None]]:
    """Every place that a sighting or a photo points at, with the hash of a photo."""
    for sighting in run.sightings():
        if sighting.record:
            yield sighting.record, None
        yield from ((image.record, image.sha256) for image in sighting.images if image.record)
    file = run.path / IMAGES
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines() if file.exists() else (), start=1):
        try:
            image = from_json(SeenImage, json.loads(line))
        except (ValueError, TypeError, AttributeError) as error:
            raise SourceError(f"is no photo ({error})", where=f"{file.name}:{number}") from error
        if image.record:
            yield image.record, image.sha256
