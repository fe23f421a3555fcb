"""The seal of a run whose files are being changed: what was whole before is sealed as it is now, nothing else.

In: a run folder and the files that will change. Out: its manifest with their new hashes. A file that was not what the
manifest says is not sealed, so that damage stays visible; a mark in the folder tells the next start what was whole.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from crawlers.manifest import MANIFEST, Manifest, read_manifest, sha256_of, write_manifest
from crawlers.run_lines import replace_file
from peil.records.wiped import Tombstone

_MARK = ".wiping"


class RunSeal:
    """The seal of one run folder; a run in the making has none, and then nothing is done."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._manifest, self._mark = folder, folder / MANIFEST, folder / _MARK
        self.is_broken = self._mark.is_file()

    def open(self, names: Iterable[str]) -> None:
        """Note which of these files are whole, before any is changed; until `close` the run counts as damaged."""
        if not self._manifest.is_file():
            return
        known = read_manifest(self._manifest).files
        noted = json.loads(self._mark.read_text()) if self.is_broken else {}
        whole = {name for name in names if name in known and sha256_of(self._folder / name) == known[name]}
        said = {
            "before": noted.get("before") or sha256_of(self._manifest),
            "whole": sorted({*whole, *noted.get("whole", ())}),
        }
        draft = self._mark.with_name(f"{_MARK}.new")
        draft.write_text(json.dumps(said), encoding="utf-8")
        draft.replace(self._mark)

    def close(self, told: Manifest, stone: Tombstone) -> Tombstone:
        """Write the manifest `told` with the stone and the hashes as they are now."""
        noted = json.loads(self._mark.read_text(encoding="utf-8"))
        stone = replace(stone, before=noted["before"])
        there = [name for name in noted["whole"] if (self._folder / name).is_file()]
        files = {**told.files, **{name: sha256_of(self._folder / name) for name in there}}
        sealed = replace(told, files=files, wiped=(*told.wiped, stone))
        replace_file(self._manifest, write_manifest(sealed).encode())
        self._mark.unlink()
        return stone
