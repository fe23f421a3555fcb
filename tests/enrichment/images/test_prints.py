"""Fingerprints: what a file may be, what is refused and why, and that a re-made copy keeps its fingerprint."""

import hashlib
import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import PIL
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from enrichment.images import FINGERPRINT_STAMP, fingerprint, hash_kinds
from enrichment.images.hamming import distance
from enrichment.images.hash_kinds import HashKind
from enrichment.images.prints import KINDS, MADE_WITH, stamp_of

Draw = Callable[..., Image.Image]
Encode = Callable[..., bytes]


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""
    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + body
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + b"\0\0\xff\0IDAT"
    )


def test_a_photo_has_all_its_hashes_and_its_own_size(scene: Draw, as_file: Encode) -> None:
    data = as_file(scene(1))
    print_ = fingerprint(data)
    assert print_.sha256 == hashlib.sha256(data).hexdigest()
    assert [len(print_.pdq), len(print_.pdq_mirrored), len(print_.phash)] == [64, 64, 16]
    assert (print_.width, print_.height, print_.reason) == (640, 480, "")
    assert print_.quality >= 50


@pytest.mark.parametrize("library", ["peil", "pillow", "jpeg", "webp", "avif", "opencv", "pdq", "phash", "crop"])
def test_another_version_of_anything_that_made_it_is_another_stamp(library: str) -> None:
    assert stamp_of(MADE_WITH) == FINGERPRINT_STAMP
    assert stamp_of(MADE_WITH | {library: "999"}) != FINGERPRINT_STAMP
    assert len(FINGERPRINT_STAMP) <= 64


@pytest.mark.parametrize(("kind", "library"), [(kind, name) for kind in KINDS for name in kind.libraries])
def test_a_library_that_changes_changes_the_version_of_its_kind(
    kind: HashKind, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kind.version
    real = hash_kinds.version
    monkeypatch.setattr(hash_kinds, "version", lambda name: "999" if name == library else real(name))
    assert kind.version != before


def test_a_fingerprint_says_what_made_it(scene: Draw, as_file: Encode) -> None:
    made = fingerprint(as_file(scene(1))).made_with
    assert made["pillow"] == PIL.__version__
    assert made["pdq"].startswith("3 pdqhash=")
    assert fingerprint(b"").made_with == made


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b"<!DOCTYPE html><html></html>", "a web page, not an image"),
        (b'\xef\xbb\xbf <svg xmlns="http://www.w3.org/2000/svg"/>', "SVG, a drawing and not a photo"),
        (b'<?xml version="1.0"?><svg/>', "SVG, a drawing and not a photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC, which hardly any browser shows"),
        (b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "not a JPEG, PNG, WebP, AVIF or GIF file"),
        (b"\0\0\0\x14ftypmif1\0\0\0\0avif", "damaged AVIF file"),
        (b"%PDF-1.7", "not a JPEG, PNG, WebP, AVIF or GIF file"),
        (b"BM" + b"\0" * 60, "not a JPEG, PNG, WebP, AVIF or GIF file"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "damaged JPEG file"),
        (b"GIF89a", "damaged GIF file"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "damaged WEBP file"),
        (png_header(100_000, 100_000), "more pixels than any photo has"),
        (png_header(8000, 8000), "8000 x 8000 pixels, more than 20 million"),
        (png_header(500, 400), "damaged PNG file"),
        (png_header(1, 1), "1 x 1 pixels, too small to know again"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_photo_has_a_reason_and_no_hashes(data: bytes, reason: str) -> None:
    print_ = fingerprint(data)
    assert print_.reason == reason
    assert (print_.pdq, print_.pdq_mirrored, print_.phash, print_.quality) == ("", "", "", 0)


@pytest.mark.parametrize("mode", ["P", "LA"])
def test_the_largest_picture_takes_no_more_memory_than_a_worker_has(mode: str, tmp_path: Path) -> None:
    options = {"transparency": 3} if mode == "P" else {}
    file = tmp_path / "large.png"
    Image.linear_gradient("L").resize((4990, 4000)).convert(mode).save(file, compress_level=1, **options)
    code = (
        "import sys, pathlib; from enrichment.images.photos import look\n"
        "peak = lambda: int(pathlib.Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
        "before = peak(); photo = look(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "print(photo.fingerprint.reason, (peak() - before) // 1024)"
    )
    told = subprocess.run([sys.executable, "-c", code, file], capture_output=True, text=True, check=True)
    assert int(told.stdout) < 200


def test_a_file_too_large_is_not_decoded() -> None:
    assert fingerprint(b"\xff\xd8\xff" + bytes(33 * 2**20)).reason == "larger than 32 MB"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_truncated_file_has_a_reason(kind: str, scene: Draw, as_file: Encode) -> None:
    data = as_file(scene(2), kind)
    assert fingerprint(data[: len(data) // 3]).reason == f"damaged {kind} file"


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_no_bytes_make_it_crash(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "AVIF"]))
    whole = bytearray(small_file(kind))
    for place, value in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=9)):
        whole[place] = value
    cut = data.draw(st.integers(0, len(whole)))
    print_ = fingerprint(bytes(whole[:cut]))
    assert bool(print_.pdq) != bool(print_.reason)


def test_an_avif_whose_item_is_gone_has_a_reason() -> None:
    whole = small_file("AVIF")
    # What names the picture's own item is nought: Pillow has raised RuntimeError for it.
    damaged = whole.replace(b"pitm\0\0\0\0\0\1", b"pitm\0\0\0\0\0\0")
    assert damaged != whole
    assert fingerprint(damaged).reason == "damaged AVIF file"


@pytest.mark.filterwarnings("error::PIL.Image.DecompressionBombWarning")
def test_where_warnings_are_errors_a_bomb_still_has_a_reason() -> None:
    assert fingerprint(png_header(10_000, 10_000)).reason == "more pixels than any photo has"


def small_file(kind: str) -> bytes:
    out = io.BytesIO()
    pattern = np.add.outer(np.arange(48) * 3, np.arange(64) * 2).astype(np.uint8)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pattern).convert("RGB").save(
        out, kind, **({} if kind == "GIF" else {"exif": exif}), **({"speed": 10} if kind == "AVIF" else {})
    )
    return out.getvalue()


@pytest.mark.parametrize("turn", range(1, 9))
def test_the_orientation_tag_is_applied_and_then_forgotten(turn: int, scene: Draw, as_file: Encode) -> None:
    upright = scene(3)
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(back[turn])) if turn in back else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    print_ = fingerprint(as_file(stored, "JPEG", quality=95, exif=exif))
    assert distance(print_.pdq, fingerprint(as_file(upright, "PNG")).pdq) <= 6
    assert (print_.width, print_.height) == (640, 480)


@pytest.mark.parametrize("mode", ["L", "1", "P", "PA", "LA", "RGBA", "CMYK", "I;16", "P with a clear colour"])
def test_every_kind_of_pixel_gives_the_hash_of_the_same_picture(mode: str, scene: Draw, as_file: Encode) -> None:
    image = scene(4)
    wanted = fingerprint(as_file(image, "PNG"))
    print_ = fingerprint(as_file(*in_mode(image, mode)))
    assert distance(print_.pdq, wanted.pdq) <= (40 if mode == "1" else 12)


def in_mode(image: Image.Image, mode: str) -> tuple[Image.Image, str]:
    if mode == "I;16":
        return Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257), "PNG"
    if mode == "P with a clear colour":
        return image.quantize(200).convert("P"), "GIF"
    if mode == "PA":
        return image.convert("P").convert("PA").convert("RGBA"), "PNG"
    return image.convert(mode), "JPEG" if mode == "CMYK" else "PNG"


def test_transparent_parts_are_white_as_a_page_shows_them(scene: Draw, as_file: Encode) -> None:
    image = scene(5)
    mask = Image.new("L", image.size, 0)
    mask.paste(255, (100, 80, 540, 400))
    white = Image.composite(image, Image.new("RGB", image.size, "white"), mask)
    clear = image.copy()
    clear.putalpha(mask)
    assert distance(fingerprint(as_file(clear, "PNG")).pdq, fingerprint(as_file(white, "PNG")).pdq) <= 2


@pytest.mark.parametrize("turn", [1, 3, 6])
def test_an_avif_file_is_the_picture_that_it_shows(turn: int, scene: Draw, as_file: Encode) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    back = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}
    stored = scene(6).transpose(back[turn]) if turn in back else scene(6)
    print_ = fingerprint(as_file(stored, "AVIF", quality=80, speed=9, exif=exif))
    assert distance(print_.pdq, fingerprint(as_file(scene(6), "PNG")).pdq) <= 8
    assert (print_.width, print_.height) == (640, 480)


def test_an_animation_is_known_by_its_first_frame(scene: Draw, as_file: Encode) -> None:
    first, second = scene(6), scene(7)
    moving = as_file(first, "WEBP", save_all=True, append_images=[second], lossless=True)
    assert distance(fingerprint(moving).pdq, fingerprint(as_file(first, "PNG")).pdq) <= 2


def test_a_strip_too_narrow_has_a_reason(as_file: Encode) -> None:
    strip = Image.effect_noise((12_000, 40), 80)
    assert fingerprint(as_file(strip, "PNG")).reason == "12000 x 40 pixels, too narrow to know again"
