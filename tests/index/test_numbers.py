import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.numbers import last_four, masked, national


@pytest.mark.parametrize(
    ("e164", "dialled", "shown"),
    [
        ("+31612345678", "0612345678", "06-12••••78"),
        ("+31201234567", "0201234567", "02-01••••67"),
        ("+32470123456", "0470123456", "04-70••••56"),
        ("+4915112345678", "015112345678", "01-51••••78"),
    ],
)
def test_a_number_is_dialled_and_shown_as_in_its_own_country(e164: str, dialled: str, shown: str) -> None:
    assert (national(e164), masked(e164), last_four(e164)) == (dialled, shown, e164[-4:])


@given(st.from_regex(r"\+[0-9]{1,15}", fullmatch=True))
def test_any_number_has_a_form_of_digits_and_a_mask(e164: str) -> None:
    assert national(e164).isdigit()
    assert "••••" in masked(e164)


@given(st.from_regex(r"\+316[0-9]{8}", fullmatch=True))
def test_charter_14_a_mask_shows_six_of_ten_digits(e164: str) -> None:
    assert sum(map(str.isdigit, masked(e164))) == 6
