"""Copies of photos for people: the same picture, without what a camera or a program wrote beside it.

In: the bytes of a photo as evidence holds it. Out: the bytes with every block that is not picture left out (EXIF with
its place, XMP, comments), or nothing where the kind is not known. The picture itself is never decoded or changed.
"""

import struct

# PNG chunks and JPEG segments that a picture needs to look as it did: size, colours, transparency, movement.
_PNG = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD acTL fcTL fdAT".split())
_JPEG_APPS = frozenset({0xE0, 0xE2, 0xEE})
_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_HAS_EXIF_OR_XMP = 0x0C


def copy_of(body: bytes) -> tuple[str, bytes] | None:
    """The media type and the bytes of the copy, None for what is no JPEG, PNG or WebP that can be taken apart."""
    try:
        if body.startswith(b"\xff\xd8"):
            return "image/jpeg", _jpeg(body)
        if body.startswith(b"\x89PNG\r\n\x1a\n"):
            return "image/png", _png(body)
        if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
            return "image/webp", _webp(body)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg(body: bytes) -> bytes:
    """Segments up to the first scan, then all that follows it up to the end mark."""
    kept, at = [body[:2]], 2
    while body[at + 1] != 0xDA:
        mark, length = body[at + 1], struct.unpack_from(">H", body, at + 2)[0]
        if not (0xE0 <= mark <= 0xEF or mark == 0xFE) or mark in _JPEG_APPS:
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
