"""An index of WARC records for replay tools: one line a record, sorted by address and moment (CDXJ).

In: records and where they stand in a package. Out: lines. Addresses are turned around (SURT), so that a site's stand
together.
"""

import json
import re
from urllib.parse import urlsplit

from crawlers.warc_records import WarcRecord

_USUAL_PORTS = {"http": 80, "https": 443}


def cdxj_line(record: WarcRecord, file: str, at: int) -> str:
    """The line of a record that stands in `file` at the offset `at`."""
    told = {
        "url": record.url,
        "mime": "warc/revisit" if record.kind == "revisit" else record.mime.partition(";")[0].strip(),
        "status": record.status,
        "digest": record.digest,
        "length": str(record.length),
        "offset": str(at),
        "filename": file,
    }
    kept = {name: value for name, value in told.items() if value}
    return f"{surt(record.url)} {timestamp(record.date)} {json.dumps(kept, ensure_ascii=False)}"


def surt(url: str) -> str:
    """`https://www.a.example:8443/B?y=2&x=1` -> `example,a:8443)/b?x=1&y=2`."""
    parts = urlsplit(url)
    host = re.sub(r"^www\d*\.", "", (parts.hostname or "").lower())
    turned = ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port and parts.port != _USUAL_PORTS.get(parts.scheme) else ""
    path = parts.path.lower()
    path = path.rstrip("/") or "/"
    query = "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    return f"{turned}{port}){path}" + (f"?{query}" if query else "")


def timestamp(date: str) -> str:
    """`2026-03-02T03:15:00.5Z` -> `20260302031500`."""
    return re.sub(r"\D", "", date)[:14]
