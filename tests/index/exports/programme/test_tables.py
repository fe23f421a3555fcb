"""Counts for the programme: what is shown, and what no addition or subtraction brings out."""

from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from index.exports.programme.tables import licence_shares, programme_tables
from peil.records.counted import AdWeek

K, MONDAY = 10, date(2026, 3, 2)
_lots = st.lists(
    st.tuples(
        st.sampled_from(["GM0344", "GM0355", "GM0363", "GM0014", ""]), st.sampled_from(["exact", "none", "unknown"]),
        st.integers(1, 14),
    ),
    max_size=8,
)  # fmt: skip


def _ads(lots: list[tuple[str, str, int]]) -> list[AdWeek]:
    each = [(gm, match) for gm, match, n in lots for _ in range(n)]
    return [
        AdWeek(
            f"kade:{n}", f"c-{n}", "kade", MONDAY, gm, languages=("nl",) if n % 3 else ("nl", "en"), licence_match=match
        )
        for n, (gm, match) in enumerate(each)
    ]


@settings(deadline=None)
@given(_lots)
def test_charter_21_of_each_place_no_group_by_licence_below_ten_follows(lots: list[tuple[str, str, int]]) -> None:
    ads = _ads(lots)
    tables = programme_tables(ads, K)
    totals = {row.place: row.ads for row in tables["places"]}
    true = Counter((ad.municipality or "unknown", ad.licence_match) for ad in ads)
    for place in {row.place for row in tables["licences"] if row.place}:
        shown = {row.value: row.ads for row in tables["licences"] if row.place == place}
        assert all(true[place, value] == n >= K for value, n in shown.items())
        rest = totals[place] - sum(shown.values())
        assert rest == 0 or rest >= K


def test_the_country_by_licence_is_the_sum_of_what_is_shown() -> None:
    lots = [("GM0344", "none", 30), ("GM0344", "exact", 10), ("GM0363", "none", 12), ("GM0363", "exact", 4)]
    rows = programme_tables(_ads(lots), K)["licences"]
    assert {(row.place, row.value, row.ads) for row in rows} == {
        ("", "none", 30), ("", "exact", 10), ("GM0344", "none", 30), ("GM0344", "exact", 10),
    }  # fmt: skip


def test_a_share_is_of_the_ads_of_which_the_licence_is_known() -> None:
    lots = [("GM0344", "none", 30), ("GM0344", "exact", 10), ("GM0344", "unknown", 50)]
    assert licence_shares(programme_tables(_ads(lots), K)["licences"]) == [(MONDAY, "", 0.25), (MONDAY, "GM0344", 0.25)]


def test_an_ad_in_two_languages_counts_in_both() -> None:
    rows = programme_tables(_ads([("GM0344", "none", 60)]), K)["languages"]
    assert {(row.value, row.ads) for row in rows} == {("en", 20), ("nl", 60)}
