"""Points of many pictures in the order of their words: one piece of the index, never changed but to erase.

In: numbers of pictures and their points. Out: arrays of one place a point, in memory or mapped from a folder, and one
piece made of several. Fourteen bytes a point; a picture keeps its best points only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from enrichment.images.points import Points
from enrichment.images.words import WORDS, Indexes, Signatures, worded

KEPT = 200
"""Points that stand in the index, of each picture: the best, from all over it."""
ERASED = np.uint32(0xFFFFFFFF)
AT_ONCE = 1 << 20
TURN_STEPS = 256
SIZE_STEPS = 16
"""Angles are kept in steps of 1/256 turn, sizes in steps of 1/16 octave."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Points in the order of their words; those of word w stand from `starts[w]` to `starts[w + 1]`."""

    starts: NDArray[np.uint32]
    picture: NDArray[np.uint32]
    signature: Signatures
    turn: NDArray[np.uint8]
    size: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.picture)

    def erase(self, number: int) -> None:
        """Leave nothing of a picture; where the segment is mapped, nothing in its files."""
        places = np.flatnonzero(self.picture == number)
        self.picture[places] = ERASED
        self.signature[places] = 0
        self.turn[places] = 0
        self.size[places] = 0


COLUMNS = tuple(field.name for field in fields(Segment))


def posted(numbers: Sequence[int], pictures: Sequence[Points], kept: int = KEPT) -> Segment:
    """The segment of these pictures, in memory."""
    descriptors = [picture.descriptors[:kept] for picture in pictures]
    found = worded(np.concatenate([np.zeros((0, 128), np.uint8), *descriptors]))
    words = found.words[:, 0]
    order = np.argsort(words, kind="stable")
    owners = np.repeat(np.array(numbers, np.uint32), [len(part) for part in descriptors])
    return Segment(
        _starts(words),
        owners[order],
        found.signatures[order],
        np.concatenate([np.zeros(0, np.uint8), *(turns(picture.angles[:kept]) for picture in pictures)])[order],
        np.concatenate([np.zeros(0, np.uint8), *(sizes(picture.scales[:kept]) for picture in pictures)])[order],
    )


def turns(degrees: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Angles as steps of a byte, which turn over as angles do."""
    return np.asarray(np.round(degrees / 360 * TURN_STEPS).astype(np.int64), np.uint8)


def sizes(diameters: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Diameters in pixels as steps of an octave's sixteenth."""
    steps = np.round(np.log2(np.maximum(diameters, 0.25)) * SIZE_STEPS) + 32
    return np.asarray(np.clip(steps, 0, 255), np.uint8)


def save(segment: Segment, folder: Path) -> None:
    """Write a segment to a folder of its own."""
    folder.mkdir(parents=True)
    for name in COLUMNS:
        np.save(folder / f"{name}.npy", getattr(segment, name))


def mapped(folder: Path, mode: str = "r") -> Segment:
    """The segment of a folder, mapped and not read; mode `r+` to erase in it."""
    return Segment(*(np.load(folder / f"{name}.npy", mmap_mode=mode) for name in COLUMNS))  # type: ignore[arg-type]


def merge(segments: Sequence[Segment], folder: Path) -> None:
    """Write one segment of several, a stretch of words at a time, without what was erased."""
    folder.mkdir(parents=True)
    total = sum(int((segment.picture != ERASED).sum()) for segment in segments)
    columns = {
        name: open_memmap(folder / f"{name}.npy", "w+", getattr(segments[0], name).dtype, (total,))
        for name in COLUMNS[1:]
    }
    counts, done = np.zeros(WORDS, np.int64), 0
    for words, parts in _stretches(segments):
        order = np.argsort(words, kind="stable")
        counts += np.bincount(words, minlength=WORDS)
        for name, column in columns.items():
            column[done : done + len(words)] = parts[name][order]
        done += len(words)
    for column in columns.values():
        column.flush()
    np.save(folder / "starts.npy", np.concatenate(([0], np.cumsum(counts))).astype(np.uint32))


def _stretches(segments: Sequence[Segment]) -> Iterator[tuple[Indexes, dict[str, NDArray[np.generic]]]]:
    """Words and columns of all segments together, for one stretch of words after the other."""
    ends = np.sum([segment.starts[1:].astype(np.int64) for segment in segments], axis=0)
    cuts = np.unique(np.searchsorted(ends, np.arange(AT_ONCE, int(ends[-1]) + AT_ONCE, AT_ONCE)) + 1)
    for first, last in pairwise([0, *np.minimum(cuts, WORDS).tolist()]):
        spans = [(one, slice(int(one.starts[first]), int(one.starts[last]))) for one in segments]
        kept = np.concatenate([one.picture[span] for one, span in spans]) != ERASED
        words = np.concatenate([_words(one, first, last) for one in segments])[kept]
        columns = {name: np.concatenate([getattr(one, name)[span] for one, span in spans]) for name in COLUMNS[1:]}
        yield words, {name: column[kept] for name, column in columns.items()}


def _words(segment: Segment, first: int, last: int) -> Indexes:
    """The word of each point from word `first` up to `last`."""
    counts = np.diff(segment.starts[first : last + 1].astype(np.int64))
    return np.repeat(np.arange(first, last), np.asarray(counts, np.int64))


def _starts(words: Indexes) -> NDArray[np.uint32]:
    return np.concatenate(([0], np.cumsum(np.bincount(words, minlength=WORDS)))).astype(np.uint32)
