"""A backup put back: the ledger as it was, and then what was erased or ran out since, erased again.

In: a backup, the keys if they are lost too. Out: lines of what was done, and of evidence that is missing. Whoever stays
out by the list that lies beside the runs, which is newer, or by the backup's own, is wiped again (charter 17).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from console.backup import EVIDENCE, LEDGER, TOLD, BackupTold
from console.erasing import agree_on_list
from console.retention import apply, plan
from console.sealed_file import unseal, workplace
from crawlers.manifest import MANIFEST, read_manifest, sha256_of
from ledger import models
from ledger.anchors import unanchored
from ledger.audit import append_audit, first_broken
from ledger.database import open_ledger
from ledger.dumping import kind_of, load_ledger
from ledger.wiping import note_manifests
from peil.errors import RefusedError, SourceError
from peil.kept_out import LIST, add_to_list, default_key_file, listed, read_kept_out
from peil.records.plain import from_json
from peil.settings import Settings


@dataclass(frozen=True, slots=True)
class Restore:
    """What to restore: the backup, the secret key if it is sealed, the keys' file if they are lost, by whom, when."""

    file: Path
    identity: Path | None
    keys: Path | None
    by: str
    at: datetime
    replace: bool = False


def restore(deployment: Settings, asked: Restore) -> Iterator[str]:
    """Put a backup back; refused where the ledger holds something and `replace` was not said.

    Nothing is put in place before the whole backup was checked.
    """
    _refuse_to_overwrite(deployment, asked)
    with workplace(deployment.data / "restore") as folder:
        told, files = _checked(deployment, asked, folder)
        if asked.keys:
            yield f"{_put_keys(deployment, asked, folder)} keys put back"
        if LIST in files:
            add_to_list(deployment.data, listed(folder))
        read_kept_out(deployment.data, deployment.kept_out_key_file)
        load_ledger(deployment.database_url, files[LEDGER])
        index = [json.loads(line) for line in files[EVIDENCE].read_text(encoding="utf-8").splitlines()]
    open_ledger(deployment.database_url)
    yield f"the ledger of {told.at:%Y-%m-%d %H:%M} UTC stands, {told.runs} runs and {told.mandates} mandates"
    yield from _verify(told)
    append_audit(asked.by, "restore", f"from {asked.file.name}", {"of": told.at.isoformat()}, asked.at)
    yield from _compare(deployment.runs, index)
    since = agree_on_list(deployment)
    yield f"{len(since)} tokens of those who stay out came after the backup"
    yield from apply(deployment, plan(deployment, asked.at))
    yield "run `peil publish --rebuild`: what Elasticsearch holds may be newer than this ledger"


def _refuse_to_overwrite(deployment: Settings, asked: Restore) -> None:
    open_ledger(deployment.database_url)
    if not asked.replace and (models.AuditEntry.objects.exists() or models.Run.objects.exists()):
        mend = "with --replace it gives way"
        raise RefusedError("the ledger that stands is not empty", ground="nothing is overwritten unasked", mend=mend)


def _checked(deployment: Settings, asked: Restore, folder: Path) -> tuple[BackupTold, dict[str, Path]]:
    files = unseal(asked.file, asked.identity, folder, (TOLD, LEDGER, EVIDENCE, LIST))
    try:
        told = from_json(BackupTold, json.loads(files[TOLD].read_text(encoding="utf-8")))
    except (KeyError, ValueError, TypeError) as error:
        raise SourceError("is no backup of Peil", where=str(asked.file)) from error
    wrong = [name for name, digest in told.files.items() if name not in files or sha256_of(files[name]) != digest]
    if wrong:
        raise SourceError(f"{wrong[0]} in it is not what was backed up", where=str(asked.file), mend="take another")
    if told.database != kind_of(deployment.database_url):
        mend = f"set PEIL_DATABASE to a {told.database} database"
        raise SourceError(f"is of a {told.database} ledger", where=str(asked.file), mend=mend)
    return told, files


def _put_keys(deployment: Settings, asked: Restore, folder: Path) -> int:
    """Keys that are not there; one that is there is left alone."""
    assert asked.keys is not None
    (folder / "keys").mkdir(mode=0o700)
    found = unseal(asked.keys, asked.identity, folder / "keys", ())
    found.pop("packed.tar", None)
    for name, file in found.items():
        place = default_key_file(deployment.data).with_name(name)
        if name == "kept-out.key" and deployment.kept_out_key_file:
            place = deployment.kept_out_key_file
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not place.exists():
            file.rename(place)
    return len(found)


def _verify(told: BackupTold) -> Iterator[str]:
    if (broken := first_broken()) is not None:
        yield f"the audit chain is broken at row {broken}"
    elif unanchored([told.anchor]):
        yield "the audit chain does not end as it did when the backup was made"
    else:
        yield f"the audit chain holds: {told.anchor.seq} rows"


def _compare(runs: Path, index: list[dict[str, str]]) -> Iterator[str]:
    """What became of each run since; one that erasure or retention changed is known again by its tombstones."""
    missing = changed = 0
    for one in index:
        file = runs / one["run"] / MANIFEST
        if not file.is_file():
            missing += 1
        elif (digest := sha256_of(file)) != one["manifest_sha256"]:
            if one["manifest_sha256"] in {stone.before for stone in read_manifest(file).wiped}:
                note_manifests({one["run"]: digest})
            else:
                changed += 1
    same = len(index) - missing - changed
    yield f"evidence: {same} runs as they were backed up, {missing} missing, {changed} changed"
