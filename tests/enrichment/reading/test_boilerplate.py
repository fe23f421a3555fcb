"""What a site puts into all its ads is recognised and left out of the signature; what an advertiser writes stays."""

import random
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from enrichment.boilerplate import boilerplate, digest, own_words
from enrichment.signatures import likeness, text_signature

NOTICE = "Noem altijd de naam van deze site als je belt."
FOOTER = "Deze advertentie is 1234 keer bekeken en staat er sinds 12 mei."
OWN = [
    "Rustige kamer aan het water met een ruime douche en warme handdoeken voor iedere bezoeker",
    "Ontspannende massage met lavendelolie op een brede tafel bij kaarslicht en zachte muziek",
    "Gezellige middag in een ruim huis met tuin waar de koffie altijd klaar staat voor jou",
]


def placed(texts: Iterable[str]) -> list[tuple[str, str]]:
    return [(f"account-{at}", text) for at, text in enumerate(texts)]


def ads(count: int) -> list[tuple[str, str]]:
    return placed(
        f"{OWN[at % 3]} nummer {'abcdefghij'[at % 10]}{at}.\n{NOTICE}\n{FOOTER.replace('1234', str(at))}"
        for at in range(count)
    )


def test_what_stands_in_all_ads_is_the_site_s_whatever_its_numbers():
    found = boilerplate(ads(40))
    assert (
        own_words(f"Mijn eigen woorden staan hier nu. {NOTICE} {FOOTER}", found) == "Mijn eigen woorden staan hier nu."
    )


def test_what_a_few_ads_have_in_common_is_theirs():
    texts = [
        *(f"Heel andere woorden over een ander huis {'x' * at}." for at in range(1, 40)),
        *[f"{OWN[0]}. {at}" for at in range(7)],
    ]
    assert boilerplate(placed(texts)) & boilerplate(placed(f"{OWN[0]}. {at}" for at in range(9))) == frozenset()


def test_the_same_text_many_times_is_one_text():
    assert boilerplate(placed([NOTICE] * 50)) == frozenset()


def test_what_one_advertiser_puts_into_many_ads_is_the_advertiser_s():
    other = placed(f"Heel andere woorden over een ander huis {'x' * at}." for at in range(1, 20))
    assert boilerplate([*other, *(("one", f"{OWN[0]}. Kamer {'x' * at}") for at in range(40))]) == frozenset()


def test_a_digest_stands_for_the_parts_whatever_their_order():
    assert digest(frozenset()) == ""
    assert digest(frozenset(["a", "b"])) == digest(frozenset(["b", "a"])) != digest(frozenset(["a"]))


def test_two_ads_that_share_only_the_site_s_words_are_not_alike():
    left_out = boilerplate(ads(40))
    long_notice = f"{NOTICE} {FOOTER} {NOTICE} {FOOTER}"
    a, b = f"{OWN[0]}. {long_notice}", f"{OWN[1]}. {long_notice}"
    assert likeness(text_signature(a), text_signature(b)) > 0.2
    assert likeness(text_signature(a, left_out), text_signature(b, left_out)) < 0.2
    assert likeness(text_signature(a, left_out), text_signature(OWN[0])) > 0.8


def test_the_order_of_the_texts_changes_nothing():
    texts = ads(30)
    random.Random(3).shuffle(texts)
    assert boilerplate(texts) == boilerplate(ads(30))


@given(st.text(max_size=200), st.frozensets(st.text(max_size=20), max_size=4))
def test_any_text_without_its_site_s_parts_is_no_longer_than_it_was(text, left_out):
    assert len(own_words(text, left_out)) <= len(text)
