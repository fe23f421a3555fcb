"""Numbers keep where they stood, are given once, and a register's number is read without a guess."""

import pytest

from enrichment.phones import read_number, read_phones
from peil.records.read import AdText


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("bel 06-23451987 nu", "06-23451987"),
        ("bel &#48;&#54;23451987 nu", "&#48;&#54;23451987"),
        ("bel ０６\u200b23451987 nu", "０６\u200b23451987"),
        ("<b>06</b>23451987", "06</b>23451987"),
        ("+31 (0)6 23451987", "+31 (0)6 23451987"),
        ("kijk op https://wa.me/31623451987", "wa.me/31623451987"),
        ("06 bel 23 me 45 nu 19 snel 87 lief", "06 bel 23 me 45 nu 19 snel 87"),
    ],
)
def test_a_number_keeps_its_words_and_their_span(text, raw):
    (phone,) = read_phones(AdText("1", text=text))
    assert phone.raw == raw
    assert text[phone.start : phone.end] == raw


def test_a_number_over_title_and_text_stands_in_the_title():
    (phone,) = read_phones(AdText("1", title="Lisa 06 23", text="45 19 87 tot snel"))
    assert (phone.field, phone.start, phone.end) == ("title", 5, 10)
    assert phone.raw == "06 23\n45 19 87"


def test_a_number_that_stands_twice_is_given_once_where_it_stands_first():
    (phone,) = read_phones(AdText("1", title="0623451987", text="of +31623451987", phone="06-23451987"))
    assert phone.field == "title"


def test_a_number_that_links_somewhere_is_not_lost_behind_a_doubt():
    (phone,) = read_phones(AdText("1", text="0475123987, of beter +31475123987"))
    assert phone.use == "links"


@pytest.mark.parametrize("label", ["Ordernummer", "KvK", "BSN:", "Vergunningnr.", "Ad id", "Klant nr.", "Licence no."])
def test_a_label_in_front_makes_it_another_number(label):
    assert not read_phones(AdText("1", text=f"{label} 0623451987"))


@pytest.mark.parametrize(
    "label", ["Telefoonnummer", "Belnummer:", "Mijn nummer", "WhatsApp-nummer", "Bel deze advertentie"]
)
def test_a_telephone_label_does_not(label):
    assert [phone.use for phone in read_phones(AdText("1", text=f"{label} 0623451987"))] == ["links"]


def test_a_belgian_number_on_a_dutch_site_joins_nothing():
    assert [phone.use for phone in read_phones(AdText("1", text="0475 12 39 87"))] == ["ambiguous"]


@pytest.mark.parametrize(
    ("written", "country", "e164"),
    [
        ("06-23451987", "NL", "+31623451987"),
        ("+31 (0)6 23451987", "NL", "+31623451987"),
        ("030 234 51 98", "NL", "+31302345198"),
        ("0475 12 39 87", "BE", "+32475123987"),
        ("", "NL", None),
        ("geen", "NL", None),
        ("0623", "NL", None),
        ("06-23451987 / 06-87651234", "NL", None),
        ("06-23451987 toestel 12", "NL", None),
    ],
)
def test_a_register_gives_a_number_or_none(written, country, e164):
    assert read_number(written, country) == e164
