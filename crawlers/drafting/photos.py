"""An ad's photos: the images that are not on every page, or the large ones that they lead to.

In: samples. Out: the selector that finds the most of them and none that all ads share.
"""

import re
from collections import Counter
from collections.abc import Iterator

from crawlers.drafting.css_paths import css_of
from crawlers.drafting.samples import Choice, Samples
from crawlers.field_selectors import link_address

_FILE = re.compile(r"\.(jpe?g|png|webp|gif)([?#]|$)", re.IGNORECASE)
_LATE = ("data-src", "data-original", "data-lazy-src")
_WHY = "images that differ from ad to ad"


def find_images(samples: Samples) -> Choice | None:
    """The selector of an ad's images; None where no ad has any."""
    scored: list[tuple[int, int, Choice]] = []
    for place, (css, why) in enumerate(dict(_candidates(samples)).items()):
        found = samples.links(css)
        if any(found) and not _shared(samples, found):
            scored.append((sum(map(len, found)), -place, Choice(css, sum(map(bool, found)), why)))
    return max(scored, default=(0, 0, None), key=lambda one: one[:2])[2]


def _candidates(samples: Samples) -> Iterator[tuple[str, str]]:
    for element in samples.elements:
        if element.tag != "img":
            continue
        around = element.getparent()
        if around is not None and around.tag == "a" and _FILE.search(link_address(around)):
            yield from ((css, "the large images that small ones lead to") for css in css_of(around) if css != "a")
        late = next((name for name in _LATE if element.get(name)), "")
        for css in css_of(element):
            if css != "img":
                yield (f"{css}::attr({late})" if late else css), _WHY
        if not late:
            yield "img", _WHY


def _shared(samples: Samples, found: list[list[str]]) -> bool:
    """Whether an address stands on every one of several pages, as a logo does."""
    times = Counter(url for urls in found for url in set(urls))
    return len(samples.pages) > 1 and max(times.values()) == len(samples.pages)
