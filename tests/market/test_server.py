"""The server: real HTTP on loopback, one log of everything that was asked, and a clock that Python sets."""

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.market import Market, make_market


@pytest.fixture(scope="module")
def served() -> Iterator[tuple[Market, dict[str, str]]]:
    market = make_market(seed=4, scale=0)
    with market.serve() as bases:
        yield market, bases


def test_each_site_has_an_address_of_its_own_on_loopback(served: tuple[Market, dict[str, str]]) -> None:
    _, bases = served
    assert set(bases) == {"etalage", "vitrine", "prikbord"}
    assert len(set(bases.values())) == 3
    assert all(base.startswith("http://127.0.0.1:") for base in bases.values())


def test_one_connection_serves_many_requests(served: tuple[Market, dict[str, str]]) -> None:
    _, bases = served
    connection = http.client.HTTPConnection(bases["etalage"].removeprefix("http://"))
    for path in ("/robots.txt", "/advertenties", "/bestaat-niet", "/advertenties"):
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == (404 if path == "/bestaat-niet" else 200)
        assert len(answer.read()) == int(answer.headers["Content-Length"])
    connection.close()


def test_a_head_request_gets_the_headers_alone(served: tuple[Market, dict[str, str]]) -> None:
    _, bases = served
    connection = http.client.HTTPConnection(bases["etalage"].removeprefix("http://"))
    connection.request("HEAD", "/advertenties")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 0
    connection.close()


def test_a_form_that_is_sent_is_refused_and_written_down(served: tuple[Market, dict[str, str]]) -> None:
    market, bases = served
    connection = http.client.HTTPConnection(bases["prikbord"].removeprefix("http://"))
    connection.request("POST", "/bord/lijst.php", body=b"x=1")
    assert connection.getresponse().status == 405
    assert market.request_log[-1].method == "POST"
    connection.close()


def test_the_log_knows_site_path_week_and_client(served: tuple[Market, dict[str, str]]) -> None:
    market, bases = served
    market.set_week(5)
    request = urllib.request.Request(f"{bases['prikbord']}/bord/lijst.php?blz=1", headers={"User-Agent": "Proef/1"})
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(request)
    last = market.request_log[-1]
    assert (last.site, last.method, last.week, last.user_agent) == ("prikbord", "GET", 5, "Proef/1")
    assert last.path == "/bord/lijst.php?blz=1"


def test_moving_the_clock_changes_what_is_public(served: tuple[Market, dict[str, str]]) -> None:
    market, bases = served
    ad = next(ad for ad in market.ads if ad.case == "circulates" and ad.first == 8)
    statuses = []
    for week in (7, 8, 9):
        market.set_week(week)
        statuses.append(_status(f"{bases['etalage']}/advertentie/{ad.ref}"))
    assert statuses == [404, 200, 404]


def test_photos_are_served_as_what_they_are(served: tuple[Market, dict[str, str]]) -> None:
    market, bases = served
    for site, files in market.files.items():
        path, answer = next(iter(files.items()))
        with urllib.request.urlopen(bases[site] + path) as got:
            assert got.headers["Content-Type"].startswith("image/")
            assert got.read() == answer.body


def test_a_market_that_is_not_served_has_no_site_files(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="not being served"):
        make_market(scale=0).write_site_files(tmp_path)


def _status(url: str) -> int:
    try:
        with urllib.request.urlopen(url) as got:
            return got.status
    except urllib.error.HTTPError as error:
        return error.code
