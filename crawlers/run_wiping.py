"""One run's evidence without what must go: records overwritten where they lie, lines taken out, sealed anew.

In: a run folder and what must go from it. Out: the same folder, whole again, with a tombstone in its manifest that says
how much went and what the manifest was before. Broken off anywhere it is a damaged run until it is done again.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from crawlers.addresses import plain_address
from crawlers.journal import JOURNAL
from crawlers.manifest import MANIFEST, read_manifest
from crawlers.naming import pattern_of
from crawlers.record_lines import RecordLine, record_lines
from crawlers.run_folder import ANSWERS, IMAGES, RECORDS, SIGHTINGS
from crawlers.run_lines import Line, read_line, sift
from crawlers.run_seal import RunSeal
from crawlers.stored import stored_at
from crawlers.tombstones import overwrite
from peil.errors import OutsideError
from peil.records.seen import RecordRef
from peil.records.wiped import RunWipe, Tombstone

_LISTS = (RECORDS, ANSWERS, IMAGES, SIGHTINGS)


@dataclass
class _Doomed:
    """What is known to go from one run: addresses, places, photos, and how many sightings."""

    urls: set[str] = field(default_factory=set)
    places: set[RecordRef] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    sightings: int = 0


class RunWiping:
    """The wiping of one run folder, committed or left by a crawl that died; made under the site's lock."""

    def __init__(self, folder: Path, name: str, wipe: RunWipe) -> None:
        """`name` is what the committed folder is or would be called."""
        self._folder, self._name, self._wipe = folder, name, wipe
        self._seen: set[str] = set()

    def wipe(self, at: datetime) -> Tombstone | None:
        """Do it; None where nothing of it stood here."""
        doomed, seal = self._look(), RunSeal(self._folder)
        going = self._going(doomed)
        if not (seal.is_broken or going or doomed.sightings or doomed.photos):
            return None
        files = {Path(line.record.file).name for line in going}
        seal.open([*files, *(name for name in _LISTS if (self._folder / name).is_file())])
        self._overwrite(going)
        self._sift(going, doomed)
        stone = Tombstone(at, self._wipe.why, doomed.sightings, len(doomed.photos), len(going), "")
        if not (self._folder / MANIFEST).is_file():
            return stone
        told = read_manifest(self._folder / MANIFEST)
        errors = () if self._wipe.all_else else tuple(error for error in told.errors if error.url not in doomed.urls)
        return seal.close(replace(told, errors=errors), stone)

    def _look(self) -> _Doomed:
        """What the lines of the run say of what must go."""
        doomed = _Doomed(places=set(self._wipe.places))
        for line in _lines(self._folder / SIGHTINGS):
            self._seen |= {line["url"], *(image["url"] for image in line["images"])}
            if self._is_doomed(line):
                doomed.sightings += 1
                photos = [one for one in line["images"] if one["sha256"] is None or one["sha256"] in self._wipe.photos]
                doomed.urls |= {line["url"], *(one["url"] for one in photos)}
                doomed.places |= _places([line])
        for image in _lines(self._folder / IMAGES):
            if self._loses(image):
                doomed.photos.add(image["sha256"])
                doomed.urls.add(image["url"])
                doomed.places |= _places([image])
        return doomed

    def _is_doomed(self, line: Line) -> bool:
        return self._wipe.all_else or line["ref"] in self._wipe.refs

    def _loses(self, image: Line) -> bool:
        """Whether a photo goes; of one that stays the line stays too, so that no crawl asks for it again."""
        rests = bool(_places([image]) & self._wipe.kept)
        return image["sha256"] in self._wipe.photos or (self._wipe.all_else and not rests)

    def _going(self, doomed: _Doomed) -> list[RecordLine]:
        """The exchanges that go: by their place or address; listing pages where they name somebody who must go."""
        pattern = pattern_of(doomed.urls, self._wipe.numbers)
        found = []
        for line in record_lines(self._folder, self._name):
            if line.record in self._wipe.kept:
                continue
            own = {line.url, line.visit} - {""}
            named = own & doomed.urls or line.record in doomed.places or self._wipe.all_else
            if named or (pattern and not own & self._seen and pattern.search(self._page(line))):
                found.append(line)
        return found

    def _page(self, line: RecordLine) -> bytes:
        """The page's address and its bytes, unpacked."""
        there = RecordRef(f"{self._folder.name}/{Path(line.record.file).name}", line.record.offset)
        try:
            return line.url.encode() + b"\n" + stored_at(self._folder.parent, there).page.body
        except OutsideError:
            return line.url.encode()

    def _overwrite(self, going: Sequence[RecordLine]) -> None:
        spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for line in going:
            spans[Path(line.record.file).name].append((line.record.offset, line.length))
        for name, found in spans.items():
            overwrite(self._folder / name, sorted(found))

    def _sift(self, going: Sequence[RecordLine], doomed: _Doomed) -> None:
        """The sightings last: they tell what must go, should this be broken off."""
        gone = {line.record for line in going}
        plain = {plain_address(url) for url in doomed.urls}
        sift(self._folder / RECORDS, lambda line: None if _places([line]) & gone else line)
        sift(self._folder / ANSWERS, lambda line: None if plain_address(line["url"]) in plain else line)
        sift(self._folder / JOURNAL, lambda line: _journal_line(line, doomed.urls))
        sift(self._folder / IMAGES, lambda line: None if self._loses(line) else line)
        sift(self._folder / SIGHTINGS, lambda line: None if self._is_doomed(line) else _without(line, gone))


def _lines(file: Path) -> list[Line]:
    if not file.is_file():
        return []
    with file.open("rb") as lines:
        return [found for line in lines if (found := read_line(line)) is not None]


def _places(lines: Iterable[Line]) -> set[RecordRef]:
    """Every place that lines point at, those of their photos apart."""
    return {RecordRef(**line["record"]) for line in lines if line.get("record")}


def _without(line: Line, gone: set[RecordRef]) -> Line:
    """A line that stays, without places at which nothing stands any longer."""
    if not (_places([line]) | _places(line["images"])) & gone:
        return line
    record = None if _places([line]) & gone else line["record"]
    images = [
        {"url": image["url"], "sha256": None, "record": None} if _places([image]) & gone else image
        for image in line["images"]
    ]
    return {**line, "record": record, "images": images}


def _journal_line(line: Line, urls: set[str]) -> Line | None:
    if line.get("ad") in urls:
        return None
    ads = line.get("ads", ())
    return {**line, "ads": [url for url in ads if url not in urls]} if urls & set(ads) else line
