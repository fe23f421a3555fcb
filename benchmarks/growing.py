"""What it costs to take a day's new ads into a linked market, as a share of linking all anew.

`python -m benchmarks.growing 100000 31`: a market of so many ads, of which the last hundredth by date is new. Photos
are named beforehand, as the second look does in the ledger. Prints CPU seconds, which share of the ads was touched,
and whether both ways give the same clusters.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from benchmarks.linking_market import Market
from enrichment.linking import LinkOptions, link
from enrichment.linking.growing import Standing
from enrichment.linking.looks import Prints
from enrichment.linking.photos import group_photos
from peil.records.joined import ImagePrint, LinkAd

AT = datetime(2027, 1, 1, tzinfo=UTC)
DECIDED = LinkOptions(photo_distance=0)
Answer = TypeVar("Answer")


def ads_of(market: list[dict[str, Any]]) -> list[LinkAd]:
    """The ads by date, each photo under one name."""
    prints = Prints()
    for place, ad in enumerate(market):
        for image in ad["images"]:
            prints.add(place, image["pdq"], 100, "")
    groups = group_photos(prints, LinkOptions())
    shown: dict[int, dict[str, None]] = {}
    for place, hash_ in zip(groups.ad.tolist(), groups.shown.tolist(), strict=True):
        shown.setdefault(place, {})[groups.digits(int(groups.group[hash_]))] = None
    ads = [_ad(ad, shown.get(place, {})) for place, ad in enumerate(market)]
    return sorted(ads, key=lambda ad: str(ad.first_seen))


def _ad(ad: dict[str, Any], photos: dict[str, None]) -> LinkAd:
    seen = datetime.fromisoformat(ad["seen_at"])
    images = tuple(map(ImagePrint, photos))
    return LinkAd(
        ad["id"], ad["site"], ad["account"] or "", seen, seen, "", tuple(ad["phones"]), images, text=ad["text"]
    )


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    """What came of it, and the CPU seconds."""
    started = time.process_time()
    return work(), time.process_time() - started


def main(count: int = 100_000, seed: int = 31) -> None:
    ads = ads_of(Market(seed, count).ads)
    old, new = ads[: -count // 100], ads[-count // 100 :]
    standing = Standing(DECIDED)
    before = standing.grow(old, [], AT).clusters
    grown, growing_s = timed(lambda: standing.grow(new, [], AT))
    anew, anew_s = timed(lambda: link(ads, before, [], AT, DECIDED))
    figures = {
        "ads": count,
        "new": len(new),
        "same_clusters": standing.clusters == anew.clusters,
        "touched": len(grown.clusters) / count,
        "growing_cpu_s": growing_s,
        "anew_cpu_s": anew_s,
        "share": growing_s / anew_s,
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
