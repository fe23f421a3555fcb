"""A place's municipality by the day on which its ad was seen."""

from datetime import date

import pytest

from enrichment.places import read_places
from enrichment.places.dating import history
from peil.municipalities import code_on, is_known, municipalities
from peil.records.read import AdText

BEFORE, AFTER = date(2021, 6, 1), date(2022, 6, 1)


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("Ontvangst in Uden", "GM0856", "GM1991"),
        ("Ontvangst in Landerd", "GM1685", "GM1991"),
        ("Ontvangst in Schaijk", "GM1685", "GM1991"),
        ("Ontvangst in Middenbeemster", "GM0370", "GM0439"),
        ("Ontvangst in Boxmeer", "GM0756", "GM1982"),
        ("Ontvangst in Weesp", "GM0457", "GM0363"),
        ("Ontvangst in Amsterdam", "GM0363", "GM0363"),
        ("Ontvangst in Antwerpen", "BE:Antwerpen", "BE:Antwerpen"),
    ],
)
def test_a_merger_moves_a_place_on_its_day(words, before, after):
    for day, gm in ((BEFORE, before), (AFTER, after), (None, after)):
        place, _ = read_places(AdText("1", text=words, seen_on=day))
        assert place is not None
        assert place.gm == gm


def test_a_place_that_moved_twice_is_read_by_each_day():
    found = [
        read_places(AdText("1", text="Ontvangst in Brielle", seen_on=day))[0]
        for day in (date(2022, 12, 31), date(2023, 1, 1))
    ]
    assert [place and place.gm for place in found] == ["GM0501", "GM1992"]


def test_every_past_leads_to_codes_that_are_known_and_had_ended_by_then():
    for pasts in history().values():
        for past in pasts:
            assert is_known(past.gm)
            assert is_known(past.gm_next)
            assert code_on(past.gm, past.valid_to) != past.gm or municipalities()[past.gm].valid_to is None
