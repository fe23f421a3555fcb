"""A bundle checked by whoever received it, without Peil's ledger: opened, every hash, the signature, the last day.

In: the sealed bytes, the recipient's identity, the signer's public key if it is known. Out: the contents, and each
thing that is wrong in a sentence.
"""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyrage

from index.exports.police.bundle import FORMAT, MANIFEST, SIGNATURE
from index.exports.police.signing import holds


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: the manifest, the files, and what is wrong (empty: the bundle is as it was made)."""

    manifest: Mapping[str, Any]
    contents: Mapping[str, bytes]
    wrong: tuple[str, ...]


def check_bundle(data: bytes, identity: str, on: date, signer: str = "") -> Checked:
    """Open and check a bundle; whatever is wrong is said, and nothing is raised for it."""
    try:
        plain = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity.strip())])
    except pyrage.IdentityError:
        return Checked({}, {}, ("the identity is no age secret key",))
    except pyrage.DecryptError:
        return Checked({}, {}, ("it cannot be opened: it is damaged, or sealed to another key",))
    try:
        contents = _unzipped(plain)
        manifest, seal = json.loads(contents[MANIFEST]), json.loads(contents[SIGNATURE])
        wrong = (*_seal(contents[MANIFEST], manifest, seal, signer), *_files(contents, manifest["files"]))
        return Checked(manifest, contents, (*wrong, *_day(manifest, on)))
    except (KeyError, TypeError, AttributeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        return Checked({}, {}, (f"it is no bundle of the form {FORMAT} ({type(error).__name__})",))


def _seal(raw: bytes, manifest: Mapping[str, Any], seal: Mapping[str, Any], signer: str) -> list[str]:
    wrong = []
    if manifest["format"] != FORMAT:
        wrong.append(f"its form is {manifest['format']!r}, not {FORMAT!r}")
    if not holds(str(seal["public_key"]), str(seal["signature"]), raw):
        wrong.append("manifest.json is not what was signed")
    if signer and seal["public_key"] != signer.strip():
        wrong.append("it was signed with another key than the one given")
    return wrong


def _files(contents: Mapping[str, bytes], hashes: Mapping[str, str]) -> list[str]:
    names = set(contents) - {MANIFEST, SIGNATURE}
    missing = [f"{name} is missing" for name in sorted(set(hashes) - names)]
    more = [f"{name} is not in the manifest" for name in sorted(names - set(hashes))]
    other = [
        f"{name} is not what its hash says"
        for name in sorted(names & set(hashes))
        if hashlib.sha256(contents[name]).hexdigest() != hashes[name]
    ]
    return [*missing, *more, *other]


def _day(manifest: Mapping[str, Any], on: date) -> list[str]:
    last = date.fromisoformat(manifest["expires"])
    return [f"it expired on {last.isoformat()}: it should be destroyed"] if last < on else []


def _unzipped(plain: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(plain)) as file:
        return {name: file.read(name) for name in file.namelist()}
