"""Trade names, addresses and domains as they are compared."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peil.records.register import Licence, Period
from rules.addresses import compare, spot
from rules.domains import own_domain
from rules.names import alike, bare, contradict
from rules.permits import number_key
from rules.register import numbers_of

CASES = Path(__file__).parents[1] / "cases" / "judge"


def golden(name):
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=json.loads(line)["why"]) for line in lines]


@pytest.mark.parametrize("case", golden("trade_names"))
def test_trade_names(case):
    assert alike(case["one"], case["other"]) is case["alike"]
    assert alike(case["other"], case["one"]) is case["alike"]


@pytest.mark.parametrize("case", golden("addresses"))
def test_addresses(case):
    assert compare(spot(*case["one"]), spot(*case["other"])) == case["is"]
    assert compare(spot(*case["other"]), spot(*case["one"])) == case["is"]


@pytest.mark.parametrize("case", golden("own_domains"))
def test_own_domains(case):
    assert own_domain(case["website"]) == case["domain"]


def test_names_that_say_too_little_contradict_nothing():
    assert not contradict(["Gouden Klaproos"], ["Privéhuis Utrecht"])
    assert not contradict(["Club Venus"], ["Venus Massage", "Gouden Klaproos"])
    assert contradict(["Gouden Klaproos"], ["Zilveren Zonnebloem"])
    assert contradict(["Club Roos"], ["Huize Tulp"])


def test_a_number_is_compared_by_its_letters_and_digits():
    assert number_key("utr 2019/044") == number_key("UTR-2019-044")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_stripping_a_name_twice_changes_nothing_and_never_crashes(name):
    assert bare(bare(name)) == bare(name)


@given(st.text(max_size=40))
def test_any_text_is_a_website_or_none(text):
    domain = own_domain(text)
    assert own_domain(domain) == domain


words = st.text(max_size=8)


@given(st.tuples(words, words, words), st.tuples(words, words, words))
def test_comparing_addresses_is_symmetric_and_never_crashes(one, other):
    assert compare(spot(*one), spot(*other)) == compare(spot(*other), spot(*one))


def test_a_register_reads_its_numbers_as_the_ads_do_and_keeps_what_is_written_in_full():
    written = ("06-12345678", "+31 6 00000001", "geen", "")
    licence = Licence("UTR-1", "GM0344", "raam", "", Period(date(2020, 1, 1)), "verleend", phones=written)
    assert numbers_of(licence) == {"+31612345678", "+31600000001"}
