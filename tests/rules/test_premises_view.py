"""One address over time: licences, closures, who was seen there, and whether it is a repeat."""

from datetime import UTC, date, datetime, timedelta

from peil.records.judged import Presence
from peil.records.read import Address, Sign
from peil.records.register import Closure, Licence, Period
from rules.case import Case
from rules.premises_view import premises_view

ON = date(2026, 11, 24)
LICENCE = Licence(
    "UTR-1", "GM0344", "raam", "Kompasroos", Period(date(2021, 1, 1)), "ingetrokken", street="Lange Laan",
    house_number="12", postcode="3511AB",
)  # fmt: skip
CLOSURE = Closure("GM0344", "3511AB", "12", Period(date(2026, 3, 1), date(2026, 6, 1)), "art. 174a")


def ad(back, cluster="c1", number="12", **said):
    seen_at = datetime(2026, 11, 24, 12, tzinfo=UTC) - timedelta(days=back)
    values = {"id": cluster, "site": "alpha.example", "certainty": "exact", "municipality": "GM0344", "home": False}
    return Presence(**{**values, "cluster": cluster, "seen_at": seen_at} | {"address": at(number)} | said)


def at(number):
    return Address("Lange Laan", number, "3511 AB")


def view(*ads, licences=(), closures=()):
    return premises_view(Case(ads, licences, (), closures), "3511ab", "12", ON)


def test_operators_come_in_spells_and_a_later_one_is_a_repeat():
    found = view(ad(100), ad(90), ad(20, "c2", signs=(Sign("staff", "…"),)), ad(5), ad(3, number="14"))
    assert [(one.cluster, (ON - one.first).days, (ON - one.last).days) for one in found.spells] == [
        ("c1", 100, 90), ("c2", 20, 20), ("c1", 5, 5),
    ]  # fmt: skip
    assert found.repeats == 1


def test_licences_and_closures_of_the_address_alone_are_shown():
    other = Closure("GM0344", "3511AB", "14", CLOSURE.period, "art. 13b")
    found = view(ad(5), licences=(LICENCE,), closures=(CLOSURE, other))
    assert (found.licences, found.closures, found.address) == ((LICENCE,), (CLOSURE,), "3511AB 12")


def test_charter_10_a_home_worker_is_not_found_by_address():
    for home in (True, None):
        found = view(ad(5, home=home))
        assert (found.spells, found.withheld) == ((), True)
    assert len(view(ad(5, home=True), closures=(CLOSURE,)).spells) == 1


def test_what_comes_after_the_day_or_from_a_short_run_is_not_there():
    found = view(ad(-1), ad(2, run_short=True))
    assert (found.spells, found.withheld) == ((), False)
