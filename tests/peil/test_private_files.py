"""A private file is new, whole, and its owner's alone."""

import stat
from pathlib import Path

import pytest

from peil.errors import SourceError
from peil.private_files import write_private


@pytest.mark.parametrize("content", [b"\x00bytes", "woorden"])
def test_a_new_file_is_its_owners_alone(tmp_path: Path, content: bytes | str) -> None:
    write_private(tmp_path / "file", content)
    assert (tmp_path / "file").read_bytes() == (content if isinstance(content, bytes) else content.encode())
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("eerste", encoding="utf-8")
    with pytest.raises(SourceError, match="another name"):
        write_private(tmp_path / "file", "tweede")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "eerste"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be written"):
        write_private(tmp_path / "no" / "file", "tekst")
