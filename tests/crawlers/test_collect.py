"""Several sites at once: each in its process, one bad one stops none of the others."""

from typing import Any

import pytest

from crawlers.collect import CrawlPlan, Progress, crawl
from crawlers.run_folder import committed_runs
from peil.errors import SourceErrors


def test_a_site_that_is_down_fails_and_the_others_go_on(proof: Any) -> None:
    proof.site.ads = ["/ad/1", "/ad/2"]
    up = proof.site_file(name="open")
    down = proof.site_file(name="dicht", base="http://127.0.0.1:9")
    told: list[Progress] = []
    outcomes = crawl(CrawlPlan((down, up), proof.folder / "runs", parallel=2), told.append)
    assert [(one.site, one.state, one.exit_code) for one in outcomes] == [
        ("dicht", "failed", 3),
        ("open", "complete", 0),
    ]
    assert "robots.txt could not be asked" in outcomes[0].message
    assert {run.id.partition("/")[0] for run in committed_runs(proof.folder / "runs")} == {"dicht", "open"}
    assert {one.site for one in told} == {"open"}


def test_the_mistakes_of_all_site_files_are_said_at_once_and_nothing_is_asked(proof: Any) -> None:
    bad = [proof.site_file(name=f"fout{number}", floor=0) for number in (1, 2)]
    with pytest.raises(SourceErrors) as errors:
        crawl(CrawlPlan((proof.site_file(), *bad), proof.folder / "runs"))
    assert len(errors.value.sentence().splitlines()) == 2
    assert proof.site.seen == []
    assert not (proof.folder / "runs").exists()


def test_a_browser_site_without_a_browser_is_skipped_with_one_sentence(
    proof: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawlers.collect.find_chromium", lambda: None)
    [outcome] = crawl(CrawlPlan((proof.site_file(render="browser"),), proof.folder / "runs"))
    assert (outcome.state, outcome.exit_code) == ("skipped", 0)
    assert outcome.message.startswith("No Chromium was found")
    assert proof.site.seen == []
