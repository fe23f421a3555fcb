"""Ads to readings: every reader of this room on one version's words.

In: AdText. Out: Reading. Pure: no clock, no network, nothing but the tables in the package; the same with any number
of workers. There is no field for origin, ethnicity, nationality, health or orientation, and no reader looks for them
(charter 7); `languages` are those of the text.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from multiprocessing import get_context
from typing import Any

import phonenumbers

from enrichment.addresses import read_address
from enrichment.ages import one_age, stated_ages
from enrichment.hours import read_hours
from enrichment.languages import read_languages
from enrichment.licence_numbers import read_licence_numbers
from enrichment.minors import minor_quotes
from enrichment.names import read_name, read_trade_names
from enrichment.offers import read_home, read_persons, read_setting
from enrichment.phones import read_phones
from enrichment.places import read_places
from enrichment.prices import read_prices
from enrichment.signatures import text_signature
from enrichment.signs import read_signs
from enrichment.websites import read_handles, read_websites
from peil.records.read import AdText, Reading

READING_VERSION = 4
READING_STAMP = (
    f"reading-{READING_VERSION}+phonenumbers-{phonenumbers.__version__}+lingua-{version('lingua-language-detector')}"
)
BATCH = 64


def read_ad(ad: AdText, left_out: frozenset[str] = frozenset()) -> Reading:
    """All that is read from one version; never raises, whatever the words are.

    `left_out`: the parts of its site's texts that the signature skips (see boilerplate).
    """
    return read_together([ad], left_out)[0]


def read_together(ads: Sequence[AdText], left_out: frozenset[str] = frozenset()) -> list[Reading]:
    """The same for a few ads, reader by reader: a fifth faster, as each reader's patterns stay at hand."""
    ages = [stated_ages(ad) for ad in ads]
    minors = [minor_quotes(ad, stated) for ad, stated in zip(ads, ages, strict=True)]
    places = [read_places(ad) for ad in ads]
    columns = {name: [reader(ad) for ad in ads] for name, reader in READERS.items()}
    return [
        Reading(
            id=ad.id,
            place=places[at][0],
            places=places[at][1],
            age=one_age(ad, ages[at]),
            minor=bool(minors[at]),
            signs=read_signs(ad, minors[at]),
            signature=text_signature(ad.text, left_out),
            **{name: column[at] for name, column in columns.items()},
        )
        for at, ad in enumerate(ads)
    ]


READERS: Mapping[str, Callable[[AdText], Any]] = {
    "phones": read_phones,
    "address": read_address,
    "prices": read_prices,
    "hours": read_hours,
    "persons": read_persons,
    "setting": read_setting,
    "home": read_home,
    "licence_numbers": read_licence_numbers,
    "trade_names": read_trade_names,
    "websites": read_websites,
    "handles": read_handles,
    "languages": read_languages,
    "name": read_name,
}


@dataclass(frozen=True, slots=True)
class Work:
    """How a stream of ads is read: in how many processes, and without which parts of their site."""

    workers: int = 1
    left_out: frozenset[str] = frozenset()


ALONE = Work()


def read_ads(ads: Iterable[AdText], work: Work = ALONE) -> Iterator[Reading]:
    """The readings in the order of the ads; with more workers in as many processes, a batch at a time.

    The processes are started anew and not forked: who calls may hold connections and threads.
    """
    if work.workers <= 1:
        for batch in _batches(ads):
            yield from read_together(batch, work.left_out)
        return
    batches = _batches(ads)
    with ProcessPoolExecutor(work.workers, get_context("spawn")) as pool:
        waiting: deque[Future[list[Reading]]] = deque(
            pool.submit(read_together, batch, work.left_out) for batch in islice(batches, 2 * work.workers)
        )
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(pool.submit(read_together, batch, work.left_out) for batch in islice(batches, 1))


def _batches(ads: Iterable[AdText]) -> Iterator[list[AdText]]:
    source = iter(ads)
    while batch := list(islice(source, BATCH)):
        yield batch
