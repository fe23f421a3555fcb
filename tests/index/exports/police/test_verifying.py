"""A sealed bundle is checked by whoever has the key, and says what is wrong with it."""

import io
import json
import zipfile
from datetime import date

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from index.exports.police.bundle import sealed
from index.exports.police.signing import public_text
from index.exports.police.verifying import check_bundle
from peil.errors import SourceError

ON = date(2026, 4, 1)
KEY = Ed25519PrivateKey.generate()
READER = pyrage.x25519.Identity.generate()
FILES = {"clusters.json": b'{"clusters": []}', "dossier.html": b"<p>niets</p>"}
ABOUT = {"number": 7, "expires": "2026-05-01"}
BUNDLE = sealed(FILES, ABOUT, KEY, str(READER.to_public()))


def _wrong(data: bytes, **said: object) -> tuple[str, ...]:
    return check_bundle(data, str(READER), said.get("on", ON), str(said.get("signer", "")))  # type: ignore[arg-type]


def _remade(changes: dict[str, bytes | None]) -> bytes:
    """The bundle as somebody with the reader's key would forge it: opened, changed, sealed again."""
    with zipfile.ZipFile(io.BytesIO(pyrage.decrypt(BUNDLE, [READER]))) as file:
        contents = {name: file.read(name) for name in file.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in {**contents, **changes}.items():
            if content is not None:
                file.writestr(name, content)
    return pyrage.encrypt(stream.getvalue(), [READER.to_public()])


def test_a_whole_bundle_gives_back_what_was_sealed() -> None:
    found = check_bundle(BUNDLE, str(READER), ON, public_text(KEY))
    assert found.wrong == ()
    assert {name: found.contents[name] for name in FILES} == FILES
    assert found.manifest["number"] == 7


def test_charter_20_another_key_does_not_open_it() -> None:
    found = check_bundle(BUNDLE, str(pyrage.x25519.Identity.generate()), ON)
    assert found.wrong == ("it cannot be opened: it is damaged, or sealed to another key",)
    assert not found.contents


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(BUNDLE) - 1), st.integers(1, 255))
def test_charter_20_any_changed_byte_is_found(place: int, change: int) -> None:
    data = bytearray(BUNDLE)
    data[place] ^= change
    assert check_bundle(bytes(data), str(READER), ON).wrong


@settings(max_examples=50, deadline=None)
@given(st.integers(0, len(BUNDLE) - 1))
def test_charter_20_a_bundle_cut_short_is_found(length: int) -> None:
    assert check_bundle(BUNDLE[:length], str(READER), ON).wrong


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"clusters.json": b"{}"}, "clusters.json is not what its hash says", id="a changed file"),
        pytest.param({"dossier.html": None}, "dossier.html is missing", id="a file taken out"),
        pytest.param({"more.txt": b""}, "more.txt is not in the manifest", id="a file put in"),
        pytest.param({"manifest.sig": b"{}"}, "it is no bundle of the form", id="a seal that says nothing"),
        pytest.param({"manifest.json": None}, "it is no bundle of the form", id="no manifest"),
        pytest.param({"manifest.json": b"[]"}, "it is no bundle of the form", id="a manifest of another form"),
    ],
)
def test_whoever_may_open_it_cannot_change_it_unseen(changes: dict[str, bytes | None], says: str) -> None:
    assert any(says in sentence for sentence in _wrong(_remade(changes)).wrong)


def test_a_manifest_written_anew_does_not_hold_under_the_old_signature() -> None:
    manifest = json.loads(check_bundle(BUNDLE, str(READER), ON).contents["manifest.json"])
    changed = json.dumps({**manifest, "expires": "2099-01-01"}).encode()
    assert "manifest.json is not what was signed" in _wrong(_remade({"manifest.json": changed})).wrong


def test_a_bundle_of_another_maker_is_told_from_the_known_one() -> None:
    other = public_text(Ed25519PrivateKey.generate())
    assert _wrong(BUNDLE, signer=other).wrong == ("it was signed with another key than the one given",)


def test_an_expired_bundle_says_so() -> None:
    assert _wrong(BUNDLE, on=date(2026, 5, 1)).wrong == ()
    assert "it should be destroyed" in _wrong(BUNDLE, on=date(2026, 5, 2)).wrong[0]


def test_what_is_no_public_key_is_refused_with_how_to_make_one() -> None:
    with pytest.raises(SourceError, match="age-keygen"):
        sealed(FILES, ABOUT, KEY, "ssh-rsa AAAA")


def test_what_is_no_secret_key_is_said() -> None:
    assert check_bundle(BUNDLE, "geheim", ON).wrong == ("the identity is no age secret key",)
