"""What is too much: behaviours of the site of misbehaviours, by the first part of an address.

Bombs of several packings, pages, headers and pictures past every bound, bodies that never end.
"""

import struct
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any

from misbehaviours import ad_page, photo  # type: ignore[import-not-found]  # loaded by its path

EXIF = b"Exif\0\0GPS 52.0907 5.1214 verzonnen"
_MEGABYTE = b"\0" * 1_000_000


@cache
def gzip_bomb() -> bytes:
    """300 MB of zeros, packed."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join([*(packer.compress(_MEGABYTE) for _ in range(300)), packer.flush()])


def big_png(width: int, height: int) -> bytes:
    """A PNG whose header says so; it has hardly any pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(header)) + b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", zlib.crc32(chunk[4:]))


def jpeg_with_exif() -> bytes:
    """The head of a JPEG of 640 by 480 pixels with EXIF, no more than a reader of headers needs."""
    exif = b"\xff\xe1" + struct.pack(">H", 2 + len(EXIF)) + EXIF
    return b"\xff\xd8" + exif + b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 480, 640) + b"\x01\x01\x11\x00\xff\xd9"


def _packed(encoding: str) -> Callable[[Any, str], None]:
    return lambda handler, _: handler.answer(b"\x28\xb5\x2f\xfd" + b"\0" * 50_000, Content_Encoding=encoding)


def sixty_megabytes(handler: Any, _number: str) -> None:
    """A page of 60 MB, its length told or not."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        for _ in range(60):
            handler.wfile.write(_MEGABYTE)
    handler.hang_up()


def drip(handler: Any, number: str) -> None:
    """A byte now and then."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    with suppress(OSError):
        for _ in range(60):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)
    handler.hang_up()


def slow_hop(handler: Any, number: str) -> None:
    """A redirect that takes its time and leads to another."""
    time.sleep(1.4)
    handler.answer("", 302, Location=f"/slow-hop/{int(number) + 1}")


def chunks(handler: Any, _number: str) -> None:
    """Chunks without end."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b"4000\r\n" + b"<b>x</b>" * 2048 + b"\r\n")


def cookies(handler: Any, number: str) -> None:
    """3,000 cookies beside an ordinary ad."""
    raw = ad_page(number).encode()
    handler.send_response(200)
    for one in range(3000):
        handler.send_header("Set-Cookie", f"naam{one}=waarde{one}; Path=/")
    handler.send_header("Content-Length", str(len(raw)))
    handler.end_headers()
    handler.wfile.write(raw)


def endless_headers(handler: Any, _number: str) -> None:
    """Headers without end."""
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X-More: " + b"x" * 1000 + b"\r\n")


def _page_with(image: str) -> Callable[[Any, str], None]:
    return lambda handler, number: handler.answer(
        ad_page(number, photos=f'<img class="photo" src="/{image}/{number}">')
    )


def _image(make: Callable[[], bytes], kind: str = "image/jpeg") -> Callable[[Any, str], None]:
    return lambda handler, _: handler.answer(make(), kind=kind)


BEHAVIOURS: dict[str, Callable[[Any, str], None]] = {
    "gzip-bomb": lambda handler, _: handler.answer(gzip_bomb(), Content_Encoding="gzip"),
    "nested-bomb": lambda handler, _: handler.answer(zlib.compress(gzip_bomb()), Content_Encoding="gzip, deflate"),
    "brotli-bomb": _packed("br"),
    "zstd-bomb": _packed("zstd"),
    "sixty-megabytes": sixty_megabytes,
    "drip": drip,
    "slow-hop": slow_hop,
    "chunks": chunks,
    "many-cookies": cookies,
    "endless-headers": endless_headers,
    "tags": lambda handler, _: handler.answer(b"<a b c d e f g h i j k l m>" * 300_000),
    "deep": lambda handler, number: handler.answer("<div>" * 50_000 + ad_page(number)),
    "deep-json": lambda handler, _: handler.answer("[" * 100_000, kind="application/json"),
    "long-text": lambda handler, number: handler.answer(ad_page(number, text="lang " * 100_000)),
    "many-texts": lambda handler, number: handler.answer(ad_page(number) + '<p class="text">deel</p>' * 50_000),
    "huge-pixels": _page_with("huge-image"),
    "huge-image": _image(lambda: big_png(30_000, 30_000), "image/png"),
    "exif": _page_with("exif-image"),
    "exif-image": _image(jpeg_with_exif, "text/html"),
    "twin": _page_with("twin-image"),
    "session-file": lambda handler, number: handler.answer(photo(int(number.partition("?")[0])), kind="image/png"),
    "session-photo": lambda handler, number: handler.answer(
        ad_page(number, photos=f'<img class="photo" src="/session-file/{number}?sid={time.monotonic_ns():x}">')
    ),
    "twin-image": _image(lambda: photo(500), "image/png"),
}
