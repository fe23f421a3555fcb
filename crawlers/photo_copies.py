"""Copies of photos for people: the same picture, without what a camera or a program wrote beside it.

In: the bytes of a photo as evidence holds it. Out: the bytes with every block that is not picture left out (EXIF with
its place, XMP, comments), or nothing where the kind is not known. The picture itself is never decoded or changed.
"""

import struct

# PNG chunks and JPEG segments that a picture needs to look as it did: size, colours, transparency, movement.
_PNG = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD acTL fcTL fdAT".split())
_JPEG_APPS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_HAS_EXIF_OR_XMP = 0x0C
# How often a film is shown; any other extension of an application is metadata.
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_GIF_TIMING, _GIF_APPLICATION = 0xF9, 0xFF


def copy_of(body: bytes) -> tuple[str, bytes] | None:
    """The media type and the bytes of the copy, None for what is no photo that can be taken apart."""
    try:
        if body.startswith(b"\xff\xd8"):
            return "image/jpeg", _jpeg(body)
        if body.startswith(b"\x89PNG\r\n\x1a\n"):
            return "image/png", _png(body)
        if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
            return "image/webp", _webp(body)
        if body[:6] in (b"GIF87a", b"GIF89a"):
            return "image/gif", _gif(body)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg(body: bytes) -> bytes:
    """Segments up to the first scan, then all that follows it up to the end mark."""
    kept, at = [body[:2]], 2
    while body[at + 1] != 0xDA:
        mark, length = body[at + 1], struct.unpack_from(">H", body, at + 2)[0]
        said = body[at + 4 : at + 2 + length]
        if not (0xE0 <= mark <= 0xEF or mark == 0xFE) or (mark in _JPEG_APPS and said.startswith(_JPEG_APPS[mark])):
            kept.append(body[at : at + 2 + length])
        at += 2 + length
    end = body.find(b"\xff\xd9", at)
    return b"".join([*kept, body[at : end + 2] if end >= 0 else body[at:]])


def _png(body: bytes) -> bytes:
    kept, at = [body[:8]], 8
    while at < len(body):
        length = struct.unpack_from(">I", body, at)[0]
        kind = body[at + 4 : at + 8]
        if kind in _PNG:
            kept.append(body[at : at + 12 + length])
        if kind == b"IEND":
            break
        at += 12 + length
    return b"".join(kept)


def _webp(body: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(body):
        kind, length = body[at : at + 4], struct.unpack_from("<I", body, at + 4)[0]
        whole = body[at : at + 8 + length + length % 2]
        if kind == b"VP8X":
            whole = whole[:8] + bytes([whole[8] & ~_HAS_EXIF_OR_XMP]) + whole[9:]
        if kind in _WEBP:
            kept.append(whole)
        at += 8 + length + length % 2
    inside = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def _gif(body: bytes) -> bytes:
    """The screen, its colours and every frame with its timing; no comment, no text, no metadata."""
    at = 13 + _colours(body[10])
    kept = [body[:at]]
    while body[at] != 0x3B:
        begins, at = at, _gif_block_end(body, at)
        if body[begins] == 0x2C or _is_for_show(body, begins):
            kept.append(body[begins:at])
    return b"".join([*kept, b"\x3b"])


def _colours(packed: int) -> int:
    """The length in bytes of a table of colours by the byte that announces it."""
    return 3 << (packed & 7) + 1 if packed & 0x80 else 0


def _gif_block_end(body: bytes, at: int) -> int:
    """Where the block that begins at `at` ends: its head, then pieces of data up to an empty one."""
    if body[at] not in (0x21, 0x2C):
        raise IndexError("no block of a GIF")
    at += 2 if body[at] == 0x21 else 11 + _colours(body[at + 9])
    while length := body[at]:
        at += 1 + length
    return at + 1


def _is_for_show(body: bytes, at: int) -> bool:
    label = body[at + 1]
    return label == _GIF_TIMING or (label == _GIF_APPLICATION and body[at + 3 : at + 14] in _GIF_LOOPS)
