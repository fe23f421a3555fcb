"""All files of a folder to lines for `peil images`: a fingerprint each, or the pairs that show one photo file.

In: a folder. Out: plain JSON values in the order of the paths (relative to the folder, `/` between parts).
A file that is no photo gives a line with the reason; nothing is written, no link is followed out of the folder.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from enrichment.images.photo_pairs import Photo, PhotoPair, photo_pairs
from enrichment.images.pictures import MAX_BYTES
from enrichment.images.points import Points, points
from enrichment.images.prints import fingerprint
from peil.errors import SourceError
from peil.records.read import Fingerprint


def fingerprint_folder(path: Path, pairs: bool = False) -> Iterator[dict[str, Any]]:
    """Lines `{path, sha256, fingerprint}` (null with a `reason` for what is no photo), or one a pair.

    A pair is `{a, b, how, distance, evidence}`. Raises SourceError, before the first line, without such a folder.
    """
    if not path.is_dir():
        raise SourceError("no such folder", where=str(path), mend="a folder with image files would be right")
    return _pair_lines(path) if pairs else _file_lines(path)


def _file_lines(folder: Path) -> Iterator[dict[str, Any]]:
    for name, print_ in _prints(folder):
        line = {"path": name, "sha256": print_.sha256, "fingerprint": _hashes(print_)}
        yield line | {"reason": print_.reason} if print_.reason else line


def _pair_lines(folder: Path) -> Iterator[dict[str, Any]]:
    names, photos = [], []
    for name, print_ in _prints(folder):
        names.append(name)
        photos.append(Photo(print_, None if print_.reason else _points(folder / name)))
    for pair in photo_pairs(photos):
        line = {"a": names[pair.a], "b": names[pair.b], "how": pair.how, "distance": pair.distance}
        yield line | {"evidence": _evidence(pair)}


def _evidence(pair: PhotoPair) -> dict[str, Any]:
    """What bears the pair: pairs of points that fall on each other, and blocks of pixels that agree."""
    if pair.sighted is None:
        return {"pdq": pair.distance}
    found, blocks = pair.sighted.alignment, pair.sighted.blocks
    points_ = {"points": found.inliers, "points_asked": found.asked, "residual": round(found.residual, 2)}
    return points_ | {"blocks": blocks.good, "blocks_asked": blocks.told, "mirrored": pair.sighted.mirrored}


def _prints(folder: Path) -> Iterator[tuple[str, Fingerprint]]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    for name in sorted(path.relative_to(folder).as_posix() for path in files):
        yield name, _print(folder / name)


def _print(file: Path) -> Fingerprint:
    """The fingerprint of one file; one too large is hashed piece by piece and never held whole."""
    try:
        if file.stat().st_size <= MAX_BYTES:
            return fingerprint(file.read_bytes())
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return Fingerprint("", reason=f"cannot be opened: {error.strerror}")
    return Fingerprint(sha256, reason=f"larger than {MAX_BYTES // 2**20} MB")


def _points(file: Path) -> Points | None:
    try:
        return points(file.read_bytes())
    except OSError:
        return None


def _hashes(print_: Fingerprint) -> dict[str, Any] | None:
    if print_.reason:
        return None
    names = ("pdq", "pdq_mirrored", "quality", "phash", "width", "height")
    return {name: getattr(print_, name) for name in names}
