"""The fast ways of reading numbers agree with the slow ones: the lattice over a whole text, phonenumbers itself."""

import json
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment.phones import fields, read_phones, reader
from enrichment.phones.patterns import is_plain_mobile, may_be_in
from enrichment.phones.plain import plain_readings
from enrichment.phones.stretches import Stretch, stretches
from peil.records.read import AdText

CASES = Path(__file__).parents[2] / "cases"
ROWS = [json.loads(line) for name in ("phones", "numbers") for line in (CASES / f"{name}.jsonl").open(encoding="utf-8")]
TEXTS = [row["text"] for row in ROWS if row.get("country", "NL") == "NL" and "text" in row]
FRONTS = [
    "", "Bel ", "is ", "een ", "vier ", "nul ", "tel: ", "ordernummer ", "klant nr. ", "€ ", "van 10 tot ", "06 ",
    "dubbel ", "Lisa 23 jaar ", "10:00 tot 22:00 ", "advertentie 12345, ", "0 sterren, ", "achterstevoren ",
]  # fmt: skip
BACKS = [
    "", " bel", "!", " uur", " euro", " €", " een twee", " 100 150", ", is mijn nummer", " is mijn klantnummer",
    ". Een half uur 50 euro", " mei 2024", " km", "\n\n30", ". 24/7", "; of 06-87651234", " views", ".jpg", " AB",
]  # fmt: skip
FORMS = [
    "06{0}{1}{2}{3}", "06-{0}{1}{2}{3}", "06 {0} {1} {2} {3}", "06-{0}-{1}-{2}-{3}", "06.{0}.{1}.{2}.{3}",
    "+316{0}{1}{2}{3}", "+31 6 {0}{1}{2}{3}", "+31 (0)6 {0} {1} {2} {3}", "0031 6 {0}{1}{2}{3}", "06 {0}{1} {2}{3}",
]  # fmt: skip
ABROAD = {
    "BE": ["04{0}{1}{2}{3}", "04{0}/{1} {2} {3}", "04{0} {1}.{2}.{3}", "+32 4{0}{1}{2}{3}", "0032 4{0} {1} {2} {3}",
           "04{0}-{1}{2}{3}"],
    "DE": ["017{0}{1}{2}{3}", "017{0[0]} {1}{2}{3}7", "015{0}{1}{2}{3}1", "+49 16{0}{1}{2}{3}", "0049 17{0}{1}{2}{3}",
           "017{0[0]}/{1}{2}{3}{3}"],
}  # fmt: skip
pairs = st.tuples(*[st.from_regex(r"[0-9]{2}", fullmatch=True)] * 4)


@st.composite
def surrounded(draw: st.DrawFn) -> str:
    form = draw(st.sampled_from(FORMS)).format(*draw(pairs))
    return draw(st.sampled_from(FRONTS)) + form + draw(st.sampled_from(BACKS))


@st.composite
def surrounded_abroad(draw: st.DrawFn) -> tuple[str, str]:
    country = draw(st.sampled_from(list(ABROAD)))
    form = draw(st.sampled_from(ABROAD[country])).format(*draw(pairs))
    return country, draw(st.sampled_from(FRONTS)) + form + draw(st.sampled_from(BACKS))


def links(text: str, country: str = "NL") -> dict[str, str]:
    return {phone.e164: phone.use for phone in read_phones(AdText("1", country, text=text))}


def slowly(text: str, monkeypatch: pytest.MonkeyPatch, country: str = "NL") -> dict[str, str]:
    """The same by the lattice alone, over the text as one stretch."""
    whole = [Stretch(0, len(text), bytes(len(text.split())))]
    with monkeypatch.context() as patch:
        patch.setattr(fields, "stretches", lambda *_: whole)
        patch.setattr(reader, "plain_readings", lambda ad: None)
        return links(text, country)


def test_the_corpus_is_read_the_same_by_the_lattice_alone(monkeypatch):
    texts = [text for text in TEXTS if text.isascii()]
    assert [text for text in texts if links(text) != slowly(text, monkeypatch)] == []


def test_numbers_among_other_words_are_read_the_same_by_the_lattice_alone(monkeypatch):
    @settings(max_examples=600, deadline=None)
    @given(surrounded())
    def agrees(text: str) -> None:
        assert links(text) == slowly(text, monkeypatch)

    agrees()


def test_numbers_on_belgian_and_german_pages_are_read_the_same_by_the_lattice_alone(monkeypatch):
    @settings(max_examples=600, deadline=None)
    @given(surrounded_abroad())
    def agrees(case: tuple[str, str]) -> None:
        country, text = case
        assert links(text, country) == slowly(text, monkeypatch, country)

    agrees()


@settings(max_examples=500, deadline=None)
@given(st.from_regex(r"0[1-9][0-9]{7,10}", fullmatch=True), st.sampled_from(["NL", "BE", "DE"]))
def test_the_patterns_never_say_more_than_phonenumbers(digits, region):
    number = phonenumbers.parse(digits, region)
    valid = phonenumbers.is_valid_number_for_region(number, region)
    if is_plain_mobile(digits, region):
        assert valid
        assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    assert may_be_in(digits, region) or not valid


@given(st.lists(st.sampled_from(["lief", "en", "zacht,", "kamer", "station"]), max_size=60))
def test_plain_words_are_no_stretch(words):
    assert stretches(" ".join(words)) == []


def test_a_stretch_knows_where_it_stands_behind_any_spaces():
    text = "lief   en\n\n zacht  06 \t12345678  nu"
    (found,) = stretches(text)
    assert text[found.start : found.end] == "06 \t12345678"


def test_a_labelled_plain_form_is_read_at_a_glance_and_is_no_number():
    assert plain_readings(AdText("1", text="Ordernummer 06-23451987")) == ()


@pytest.mark.parametrize("text", ["Bel 06-23451987", "lief, zacht en 24 jaar", "Van 10:00 tot 22:00, een uur 150 euro"])
def test_plain_ads_need_no_closer_look(text):
    assert plain_readings(AdText("1", title="Lisa (23) Utrecht", text=text)) is not None
