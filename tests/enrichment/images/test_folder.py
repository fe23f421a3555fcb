"""A folder of files to lines, in order, with a reason for each file that is no photo."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from enrichment.images.folder import fingerprint_folder
from peil.errors import SourceError


@pytest.fixture
def folder(tmp_path: Path, scene: Callable[..., Image.Image], as_file: Callable[..., bytes]) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.jpg").write_bytes(as_file(scene(1)))
    (tmp_path / "a.png").write_bytes(as_file(scene(2), "PNG"))
    (tmp_path / "sub" / "c.webp").write_bytes(as_file(ImageOps.mirror(scene(1)), "WEBP"))
    (tmp_path / "notes.txt").write_text("no photo")
    return tmp_path


def test_every_file_has_a_line_in_the_order_of_the_paths(folder: Path) -> None:
    lines = list(fingerprint_folder(folder))
    assert [line["path"] for line in lines] == ["a.png", "b.jpg", "notes.txt", "sub/c.webp"]
    assert all(line["sha256"] == hashlib.sha256((folder / line["path"]).read_bytes()).hexdigest() for line in lines)
    assert set(lines[0]["fingerprint"]) == {"pdq", "pdq_mirrored", "quality", "phash", "crop", "width", "height"}


def test_a_file_that_is_no_photo_says_why(folder: Path) -> None:
    line = list(fingerprint_folder(folder))[2]
    assert line["fingerprint"] is None
    assert line["reason"] == "not a JPEG, PNG, WebP, AVIF or GIF file"


def test_pairs_name_both_files_and_how_they_match(folder: Path) -> None:
    (pair,) = fingerprint_folder(folder, pairs=True)
    assert (pair["a"], pair["b"], pair["how"]) == ("b.jpg", "sub/c.webp", "mirrored")
    assert pair["distance"] <= 31


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "d.jpg"
    outside.write_bytes((folder / "b.jpg").read_bytes())
    (folder / "d.jpg").symlink_to(outside)
    assert "d.jpg" not in [line["path"] for line in fingerprint_folder(folder)]


def test_a_folder_that_is_not_there_is_a_mistake_of_the_input(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        fingerprint_folder(tmp_path / "none")
