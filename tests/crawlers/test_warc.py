"""Evidence: WARC files that a public checker accepts, and records that stand where they are said to."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from crawlers.warc import Evidence, Exchange

_AT = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


def _exchange(path: str, body: bytes, **said: Any) -> Exchange:
    headers = (("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"))
    return Exchange(
        f"http://a.example{path}", _AT, said.pop("status", 200), headers, body, (("User-Agent", "Peil"),), **said
    )


def _records(folder: Path) -> list[tuple[str, str, str | None]]:
    found = []
    for file in sorted(folder.glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                headers = record.rec_headers
                found.append((record.rec_type, headers.get_header("WARC-Target-URI"), headers.get_header("WARC-Date")))
    return found


def test_an_exchange_is_a_response_and_a_request_with_the_crawls_date(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, "run", "Peil/0")
    evidence.keep(_exchange("/x?y=1", b"hallo"))
    evidence.close()
    assert [record[0] for record in _records(tmp_path)] == ["warcinfo", "response", "request"]
    assert {record[2] for record in _records(tmp_path)} == {"2026-03-02T03:15:00Z"}


def test_the_same_bytes_again_become_a_revisit_that_points_at_the_first(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, "run", "Peil/0")
    first, again = (evidence.keep(_exchange(path, b"same")) for path in ("/a", "/b"))
    evidence.close()
    assert again == first
    assert [record[0] for record in _records(tmp_path)] == ["warcinfo", "response", "request", "revisit", "request"]


def test_a_drawn_page_is_a_resource(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, "run", "Peil/0")
    evidence.keep(_exchange("/a", b"<html>", rendered=True))
    evidence.close()
    assert [record[0] for record in _records(tmp_path)] == ["warcinfo", "resource"]


def test_a_full_file_gives_way_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawlers.warc._FILE_BYTES", 1)
    evidence = Evidence(tmp_path, "run", "Peil/0")
    files = [evidence.keep(_exchange(f"/{number}", bytes([number]))).file for number in range(3)]
    evidence.close()
    assert files == ["run/pages-00000.warc.gz", "run/pages-00001.warc.gz", "run/pages-00002.warc.gz"]


@given(st.lists(st.tuples(st.binary(max_size=300), st.sampled_from([200, 302, 404, 799])), max_size=6))
def test_every_body_is_found_at_its_place_and_the_checker_is_content(
    tmp_path_factory: pytest.TempPathFactory, answers: list[tuple[bytes, int]]
) -> None:
    folder = tmp_path_factory.mktemp("warc")
    evidence = Evidence(folder, "run", "Peil/0")
    kept = [
        (body, evidence.keep(_exchange(f"/{number}", body, status=status)))
        for number, (body, status) in enumerate(answers)
    ]
    evidence.close()
    for body, ref in kept:
        with (folder / ref.file.removeprefix("run/")).open("rb") as stream:
            stream.seek(ref.offset)
            assert next(iter(ArchiveIterator(stream))).raw_stream.read() == body
    for file in folder.glob("*.warc.gz"):
        checker = Checker(type("Arguments", (), {"inputs": [str(file)], "verbose": False}))
        checker.process_all()
        assert checker.exit_value == 0


def test_what_one_visit_came_to_names_its_first_record(tmp_path: Path) -> None:
    evidence = Evidence(tmp_path, "run", "Peil/0")
    place = evidence.keep_visit(
        [_exchange("/r", b"", status=302), _exchange("/a", b"shell"), _exchange("/a", b"<html>", rendered=True)]
    )
    evidence.keep(_exchange("/b", b"of another visit"))
    evidence.close()
    with next(tmp_path.glob("*.warc.gz")).open("rb") as stream:
        stream.seek(place.offset)
        assert next(iter(ArchiveIterator(stream))).rec_type == "resource"
        stream.seek(0)
        records = [
            record.rec_headers for record in ArchiveIterator(stream) if record.rec_type in ("response", "resource")
        ]
    first = records[0].get_header("WARC-Record-ID")
    assert [record.get_header("WARC-Concurrent-To") for record in records] == [None, first, first, None]
