"""Numbers of fifteen countries in any disguises come back or are a doubt; decoys of eight languages never do."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.decoys import decoy_ad
from benchmarks.disguises import written_ad
from benchmarks.reading_quality import links
from enrichment.phones.plain import plain_readings
from enrichment.phones.reader import read_closely

SEEDS = st.integers(0, 10**9).map(random.Random)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(SEEDS)
def test_a_number_in_any_disguise_is_never_read_as_another(dice):
    written = written_ad(dice)
    assert links(written) <= written.numbers


@settings(max_examples=400, deadline=None, derandomize=True)
@given(SEEDS)
def test_a_decoy_is_nothing_to_join_on(dice):
    assert links(decoy_ad(dice)) == set()


@settings(max_examples=400, deadline=None, derandomize=True)
@given(SEEDS, st.booleans())
def test_what_is_read_at_a_glance_is_what_the_lattice_reads(dice, decoy):
    ad = (decoy_ad if decoy else written_ad)(dice).ad
    quick = plain_readings(ad)
    assert quick is None or quick == read_closely(ad)


def test_nearly_all_disguised_numbers_are_found():
    ads = [written_ad(random.Random(seed)) for seed in range(600)]
    right = sum(len(links(written) & written.numbers) for written in ads)
    assert right / sum(len(written.numbers) for written in ads) >= 0.97
