"""A backup brings back what cannot be made again, and never whom it was asked to forget."""

import json
import stat
import tarfile
from datetime import date, timedelta
from pathlib import Path

import pyrage
import pytest
from django.apps import apps
from invented_runs import START, InventedAd, InventedSite

from console.backup import back_up_keys, make_backup
from console.erasing import erase
from console.pipeline import take_through
from console.restoring import Restore, restore
from console.subjects import Asked, find
from console.wiping import Ordered
from crawlers.evidence_check import check_evidence
from crawlers.manifest import sha256_of
from crawlers.run_folder import site_runs
from ledger import models
from ledger.audit import first_broken
from ledger.decisions import Said, decide
from ledger.dumping import dump_ledger
from ledger.mandates import mandates, record_mandate
from peil.errors import OutsideError, RefusedError, SettingsError, SourceError
from peil.records.seen import Mandate
from peil.settings import Settings

ANNA = InventedAd("1", "rustig en schoon", "06-12345601", "anna")
BO = InventedAd("2", "gastvrij", "06-12345602", "bo")
AT = START + timedelta(days=3)


@pytest.fixture
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A ledger with two ads, a decision and a mandate; on SQLite, where a test does not ask for both databases."""
    name = "ledger" if "ledger" in request.fixturenames else "sqlite_ledger"
    deployment = Settings(data=tmp_path / "data", database=request.getfixturevalue(name))
    site = InventedSite(deployment.runs)
    for day in range(2):
        site.run(day, [ANNA, BO])
    list(take_through(deployment.runs, START + timedelta(days=1)))
    decide(Said(kind="hub", by="r.vis", reason="centrale", at=AT, identifier_kind="phone", value="+31612345602"))
    day = date(2026, 3, 2)
    record_mandate(Mandate("gemeente", "wet", "toezicht", "DPIA-1", ("x.example",), day, day), "r.vis", AT)
    return deployment


def erased(deployment: Settings, number: str) -> None:
    found = find(Asked(number=number).subject())
    erase(deployment, found, Ordered("j.jansen", "rights erase", "verzoek", AT))


def rows() -> str:
    found = [list(model.objects.order_by("pk").values()) for model in apps.get_app_config("ledger").get_models()]
    return json.dumps(found, default=str)


def facts() -> str:
    """What crawls saw and people said."""
    tables = (models.Ad, models.Version, models.Sighting, models.Reading, models.Decision, models.Mandate, models.Run)
    return json.dumps([list(table.objects.order_by("pk").values()) for table in tables], default=str)


def told(deployment: Settings, file: Path, **more: object) -> list[str]:
    said = {"identity": None, "keys": None, "by": "j.jansen", "at": AT, "replace": True} | more
    return list(restore(deployment, Restore(file, **said)))  # type: ignore[arg-type]


def test_what_cannot_be_made_again_is_back(ledger: str, kept: Settings, tmp_path: Path) -> None:
    make_backup(kept, tmp_path / "b.tar", "j.jansen", AT)
    before = facts()
    models.Decision.objects.all().delete()
    models.Mandate.objects.all().delete()
    lines = told(kept, tmp_path / "b.tar")
    assert "evidence: 2 runs as they were backed up, 0 missing, 0 changed" in lines
    assert (models.Decision.objects.count(), len(mandates())) == (1, 1)
    assert facts() == before
    assert (first_broken(), models.AuditEntry.objects.order_by("-seq")[0].what) == (None, "restore")
    assert stat.S_IMODE((tmp_path / "b.tar").stat().st_mode) == 0o600
    assert not list(tmp_path.rglob("*.part"))


def test_charter_17_whoever_was_erased_after_the_backup_stays_erased(
    ledger: str, kept: Settings, tmp_path: Path
) -> None:
    make_backup(kept, tmp_path / "b.tar", "j.jansen", AT)
    erased(kept, "06-12345601")
    assert "12345601" not in rows()
    lines = told(kept, tmp_path / "b.tar")
    assert [line for line in lines if "tokens" in line] != ["0 tokens of those who stay out came after the backup"]
    assert "12345601" not in rows()
    assert "12345602" in rows()
    assert "evidence: 2 runs as they were backed up, 0 missing, 0 changed" in lines
    assert [check_evidence(run).wrong for run in site_runs(kept.runs / "proef")] == [(), ()]
    known = dict(models.Run.objects.values_list("id", "manifest_sha256"))
    assert all(sha256_of(kept.runs / run / "manifest.json") == digest for run, digest in known.items())


def test_charter_17_the_list_comes_back_from_the_ledger_where_all_files_are_lost(
    kept: Settings, tmp_path: Path
) -> None:
    erased(kept, "06-12345601")
    make_backup(kept, tmp_path / "b.tar", "j.jansen", AT)
    assert back_up_keys(kept, tmp_path / "k.tar") == 1
    (kept.data / "kept-out.jsonl").unlink()
    (kept.data / "keys/kept-out.key").unlink()
    with pytest.raises(SettingsError, match="key of those who stay out is missing"):
        told(kept, tmp_path / "b.tar")
    assert "1 keys put back" in told(kept, tmp_path / "b.tar", keys=tmp_path / "k.tar")
    assert (kept.data / "kept-out.jsonl").read_text().count("\n") == models.Suppression.objects.count() > 0


def test_charter_16_what_ran_out_since_the_backup_goes_again(kept: Settings, tmp_path: Path) -> None:
    make_backup(kept, tmp_path / "b.tar", "j.jansen", AT)
    told(kept, tmp_path / "b.tar", at=START + timedelta(days=200))
    assert models.Sighting.objects.count() == 0
    assert "12345602" not in rows()


@pytest.fixture
def sealed(kept: Settings, tmp_path: Path) -> tuple[Settings, Path]:
    """A backup that is sealed to a key, and the file with the secret key."""
    identity = pyrage.x25519.Identity.generate()
    secret = tmp_path / "secret.txt"
    secret.write_text(f"# made for this test\n{identity}\n")
    secret.chmod(0o600)
    deployment = kept.model_copy(update={"backup_recipient": str(identity.to_public())})
    make_backup(deployment, tmp_path / "b.age", "j.jansen", AT)
    return deployment, secret


def test_a_sealed_backup_opens_with_its_key_alone(sealed: tuple[Settings, Path], tmp_path: Path) -> None:
    deployment, secret = sealed
    assert b"12345601" not in (tmp_path / "b.age").read_bytes()
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    other.chmod(0o600)
    with pytest.raises(SettingsError, match="sealed"):
        told(deployment, tmp_path / "b.age")
    with pytest.raises(SourceError, match="does not open"):
        told(deployment, tmp_path / "b.age", identity=other)
    changed = bytearray((tmp_path / "b.age").read_bytes())
    changed[-100] ^= 1
    (tmp_path / "c.age").write_bytes(changed)
    with pytest.raises(SourceError, match="changed"):
        told(deployment, tmp_path / "c.age", identity=secret)
    models.Decision.objects.all().delete()
    told(deployment, tmp_path / "b.age", identity=secret)
    assert models.Decision.objects.count() == 1


def test_nothing_is_overwritten_unasked_and_nothing_that_is_no_backup_is_taken(kept: Settings, tmp_path: Path) -> None:
    make_backup(kept, tmp_path / "b.tar", "j.jansen", AT)
    before = rows()
    with pytest.raises(RefusedError, match="not empty"):
        told(kept, tmp_path / "b.tar", replace=False)
    (tmp_path / "x.tar").write_text("niets")
    with pytest.raises(SourceError, match="no backup"):
        told(kept, tmp_path / "x.tar")
    with pytest.raises(SourceError, match="there already"):
        make_backup(kept, tmp_path / "b.tar", "j.jansen", AT)
    assert rows() == before
    _exchange(tmp_path / "b.tar", tmp_path / "forged.tar")
    with pytest.raises(SourceError, match="not what was backed up"):
        told(kept, tmp_path / "forged.tar")


def _exchange(file: Path, out: Path) -> None:
    """The same backup with another index of evidence."""
    with tarfile.open(file) as source, tarfile.open(out, "w") as forged:
        for member in source:
            found = source.extractfile(member)
            assert found is not None
            data = b"" if member.name == "evidence.jsonl" else found.read()
            path = out.with_suffix(".tmp")
            path.write_bytes(data)
            forged.add(path, member.name)


def test_without_postgresqls_programs_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutsideError, match="pg_dump is not installed"):
        dump_ledger("postgresql://peil@127.0.0.1/peil", tmp_path / "dump")
