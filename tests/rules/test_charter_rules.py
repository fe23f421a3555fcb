"""What protects the people in the ads, as behaviours of the judge."""

import dataclasses
import json
import re
from datetime import UTC, date, datetime

import pytest

from peil.records import judged
from peil.records.judged import FlagDecision, Presence
from peil.records.plain import to_json
from peil.records.read import Address, PhoneReading, Sign
from peil.records.register import Licence, Period, Policy
from rules.case import Case
from rules.files import line_of
from rules.findings import Finding
from rules.judge import judge

ON = date(2026, 11, 24)
HOUSE = (Sign("staff", "onze dames"), Sign("hours", "elke dag open"))
LICENSING = Policy("GM0344", Period(date(2020, 1, 1)), "licence", "Nota", home_work="forbidden")


def presence(day=20, **said):
    told = {"id": "a", "cluster": "c1", "site": "alpha.example", "municipality": "GM0344", "certainty": "exact"} | said
    return Presence(seen_at=datetime(2026, 11, day, 12, tzinfo=UTC), **told)


def flags(case, on=ON):
    return [one for one in judge(case, on) if one.verdict == "holds"]


def test_charter_08_no_record_of_the_judge_holds_a_number_for_suspicion():
    records = [judged.Verdict, judged.Reason, judged.SightingRef, Finding]
    fields = [field for record in records for field in dataclasses.fields(record)]
    assert not [field.name for field in fields if re.search(r"score|risk|likelihood|weight|rank|probab", field.name)]
    assert not [
        field.name for field in fields if field.type in (int, float, "int", "float", "int | None", "float | None")
    ]


def test_charter_08_an_output_line_holds_no_number_at_all():
    lines = [line_of(one, every=True) for one in judge(Case((presence(signs=HOUSE),), (), (LICENSING,)), ON)]

    def numbers(value):
        if isinstance(value, dict | list):
            return [found for part in (value.values() if isinstance(value, dict) else value) for found in numbers(part)]
        return [value] if isinstance(value, int | float) else []

    assert lines
    assert numbers(lines) == []


@pytest.mark.parametrize(
    ("unknown", "ad", "policies"),
    [
        ("no policy on record", {}, ()),
        ("a policy that says unknown", {}, (dataclasses.replace(LICENSING, regime="unknown"),)),
        (
            "a policy that ended",
            {},
            (dataclasses.replace(LICENSING, period=Period(date(2020, 1, 1), date(2026, 1, 1))),),
        ),
        ("an unclear place", {"certainty": "likely"}, (LICENSING,)),
        ("a region", {"certainty": "region", "municipality": None}, (LICENSING,)),
        ("a short run", {"run_short": True}, (LICENSING,)),
    ],
)
def test_charter_09_unknown_raises_no_flag(unknown, ad, policies):
    known = Case((presence(signs=HOUSE),), (), (LICENSING,))
    assert [one.rule for one in flags(known)] == ["unlicensed_business"]
    assert flags(Case((presence(signs=HOUSE, **ad),), (), policies)) == [], unknown


def test_charter_09_an_ambiguous_number_makes_no_match():
    ended = Licence(
        "UTR-1",
        "GM0344",
        "club_privehuis",
        "",
        Period(date(2020, 1, 1), date(2026, 1, 1)),
        "verleend",
        phones=("06-12345678",),
    )
    number = {use: (PhoneReading("+31612345678", use, "mobile", ""),) for use in ("links", "ambiguous", "shown")}
    found = {use: flags(Case((presence(phones=phones),), (ended,), (LICENSING,))) for use, phones in number.items()}
    assert [one.rule for one in found["links"]] == ["licence_not_in_force"]
    assert found["ambiguous"] == found["shown"] == []


def test_charter_09_a_gap_in_crawling_is_no_disappearance_and_no_journey():
    stops = [(2, "GM0344"), (9, "GM0772"), (20, "GM0268")]
    seen = [presence(day, municipality=gm, persona="p1") for day, gm in stops]
    assert [one.rule for one in flags(Case(tuple(seen)))] == ["circulating"]
    short = [presence(day, persona="p1", run_short=True) for day in (10, 11, 12)]
    assert flags(Case((*seen, *short))) == []


HOME = Address("Molenkade", "12-A", "3511AB")


@pytest.mark.parametrize(
    ("home_work", "personas", "flagged"),
    [
        ("allowed", ["p1"], 0),
        ("unknown", ["p1"], 0),
        ("conditions", ["p1"], 0),
        ("conditions", ["p1", "p2"], 2),
        ("forbidden", ["p1"], 1),
    ],
)
def test_charter_10_home_work_is_flagged_only_where_a_dated_policy_forbids_or_conditions_it(
    home_work, personas, flagged
):
    ads = tuple(
        presence(id=name, persona=name, home=True, address=HOME, signs=(Sign("hours", ""),)) for name in personas
    )
    found = judge(Case(ads, (), (dataclasses.replace(LICENSING, home_work=home_work),)), ON)
    local = [one for one in found if one.verdict == "holds" and one.rule != "unlicensed_premises"]
    assert [one.rule for one in local] == ["home_work_not_allowed"] * flagged


def test_charter_10_no_verdict_on_a_home_worker_names_more_than_four_digits_of_the_postcode():
    case = Case((presence(persona="p1", home=True, address=HOME),), (), (LICENSING,))
    verdicts = judge(case, ON)
    home = next(one for one in verdicts if one.rule == "home_work_not_allowed")
    assert home.verdict == "holds"
    assert "3511" in home.reasons[1].text_nl
    said = json.dumps(to_json(verdicts), ensure_ascii=False)
    assert not re.search(r"3511\s*AB|Molenkade|12-?A", said)


def dismissal(at=18, **said):
    told = {"rule": "unlicensed_business", "municipality": "GM0344"} | said
    return FlagDecision("d1", "dismiss", "c1", datetime(2026, 11, at, 9, tzinfo=UTC), "Reviewer 1", "known", **told)


def test_charter_12_a_dismissal_survives_every_later_run_and_new_facts_bring_the_flag_back():
    seen = tuple(presence(day, signs=HOUSE) for day in range(10, 25))
    case = Case(seen, (), (LICENSING,), (), (dismissal(),))
    for day in range(18, 25):
        assert flags(case, date(2026, 11, day)) == []
    more = presence(24, id="b", signs=(Sign("vacancy", "gezocht"),))
    (back,) = flags(dataclasses.replace(case, presences=(*seen, more)))
    assert back.reasons[-1].code == "new_since_dismissal"
    assert "looks for workers" in back.reasons[-1].text_en
    assert back.since == "2026-11-10"


def test_charter_12_a_dismissal_made_while_the_flag_slept_covers_what_the_reviewer_saw():
    case = Case((presence(1, signs=HOUSE), presence(20, signs=HOUSE)), (), (LICENSING,), (), (dismissal(at=16),))
    assert flags(case) == []


def test_charter_12_licensed_as_survives_later_sightings():
    licence = Licence("UTR-1", "GM0344", "club_privehuis", "", Period(date(2020, 1, 1)), "verleend")
    said = dismissal(rule="", licence_no="UTR-1")
    said = dataclasses.replace(said, kind="licensed-as")
    case = Case(tuple(presence(day, signs=HOUSE) for day in range(10, 25)), (licence,), (LICENSING,), (), (said,))
    assert [one.rule for one in flags(case, date(2026, 11, 17))] == ["unlicensed_business"]
    assert flags(case, date(2026, 11, 18)) == flags(case) == []


@pytest.mark.parametrize("said", [{"age": 17}, {"signs": (Sign("minor", "net 17 geworden"),)}])
def test_charter_18_a_possible_minor_is_flagged_first_whatever_the_place_and_quotes_no_text(said):
    case = Case((presence(municipality=None, certainty="unknown", run_short=True, **said),))
    (found,) = flags(case)
    assert found.rule == "possible_minor"
    assert "geworden" not in json.dumps(to_json(found))
