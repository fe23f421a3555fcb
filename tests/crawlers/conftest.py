"""The site of misbehaviours and a way to crawl it for real, in the process that a crawl has of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from misbehaving_site import load_misbehaviours

from crawlers.collect import CrawlOutcome, CrawlPlan, crawl
from crawlers.manifest import Manifest
from crawlers.run_folder import RunFolder
from peil.records.seen import Sighting

_SITE_FILE = """
[site]
name = "{name}"
start = ["{base}{start}"]
hosts = ["127.0.0.1"]
render = "{render}"
[politeness]
delay_s = {delay}
max_pages = {max_pages}
[browser]
ad = {{ {steps} }}
[listing]
ad = "a.ad"
next = "a.next"
[ad]
ref = {{ url = '/(\\d+)$' }}
title = "h1"
text = ".text"
city = ".city"
age = ".age"
price = ".price"
images = "img.photo"
[floor]
ads = {floor}
{more}
"""


@dataclass(frozen=True)
class Crawled:
    """What a crawl of the site of misbehaviours came to."""

    outcome: CrawlOutcome
    runs: Path

    @property
    def folder(self) -> RunFolder:
        assert self.outcome.run is not None, self.outcome.message
        return RunFolder(self.outcome.run)

    @property
    def manifest(self) -> Manifest:
        return self.folder.manifest

    def by_ref(self) -> dict[str, Sighting]:
        return {sighting.ref: sighting for sighting in self.folder.sightings()}

    def errors(self) -> dict[str, str]:
        return {error.url.partition("127.0.0.1:")[2].partition("/")[2]: error.what for error in self.manifest.errors}


@dataclass(frozen=True)
class Proof:
    """A site of misbehaviours and a folder to crawl it into."""

    site: Any
    folder: Path

    def site_file(self, **said: Any) -> Path:
        """Write a site file for the site."""
        known = {
            "name": "proef",
            "base": self.site.base,
            "render": "html",
            "delay": 0.0,
            "max_pages": 500,
            "floor": 1,
            "steps": 'wait_for = ".text"',
        }
        known |= {"start": "/", "more": ""}
        path = self.folder / f"{said.get('name', 'proef')}.toml"
        path.write_text(_SITE_FILE.format(**(known | said)), encoding="utf-8")
        return path

    def crawl(self, *ads: str, plan: dict[str, Any] | None = None, **said: Any) -> Crawled:
        """Crawl the site with these addresses on its listing; `plan` and `said` change the plan and the site file."""
        self.site.ads = list(ads)
        runs = self.folder / "runs"
        whole = {"site_files": (self.site_file(**said),), "out": runs, "timeout_s": 2.0} | (plan or {})
        return Crawled(crawl(CrawlPlan(**whole))[0], runs)


@pytest.fixture(scope="session")
def make_proof(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Proof]]:
    """Makes a fresh site of misbehaviours, for a test or for a module of them."""
    module = load_misbehaviours()
    with ExitStack() as served:
        yield lambda: Proof(served.enter_context(module.serve(module.Site())), tmp_path_factory.mktemp("proof"))


@pytest.fixture
def proof(make_proof: Callable[[], Proof]) -> Proof:
    """A fresh site of misbehaviours, with nothing on its listing yet."""
    return make_proof()


Peil = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def peil(tmp_path: Path) -> Peil:
    """The `peil` command in a folder of its own, with its data there; `PEIL_…` settings as keywords."""

    def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        own = {"PEIL_DATA": str(tmp_path / "data"), "PEIL_DATABASE": "", "COLUMNS": "200"}
        command = [sys.executable, "-m", "console.cli", *arguments]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={**os.environ, **own, **settings},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
