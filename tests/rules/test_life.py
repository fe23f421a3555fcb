"""Since when a flag holds: the fast walk back agrees with judging every single day."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from peil.records.judged import FlagDecision, Presence
from peil.records.read import PhoneReading, Sign
from peil.records.register import Licence, Period, Policy
from rules.case import Case
from rules.judge import judge
from rules.life import Past

ON = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLACES = ["GM0344", "GM0599", "BE:Antwerpen", None]


def back(days):
    return ON - timedelta(days=days)


@given(st.sets(st.integers(0, 120)), st.data())
def test_since_is_the_first_day_of_the_chain_without_a_gap_of_more_than_28_days(held, data):
    held = held | {0}
    past = Past(lambda day: (ON - day).days in held, [back(days) for days in range(149, -1, -1)])
    first = 0
    for days in sorted(held):
        if days - first <= 28:
            first = days
    assert past.since(ON) == back(first)


def test_only_days_on_which_something_can_change_are_judged():
    asked = []

    def holds(day):
        asked.append(day)
        return True

    assert Past(holds, [back(100), back(40)]).since(ON) == back(100)
    assert sorted(asked) == [back(100), back(40)]


sightings = st.builds(
    Presence,
    id=st.sampled_from("ab"),
    cluster=st.just("c1"),
    site=st.just("alpha.example"),
    seen_at=st.integers(0, 100).map(lambda days: NOON - timedelta(days=days)),
    persona=st.sampled_from(["p1", "p2", "p3", None]),
    run_short=st.sampled_from([False, False, False, True]),
    municipality=st.sampled_from(PLACES),
    certainty=st.sampled_from(["exact", "exact", "likely"]),
    phones=st.sampled_from([(), (PhoneReading("+31612345678", "links", "mobile", ""),)]),
    licence_numbers=st.sampled_from([(), (), ("L-1",), ("L-9",)]),
    age=st.sampled_from([None, 17, 19, 30]),
    setting=st.sampled_from(["incall", "incall", "outcall", "both"]),
    home=st.sampled_from([None, True]),
    signs=st.sampled_from([(), (Sign("staff", ""), Sign("hours", "")), (Sign("vacancy", ""), Sign("premises", ""))]),
)
periods = st.tuples(st.integers(0, 150), st.integers(0, 150)).map(lambda two: Period(back(max(two)), back(min(two))))
licences = st.builds(
    Licence,
    licence_no=st.sampled_from(["L-1", "L-2"]),
    municipality=st.sampled_from(PLACES[:2]),
    kind=st.sampled_from(["club_privehuis", "escort"]),
    premises_name=st.sampled_from(["Gouden Klaproos", ""]),
    period=periods,
    status=st.sampled_from(["verleend", "verleend", "aangevraagd", "ingetrokken"]),
    phones=st.just(("06-12345678",)),
    workplaces=st.sampled_from([1, None]),
)
policies = st.builds(
    Policy,
    municipality=st.sampled_from(PLACES[:2]),
    period=periods,
    regime=st.sampled_from(["licence", "licence", "none"]),
    source=st.just("Nota"),
    home_work=st.sampled_from(["forbidden", "conditions", "allowed"]),
    minimum_age=st.just(21),
    ad_must_show_licence=st.just(True),
)
licensed_as = st.builds(
    FlagDecision,
    id=st.just("d1"),
    kind=st.just("licensed-as"),
    cluster=st.just("c1"),
    at=st.integers(0, 60).map(lambda days: NOON - timedelta(days=days)),
    by=st.just("Reviewer 1"),
    reason=st.just("known"),
    licence_no=st.just("L-2"),
)
cases = st.builds(
    Case,
    st.lists(sightings, min_size=1, max_size=10).map(tuple),
    st.lists(licences, max_size=3).map(tuple),
    st.lists(policies, max_size=3).map(tuple),
    st.just(()),
    st.lists(licensed_as, max_size=1).map(tuple),
)


def flags(case, day):
    return {(one.rule, one.municipality, one.persona): one.since for one in judge(case, day) if one.verdict == "holds"}


def naive_since(scope, held):
    """The slow truth; `held`: day -> the scopes that held, latest day first."""
    first = ON
    for day in held:
        if scope in held[day] and (first - day).days <= 28:
            first = day
    return first.isoformat()


@settings(max_examples=40, deadline=None)
@given(cases)
def test_the_walk_back_agrees_with_judging_every_day(case):
    days = [back(days) for days in range(125)]
    held = {day: set(flags(case, day)) for day in days}
    for scope, since in flags(case, ON).items():
        assert since == naive_since(scope, held), scope


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(0, 150), max_size=6))
def test_a_house_holds_for_fourteen_days_from_each_sighting(seen):
    house = {"cluster": "c1", "site": "alpha.example", "municipality": "GM0344", "certainty": "exact"}
    house["signs"] = (Sign("staff", ""), Sign("hours", ""))
    moments = [NOON - timedelta(days=days) for days in sorted({*seen, 0})]
    case = Case(
        tuple(Presence("a", seen_at=moment, **house) for moment in moments),
        policies=(Policy("GM0344", Period(date(2020, 1, 1)), "licence", "Nota"),),
    )
    first = 0
    for days in sorted({days - later for days in seen for later in range(14)}):
        if days >= 0 and days - first <= 28:
            first = days
    assert flags(case, ON) == {("unlicensed_business", "GM0344", None): back(first).isoformat()}


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(3, 140), st.sampled_from(["GM0344", "GM0599", "GM0772", "DE:Kleve"]), max_size=6))
def test_journeys_hold_as_long_as_their_windows(older):
    stops = {**older, 0: "GM0344", 1: "GM0599", 2: "DE:Kleve"}
    case = Case(
        tuple(
            Presence("a", "c1", "alpha.example", NOON - timedelta(days=days), "p1", municipality=gm, certainty="exact")
            for days, gm in stops.items()
        )
    )
    since = flags(case, ON)
    assert {rule for rule, _, _ in since} == {"circulating", "crosses_border"}
    for scope, first in since.items():
        assert first == naive_since(scope, {back(days): set(flags(case, back(days))) for days in range(200)})


@settings(max_examples=60, deadline=None)
@given(cases, st.randoms(use_true_random=False))
def test_order_of_arrival_changes_no_verdict(case, random):
    shuffled = [random.sample(part, len(part)) for part in (case.presences, case.licences, case.policies)]
    assert judge(Case(*map(tuple, shuffled), (), case.decisions), ON) == judge(case, ON)


@settings(max_examples=60, deadline=None)
@given(cases)
def test_every_verdict_is_explained_in_both_languages(case):
    for one in judge(case, ON):
        assert one.reasons
        assert all(why.code and why.text_nl and why.text_en for why in one.reasons)
        assert bool(one.since) == (one.verdict == "holds")
        assert bool(one.because) == (one.verdict != "holds")
