"""What a file says of itself in its first bytes: which kind of picture it is, and its size in pixels.

In: bytes, whatever a header or a name claims them to be. Out: a kind or nothing; width and height, None where the file
does not say. Nothing is decoded, no EXIF is read.
"""

import struct
from collections.abc import Iterator

MAX_PIXELS = 60_000_000
_SIZED = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_AVIF = (b"avif", b"avis")
_MAY_BE_AVIF = (b"mif1", b"msf1")
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
Size = tuple[int, int]


def image_kind(body: bytes) -> str:
    """`jpeg`, `png`, `webp`, `gif` or `avif` by the file's first bytes, empty for anything else."""
    if body.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "webp"
    if body[4:8] == b"ftyp":
        return "avif" if _is_avif(body) else ""
    return "gif" if body[:6] in (b"GIF87a", b"GIF89a") else ""


def _is_avif(body: bytes) -> bool:
    """By its brand, or where that names the container only, by the brands it says it goes with."""
    brand, others = body[8:12], body[16 : min(int.from_bytes(body[:4], "big"), 256)]
    goes_with = {others[at : at + 4] for at in range(0, len(others), 4)}
    return brand in _AVIF or (brand in _MAY_BE_AVIF and not goes_with.isdisjoint(_AVIF))


def image_size(body: bytes) -> Size | None:
    """Width and height in pixels."""
    reader = {"png": _png, "gif": _gif, "webp": _webp, "jpeg": _jpeg, "avif": _avif}.get(image_kind(body))
    try:
        return reader(body) if reader else None
    except (struct.error, IndexError):
        return None


def _png(body: bytes) -> Size | None:
    width, height = struct.unpack_from(">II", body, 16)
    return (width, height) if body[12:16] == b"IHDR" else None


def _gif(body: bytes) -> Size:
    width, height = struct.unpack_from("<HH", body, 6)
    return width, height


def _webp(body: bytes) -> Size | None:
    kind = body[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[24:27], "little"), 1 + int.from_bytes(body[27:30], "little")
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", body, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind != b"VP8 ":
        return None
    width, height = struct.unpack_from("<HH", body, 26)
    return width & 0x3FFF, height & 0x3FFF


def _avif(body: bytes) -> Size | None:
    """The largest picture in the file: it may be laid together of tiles."""
    sizes = [
        struct.unpack_from(">II", body, place + 4) for place, _ in _boxes(body, [b"meta", b"iprp", b"ipco", b"ispe"])
    ]
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def _boxes(body: bytes, path: list[bytes], within: tuple[int, int] | None = None) -> Iterator[tuple[int, int]]:
    """Where the contents of the boxes on a path begin and end; each step goes forward, by eight bytes at least."""
    at, end = within or (0, len(body))
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", body, at)
        stop = min(at + size, end) if size >= 8 else end
        if kind == path[0] and len(path) == 1:
            yield at + 8, stop
        elif kind == path[0]:
            # A `meta` box begins with four bytes of its own.
            yield from _boxes(body, path[1:], (at + (12 if kind == b"meta" else 8), stop))
        at = stop


def _jpeg(body: bytes) -> Size | None:
    """The frame header, found from segment to segment; each step goes forward, so that any bytes come to an end."""
    at = 2
    while body[at] == 0xFF:
        mark = body[at + 1]
        if mark in _SIZED:
            height, width = struct.unpack_from(">HH", body, at + 5)
            return width, height
        at += _step(body, at, mark)
    return None


def _step(body: bytes, at: int, mark: int) -> int:
    if mark == 0xFF:
        return 1
    return 2 if mark in _BARE else 2 + max(2, struct.unpack_from(">H", body, at + 2)[0])
