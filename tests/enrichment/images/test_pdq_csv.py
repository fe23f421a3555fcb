"""PDQ hashes in the form that others exchange: written, read back, and every mistake of a file told at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from enrichment.images.folder import fingerprint_folder, pdq_lines
from enrichment.images.pdq_csv import read_csv, to_csv
from peil.errors import SourceError, SourceErrors
from peil.records.read import Fingerprint

HASH = st.integers(0, 2**256 - 1).map("{:064x}".format)
PATHS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@settings(deadline=None)
@given(rows=st.lists(st.tuples(PATHS, HASH, st.integers(0, 100))))
def test_what_is_written_reads_back(rows: list[tuple[str, str, int]], tmp_path_factory: pytest.TempPathFactory) -> None:
    lines = list(to_csv((path, Fingerprint("", pdq=pdq, quality=quality)) for path, pdq, quality in rows))
    file = tmp_path_factory.mktemp("csv") / "hashes.csv"
    file.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    found = read_csv(file)
    assert [(path, print_.pdq, print_.quality) for path, print_ in found] == rows
    assert list(to_csv(found)) == lines


def test_the_lines_of_a_folder_give_the_same_lines_and_pairs(
    tmp_path: Path, scene: Callable[..., Image.Image], as_file: Callable[..., bytes]
) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "a, b.jpg").write_bytes(as_file(scene(1)))
    (folder / "c.jpg").write_bytes(as_file(ImageOps.mirror(scene(1)), "JPEG", quality=60))
    (folder / "d.txt").write_text("no photo")
    lines = list(pdq_lines(folder))
    assert len(lines) == 2
    file = tmp_path / "hashes.csv"
    file.write_text("\n".join(lines))
    assert list(pdq_lines(file)) == lines
    (pair,) = fingerprint_folder(file, pairs=True)
    assert (pair["a"], pair["b"], pair["how"]) == ("a, b.jpg", "c.jpg", "mirrored")


def test_every_mistake_of_a_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "hashes.csv"
    file.write_text(f"{'0' * 64},100,a.jpg\nabc,100,b.jpg\n{'0' * 64},101,c.jpg\n{'0' * 64},5\n")
    with pytest.raises(SourceErrors) as caught:
        read_csv(file)
    assert [error.where.rsplit(":", 1)[1] for error in caught.value.errors] == ["2", "3", "4"]


def test_a_file_that_is_no_text_is_a_mistake_of_the_input(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(SourceError, match="cannot be read"):
        read_csv(file)
