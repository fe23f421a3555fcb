"""Lines of an index for replay tools, as public indexers write them."""

import json
from pathlib import Path

import pytest

from crawlers.cdxj import cdxj_line, surt, timestamp
from crawlers.warc_records import WarcRecord


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.a.example/", "example,a)/"),
        ("http://a.example", "example,a)/"),
        ("https://a.example:443/Map/Ad.html/", "example,a)/map/ad.html"),
        ("http://a.example:8080/ad?y=2&x=1", "example,a:8080)/ad?x=1&y=2"),
        ("http://127.0.0.1:8080/ad/1", "1,0,0,127:8080)/ad/1"),
    ],
)
def test_an_address_is_turned_around(url: str, key: str) -> None:
    assert surt(url) == key


def test_a_moment_is_fourteen_digits() -> None:
    assert timestamp("2026-03-02T03:15:00.123456Z") == timestamp("2026-03-02T03:15:00Z") == "20260302031500"


def test_a_revisit_says_so_and_a_drawn_page_has_no_status() -> None:
    told = {
        "file": Path("x"),
        "at": 5,
        "length": 9,
        "id": "",
        "url": "http://a.example/",
        "date": "2026-03-02T03:15:00Z",
    }
    told |= {"digest": "sha1:A", "beside": "", "again": ("", ""), "problem": "", "mime": "text/html; charset=utf-8"}
    again = WarcRecord(**told, kind="revisit", status="200")  # type: ignore[arg-type]
    drawn = WarcRecord(**told, kind="resource", status="")  # type: ignore[arg-type]
    assert json.loads(cdxj_line(again, "y", 77).split(" ", 2)[2])["mime"] == "warc/revisit"
    assert json.loads(cdxj_line(drawn, "y", 77).split(" ", 2)[2]) == {
        "url": "http://a.example/",
        "mime": "text/html",
        "digest": "sha1:A",
        "length": "9",
        "offset": "77",
        "filename": "y",
    }
