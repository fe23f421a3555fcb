"""A quick look never rules out what the long one would find, on the corpora and on words put together at random."""

import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment import ages, amounts, hours, licence_numbers, offers, opening_hours, websites
from enrichment.hints import has_any, words_in
from enrichment.places import manners, postcodes
from enrichment.read import read_ad, read_together
from peil.records.read import AdText

CASES = Path(__file__).parents[2] / "cases"
TEXTS = [
    (row.get("ad") or row).get("text", "")
    for path in sorted(CASES.glob("*.jsonl"))
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
]
WORDS = sorted({word for text in TEXTS if isinstance(text, str) for word in text.split()})
LOOKS = [
    (amounts.AMOUNT, lambda text: has_any(text, amounts.CURRENCIES)),
    (manners.PASSING_FRONT, manners.may_be_passing),
    (postcodes.LABELLED, lambda text: has_any(text, postcodes.LABELS)),
    (licence_numbers.SHOWN, lambda text: has_any(text, licence_numbers.HINTS)),
    (hours.ALL_DAY, lambda text: has_any(text, hours.ALL_DAY_HINTS)),
    (opening_hours.RANGE, lambda text: opening_hours.HOUR.search(text) and has_any(text, opening_hours.HINTS)),
    (opening_hours.SINGLE, lambda text: not opening_hours.DAY_WORDS.isdisjoint(words_in(text))),
    (opening_hours.DAILY, lambda text: has_any(text, ("open", "opening"))),
    (offers.INCALL, lambda text: has_any(text, offers.INCALL_HINTS)),
    (offers.OUTCALL, lambda text: has_any(text, offers.OUTCALL_HINTS)),
    (offers.OWN_HOME, lambda text: has_any(text, offers.OWN_HOME_HINTS)),
    (offers.HOUSE, lambda text: has_any(text, offers.HOUSE_HINTS)),
    (offers.TOGETHER, lambda text: has_any(text, offers.TOGETHER_HINTS)),
    (offers.COUNTED, lambda text: not offers.PEOPLE_WORDS.isdisjoint(words_in(text))),
    (websites.DOMAIN, websites.MAYBE.search),
    (websites.LABELLED, lambda text: not websites.APPS.keys().isdisjoint(words_in(text))),
    (ages.WORD_END, lambda text: any(word.endswith(ages.WORD_ENDS) for word in words_in(text))),
]
sentences = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


def overlooked(text: str) -> list[str]:
    return [look.pattern for look, may in LOOKS if look.search(text) and not may(text)]


def test_nothing_in_the_corpora_is_overlooked():
    assert {text: found for text in TEXTS if isinstance(text, str) and (found := overlooked(text))} == {}


@settings(max_examples=400, deadline=None)
@given(sentences)
def test_nothing_in_any_words_of_ads_is_overlooked(text):
    assert overlooked(text) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=5))
def test_ads_read_together_are_read_as_each_alone(texts):
    ads = [AdText(str(at), text=text, title=text[:30]) for at, text in enumerate(texts)]
    assert read_together(ads) == [read_ad(ad) for ad in ads]
