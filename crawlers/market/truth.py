"""What the market knows and a reader must find out: who is behind each ad, which ads belong together, what to expect.

In: what was planted. Out: plain data that goes into JSON as it is.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from crawlers.market import crowds, prikbord, weeks
from crawlers.market.ads import Ad
from crawlers.market.cases import Case, Expect
from crawlers.market.places import PLACES
from crawlers.market.planting import Planted
from crawlers.market.sites import SITES


def truth(planted: Planted) -> dict[str, Any]:
    """Everything there is to know, as dicts, lists, strings and numbers."""
    return {
        "start": weeks.START.isoformat(),
        "weeks": weeks.WEEKS,
        "ads": [_ad(ad) for ad in planted.ads],
        "clusters": _clusters(planted.ads),
        "cases": [_case(case) for case in planted.cases],
        "closed_paths": [{"site": "prikbord", "prefix": prikbord.CLOSED_PREFIX}],
        "enforcement": {
            "municipality": PLACES[crowds.ENFORCED].municipality,
            "week": weeks.HALFWAY,
            "date": crowds.ENFORCED_ON.isoformat(),
            "neighbours": [PLACES[town].municipality for town in crowds.NEIGHBOURS],
        },
    }


def _ad(ad: Ad) -> dict[str, Any]:
    number = ad.written[0] if ad.written else None
    belgian = number is not None and number.style == "belgian"
    return {
        "id": ad.id,
        "site": ad.site,
        "ref": ad.ref,
        "operator": ad.operator,
        "persona": ad.persona,
        "case": ad.case or None,
        "first_week": ad.first,
        "last_week": ad.last,
        "municipality": ad.place.municipality,
        "phone": number.e164 if number and not belgian else None,
        "phone_as_written": number.text or number.field if number else None,
        "style": number.style if number else None,
        "scenes": sorted(photo.scene for photo in ad.photos),
        "photos": [SITES[ad.site].photos + photo.name for photo in ad.photos],
    }


def _clusters(ads: Iterable[Ad]) -> dict[str, list[str]]:
    """The ads of each operator. Every operator's ads hang together by number, photo or account; a test holds that."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for ad in ads:
        found[ad.operator].append(ad.id)
    return {operator: sorted(ids) for operator, ids in sorted(found.items())}


def _case(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "title_nl": case.title_nl,
        "title_en": case.title_en,
        "ads": [ad.id for ad in case.ads],
        "expect": _expect(case.expect),
    }


def _expect(expect: Expect) -> dict[str, Any]:
    since = None if expect.since_week is None else weeks.day(expect.since_week).isoformat()
    plain = {name: _plain(value) for name, value in asdict(expect).items() if name != "since_week"}
    return plain | {"no_flags": not expect.flags, "since": since}


def _plain(value: Any) -> Any:
    """Tuples as lists, as JSON has them."""
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
