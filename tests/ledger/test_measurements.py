"""Kept measurements of the waterbed effect: one answer a question, as documents that can be published."""

from dataclasses import replace
from datetime import date

import pytest

from ledger import models
from ledger.projection import put_measurement
from ledger.publishing import changed, removed
from peil.records.displaced import Change, Displacement, Interval, Level, Measurement, Placebo
from peil.records.published import PublishedDisplacement

ON = date(2026, 3, 4)
EFFECT, SHARE = Interval(-6.123456, -9, -3), Interval(-0.3, -0.45, -0.15)
HERE = Change(("GM0344",), 20.0, 13.876544, 20.0, EFFECT, SHARE)
THERE = Change(("GM0310", "GM0321"), 30.0, 36.0, 30.0, Interval(6, 2, 10), Interval(0.2, 0.1, 0.3))
FOUND = Displacement(
    "GM0344", ON, "displaced", (), (), ("GM0310", "GM0321"), ("kade",), (), coverage=0.93,
    displaced=Interval(0.3, 0.1, 0.5), here=HERE, there=THERE, placebo=Placebo(3.1, 2, 1, 0.02, (0.1, -0.4, 0.9)),
    near=tuple(replace(THERE, municipalities=(gm,)) for gm in THERE.municipalities), rest=Level(900.0, 890.0),
)  # fmt: skip
KEPT = Measurement(FOUND, 8, None, date(2026, 5, 18), "0.1", "Er is verplaatsing gemeten.", "It was measured.")

pytestmark = pytest.mark.usefixtures("ledger")


def documents() -> dict[tuple[str, str], PublishedDisplacement]:
    found = [record for record in changed("displacement", 0) if isinstance(record, PublishedDisplacement)]
    return {(record.role, record.municipality): record for record in found}


def test_a_kept_measurement_is_a_document_for_the_place_each_neighbour_and_the_rest() -> None:
    put_measurement(KEPT)
    made = documents()
    assert set(made) == {("target", "GM0344"), ("neighbour", "GM0310"), ("neighbour", "GM0321"), ("control", "")}
    target = made["target", "GM0344"]
    assert (target.effect, target.effect_low, target.displaced, target.placebo) == (-6.1235, -9, 0.3, 0.02)
    assert (target.enforced_on, target.measured_on, target.weeks, target.version) == (ON, KEPT.measured_on, 8, "0.1")
    assert (made["control", ""].before, made["control", ""].effect) == (900.0, None)
    assert made["neighbour", "GM0310"].displaced is None
    assert len({record.key for record in made.values()}) == 4


def test_the_same_question_measured_again_takes_the_place_of_its_answer() -> None:
    put_measurement(KEPT)
    before = documents()["target", "GM0344"].change
    put_measurement(KEPT)
    assert documents()["target", "GM0344"].change == before, "what did not change is not published again"
    put_measurement(replace(KEPT, found=replace(FOUND, near=FOUND.near[:1]), measured_on=date(2026, 5, 25)))
    assert models.Measurement.objects.get().measured_on == date(2026, 5, 25)
    assert documents()["target", "GM0344"].change > before
    (gone,) = removed("displacement", 0)
    assert (gone.municipality, gone.key.split("|")[-2:]) == ("GM0321", ["neighbour", "GM0321"])


def test_another_question_on_the_same_day_stands_beside_it() -> None:
    put_measurement(KEPT)
    put_measurement(replace(KEPT, within_km=15.0))
    put_measurement(replace(KEPT, number_weeks=6))
    assert models.Measurement.objects.count() == 3
    assert len(list(changed("displacement", 0))) == 12


def test_charter_22_what_cannot_be_told_goes_out_without_a_figure() -> None:
    untold = replace(FOUND, said="cannot_tell", why_nl=("Er is een gat.",), why_en=("There is a gap.",))
    put_measurement(replace(KEPT, found=untold))
    (record,) = documents().values()
    figures = (record.before, record.after, record.effect, record.displaced, record.placebo)
    assert (record.role, record.said, figures) == ("target", "cannot_tell", (None,) * 5)
