"""Progress is a plain line now and then where nobody watches a terminal."""

import pytest

from console import progress
from crawlers.collect import Progress


def test_a_plain_line_stands_every_ten_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter((0.0, 4.0, 11.0, 12.0, 25.0))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(seconds))
    with progress.crawl_progress() as tell:
        for ads in range(5):
            tell(Progress("etalage", ads * 1000, 7, 3))
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "etalage: 2,000 ads, 7 pages, 3 photos so far",
        "etalage: 4,000 ads, 7 pages, 3 photos so far",
    ]
