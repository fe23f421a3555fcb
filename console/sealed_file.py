"""Several files as one that nobody else can open: a tar, sealed with age to a public key where one is set.

In: files by name, a recipient. Out: one file for its owner alone, all or nothing; and the files back. Any age tool
opens it too, with the secret key and without Peil.
"""

import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

import pyrage

from peil.errors import SettingsError, SourceError
from peil.secret_files import read_secret

_AGE = b"age-encryption.org/"


@contextmanager
def workplace(beside: Path) -> Iterator[Path]:
    """A folder beside a file, for its owner alone, gone when the block ends."""
    folder = beside.with_name(f".{beside.name}.part")
    rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise SourceError(f"cannot be written ({error.strerror})", where=str(beside)) from error
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


def refuse_to_overwrite(out: Path) -> None:
    """Raise SourceError where a file is there."""
    if out.exists():
        raise SourceError("is there already", where=str(out), mend="another name would be right")


def seal(files: Mapping[str, Path], out: Path, recipient: str) -> None:
    """Write the files into `out`; raises SourceError where it is there, SettingsError for what is no public key."""
    refuse_to_overwrite(out)
    with workplace(out.with_name(f"{out.name}-seal")) as folder:
        packed = folder / "packed.tar"
        handle = os.open(packed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream, tarfile.open(fileobj=stream, mode="w") as package:
            for name, file in files.items():
                package.add(file, name, recursive=False)
        if recipient:
            sealed = folder / "sealed.age"
            os.close(os.open(sealed, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            pyrage.encrypt_file(str(packed), str(sealed), [_recipient(recipient)])
            packed = sealed
        packed.rename(out)


def unseal(file: Path, identity: Path | None, folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """The files of these names that are in `file`, put into `folder`.

    Raises SettingsError where it is sealed and no key is given, SourceError where the key or the file is another.
    """
    if not file.is_file():
        raise SourceError("is not there", where=str(file))
    with file.open("rb") as stream:
        sealed = stream.read(len(_AGE)) == _AGE
    packed = _opened(file, identity, folder) if sealed else file
    wanted, found = set(names), {}
    try:
        with tarfile.open(packed) as package:
            for member in package:
                if member.isfile() and (member.name in wanted or not wanted) and "/" not in member.name:
                    found[member.name] = folder / member.name
                    _copy(package, member, found[member.name])
    except tarfile.TarError as error:
        raise SourceError(f"is no backup ({error})", where=str(file)) from error
    return found


def _opened(file: Path, identity: Path | None, folder: Path) -> Path:
    if identity is None:
        raise SettingsError("this file is sealed", where=str(file), mend="give the secret key with --identity FILE")
    opened = folder / "packed.tar"
    os.close(os.open(opened, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        pyrage.decrypt_file(str(file), str(opened), [pyrage.x25519.Identity.from_str(_secret_line(identity))])
    except (pyrage.IdentityError, pyrage.DecryptError, OSError) as error:
        raise SourceError("this key does not open it, or it was changed", where=str(file)) from error
    return opened


def _secret_line(identity: Path) -> str:
    """The key's line of an age identity file; lines of remarks are left out."""
    lines = [line for line in read_secret(identity).splitlines() if line and not line.startswith("#")]
    return lines[0] if lines else ""


def _recipient(said: str) -> "pyrage.x25519.Recipient":
    try:
        return pyrage.x25519.Recipient.from_str(said)
    except pyrage.RecipientError as error:
        mend = "the public key of `age-keygen`, age1…, would be right"
        raise SettingsError("is no public key of age", where="PEIL_BACKUP_RECIPIENT", mend=mend) from error


def _copy(package: tarfile.TarFile, member: tarfile.TarInfo, out: Path) -> None:
    source = package.extractfile(member)
    assert source is not None
    handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        while block := source.read(1 << 20):
            stream.write(block)
