"""Who stays out of crawls: a list of keyed tokens beside the runs, and the key that makes them, apart from it.

In: the data folder. Out: whether somebody is on the list; lines added to it. Without the key the list says nothing of
anybody (all Dutch mobile numbers hash in under a minute); with a list and no key nothing is crawled.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peil.errors import SettingsError, SourceError
from peil.records.plain import from_json, to_json
from peil.records.wiped import Subject, SubjectKind, Token
from peil.secret_files import made_secret, read_secret

LIST = "kept-out.jsonl"


@dataclass(frozen=True)
class KeptOut:
    """Those who stay out; without tokens nobody does."""

    key: bytes = b""
    tokens: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def token(self, subject: Subject) -> str:
        """The token of a subject."""
        said = f"{subject.kind}\x1f{subject.value}"
        return hmac.new(self.key, said.encode(), hashlib.sha256).hexdigest()

    def has(self, kind: SubjectKind, value: str) -> bool:
        """Whether somebody is on the list."""
        return kind in self.kinds and self.token(Subject(kind, value)) in self.tokens


def read_kept_out(data: Path, key_file: Path | None = None) -> KeptOut:
    """The list in the data folder; raises SettingsError where there is a list and no key to ask it with."""
    tokens = listed(data)
    if not tokens:
        return KeptOut()
    file = key_file or default_key_file(data)
    if not file.is_file():
        mend = "restore the key: without it nobody can be kept out"
        raise SettingsError("the key of those who stay out is missing", where=str(file), mend=mend)
    kinds = frozenset(one.kind for one in tokens)
    return KeptOut(bytes.fromhex(read_secret(file)), frozenset(one.token for one in tokens), kinds)


def with_key(data: Path, key_file: Path | None = None) -> KeptOut:
    """The same for who adds to it: the key is made where there is neither list nor key."""
    file = key_file or default_key_file(data)
    if not file.is_file() and not listed(data):
        made_secret(file)
    found = read_kept_out(data, key_file)
    return found if found.key else KeptOut(bytes.fromhex(read_secret(file)))


def default_key_file(data: Path) -> Path:
    """Where the key lies if no setting says otherwise."""
    return data / "keys" / "kept-out.key"


def listed(data: Path) -> list[Token]:
    """The tokens on the list, in its order; raises SourceError where a line is none."""
    file = data / LIST
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines() if file.is_file() else (), start=1):
        try:
            found.append(from_json(Token, json.loads(line)))
        except (ValueError, TypeError, AttributeError) as error:
            raise SourceError(f"is no token ({error})", where=f"{file}:{number}", mend="restore the list") from error
    return found


def add_to_list(data: Path, tokens: Iterable[Token]) -> int:
    """Add tokens that are not listed yet, with the disk when this returns; how many were new."""
    known = {one.token for one in listed(data)}
    new = [one for one in tokens if one.token not in known]
    if new:
        data.mkdir(parents=True, exist_ok=True)
        handle = os.open(data / LIST, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as stream:
            stream.write(b"".join(json.dumps(to_json(one)).encode() + b"\n" for one in new))
            stream.flush()
            os.fsync(stream.fileno())
    return len(new)


def token_of(kept_out: KeptOut, subject: Subject, at: datetime) -> Token:
    """A token to add, from this moment on."""
    return Token(kept_out.token(subject), subject.kind, at)
