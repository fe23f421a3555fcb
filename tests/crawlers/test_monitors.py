"""A run that does not see the site as it is usually seen says so, is kept, and lets no absence be concluded."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.field_counts import FIELDS, count_fields
from crawlers.intake import take_in
from crawlers.manifest import Counts, Manifest
from crawlers.monitors import Seen, findings, usual_of
from crawlers.site_file import Floor

AT = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)


def past(present: int, fields: dict[str, int] | None = None, state: Any = "complete", days: int = 0) -> Manifest:
    """An earlier run."""
    at = AT + timedelta(days=days)
    return Manifest("proef", "NL", at, at, state, 1, None, None, Counts(present=present), fields=fields or {})


def found(counts: Counts, told: dict[str, int] | None = None, *earlier: Manifest, **floor: Any) -> tuple[str, ...]:
    return findings(Seen(counts, told or {}), Floor(**({"ads": 1} | floor)), earlier)


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (Counts(listed=100, present=100), None),
        (Counts(listed=100, present=99, failed=1), None),
        (Counts(listed=9, present=9), "9 ads seen, the floor is 10"),
        (Counts(listed=100, present=97, failed=3), "3 of 100 listed ads gave no answer to keep"),
        (Counts(listed=100, present=96, not_public=4), None),
        (Counts(listed=100, present=75, not_public=25), "25 of 100 listed ads were behind a wall"),
        (Counts(listed=40, present=40, images=10, images_failed=4), None),
        (Counts(listed=40, present=40, images=10, images_failed=10), "10 of 20 photos could not be fetched"),
    ],
)
def test_floors_and_error_rates(counts: Counts, sentence: str | None) -> None:
    assert found(counts, ads=10) == ((sentence,) if sentence else ())


def test_layout_drift_is_said_in_shares() -> None:
    usual = [past(100, {"phone": share}) for share in (90, 91, 95)]
    assert found(Counts(listed=100, present=100), {"phone": 4}, *usual) == (
        "`phone` found in 4 % of ads, usually 91 %",
    )
    assert found(Counts(listed=100, present=100), {"phone": 80}, *usual) == ()


def test_few_ads_prove_no_drift() -> None:
    assert found(Counts(listed=4, present=4), {"phone": 0}, past(4, {"phone": 4})) == ()
    assert found(Counts(listed=9, present=9), {"phone": 0}, past(9, {"phone": 9})) != ()


def test_a_field_that_was_never_there_is_not_missed_and_a_new_one_is_no_drift() -> None:
    assert found(Counts(listed=50, present=50), {"age": 0}, past(50, {"age": 0}), past(50)) == ()
    assert found(Counts(listed=50, present=50), {"age": 50}, past(50, {"age": 0})) == ()


def test_what_the_site_file_says_of_a_field_goes_before_its_past() -> None:
    usual = [past(100, {"phone": 91})]
    assert found(Counts(listed=100, present=100), {"phone": 4}, *usual, fields={"phone": 0.0}) == ()
    assert found(Counts(listed=100, present=100), {"phone": 80}, *usual, fields={"phone": 0.9}) == (
        "`phone` found in 80 % of ads, the floor is 90 %",
    )


def test_far_fewer_ads_than_usual_are_found_though_the_floor_is_low() -> None:
    usual = [past(100), past(110), past(90)]
    assert found(Counts(listed=20, present=20), {}, *usual) == ("20 ads seen, usually 100",)
    assert found(Counts(listed=20, present=20), {}, *usual, share=0.1) == ()


def test_a_short_run_makes_nothing_usual() -> None:
    runs = [past(100), past(5, {"phone": 0}, "short"), past(0, {}, "failed")]
    assert usual_of(runs) == 100.0
    assert usual_of([*runs, *[past(200)] * 8]) == 200.0
    assert usual_of([]) is None


@given(st.integers(0, 500), st.integers(0, 500), st.lists(st.integers(1, 500), max_size=5), st.sampled_from(FIELDS))
def test_a_run_like_those_before_it_fails_no_monitor(present: int, count: int, days: list[int], field: str) -> None:
    usual = [past(present, {field: min(count, present)}, days=day) for day in days]
    assert found(
        Counts(listed=present, present=present), {field: min(count, present)}, *usual, ads=max(1, present)
    ) in (
        (),
        ("0 ads seen, the floor is 1",),
    )


def test_fields_are_counted_over_present_ads(proof: Any) -> None:
    crawled = proof.crawl("/ad/1", "/ad/2", "/missing/3", "/layout/4")
    fields = crawled.manifest.fields
    assert (fields["title"], fields["text"], fields["age"], fields["website"]) == (2, 2, 2, 0)
    assert list(fields) == list(FIELDS)
    assert count_fields(Path("none")) == dict.fromkeys(FIELDS, 0)


def test_charter_22_a_run_after_a_change_of_layout_is_kept_marked_and_told_to_a_person(proof: Any, ledger: Any) -> None:
    from ledger.models import Run, Sighting, Trouble

    ads = [f"/ad/{number}" for number in range(1, 13)]
    assert proof.crawl(*ads).outcome.state == "complete"
    drifted = proof.crawl(*(path.replace("/ad/", "/cityless/") for path in ads))
    assert drifted.outcome.state == "short"
    assert drifted.manifest.why == "`city` found in 0 % of ads, usually 100 %"
    take_in(drifted.runs)
    assert sorted(Run.objects.values_list("state", flat=True)) == ["complete", "short"]
    assert Sighting.objects.filter(run__state="short").count() == 12
    trouble = Trouble.objects.get()
    assert (trouble.site, trouble.level) == ("proef", "warning")
    assert trouble.sentence == "a run is short: `city` found in 0 % of ads, usually 100 %"
    take_in(drifted.runs)
    assert Trouble.objects.count() == 1
