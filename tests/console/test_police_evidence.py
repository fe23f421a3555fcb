"""The evidence in a police export: crawled for real, sealed, opened by the recipient as any replay tool would."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pyrage
import pytest
from invented_site import ServedAd, ServedSite, a_photo, outcome_of, served
from warcio.archiveiterator import ArchiveIterator

from console.collection import chosen_sites, collect
from console.pipeline import take_through
from console.police_export import write_export
from index.exports.police.verifying import Checked, check_bundle
from ledger import models
from ledger.decisions import Said, decide
from ledger.police_exports import approve_export, ask_export
from peil.records.exported import ExportRequest
from peil.settings import Settings

AT = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
READER = pyrage.x25519.Identity.generate()
ANNA = ServedAd("101", "Rustig en schoon, bel 06-12345601", "06-12345601", "anna", (("/annafoto.png", a_photo(10)),))
BO = ServedAd("102", "Gastvrij in het centrum", "06-12345602", "bo")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[ServedSite]:
    with served(tmp_path) as found:
        found.ads = (ANNA, BO)
        yield found


@pytest.fixture
def deployment(sqlite_ledger: str, site: ServedSite, tmp_path: Path) -> Settings:
    """A ledger after one crawl, with a flag on the first ad's cluster that a reviewer confirmed."""
    settings = Settings(data=tmp_path / "data", database=sqlite_ledger)
    assert outcome_of(collect(chosen_sites(files=[site.file]), settings, at=AT)).run is not None
    list(take_through(settings.runs, AT))
    cluster = models.Ad.objects.get(ref="101").cluster_id
    models.Flag.objects.create(
        id="f-1", cluster_id=cluster, rule="unlicensed_business", municipality="GM0344", state="open",
        since=date(2026, 3, 2), last_held=date(2026, 3, 2), reasons=[], stamp="1", change=0,
    )  # fmt: skip
    where = {"cluster": cluster, "rule": "unlicensed_business", "municipality": "GM0344"}
    decide(Said(kind="confirm", by="t.dijk", reason="gezien", at=AT, **where))
    return settings


def _approved(photos: bool) -> int:
    """The number of an approved export of the confirmed cluster."""
    clusters = (str(models.Ad.objects.get(ref="101").cluster_id),)
    said = ("onderzoek 12", "artikel 8 Politiewet", str(READER.to_public()), photos, date(2026, 5, 1), "l.meer", AT)
    number = ask_export(ExportRequest(0, clusters, *said))
    approve_export(number, "c.hof", "akkoord", AT)
    return number


def _opened(number: int, deployment: Settings, out: Path) -> Checked:
    write_export(number, out, deployment, "l.meer", AT)
    found = check_bundle(out.read_bytes(), str(READER), date(2026, 3, 3))
    assert found.wrong == ()
    return found


def _evidence(deployment: Settings, out: Path, photos: bool) -> zipfile.ZipFile:
    found = _opened(_approved(photos), deployment, out)
    assert found.manifest["evidence_missing"] == []
    return zipfile.ZipFile(io.BytesIO(found.contents["evidence.wacz"]))


def _urls(wacz: zipfile.ZipFile) -> dict[str, bytes]:
    records = ArchiveIterator(io.BytesIO(wacz.read("archive/evidence.warc.gz")))
    return {
        record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
        for record in records
        if record.rec_type == "response"
    }


def test_charter_20_the_page_goes_along_and_nothing_of_others(
    deployment: Settings, site: ServedSite, tmp_path: Path
) -> None:
    wacz = _evidence(deployment, tmp_path / "out.age", photos=False)
    pages = _urls(wacz)
    assert ANNA.text.encode() in pages[f"{site.base}/ad/101"]
    assert not any(url.endswith(("/ad/102", ".png")) for url in pages)
    assert BO.text.encode() not in b"".join(pages.values())
    assert {"datapackage.json", "indexes/index.cdx", "pages/pages.jsonl"} <= set(wacz.namelist())
    listed = [json.loads(line) for line in wacz.read("pages/pages.jsonl").splitlines()[1:]]
    assert [page["url"] for page in listed] == [f"{site.base}/ad/101"]


def test_charter_20_photos_go_only_where_the_approval_says_so(
    deployment: Settings, site: ServedSite, tmp_path: Path
) -> None:
    wacz = _evidence(deployment, tmp_path / "out.age", photos=True)
    assert _urls(wacz)[f"{site.base}/annafoto.png"] == ANNA.photos[0][1]


def test_an_ad_whose_evidence_went_is_named(deployment: Settings, tmp_path: Path) -> None:
    empty = Settings(data=tmp_path / "elsewhere")
    found = _opened(_approved(photos=False), empty, tmp_path / "out.age")
    assert found.manifest["evidence_missing"] == ["proef:101"]
    assert "evidence.wacz" not in found.contents
