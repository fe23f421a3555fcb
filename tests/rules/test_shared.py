"""Numbers that all rules share, as a municipality's policy sets them; each changes what it says, there and then."""

from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from naive_judge.folders import write_folder
from naive_judge.random_markets import Maker

from peil.records.judged import Presence
from peil.records.read import Address, Sign
from peil.records.register import Licence, Period, Policy
from rules.case import Case
from rules.files import read_case
from rules.judge import judge
from rules.overrides import check_overrides, overridable
from rules.policies import shared_on
from rules.register import RowReport
from rules.shared import SHARED

ON = date(2026, 11, 24)
POLICY = Policy("GM0344", Period(date(2020, 1, 1)), "licence", "Nota", minimum_age=21, home_work="forbidden")
OTHER = replace(POLICY, municipality="GM0363")
SIGNS = (Sign("staff", "…"), Sign("hours", "…"))
LIKE = Licence("UTR-1", "GM0344", "club_privehuis", "Zonnewijzer", Period(date(2020, 1, 1)), "verleend")


def ad(back=2, **said):
    seen_at = datetime(2026, 11, 24, 12, tzinfo=UTC) - timedelta(days=back)
    values = {"id": "a", "cluster": "c1", "site": "alpha.example", "municipality": "GM0344", "certainty": "exact"}
    return Presence(**{**values, "seen_at": seen_at, "home": False} | said)


def setting(policy=POLICY, **numbers):
    return replace(policy, parameters=tuple(("all", name, value) for name, value in numbers.items()))


def verdict(rule, policies, ads, licences=(), on=ON):
    found = judge(Case(tuple(ads), tuple(licences), tuple(policies)), on)
    return {one.verdict for one in found if one.rule == rule and one.municipality in ("GM0344", None)}


def personas(*names, **said):
    return [ad(persona=name, id=name, **said) for name in names]


SITE = personas("p1", "p2", websites=("kompasroos.example",), signs=SIGNS[:1])
LIKELY = [ad(trade_names=("Zonnewijzers",), signs=SIGNS)]
HOME = [ad(persona=name, id=name, home=True, signs=(Sign("premises", "…"), Sign("hours", "…"))) for name in "pq"]


@pytest.mark.parametrize(
    ("rule", "numbers", "ads", "before", "after"),
    [
        ("unlicensed_business", {"counted_days": 21}, [ad(20, signs=SIGNS)], set(), {"holds"}),
        ("below_minimum_age", {"counted_days": 7}, [ad(10, age=20)], {"holds"}, set()),
        (
            "unlicensed_business",
            {"several_personas": 4},
            personas("p1", "p2", "p3", signs=SIGNS[1:]),
            {"holds"},
            {"does_not_hold"},
        ),
        ("unlicensed_business", {"own_site_personas": 3}, SITE, {"holds"}, {"does_not_hold"}),
        ("unlicensed_business", {"home_personas": 2}, HOME, {"holds"}, {"does_not_hold"}),
        ("unlicensed_business", {"name_likeness": 99}, LIKELY, {"cannot_tell"}, {"holds"}),
        ("unlicensed_business", {"name_letters": 12, "name_words": 3}, LIKELY, {"cannot_tell"}, {"holds"}),
    ],
)
def test_a_shared_number_is_that_of_the_municipality(rule, numbers, ads, before, after):
    assert verdict(rule, [POLICY], ads, [LIKE]) == before
    assert verdict(rule, [setting(**numbers)], ads, [LIKE]) == after
    assert verdict(rule, [POLICY, setting(OTHER, **numbers)], ads, [LIKE]) == before


def test_a_shared_number_holds_in_its_policy_s_period_alone():
    ended = replace(setting(counted_days=21), period=Period(date(2020, 1, 1), date(2026, 11, 23)))
    policies = [ended, replace(POLICY, period=Period(date(2026, 11, 24)))]
    house = [ad(20, signs=SIGNS)]
    assert verdict("unlicensed_business", policies, house, on=date(2026, 11, 23)) == {"holds"}
    assert verdict("unlicensed_business", policies, house) == set()


def test_the_days_of_grace_are_those_of_the_municipality():
    house = [ad(back, signs=SIGNS, address=Address("Laan", "1", "3511AB")) for back in (2, 50)]

    def since(policy):
        found = judge(Case(tuple(house), (), (policy,)), ON)
        return next(one.since for one in found if one.rule == "unlicensed_business")

    assert since(POLICY) == (ON - timedelta(days=2)).isoformat()
    assert since(setting(grace_days=35)) == (ON - timedelta(days=50)).isoformat()


def test_no_shared_number_reaches_possible_minors():
    assert verdict("possible_minor", [setting(counted_days=1)], [ad(13, age=17)]) == {"holds"}


def test_a_rule_over_several_places_is_softened_by_the_numbers_of_one_and_not_sharpened():
    def operator(*policies, back):
        three = [ad(2, persona=name, id=name) for name in ("p1", "p2", "p3")]
        return verdict("operator_in_several_places", policies, [*three, ad(back, id="b", municipality="GM0363")])

    assert operator(POLICY, OTHER, back=10) == {"holds"}
    assert operator(POLICY, setting(OTHER, counted_days=7), back=10) == {"does_not_hold"}
    assert operator(POLICY, setting(OTHER, counted_days=30), back=20) == {"does_not_hold"}


@pytest.mark.parametrize("seed", range(200, 212))
def test_since_is_the_day_that_judging_day_by_day_gives(seed, tmp_path):
    market, on = Maker(seed).market()
    case = read_case(write_folder(market, tmp_path), on)
    numbers = {"counted_days": 9, "grace_days": 20, "several_personas": 2}
    changed = tuple(setting(policy, **numbers) for policy in case.policies)
    case = replace(case, policies=changed)
    held = {}
    for back in range(70):
        day = on - timedelta(days=back)
        for one in judge(replace(case, decisions=()), day):
            if one.verdict == "holds":
                held.setdefault((one.cluster, one.rule, one.municipality, one.persona), []).append(day)
    sharing = shared_on(case.policies, on)
    for one in judge(replace(case, decisions=()), on):
        if one.verdict == "holds":
            days = held[one.cluster, one.rule, one.municipality, one.persona]
            first, grace = on, sharing(one.municipality or "").grace_days
            for day in days:
                first = day if (first - day).days <= grace else first
            assert one.since == first.isoformat(), one


WRONG = {int: 0, float: 1.5, tuple: "no_such_sign"}
RIGHT = {int: 5, float: 0.25, tuple: "premises own_site"}


def checked(rule, name, value):
    (row,) = check_overrides([RowReport("policies.csv:2", replace(POLICY, parameters=((rule, name, value),)))])
    return row


def test_every_parameter_of_every_rule_can_be_set_and_to_nothing_that_cannot_be():
    for rule, known in overridable().items():
        for name, default in known.items():
            assert checked(rule, name, RIGHT[type(default)]).record is not None
            wrong = -1 if default == 0 else WRONG[type(default)]
            (error,) = checked(rule, name, wrong).errors
            assert error.what == f"parameters: {rule}.{name}={wrong}"
            assert error.mend


def test_every_shared_number_is_set_under_one_name():
    assert overridable()["all"] == asdict(SHARED)
    assert {field.name for field in fields(SHARED)} == set(overridable()["all"])
