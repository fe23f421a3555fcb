"""A displacement as words and as a picture: the same figures give the same bytes, and nothing but aggregates."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from peil.records.displaced import Change, Displacement, Following, Interval, Placebo, WeekCount
from rules.displacement.plot import draw, may_be_drawn
from rules.displacement.words import sentence, table

ON = date(2026, 3, 4)
SHARE = Interval(0.3, 0.1, 0.5)
CHANGE = Change(("GM0344",), 20.0, 14.0, 20.0, Interval(-6, -9, -3), SHARE)
FOUND = Displacement(
    municipality="GM0344",
    on=ON,
    said="displaced",
    why_nl=(),
    why_en=(),
    ring=("GM0310", "GM0321"),
    sites=("kade",),
    left_out=("nieuw",),
    coverage=0.93,
    displaced=SHARE,
    here=CHANGE,
    there=CHANGE,
    placebo=Placebo(3.1, 4, 2, 1 / 7, (0.1, -0.4, 0.9, 1.2, -1.0, 0.2)),
    following=Following(20, 6, 5, 0.3, 0.05, Interval(0.25, 0.1, 0.4)),
    weeks=tuple(WeekCount(ON + timedelta(days=7 * n), 20 - n, 30 + n, 30, 0.9) for n in range(-8, 9)),
)
UNTOLD = replace(FOUND, said="cannot_tell", why_nl=("Er is een gat.",), why_en=("There is a gap.",), placebo=None)


@pytest.mark.parametrize("name", ["plot.svg", "plot.png"])
@pytest.mark.parametrize("found", [FOUND, UNTOLD], ids=["told", "untold"])
def test_a_picture_is_drawn_and_drawn_the_same_again(found: Displacement, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    draw(found, path)
    first = path.read_bytes()
    draw(found, path)
    assert path.read_bytes() == first
    if name.endswith("png"):
        assert Image.open(path).size[0] > 1000
    else:
        assert "Waterbedeffect: Utrecht, 2026-03-04" in path.read_text(encoding="utf-8")


def test_only_svg_and_png_can_be_drawn() -> None:
    assert may_be_drawn(Path("a.SVG"))
    assert not may_be_drawn(Path("a.pdf"))


def test_the_figures_stand_in_words_in_both_languages() -> None:
    dutch, english = dict(table(FOUND, "nl")), dict(table(FOUND, "en"))
    assert dutch["Verplaatst naar de buren"] == "+30% (95 %: +10% … +50%)"
    assert english["Seen in a new place"] == "6 / 20 (30%; usually 5%)"
    assert english["Sites left out"] == "nieuw"
    assert list(dutch.values())[:3] == list(english.values())[:3]


def test_what_cannot_be_told_says_why() -> None:
    assert sentence(UNTOLD, "nl") == "Het is niet te zeggen. Er is een gat."
    assert sentence(UNTOLD, "en") == "It cannot be told. There is a gap."
    assert "no displacement" in sentence(replace(FOUND, said="not_seen"), "en").lower()
