"""Numbers are masked wherever they may stand."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.web.masking import masked_field, masked_number, masked_words
from peil.records.read import PhoneReading

NUMBERS = st.from_regex(r"\A(\+316|06|00316|\+3247)[0-9]{8}\Z")
SEPARATORS = st.sampled_from(["", " ", "-", ".", " - "])


@pytest.mark.parametrize(
    ("e164", "shown"),
    [("+31612345678", "06-12••••78"), ("+32470123456", "+3247••••56"), ("+319", "••••"), ("", "••••")],
)
def test_a_number_keeps_its_beginning_and_its_last_two_digits(e164: str, shown: str) -> None:
    assert masked_number(e164) == shown


@pytest.mark.parametrize(
    "text",
    [
        "seen on 2026-03-02",
        "van 02-03-2026 tot 09-03-2026",
        "vergunning UT-1",
        "€ 150 per uur",
        "3511 BA 12",
        "wa 0900",
    ],
)
def test_dates_prices_and_postcodes_are_no_numbers(text: str) -> None:
    assert masked_words(text) == text


@given(number=NUMBERS, gap=SEPARATORS, before=st.sampled_from(["", "bel ", "tel:", "tel"]))
def test_no_number_survives_in_words_however_it_is_parted(number: str, gap: str, before: str) -> None:
    written = gap.join(re.findall(r"\+?\d{1,3}", number))
    shown = masked_words(f"{before}{written}vandaag")
    assert len(re.findall(r"\d", shown)) == 6  # four in front, two at the end


def test_a_number_in_words_is_masked_where_the_reader_found_it() -> None:
    text = "bel nul zes een twee drie vier vijf zes zeven acht nu"
    phone = PhoneReading("+31612345678", "links", "mobile", "", "text", 4, 50)
    assert masked_field(text, [phone], "text") == "bel 06-12••••78 nu"


@given(st.text(max_size=200))
def test_masking_never_fails_and_twice_is_once(text: str) -> None:
    once = masked_words(text)
    assert masked_words(once) == once
    assert json.dumps(once)
