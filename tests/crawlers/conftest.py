"""The site of misbehaviours and a way to crawl it for real, in the process that a crawl has of its own."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from crawlers.collect import CrawlOutcome, CrawlPlan, crawl
from crawlers.manifest import Manifest
from crawlers.run_folder import RunFolder
from peil.records.seen import Sighting

_SITE_FILE = """
[site]
name = "{name}"
start = ["{base}/"]
hosts = ["127.0.0.1"]
render = "{render}"
[politeness]
delay_s = {delay}
max_pages = {max_pages}
[browser]
ad = {{ wait_for = ".text" }}
[listing]
ad = "a.ad"
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


def load_misbehaviours() -> ModuleType:
    """The server's module, by its path: `tests` is no package."""
    if "misbehaviours" not in sys.modules:
        path = Path(__file__).parent.parent / "site" / "misbehaviours.py"
        spec = importlib.util.spec_from_file_location("misbehaviours", path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules["misbehaviours"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["misbehaviours"])
    return sys.modules["misbehaviours"]


@dataclass(frozen=True)
class Proof:
    """A site of misbehaviours and a folder to crawl it into."""

    site: Any
    folder: Path

    def site_file(self, **said: Any) -> Path:
        """Write a site file for the site."""
        known = {"name": "proef", "base": self.site.base, "render": "html", "delay": 0.0, "max_pages": 500, "floor": 1}
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
