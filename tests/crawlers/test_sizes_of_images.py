"""Photos: known by their content, measured by their header, kept once, and nowhere but in the evidence."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from warcio.archiveiterator import ArchiveIterator

from crawlers.image_headers import image_kind, image_size

_KINDS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF", "avif": "AVIF"}

_BRANDED = b"\0\0\0\x14ftyp%b\0\0\0\0%b"
_AVIF = [_BRANDED % (b"avif", b"miaf"), _BRANDED % (b"mif1", b"avif") + b"\0\0\xff\xffmeta\0\0\0\0\0\0\xff\0iprp"]


def _records(folder: Path) -> list[tuple[str, str]]:
    found = []
    for file in sorted(folder.glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                url = str(record.rec_headers.get_header("WARC-Target-URI"))
                found.append((record.rec_type, url.partition("127.0.0.1:")[2].partition("/")[2]))
    return found


@given(st.sampled_from(sorted(_KINDS)), st.integers(1, 300), st.integers(1, 300), st.booleans())
def test_the_size_in_a_header_is_the_size_that_a_decoder_finds(kind: str, width: int, height: int, plain: bool) -> None:
    buffer = io.BytesIO()
    more = {"lossless": True} if kind == "webp" and not plain else {"speed": 10} if kind == "avif" else {}
    Image.new("RGB" if plain else "RGBA" if kind in ("png", "webp") else "L", (width, height)).save(
        buffer, _KINDS[kind], **more
    )
    assert (image_kind(buffer.getvalue()), image_size(buffer.getvalue())) == (kind, (width, height))


@given(
    st.sampled_from(
        [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF1234WEBPVP8X", b"RIFF1234WEBPVP8L", b"GIF89a", *_AVIF]
    ),
    st.binary(max_size=200),
)
def test_any_header_has_a_size_or_none(head: bytes, rest: bytes) -> None:
    size = image_size(head + rest)
    assert size is None or all(isinstance(side, int) for side in size)


def test_boxes_that_lie_about_their_size_come_to_an_end() -> None:
    boxes = b"\0\0\0\0meta" + b"\0\0\0\x08iprp" * 100_000 + b"\xff\xff\xff\xffipco"
    assert image_size(_AVIF[0] + boxes) is None


def test_an_avif_is_known_by_the_brands_it_goes_with_and_other_containers_are_not() -> None:
    assert [image_kind(head) for head in _AVIF] == ["avif", "avif"]
    assert [image_kind(_BRANDED % pair) for pair in ((b"mif1", b"heic"), (b"heic", b"mif1"), (b"isom", b"avif"))] == [
        ""
    ] * 3


def test_a_jpeg_of_nothing_but_marks_comes_to_an_end() -> None:
    assert image_size(b"\xff\xd8" + b"\xff" * 5_000_000) is None


@pytest.mark.parametrize("body", [b"", b"<html>", b"%PDF-1.7", b"BM", b"RIFF1234WAVE"])
def test_what_is_no_photo_has_neither_kind_nor_size(body: bytes) -> None:
    assert (image_kind(body), image_size(body)) == ("", None)


def test_a_photo_is_known_by_its_content_whatever_its_header_says(proof: Any) -> None:
    crawled = proof.crawl("/exif/1", "/bad-photo/2")
    seen = crawled.by_ref()
    assert seen["1"].images[0].sha256 is not None
    assert seen["2"].images[0].sha256 is None


@pytest.fixture(scope="module")
def twins(make_proof: Callable[[], Any]) -> Any:
    """Two crawls of ads that show one file under several addresses."""
    proof = make_proof()
    first = proof.crawl("/twin/1", "/twin/2", "/ad/3")
    return proof, first, proof.crawl("/twin/1", "/twin/2", "/twin/4", "/ad/3")


def test_one_file_under_two_addresses_is_kept_once(twins: Any) -> None:
    _, first, _ = twins
    one, two = (first.by_ref()[ref].images[0] for ref in "12")
    assert (one.sha256, one.record) == (two.sha256, two.record)
    assert one.url != two.url
    kept = [kind for kind, path in _records(first.folder.path) if path.startswith("twin-image") and kind != "request"]
    assert kept == ["response", "revisit"]


def test_a_file_that_an_earlier_run_holds_is_pointed_at_from_a_later_one(twins: Any) -> None:
    proof, first, second = twins
    assert second.by_ref()["4"].images[0].record == first.by_ref()["1"].images[0].record
    kept = [(kind, path) for kind, path in _records(second.folder.path) if "image" in path and kind != "request"]
    assert kept == [("revisit", "twin-image/4")]
    assert proof.site.times["/twin-image/1"] == 1


def test_a_photo_whose_address_has_a_session_id_is_fetched_once_over_all_runs(proof: Any) -> None:
    first, second = (proof.crawl("/session-photo/1") for _ in range(2))
    assert sum("/session-file/1?sid=" in path for path in proof.site.paths()) == 1
    [before], [after] = (crawled.by_ref()["1"].images for crawled in (first, second))
    assert (before.sha256, before.record) == (after.sha256, after.record)
    assert before.url != after.url


def test_a_file_whose_evidence_is_gone_is_fetched_and_kept_again(proof: Any) -> None:
    first = proof.crawl("/twin/1")
    next(first.folder.path.glob("*.warc.gz")).unlink()
    second = proof.crawl("/twin/1")
    assert proof.site.times["/twin-image/1"] == 2
    assert second.by_ref()["1"].images[0].record.file.startswith(second.folder.path.name)


def test_charter_07_exif_and_the_bytes_of_photos_stand_in_the_evidence_alone(proof: Any) -> None:
    crawled = proof.crawl("/exif/1", "/ad/2")
    files = {file: file.read_bytes() for file in proof.folder.rglob("*") if file.is_file()}
    evidence = [file for file in files if file.name.endswith(".warc.gz")]
    assert any(b"verzonnen" in _unpacked(files[file]) and b"52.0907" in _unpacked(files[file]) for file in evidence)
    for file in files.keys() - set(evidence):
        assert b"52.0907" not in files[file]
        assert b"\xff\xd8\xff" not in files[file]
        assert b"PNG\r\n" not in files[file]
    assert crawled.manifest.counts.images == 2


def _unpacked(raw: bytes) -> bytes:
    return gzip.decompress(raw)
