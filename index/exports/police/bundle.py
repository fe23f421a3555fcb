"""A bundle: files, a manifest with the hash of each, a signature over it, all sealed to one age public key.

In: contents by name, what the manifest says. Out: bytes that only the recipient opens. The same input gives the same
plain bytes. Form: a zip within age-encryption.org/v1.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from index.exports.police.signing import public_text, sign
from peil.errors import SourceError

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
FORMAT = "peil-police-export/1"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def sealed(contents: Mapping[str, bytes], about: Mapping[str, Any], key: Ed25519PrivateKey, recipient: str) -> bytes:
    """The sealed bundle; raises SourceError where `recipient` is no age public key."""
    to = recipient_of(recipient)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())}
    said = {"format": FORMAT, **about, "signed_with": public_text(key), "files": hashes}
    manifest = json.dumps(said, indent=2, ensure_ascii=False).encode()
    signature = json.dumps({"public_key": public_text(key), "signature": sign(key, manifest)}).encode()
    whole: bytes = pyrage.encrypt(_zip({**contents, MANIFEST: manifest, SIGNATURE: signature}), [to])
    return whole


def recipient_of(text: str) -> "pyrage.x25519.Recipient":
    """The age public key that stands in the text; raises SourceError where none does."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        mend = "the recipient makes one with `age-keygen` and hands over the line that begins with age1"
        raise SourceError("is no age public key", where=text.strip()[:12], mend=mend) from error


def _zip(contents: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in sorted(contents.items()):
            file.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
