"""A backup: the ledger, the list of those who stay out, and which runs of evidence there are; keys in a file apart.

In: the settings. Out: one file, sealed where a recipient is set. Evidence itself is not in it: runs never change but by
erasure and retention, so that any copy of files keeps them; which there should be, and by which hash, is.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from console.sealed_file import refuse_to_overwrite, seal, workplace
from crawlers.manifest import sha256_of
from ledger import models
from ledger.anchors import Anchor, anchor
from ledger.audit import append_audit
from ledger.dumping import dump_ledger, kind_of
from ledger.runs import all_runs
from peil import __version__
from peil.errors import SourceError
from peil.kept_out import LIST
from peil.records.plain import to_json
from peil.settings import Settings

TOLD, LEDGER, EVIDENCE = "backup.json", "ledger", "evidence.jsonl"


@dataclass(frozen=True, slots=True)
class BackupTold:
    """What a backup says of itself; `files` maps names to SHA-256."""

    at: datetime
    peil: str
    database: str
    anchor: Anchor
    runs: int
    mandates: int
    files: dict[str, str] = field(default_factory=dict)


def make_backup(deployment: Settings, out: Path, by: str, at: datetime) -> BackupTold:
    """Write a backup; noted in the audit chain before, so that the chain in it has the row."""
    refuse_to_overwrite(out)
    append_audit(by, "backup", f"to {out.name}", {}, at)
    with workplace(out) as folder:
        dump_ledger(deployment.database_url, folder / LEDGER)
        runs = [{"run": run.id, "manifest_sha256": run.manifest_sha256} for run in all_runs()]
        (folder / EVIDENCE).write_text("".join(f"{json.dumps(run)}\n" for run in runs), encoding="utf-8")
        files = {LEDGER: folder / LEDGER, EVIDENCE: folder / EVIDENCE}
        if (deployment.data / LIST).is_file():
            files[LIST] = deployment.data / LIST
        told = BackupTold(
            at=at,
            peil=__version__,
            database=kind_of(deployment.database_url),
            anchor=anchor(at),
            runs=len(runs),
            mandates=models.Mandate.objects.count(),
            files={name: sha256_of(file) for name, file in files.items()},
        )
        (folder / TOLD).write_text(_json(told), encoding="utf-8")
        seal({TOLD: folder / TOLD, **files}, out, deployment.backup_recipient)
    return told


def back_up_keys(deployment: Settings, out: Path) -> int:
    """Write the keys into a file of their own, to be kept elsewhere; how many."""
    keys = {file.name: file for file in sorted((deployment.data / "keys").glob("*.key"))}
    own = deployment.kept_out_key_file
    if own and own.is_file():
        keys["kept-out.key"] = own
    if not keys:
        raise SourceError("there are no keys yet", where="--keys", mend="the first erasure or research set makes one")
    seal(keys, out, deployment.backup_recipient)
    return len(keys)


def _json(value: Any) -> str:
    return json.dumps(to_json(value), indent=1) + "\n"
