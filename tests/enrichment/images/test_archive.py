"""The archive of all photos: new ones are held against those known, whenever they came; erased ones against none."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from enrichment.images.archive import NamedPair, PhotoArchive
from enrichment.images.photos import Photo, look

Draw = Callable[..., Image.Image]
Encode = Callable[..., bytes]


@pytest.fixture(scope="module")
def photos(scene: Draw, as_file: Encode) -> dict[str, Photo]:
    """A photo, its mirrored copy, a part of it, and another photo."""
    one, other = scene(1), scene(2)
    files = [one, ImageOps.mirror(one), one.crop((140, 90, 500, 360)), other]
    seen = [look(as_file(image)) for image in files]
    return {photo.fingerprint.sha256: photo for photo in seen}


def told(pairs: list[NamedPair]) -> set[tuple[str, str, str]]:
    return {(pair.a, pair.b, pair.decided.how) for pair in pairs}


def test_photos_that_come_one_by_one_make_the_pairs_that_they_make_together(
    photos: dict[str, Photo], tmp_path: Path
) -> None:
    together = PhotoArchive(tmp_path / "a", "1").take_in(photos, {})
    archive, known, single = PhotoArchive(tmp_path / "b", "1"), {}, []
    for name, photo in photos.items():
        single += archive.take_in({name: photo}, known)
        known[name] = photo.fingerprint
    assert told(single) == told(together)
    whole, mirrored, part, _ = photos
    assert {frozenset((pair.a, pair.b)) for pair in together} == {
        frozenset((whole, mirrored)),
        frozenset((whole, part)),
        frozenset((mirrored, part)),
    }


def test_taking_in_a_photo_again_changes_nothing(photos: dict[str, Photo], tmp_path: Path) -> None:
    archive = PhotoArchive(tmp_path, "1")
    first = archive.take_in(photos, {})
    prints = {name: photo.fingerprint for name, photo in photos.items()}
    assert told(archive.take_in(photos, prints)) == told(first)
    assert len(archive.index) == len(photos)


def test_an_erased_photo_makes_no_pair_and_leaves_no_file(photos: dict[str, Photo], tmp_path: Path) -> None:
    archive = PhotoArchive(tmp_path, "1")
    whole, mirrored, part, _ = photos
    archive.take_in({whole: photos[whole]}, {})
    assert archive.erase(whole)
    assert not archive.erase(whole)
    assert archive.take_in({mirrored: photos[mirrored], part: photos[part]}, {})
    assert [path.name for path in tmp_path.rglob("*") if whole in path.name] == []
    assert bytes.fromhex(whole) not in (tmp_path / "index" / "names.bin").read_bytes()
