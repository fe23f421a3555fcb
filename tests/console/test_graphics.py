"""`peil graphics`: what is left out of linking, since when and why, and nothing in a new ledger."""

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from console import deployment
from console.cli import app
from ledger import models
from ledger.left_out import leave_out

AT = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
BANNER = "ab" * 32


@pytest.fixture(autouse=True)
def opened(sqlite_ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deployment, "opened", lambda: None)


def shown(*options: str) -> str:
    done = CliRunner().invoke(app, ["graphics", *options])
    assert done.exit_code == 0
    return done.output


def test_a_new_ledger_leaves_nothing_out() -> None:
    assert shown("--json") == ""
    assert shown() == "Nothing is left out.\n"


def test_each_picture_is_told_with_its_day_and_its_reason() -> None:
    models.Image.objects.create(sha256=BANNER, file="alfa/run/images.warc", offset=0, first_seen=AT)
    leave_out({BANNER: "shown by 20 on alfa who have nothing else in common"}, AT)
    (line,) = shown("--json").splitlines()
    told = json.loads(line)
    assert (told["sha256"], told["since"], told["ads"]) == (BANNER, AT.isoformat(), 0)
    assert "2026-03-02  0 ads  shown by 20 on alfa" in shown()
