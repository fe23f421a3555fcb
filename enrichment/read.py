"""Ads to readings: every reader of this room on one version's words.

In: AdText. Out: Reading. Pure: no clock, no network, nothing but the tables in the package; the same with any number
of workers. There is no field for origin, ethnicity, nationality, health or orientation, and no reader looks for them
(charter 7); `languages` are those of the text.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from importlib.metadata import version
from itertools import islice

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


def read_ads(ads: Iterable[AdText], workers: int = 1) -> Iterator[Reading]:
    """The readings in the order of the ads; with more workers in as many processes, a batch at a time."""
    if workers <= 1:
        yield from map(read_ad, ads)
        return
    batches = _batches(ads)
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[list[Reading]]] = deque(
            pool.submit(_read_batch, batch) for batch in islice(batches, 2 * workers)
        )
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(pool.submit(_read_batch, batch) for batch in islice(batches, 1))


def _batches(ads: Iterable[AdText]) -> Iterator[list[AdText]]:
    source = iter(ads)
    while batch := list(islice(source, BATCH)):
        yield batch


def _read_batch(batch: list[AdText]) -> list[Reading]:
    return [read_ad(ad) for ad in batch]
