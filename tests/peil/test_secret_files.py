"""Secrets in files: their owner's alone, or refused with the mend."""

from pathlib import Path

import pytest

from peil.errors import SettingsError
from peil.secret_files import read_secret


def test_a_secret_of_its_owner_is_read(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("geheim\n")
    path.chmod(0o600)
    assert read_secret(path) == "geheim"
    assert read_secret(None) == ""


def test_a_secret_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("geheim")
    path.chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600") as told:
        read_secret(path)
    assert "geheim" not in told.value.sentence()


def test_a_secret_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        read_secret(tmp_path / "key")
