"""All photos ever seen, in a folder: which of them a new one may show, answered while it grows.

In: names of pictures (hex digits of a SHA-256) and their points. Out: candidates by name. Segments are written once and
mapped; a new one is merged with its like, so that adding costs little however many there are. The manifest changes
last and at once: whoever reads sees all of a batch or nothing. One writer at a time.
"""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from enrichment.images.points import Points
from enrichment.images.segments import Segment, mapped, merge, posted, save
from enrichment.images.votes import candidates
from peil.errors import OutsideError

NAME_BYTES = 32
GONE = bytes(NAME_BYTES)
GROWTH = 2
"""A segment is merged into the one before it unless that is more than so many times as large."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A picture that may show the same photo, by its name; `votes` is the weight of the points that speak for it."""

    name: str
    mirrored: bool
    votes: float


class PhotoIndex:
    """The index in a folder, which is made by the first batch."""

    def __init__(self, folder: Path, stamp: str | None = "") -> None:
        """`stamp` names what made the points; an index of another stamp counts as empty and is made anew.

        None takes whatever index there is: to erase in it, not to add to it.
        """
        self.folder, self.stamp = folder, stamp
        self._names = bytearray()
        self._segments: dict[str, Segment] = {}
        self._open()

    def __len__(self) -> int:
        """How many pictures it knows, without the erased ones."""
        return len(self.names())

    def names(self) -> list[str]:
        """The names of all pictures, in the order in which they came."""
        every = (self._name(number) for number in range(len(self._names) // NAME_BYTES))
        return [name for name in every if name]

    def add(self, names: Sequence[str], pictures: Sequence[Points]) -> None:
        """Take in a batch; what it knows already is left out."""
        known = set(self.names())
        new = {name: picture for name, picture in zip(names, pictures, strict=True) if name not in known}
        if not new:
            return
        first = len(self._names) // NAME_BYTES
        segment = self._fresh()
        save(posted(range(first, first + len(new)), list(new.values())), self.folder / segment)
        with (self.folder / "names.bin").open("ab") as opened:
            opened.truncate(len(self._names))
            opened.write(b"".join(map(bytes.fromhex, new)))
        self._names += b"".join(map(bytes.fromhex, new))
        self._segments[segment] = mapped(self.folder / segment)
        self._settle()

    def candidates(self, asked: Points) -> list[Resemblance]:
        """The pictures that may show the same photo as this one, the likeliest first."""
        found = candidates(asked, list(self._segments.values()))
        return [Resemblance(name, one.mirrored, one.votes) for one in found if (name := self._name(one.number))]

    def erase(self, name: str) -> bool:
        """Leave nothing of a picture in any file; false where it was not known."""
        self._sweep()
        raw = bytes.fromhex(name)
        places = range(0, len(self._names), NAME_BYTES)
        place = next((place for place in places if self._names[place : place + NAME_BYTES] == raw), None)
        if place is None or raw == GONE:
            return False
        for segment in self._segments:
            mapped(self.folder / segment, "r+").erase(place // NAME_BYTES)
        with (self.folder / "names.bin").open("r+b") as opened:
            opened.seek(place)
            opened.write(GONE)
        self._names[place : place + NAME_BYTES] = GONE
        return True

    def _name(self, number: int) -> str:
        raw = bytes(self._names[number * NAME_BYTES : (number + 1) * NAME_BYTES])
        return "" if raw == GONE else raw.hex()

    def _open(self) -> None:
        manifest = self.folder / "manifest.json"
        if not manifest.is_file():
            return
        try:
            told = json.loads(manifest.read_text(encoding="utf-8"))
            if self.stamp in (None, told["stamp"]):
                self._names = bytearray((self.folder / "names.bin").read_bytes()[: told["pictures"] * NAME_BYTES])
                self._segments = {name: mapped(self.folder / name) for name in told["segments"]}
        except (OSError, ValueError, KeyError) as error:
            mend = "remove the folder: the index is made anew from the evidence"
            raise OutsideError("the index of photos is damaged", where=str(self.folder), mend=mend) from error

    def _settle(self) -> None:
        """Merge what is alike in size, tell the manifest, then remove what it no longer names."""
        while len(order := list(self._segments)) > 1:
            before, last = order[-2:]
            if len(self._segments[before]) > GROWTH * len(self._segments[last]):
                break
            merged = self._fresh()
            merge([self._segments[before], self._segments[last]], self.folder / merged)
            del self._segments[before], self._segments[last]
            self._segments[merged] = mapped(self.folder / merged)
        pictures = len(self._names) // NAME_BYTES
        told = {"stamp": self.stamp, "pictures": pictures, "segments": list(self._segments)}
        draft = self.folder / "manifest.json.new"
        draft.write_text(json.dumps(told), encoding="utf-8")
        os.replace(draft, self.folder / "manifest.json")
        self._sweep()

    def _sweep(self) -> None:
        """Remove what the manifest does not name: what was merged, and what a turn that was cut off has left."""
        for folder in self.folder.glob("segment-*"):
            if folder.name not in self._segments:
                shutil.rmtree(folder)
        if (names := self.folder / "names.bin").is_file():
            os.truncate(names, len(self._names))

    def _fresh(self) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        taken = [int(folder.name.removeprefix("segment-")) for folder in self.folder.glob("segment-*")]
        return f"segment-{max(taken, default=0) + 1:06d}"
