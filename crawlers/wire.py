"""What went over the wire, noted and read the same way whoever asked: the crawl itself, or a page in a browser.

In: a request and its answer as Scrapy has them. Out: the exchange, for the evidence, and the page, unpacked and
bounded. Asks nothing itself.
"""

from datetime import datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response

from crawlers.bounded_http import check_head
from crawlers.page import Page
from crawlers.unpacking import MAX_BYTES, unpack
from crawlers.warc import Exchange

DRAWN = "drawn"


def exchange_of(request: Request, response: Response, at: datetime) -> Exchange:
    """The request and its answer; one that a browser drew has the flag DRAWN."""
    return Exchange(
        url=response.url,
        at=at,
        status=response.status,
        headers=_pairs(response.headers),
        body=response.body,
        sent=_pairs(request.headers),
        method=request.method,
        rendered=DRAWN in response.flags,
    )


def page_of(exchange: Exchange) -> Page:
    """The answer, unpacked; raises TooLarge or BadPacking."""
    check_head(exchange.headers)
    headers: dict[str, str] = {}
    for name, value in exchange.headers:
        headers[name.lower()] = f"{headers[name.lower()]}\n{value}" if name.lower() in headers else value
    packing = "" if exchange.rendered else headers.get("content-encoding", "").replace("\n", ",")
    return Page(exchange.url, exchange.status, headers, unpack(exchange.body, packing, MAX_BYTES))


def _pairs(headers: Any) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values
    )
