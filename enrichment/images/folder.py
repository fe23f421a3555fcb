"""All files of a folder to lines for `peil images`: a fingerprint each, or the pairs that show one photo file.

In: a folder, or a file of PDQ hashes. Out: plain JSON values in the order of the paths (relative to the folder, `/`
between parts). A file that is no photo gives a line with the reason; nothing is written, no link is followed out of
the folder.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from enrichment.images.evidence import evidence
from enrichment.images.pdq_csv import read_csv, to_csv
from enrichment.images.photo_pairs import photo_pairs
from enrichment.images.photos import Photo, look
from enrichment.images.pictures import MAX_BYTES
from enrichment.images.prints import fingerprint
from peil.errors import SourceError
from peil.records.read import Fingerprint

Made = TypeVar("Made")


def fingerprint_folder(path: Path, pairs: bool = False) -> Iterator[dict[str, Any]]:
    """Lines `{path, sha256, fingerprint}` (null with a `reason` for what is no photo), or one a pair.

    A pair is `{a, b, how, distance, evidence}`. Raises SourceError, before the first line, where `path` is neither a
    folder nor a file of PDQ hashes.
    """
    photos = _known(path, look, lambda print_: Photo(print_, None)) if pairs else None
    return _pair_lines(photos) if photos else _file_lines(_prints(path))


def pdq_lines(path: Path) -> Iterator[str]:
    """The PDQ hashes of a folder, or of a file of them, as lines `hash,quality,path`; raises as above."""
    return to_csv(_prints(path))


def _prints(path: Path) -> Iterator[tuple[str, Fingerprint]]:
    return _known(path, fingerprint, lambda print_: print_)


def _known(
    path: Path, read: Callable[[bytes], Made], given: Callable[[Fingerprint], Made]
) -> Iterator[tuple[str, Made]]:
    """Name and what is known of each file: read from its bytes, or given by a fingerprint alone."""
    if path.is_dir():
        return ((name, _of_file(path / name, read, given)) for name in _names(path))
    if not path.is_file():
        raise SourceError("no such folder", where=str(path), mend="a folder with image files would be right")
    return ((name, given(print_)) for name, print_ in read_csv(path))


def _names(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def _of_file(file: Path, read: Callable[[bytes], Made], given: Callable[[Fingerprint], Made]) -> Made:
    """What is known of one file; one too large is hashed piece by piece and never held whole."""
    try:
        if file.stat().st_size <= MAX_BYTES:
            return read(file.read_bytes())
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return given(Fingerprint("", reason=f"cannot be opened: {error.strerror}"))
    return given(Fingerprint(sha256, reason=f"larger than {MAX_BYTES // 2**20} MB"))


def _file_lines(prints: Iterator[tuple[str, Fingerprint]]) -> Iterator[dict[str, Any]]:
    for name, print_ in prints:
        line = {"path": name, "sha256": print_.sha256, "fingerprint": _hashes(print_)}
        yield line | {"reason": print_.reason} if print_.reason else line


def _pair_lines(known: Iterator[tuple[str, Photo]]) -> Iterator[dict[str, Any]]:
    names, photos = [], []
    for name, photo in known:
        names.append(name)
        photos.append(photo)
    for pair in photo_pairs(photos):
        line = {"a": names[pair.a], "b": names[pair.b], "how": pair.how, "distance": pair.distance}
        yield line | {"evidence": evidence(pair)}


def _hashes(print_: Fingerprint) -> dict[str, Any] | None:
    if print_.reason:
        return None
    names = ("pdq", "pdq_mirrored", "quality", "phash", "crop", "width", "height")
    return {name: getattr(print_, name) for name in names}
