"""Policies that override a rule's numbers, side by side, and what another one would do."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from peil.records.judged import Presence
from peil.records.read import Address, PhoneReading, Sign
from peil.records.register import Licence, Period, Policy
from rules.case import Case
from rules.catalogue import CATALOGUE
from rules.judge import judge
from rules.overrides import check_overrides, overridable
from rules.policies import compare_policies, divided
from rules.register import RowReport, policy_rows
from rules.whatif import PolicyEffect, what_if

ON = date(2026, 11, 24)
POLICY = Policy("GM0344", Period(date(2020, 1, 1)), "licence", "Nota", minimum_age=21, ad_must_show_licence=True)
STAFF, HOURS = Sign("staff", "…"), Sign("hours", "…")


def ad(back=2, **said):
    seen_at = datetime(2026, 11, 24, 12, tzinfo=UTC) - timedelta(days=back)
    values = {"id": "a", "cluster": "c1", "site": "alpha.example", "municipality": "GM0344", "certainty": "exact"}
    return Presence(**{**values, "seen_at": seen_at} | said)


def tour():
    return [ad(back, persona="p", municipality=gm) for back, gm in enumerate(["GM0344", "GM0363", "GM0599"])]


def holds(policy, *ads, licences=()):
    policies = policy if isinstance(policy, tuple) else (policy,)
    return {one.rule for one in judge(Case(ads, licences, policies), ON) if one.verdict == "holds"}


def with_numbers(**numbers):
    given = tuple((rule, name, value) for rule, said in numbers.items() for name, value in said.items())
    return replace(POLICY, parameters=given)


def test_a_policy_sets_a_number_for_its_municipality_and_period_alone():
    house = ad(signs=(STAFF, HOURS))
    stricter = with_numbers(unlicensed_business={"sign_kinds": 3})
    assert "unlicensed_business" in holds(POLICY, house)
    assert "unlicensed_business" not in holds(stricter, house)
    ended = replace(stricter, period=Period(date(2020, 1, 1), date(2026, 11, 21)))
    assert "unlicensed_business" in holds((ended, replace(POLICY, period=Period(date(2026, 11, 22)))), house)


@pytest.mark.parametrize(
    ("rule", "numbers", "ads"),
    [
        ("below_minimum_age", {"adult": 21}, [ad(age=20)]),
        ("escort_without_licence", {"sign_kinds": 3}, [ad(setting="outcall", signs=(STAFF, Sign("vacancy", "…")))]),
        (
            "unlicensed_premises",
            {"personas": 3},
            [ad(persona=p, id=p, home=False, address=Address("Laan", "1", "3511AB")) for p in ("p1", "p2")],
        ),
        (
            "unlicensed_premises",
            {"signs": "premises"},
            [ad(home=False, address=Address("Laan", "1", "3511AB"), signs=(HOURS,))],
        ),
        ("circulating", {"municipalities": 4}, tour()),
        ("circulating", {"short_share": 0.2}, [*tour(), ad(4, persona="p", run_short=True)]),
        ("circulating", {"days": 2}, tour()),
        ("crosses_border", {"countries": 3}, [ad(2, persona="p"), ad(3, persona="p", municipality="DE:05315")]),
    ],
)
def test_the_numbers_of_a_rule_are_those_of_the_policy(rule, numbers, ads):
    assert rule in holds(POLICY, *ads)
    assert rule not in holds(with_numbers(**{rule: numbers}), *ads)


def test_a_policy_of_one_municipality_cannot_sharpen_a_rule_over_several():
    ads = [ad(2, persona="p"), ad(3, persona="p", municipality="GM0363")]
    assert "circulating" not in holds(with_numbers(circulating={"municipalities": 2}), *ads)


def test_charter_18_no_policy_reaches_possible_minors():
    assert "possible_minor" not in overridable()
    numbers = with_numbers(possible_minor={"age": 12})
    (row,) = check_overrides([RowReport("policies.csv:2", numbers)])
    assert row.record is None
    assert "possible_minor" in holds(numbers, ad(age=17))


def test_every_rule_with_numbers_can_be_overridden_and_an_unknown_name_is_refused():
    assert {rule.id for rule in CATALOGUE if not rule.urgent} | {"all"} == set(overridable())
    for name in ("unlicensed_business.signs", "unlicensed.sign_kinds"):
        rule, _, parameter = name.partition(".")
        (row,) = check_overrides([RowReport("policies.csv:2", replace(POLICY, parameters=((rule, parameter, 1),)))])
        assert row.errors[0].what == f"parameters: {name} cannot be set"


def test_numbers_are_read_from_a_column_that_a_file_may_lack(tmp_path):
    header = "municipality,valid_from,valid_to,regime,maximum,home_work,home_work_max_persons,minimum_age,"
    path = tmp_path / "policies.csv"
    row = "GM0344,2020-01-01,,licence,,,,,,Nota,unlicensed_business.sign_kinds=3; circulating.short_share = 0.25"
    path.write_text(f"{header}ad_must_show_licence,source,parameters\n{row}\n", encoding="utf-8")
    (read,) = policy_rows(path)
    assert read.record.parameters == (("unlicensed_business", "sign_kinds", 3), ("circulating", "short_share", 0.25))
    path.write_text(path.read_text(encoding="utf-8").replace("=3;", "=+3;"), encoding="utf-8")
    assert policy_rows(path)[0].errors[0].what.startswith("parameters: ")


def test_policies_stand_side_by_side_and_none_on_record_is_unknown():
    table = compare_policies([POLICY], ["GM0344", "GM0363"], ON)
    assert (table["GM0344"]["regime"], table["GM0344"]["minimum_age"], table["GM0344"]["source"]) == (
        "licence",
        "21",
        "Nota",
    )
    assert {table["GM0363"][matter] for matter in ("regime", "home_work", "minimum_age")} == {"unknown"}


def test_the_country_is_divided_over_its_342_municipalities():
    assert divided([POLICY], ON)["regime"] == {"unknown": 341, "licence": 1}
    assert divided([POLICY], date(2019, 1, 1))["regime"].keys() == {"unknown"}


def test_what_if_tells_flags_that_would_appear_and_vanish_by_rule_and_municipality():
    case = Case((ad(signs=(STAFF, HOURS)), ad(age=20, id="b", cluster="c2")), (), (POLICY,))
    other = replace(POLICY, regime="none", minimum_age=18)
    assert what_if(case, [other], ON) == [
        PolicyEffect("below_minimum_age", "GM0344", 1, 0, 1),
        PolicyEffect("unlicensed_business", "GM0344", 1, 0, 1),
    ]
    back = what_if(replace(case, policies=(other,)), [POLICY], ON)
    assert [(one.now, one.appear, one.vanish) for one in back] == [(0, 1, 0), (0, 1, 0)]
    assert what_if(case, [POLICY], ON) == [replace(one, vanish=0) for one in what_if(case, [other], ON)]


def nearest(*licences, **said):
    found = judge(Case((ad(signs=(STAFF, HOURS), **said),), licences, (POLICY,)), ON)
    (flag,) = [one for one in found if one.rule == "unlicensed_business" and one.verdict == "holds"]
    return next(why.text_en for why in flag.reasons if why.code in ("nearest_licence", "no_licence_near"))


LICENCE = Licence(
    "UTR-1", "GM0344", "raam", "Huis Zonnewijzer", Period(date(2021, 1, 1)), "verleend", street="Lange Laan",
    house_number="12", postcode="3511AB", phones=("06-12345678",),
)  # fmt: skip
PHONE = "+31612345678"


@pytest.mark.parametrize(
    ("licence", "said", "because"),
    [
        (LICENCE, {}, "no licence in Utrecht comes near"),
        (LICENCE, {"phones": (PhoneReading(PHONE, "ambiguous", "mobile", ""),)}, "its number is not certain in the ad"),
        (LICENCE, {"address": Address("Lange Laan", "14", "3511AB")}, "it is at 3511AB 12 and the ad names 3511AB 14"),
        (
            LICENCE,
            {"trade_names": ("Zonnewijk",)},
            "the names “Zonnewijk” and “Huis Zonnewijzer” are not alike enough",
        ),
        (replace(LICENCE, municipality="GM0363"), {"trade_names": ("Zonnewijzer",)}, "it is another municipality's"),
        (
            replace(LICENCE, municipality="GM0363"),
            {"phones": (PhoneReading(PHONE, "links", "mobile", ""),)},
            "it agrees (telephone number) but does not cover this place or address",
        ),
    ],
)
def test_the_nearest_licence_is_named_and_because_of_what_it_does_not_match(licence, said, because):
    assert because in nearest(licence, **said)
