"""Police exports over a ledger: who may ask, who may approve, what goes out and what stays."""

import csv
import io
import json
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyrage
import pytest

from console.police_export import write_export
from index.exports.police.verifying import check_bundle
from ledger import models
from ledger.audit import first_broken
from ledger.decisions import Said, decide, withdraw
from ledger.police_exports import all_exports, approve_export, ask_export, revoke_export
from peil.errors import RefusedError, SourceError
from peil.records.exported import ExportRequest
from peil.records.plain import to_json
from peil.records.read import PhoneReading, Reading
from peil.settings import Settings

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
READER = pyrage.x25519.Identity.generate()
ASKED = ExportRequest(
    0, ("c-1",), "onderzoek 12", "artikel 8 Politiewet", str(READER.to_public()), False, date(2026, 5, 1), "l.meer", NOW
)


def _cluster(name: str, minor: bool = False) -> None:
    models.Site.objects.get_or_create(name="kade")
    seen = {"first_seen": NOW, "last_seen": NOW}
    models.Cluster.objects.create(id=name, born_at=NOW, change=0)
    ad = models.Ad.objects.create(
        id=f"kade:{name}",
        site_id="kade",
        ref=name,
        url=f"https://kade.example/{name}",
        cluster_id=name,
        change=0,
        **seen,
    )
    read = Reading(id=f"{name}@1", phones=(PhoneReading("+31612345678", "links", "mobile", "0612345678"),))
    version = models.Version.objects.create(id=read.id, ad=ad, title="=Rust aan de kade", **seen)
    models.Reading.objects.create(version=version, stamp="1", minor=minor, body=to_json(read))
    reason = {"code": "no_licence", "text_nl": "Er staat <geen> vergunning.", "text_en": "No licence."}
    for rule in ("no_licence_matched", "maximum_exceeded"):
        models.Flag.objects.create(
            id=f"f-{name}-{rule}", cluster_id=name, rule=rule, municipality="GM0344", state="open",
            since=date(2026, 3, 1), last_held=date(2026, 3, 31), reasons=[reason], stamp="1", change=0,
        )  # fmt: skip


def _confirm(name: str) -> int:
    return decide(
        Said(
            kind="confirm", by="t.dijk", reason="gezien", at=NOW,
            cluster=name, rule="no_licence_matched", municipality="GM0344",
        )
    )  # fmt: skip


@pytest.fixture
def confirmed(ledger: str) -> int:
    """A cluster with two flags of which one is confirmed; gives the number of that decision."""
    _cluster("c-1")
    return _confirm("c-1")


@pytest.fixture
def deployment(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def _approved(asked: ExportRequest = ASKED) -> int:
    number = ask_export(asked)
    approve_export(number, "c.hof", "akkoord", NOW)
    return number


def _opened(out: Path) -> dict[str, bytes]:
    found = check_bundle(out.read_bytes(), str(READER), date(2026, 4, 2))
    assert found.wrong == ()
    return dict(found.contents)


def test_charter_11_a_cluster_without_a_confirmed_flag_cannot_be_asked_for(ledger: str) -> None:
    _cluster("c-1")
    with pytest.raises(RefusedError, match="no flag of it is confirmed"):
        ask_export(ASKED)
    assert all_exports() == []


def test_charter_11_who_asks_does_not_approve_whatever_the_letters(confirmed: int) -> None:
    number = ask_export(ASKED)
    for name in ("l.meer", " L.Meer "):
        with pytest.raises(RefusedError, match="who asks does not approve"):
            approve_export(number, name, "akkoord", NOW)
    approve_export(number, "c.hof", "akkoord", NOW)
    with pytest.raises(RefusedError, match="answered already"):
        approve_export(number, "d.berg", "akkoord", NOW)


def test_charter_11_a_confirmation_taken_back_stops_the_file(
    confirmed: int, deployment: Settings, tmp_path: Path
) -> None:
    number = _approved()
    withdraw(confirmed, "t.dijk", "vergissing", NOW)
    with pytest.raises(RefusedError, match="no flag of it is confirmed"):
        write_export(number, tmp_path / "out.age", deployment, "l.meer", NOW)
    assert not (tmp_path / "out.age").exists()


def test_charter_20_a_file_holds_confirmed_flags_alone_and_opens_for_its_recipient(
    confirmed: int, deployment: Settings, tmp_path: Path
) -> None:
    digest = write_export(_approved(), tmp_path / "out.age", deployment, "l.meer", NOW)
    contents = _opened(tmp_path / "out.age")
    [cluster] = json.loads(contents["clusters.json"])["clusters"]
    assert [flag["rule"] for flag in cluster["flags"]] == ["no_licence_matched"]
    assert cluster["not_confirmed"] == ["maximum_exceeded"]
    assert cluster["ads"][0]["numbers"] == ["+31612345678"]
    assert "Er staat &lt;geen&gt; vergunning." in contents["dossier.html"].decode()
    manifest = json.loads(contents["manifest.json"])
    assert (manifest["asked_by"], manifest["approved_by"], manifest["evidence_missing"]) == (
        "l.meer",
        "c.hof",
        ["kade:c-1"],
    )
    assert stat.S_IMODE((tmp_path / "out.age").stat().st_mode) == 0o600
    [listed] = all_exports()
    assert (listed.sha256, listed.written_at) == (digest, NOW)


def test_a_cell_that_begins_like_a_formula_is_text(confirmed: int, deployment: Settings, tmp_path: Path) -> None:
    write_export(_approved(), tmp_path / "out.age", deployment, "l.meer", NOW)
    [row] = csv.DictReader(io.StringIO(_opened(tmp_path / "out.age")["clusters.csv"].decode()))
    assert row["numbers"] == "'+31612345678"


def test_charter_18_of_a_possible_minor_no_title_goes_out(ledger: str, deployment: Settings, tmp_path: Path) -> None:
    _cluster("c-1", minor=True)
    _confirm("c-1")
    write_export(_approved(), tmp_path / "out.age", deployment, "l.meer", NOW)
    assert not any(b"Rust aan de kade" in content for content in _opened(tmp_path / "out.age").values())


@pytest.mark.parametrize("state", ["asked", "revoked", "written", "expired"])
def test_charter_20_what_may_not_become_a_file_does_not(
    confirmed: int, deployment: Settings, tmp_path: Path, state: str
) -> None:
    number = ask_export(ASKED) if state == "asked" else _approved()
    at = NOW
    if state == "revoked":
        revoke_export(number, "c.hof", "ingetrokken", NOW)
    elif state == "written":
        write_export(number, tmp_path / "first.age", deployment, "l.meer", NOW)
    elif state == "expired":
        at = datetime(2026, 5, 2, 12, tzinfo=UTC)
    with pytest.raises(RefusedError):
        write_export(number, tmp_path / "out.age", deployment, "l.meer", at)
    assert not (tmp_path / "out.age").exists()


@pytest.mark.parametrize("name", ["purpose", "ground", "recipient", "asked_by"])
def test_a_question_that_leaves_something_out_is_refused(confirmed: int, name: str) -> None:
    with pytest.raises(SourceError):
        ask_export(replace(ASKED, **{name: " "}))


def test_charter_19_every_step_is_on_the_chain_without_content(
    confirmed: int, deployment: Settings, tmp_path: Path
) -> None:
    number = _approved()
    write_export(number, tmp_path / "out.age", deployment, "l.meer", NOW)
    revoke_export(number, "c.hof", "verkeerde ontvanger", NOW)
    rows = list(models.AuditEntry.objects.filter(what__startswith="export").order_by("seq"))
    assert [row.what for row in rows] == ["export asked", "export approved", "export written", "export revoked"]
    assert "31612345678" not in json.dumps([row.facts for row in rows])
    assert first_broken() is None
