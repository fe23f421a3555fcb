"""Numbers as advertisers write them: each style says the same number, and says it as a person would."""

import re
from random import Random

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.market.numbers import HIDDEN_STYLES, OPEN_STYLES, STYLES, in_words, mobile, pairs, write

NATIONAL = st.integers(0, 2**32).map(lambda seed: mobile(Random(seed)))
SAID = {in_words(f"{value:02}"): f"{value:02}" for value in range(100)}


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("spaced", "06 12 03 45 78"),
        ("dashed", "06-12034578"),
        ("dotted", "06.12.03.45.78"),
        ("plus", "+31 6 1203 4578"),
        ("zeros", "0031612034578"),
        ("bracket", "+31 (0)6 1203 4578"),
        ("words", "nul zes twaalf nul drie vijfenveertig achtenzeventig"),
        ("digit_words", "nul zes een twee nul drie vier vijf zeven acht"),
        ("lookalike", "O6 l2 O3 45 78"),
        ("fullwidth", "０６１２０３４５７８"),
        ("slashed", "06/12/03/45/78"),
        ("wa_me", "https://wa.me/31612034578"),
        ("filler", "06 en 12 dan 03 nog 45 eens 78"),
    ],
)
def test_a_number_is_written_as_advertisers_write_it(style: str, written: str) -> None:
    assert write("0612034578", style).text == written


def test_a_keycap_is_a_digit_in_a_box() -> None:
    assert write("0612034578", "keycaps").text.startswith("0\ufe0f\u20e36\ufe0f\u20e31")


def test_a_split_number_begins_in_the_title_and_ends_in_the_text() -> None:
    written = write("0612034578", "split")
    assert (written.title, written.text) == ("06 12 03", "4578")


@pytest.mark.parametrize(
    ("pair", "said"), [("05", "nul vijf"), ("13", "dertien"), ("20", "twintig"), ("22", "tweeëntwintig")]
)
def test_two_digits_are_said_as_in_dutch(pair: str, said: str) -> None:
    assert in_words(pair) == said


def test_no_two_pairs_of_digits_sound_alike() -> None:
    assert len(SAID) == 100


@given(NATIONAL)
def test_every_invented_number_is_a_dutch_mobile(national: str) -> None:
    parsed = phonenumbers.parse(national, "NL")
    assert phonenumbers.is_valid_number(parsed)
    assert phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE


@given(NATIONAL, st.sampled_from(OPEN_STYLES + HIDDEN_STYLES))
def test_every_style_can_be_read_back(national: str, style: str) -> None:
    written = write(national, style)
    assert _read(written.title + written.text + written.field, style) == national


def test_every_style_is_either_open_or_hidden() -> None:
    assert set(OPEN_STYLES) | set(HIDDEN_STYLES) == set(STYLES) | {"field", "split"}
    assert not set(OPEN_STYLES) & set(HIDDEN_STYLES)


def _read(written: str, style: str) -> str:
    """A naive inverse that knows the style; the readers of Peil do not."""
    if style in ("words", "digit_words"):
        return "".join(_digits(written, style))
    plain = "".join(
        str(int(char)) if char.isdecimal() else char for char in written.replace("O", "0").replace("l", "1")
    )
    digits = re.sub(r"\D", "", plain.replace("(0)", ""))
    return re.sub(r"^(0031|31)", "0", digits)


def _digits(written: str, style: str) -> list[str]:
    words = written.split()
    if style == "digit_words":
        return [SAID[f"nul {word}"][1] if word != "nul" else "0" for word in words]
    found = []
    while words:
        taken = 2 if words[0] == "nul" else 1
        found.append(SAID[" ".join(words[:taken])])
        words = words[taken:]
    assert all(len(pair) == 2 for pair in found)
    assert pairs("".join(found)) == found
    return found
