"""Bytes of an unknown file to one small upright grey picture, or the reason why not.

In: bytes that nobody vouches for. Out: a picture of at most 512 pixels a side, without colour (nothing here looks
at it, and grey costs a third) and without any metadata.
Sizes are checked from the header, before a pixel is decoded; only the decoder that the first bytes name is ever asked.
"""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

MAX_BYTES = 32 * 2**20
MIN_SIDE = 32
MAX_ASPECT = 64
SIDE = 512
DRAFT_SIDE = 1024
"""JPEG is decoded at the smallest scale that keeps this many pixels a side: large photos cost little more."""

MAX_PIXELS = {"JPEG": 60_000_000, "PNG": 20_000_000, "GIF": 12_000_000, "WEBP": 12_000_000, "AVIF": 12_000_000}
"""What each decoder may unfold, by what it holds in memory for a pixel (WebP keeps four copies)."""

ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow's decoders and its EXIF reader raise on damaged files; anything else is a bug of ours.
DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    EOFError,
    OverflowError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture, upright, grey, as small as asked; `width` and `height` are the file's own, upright."""

    image: Image.Image
    width: int
    height: int


class UnreadablePicture(Exception):  # noqa: N818 - a finding about the file, not an error of the program
    """Why a file gives no picture, in a few words."""


def read_picture(data: bytes, side: int = SIDE) -> Picture:
    """The first frame of a photo file, at most `side` pixels a side; UnreadablePicture tells why there is none."""
    return read_sizes(data, (side,))[0]


def read_sizes(data: bytes, sides: tuple[int, ...]) -> list[Picture]:
    """What `read_picture` gives for each of several sizes, of one decoding."""
    if len(data) > MAX_BYTES:
        raise UnreadablePicture(f"larger than {MAX_BYTES // 2**20} MB")
    kind = _kind(data)
    try:
        with Image.open(BytesIO(data), formats=(kind,)) as file:
            return _decode(file, kind, sides)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UnreadablePicture("more pixels than any photo has") from error
    except DAMAGED as error:
        raise UnreadablePicture(f"damaged {kind} file") from error


def _kind(data: bytes) -> str:
    """The format that the first bytes name."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[4:8] == b"ftyp" and _brands(data) & {b"avif", b"avis"}:
        return "AVIF"
    raise UnreadablePicture(_refusal(data[:1024]))


def _brands(data: bytes) -> set[bytes]:
    """What a container of boxes says it holds: its own brand and those it goes with."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    return {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}


def _refusal(start: bytes) -> str:
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not start:
        return "empty file"
    if b"<svg" in text:
        return "SVG, a drawing and not a photo"
    if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")):
        return "a web page, not an image"
    if start[4:8] == b"ftyp" and _brands(start) & {b"heic", b"heix", b"hevc"}:
        return "HEIC, which hardly any browser shows"
    return "not a JPEG, PNG, WebP, AVIF or GIF file"


def _decode(file: Image.Image, kind: str, sides: tuple[int, ...]) -> list[Picture]:
    width, height = file.size
    if width * height > MAX_PIXELS[kind]:
        raise UnreadablePicture(f"{width} x {height} pixels, more than {MAX_PIXELS[kind] // 10**6} million")
    if min(width, height) < MIN_SIDE:
        raise UnreadablePicture(f"{width} x {height} pixels, too small to know again")
    if max(width, height) > MAX_ASPECT * min(width, height):
        raise UnreadablePicture(f"{width} x {height} pixels, too narrow to know again")
    if kind == "JPEG":
        file.draft("L", (DRAFT_SIDE, DRAFT_SIDE))
    turn = UPRIGHT.get(_orientation(file))
    even = _even_depth(file)
    if turn in (UPRIGHT[5], UPRIGHT[6], UPRIGHT[7], UPRIGHT[8]):
        width, height = height, width
    small = (_on_white(_shrink(even, side)) for side in sides)
    return [Picture(one if turn is None else one.transpose(turn), width, height) for one in small]


def _orientation(file: Image.Image) -> int:
    """EXIF's orientation, 1 where it is missing or unreadable: a broken tag does not spoil a sound photo."""
    try:
        value = file.getexif().get(ORIENTATION, 1)
    except DAMAGED:
        return 1
    return value if isinstance(value, int) else 1


def _even_depth(file: Image.Image) -> Image.Image:
    """Eight bits a channel, shades rather than palette indexes, so that shrinking may average; grey where opaque."""
    if file.mode.startswith("I"):
        return file.point(lambda value: value / 256).convert("L")
    file.load()
    if not file.has_transparency_data:
        return file.convert("L")
    return file if file.mode in ("LA", "RGBA") else file.convert("RGBA")


def _shrink(image: Image.Image, side: int) -> Image.Image:
    if max(image.size) <= side:
        return image
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _on_white(image: Image.Image) -> Image.Image:
    """Transparent parts become white, as a page shows them."""
    if image.mode == "L":
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("L")
