"""All photos ever seen: which of them show what a new one shows, and what is kept to know it again later.

In: photos by name (hex digits of the SHA-256 of their files). Out: pairs of names that show one photo file. What is
kept lies in one folder beside the ledger and can be made again from the evidence; erasing leaves nothing of a photo.
"""

import fcntl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from enrichment.images.hamming import near, to_words
from enrichment.images.matching import MAX_DISTANCE, usable
from enrichment.images.photo_index import PhotoIndex
from enrichment.images.photo_pairs import Decided, decide
from enrichment.images.photos import Photo
from enrichment.images.points_file import PointsFolder
from peil.records.read import Fingerprint


@dataclass(frozen=True, slots=True)
class NamedPair:
    """Two files by name (`a` < `b`) and how they show one photo."""

    a: str
    b: str
    decided: Decided


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Waits until nobody else writes to the photos in a folder, and keeps others waiting meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


class PhotoArchive:
    """The photos in a folder; `prints` are the fingerprints of those that the ledger knows, by name."""

    def __init__(self, folder: Path, stamp: str | None) -> None:
        """`stamp` names what made points; what another stamp made is not asked, and made anew.

        None takes what there is, whatever made it: to erase in it.
        """
        self.index = PhotoIndex(folder / "index", stamp)
        self.points = PointsFolder(folder / "points")

    def take_in(self, new: Mapping[str, Photo], prints: Mapping[str, Fingerprint]) -> list[NamedPair]:
        """Keep photos and tell which pairs of them, and of them and those known, show one photo; in order."""
        pointed = {name: photo.points for name, photo in new.items() if photo.points is not None}
        for name, points in pointed.items():
            self.points.put(name, points)
        self.index.add(list(pointed), list(pointed.values()))
        every = {**prints, **{name: photo.fingerprint for name, photo in new.items()}}
        asked: dict[tuple[str, str], list[bool]] = {}
        for one, other, mirrored in [*self._by_points(new), *_by_hashes(new, every)]:
            ways = asked.setdefault((min(one, other), max(one, other)), [])
            if one != other and other in every and mirrored not in ways:
                ways.append(mirrored)
        found = ((pair, self._decided(pair, ways, every)) for pair, ways in sorted(asked.items()) if ways)
        return [NamedPair(*pair, decided) for pair, decided in found if decided]

    def showing(self, photo: Photo, prints: Mapping[str, Fingerprint]) -> list[str]:
        """The names of known files that show the same photo; nothing of the one that is asked about is kept."""
        own = photo.fingerprint.sha256
        asked, ways = {own: photo}, dict[str, list[bool]]()
        for _, other, mirrored in [*self._by_points(asked), *_by_hashes(asked, {**prints, own: photo.fingerprint})]:
            if other in prints and mirrored not in ways.setdefault(other, []):
                ways[other].append(mirrored)
        return sorted(
            other for other, found in ways.items() if decide(photo, Photo(prints[other], self.points.get(other)), found)
        )

    def erase(self, name: str) -> bool:
        """Leave nothing of a photo; false where it was not known."""
        return self.index.erase(name) | self.points.erase(name)

    def _by_points(self, new: Mapping[str, Photo]) -> Iterator[tuple[str, str, bool]]:
        for name, photo in new.items():
            if photo.points is not None:
                for found in self.index.candidates(photo.points):
                    yield name, found.name, found.mirrored

    def _decided(self, pair: tuple[str, str], ways: list[bool], every: Mapping[str, Fingerprint]) -> Decided | None:
        a, b = (Photo(every[name], self.points.get(name)) for name in pair)
        return decide(a, b, ways)


def _by_hashes(new: Mapping[str, Photo], every: Mapping[str, Fingerprint]) -> Iterator[tuple[str, str, bool]]:
    """Pairs of near hashes, straight and mirrored: a second door, for photos without points."""
    known = [name for name, print_ in every.items() if usable(print_)]
    asked = [name for name, photo in new.items() if usable(photo.fingerprint)]
    own = to_words([new[name].fingerprint.pdq for name in asked])
    for mirrored in (False, True):
        others = to_words([every[name].pdq_mirrored if mirrored else every[name].pdq for name in known])
        found = near(own, others, MAX_DISTANCE)
        for left, right in zip(found.left.tolist(), found.right.tolist(), strict=True):
            yield asked[left], known[right], mirrored
