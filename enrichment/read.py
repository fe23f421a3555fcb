"""Ads to readings: every reader of this room on one version's words.

In: AdText. Out: Reading. Pure: no clock, no network, nothing but the tables in the package; the same with any number
of workers. There is no field for origin, ethnicity, nationality, health or orientation, and no reader looks for them
(charter 7); `languages` are those of the text.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from multiprocessing import get_context

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
    place, places = read_places(ad)
    ages = stated_ages(ad)
    minor = minor_quotes(ad, ages)
    return Reading(
        id=ad.id,
        phones=read_phones(ad),
        place=place,
        places=places,
        address=read_address(ad),
        age=one_age(ad, ages),
        minor=bool(minor),
        prices=read_prices(ad),
        hours=read_hours(ad),
        persons=read_persons(ad),
        setting=read_setting(ad),
        home=read_home(ad),
        signs=read_signs(ad, minor),
        licence_numbers=read_licence_numbers(ad),
        trade_names=read_trade_names(ad),
        websites=read_websites(ad),
        handles=read_handles(ad),
        languages=read_languages(ad),
        name=read_name(ad),
        signature=text_signature(ad.text, left_out),
    )


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
        for ad in ads:
            yield read_ad(ad, work.left_out)
        return
    batches = _batches(ads)
    with ProcessPoolExecutor(work.workers, get_context("spawn")) as pool:
        waiting: deque[Future[list[Reading]]] = deque(
            pool.submit(_read_batch, batch, work.left_out) for batch in islice(batches, 2 * work.workers)
        )
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(pool.submit(_read_batch, batch, work.left_out) for batch in islice(batches, 1))


def _batches(ads: Iterable[AdText]) -> Iterator[list[AdText]]:
    source = iter(ads)
    while batch := list(islice(source, BATCH)):
        yield batch


def _read_batch(batch: list[AdText], left_out: frozenset[str]) -> list[Reading]:
    return [read_ad(ad, left_out) for ad in batch]
