"""Municipalities: names, neighbours, and what a code became."""

from datetime import date

import pytest

from peil.municipalities import code_on, is_known, municipalities, name_of, neighbours

TODAY = date(2026, 5, 18)


@pytest.mark.parametrize(
    ("code", "on", "becomes", "why"),
    [
        ("GM0344", TODAY, "GM0344", "Utrecht stays"),
        ("GM0003", TODAY, "GM1979", "Appingedam went into Eemsdelta"),
        ("GM0003", date(2020, 12, 31), "GM0003", "not before it did"),
        ("GM0003", date(2021, 1, 1), "GM1979", "from that day on"),
        ("GM9999", TODAY, "GM9999", "an unknown code is left alone"),
        ("BE:Antwerpen", TODAY, "BE:Antwerpen", "so is a foreign one"),
    ],
)
def test_a_code_is_read_as_valid_on_the_day(code: str, on: date, becomes: str, why: str) -> None:
    assert code_on(code, on) == becomes, why


def test_every_code_ends_at_one_that_stands() -> None:
    standing = {gm for gm, found in municipalities().items() if found.valid_to is None}
    assert len(standing) == 342
    assert {code_on(gm, TODAY) for gm in municipalities()} == standing


def test_neighbours_are_mutual_and_stand() -> None:
    around = neighbours()
    assert all(gm in around[other] for gm, others in around.items() for other in others)
    assert all(municipalities()[gm].valid_to is None for gm in around)
    assert "GM0310" in around["GM0344"], "De Bilt borders on Utrecht"


def test_a_name_is_the_municipality_s_or_the_code_itself() -> None:
    assert (name_of("GM0344"), name_of("BE:Antwerpen")) == ("Utrecht", "BE:Antwerpen")
    assert is_known("GM0003")
    assert not is_known("BE:Antwerpen")
