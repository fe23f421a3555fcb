"""Who made a bundle: an Ed25519 key of this deployment, and what anybody can check with its public half.

In: bytes. Out: a signature; whether one holds. The private key stays in a file that its owner alone can read.
"""

import base64
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from peil.secret_files import made_secret


def signing_key(file: Path) -> Ed25519PrivateKey:
    """The key of the file, made at its first use; raises SettingsError where others can read it."""
    return Ed25519PrivateKey.from_private_bytes(made_secret(file))


def public_text(key: Ed25519PrivateKey | Ed25519PublicKey) -> str:
    """The public key as text, to be handed over once by another way than the bundle."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return _text(public.public_bytes_raw())


def sign(key: Ed25519PrivateKey, message: bytes) -> str:
    """The signature as text."""
    return _text(key.sign(message))


def holds(public: str, signature: str, message: bytes) -> bool:
    """Whether the signature is that of the public key over the message; False too where either cannot be read."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
