"""Law, proof: the council's Ed25519 key (RFC 8032): made once, kept in a file, its public half given to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from svat.files import read_bytes, write_new
from svat.law.proof.canonical import sha256
from svat.wording import unusable

_SIGNATURE = 128  # hexadecimal digits


@dataclass(frozen=True)
class PublicKey:
    """What verifies a signature."""

    key: Ed25519PublicKey

    @property
    def raw(self) -> bytes:
        """The 32 bytes of the key."""
        return self.key.public_bytes_raw()

    @property
    def id(self) -> str:
        """SHA-256 of the 32 bytes: the name of the key in every document."""
        return sha256(self.raw)

    def verifies(self, signature: object, message: bytes) -> bool:
        """Whether the signature, in lower-case hexadecimal digits, is this key's on the message."""
        if not isinstance(signature, str) or len(signature) != _SIGNATURE:
            return False
        try:
            data = bytes.fromhex(signature)
            self.key.verify(data, message)
        except (ValueError, InvalidSignature):
            return False
        return data.hex() == signature  # one text per signature: no capitals, no spaces


@dataclass(frozen=True)
class SigningKey:
    """What signs; its file must be seen by nobody but the council."""

    key: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """The half for everybody."""
        return PublicKey(self.key.public_key())

    def sign(self, message: bytes) -> str:
        """The signature in hexadecimal digits; the same message always has the same."""
        return self.key.sign(message).hex()


def new_key(path: Path) -> tuple[PublicKey, Path]:
    """Make a key: the private half at `path` (PEM, PKCS 8, for its owner's eyes), the public half at `path`.pub.

    Raises UnusableInput when either file is there already or cannot be written: a key is never overwritten.
    """
    beside = path.with_name(path.name + ".pub")
    key = SigningKey(Ed25519PrivateKey.generate())
    private = key.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public.key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    for file in (path, beside):
        if file.exists():
            raise unusable("{file}: is there already; a key is never overwritten", file=file)
    write_new(path, private, 0o600)
    write_new(beside, public, 0o644)
    return key.public, beside


def load_signing_key(path: Path) -> SigningKey:
    """The private key in a file. Raises UnusableInput."""
    try:
        key = serialization.load_pem_private_key(read_bytes(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise unusable("{file}: is no private key in PEM without a pass phrase", file=path) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise unusable("{file}: is a private key, though not an Ed25519 one", file=path)
    return SigningKey(key)


def load_public_key(path: Path) -> PublicKey:
    """The public key in a file. Raises UnusableInput."""
    data = read_bytes(path)
    if b"PRIVATE" in data:
        raise unusable("{file}: is the private key; to verify, give its public half", file=path)
    try:
        key = serialization.load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        raise unusable("{file}: is no public key in PEM", file=path) from None
    if not isinstance(key, Ed25519PublicKey):
        raise unusable("{file}: is a public key, though not an Ed25519 one", file=path)
    return PublicKey(key)
