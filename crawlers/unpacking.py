"""Unpacking of answers, bounded before memory is spent.

In: raw bytes and a Content-Encoding. Out: the bytes inside, or TooLarge, or BadPacking. Knows gzip and deflate: what
the crawler asks for.
"""

import zlib

MAX_BYTES = 10_000_000
_GZIP_OR_ZLIB, _RAW = 47, -15


class TooLarge(ValueError):  # noqa: N818 - says what it is
    """More bytes inside than the bound."""


class BadPacking(ValueError):  # noqa: N818 - says what it is
    """Not packed as the header says, cut off, or packed in a way that was not asked for."""


def unpack(raw: bytes, encoding: str, limit: int) -> bytes:
    """The unpacked bytes, at most `limit`; `encoding` as in the header, several in the order they were applied."""
    body = raw
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        if name not in ("identity", "gzip", "x-gzip", "deflate"):
            raise BadPacking(f"packed as {name!r}, which was not asked for")
        if name != "identity" and body:
            body = _inflate(body, limit)
    if len(body) > limit:
        raise TooLarge(f"more than {limit} bytes")
    return body


def _inflate(packed: bytes, limit: int) -> bytes:
    try:
        return _inflate_as(_GZIP_OR_ZLIB, packed, limit)
    except zlib.error:
        try:
            return _inflate_as(_RAW, packed, limit)
        except zlib.error as error:
            raise BadPacking(f"cannot be unpacked ({error})") from error


def _inflate_as(window: int, packed: bytes, limit: int) -> bytes:
    reader = zlib.decompressobj(window)
    body = reader.decompress(packed, limit + 1)
    if len(body) > limit:
        raise TooLarge(f"more than {limit} bytes when unpacked")
    if not reader.eof:
        raise BadPacking("cut off in the middle")
    return body
