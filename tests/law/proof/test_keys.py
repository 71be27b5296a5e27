"""Law, proof: key files."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from tests.law.proof.samples import KEY

from svat.law.proof.keys import load_public_key, load_signing_key, new_key
from svat.refusals import UnusableInput


def test_a_new_key_signs_and_its_public_half_verifies(tmp_path: Path) -> None:
    public, beside = new_key(tmp_path / "council.pem")
    key = load_signing_key(tmp_path / "council.pem")
    assert load_public_key(beside).id == public.id == key.public.id
    signature = key.sign(b"text")
    assert public.verifies(signature, b"text")
    assert not public.verifies(signature, b"test")
    assert not KEY.public.verifies(signature, b"text")


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_the_private_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    new_key(tmp_path / "council.pem")
    assert stat.S_IMODE((tmp_path / "council.pem").stat().st_mode) == 0o600


@pytest.mark.parametrize("taken", ["council.pem", "council.pem.pub"])
def test_a_key_is_never_overwritten(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_bytes(b"mine")
    with pytest.raises(UnusableInput, match="never overwritten"):
        new_key(tmp_path / "council.pem")
    assert [x.name for x in tmp_path.iterdir()] == [taken]
    assert (tmp_path / taken).read_bytes() == b"mine"


def test_a_key_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="cannot be written"):
        new_key(tmp_path / "no" / "council.pem")


def test_files_that_are_no_such_key_are_refused(tmp_path: Path) -> None:
    new_key(tmp_path / "k.pem")
    other = generate_private_key(SECP256R1())
    (tmp_path / "ec.pem").write_bytes(
        other.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    (tmp_path / "ec.pub").write_bytes(
        other.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    (tmp_path / "locked.pem").write_bytes(
        KEY.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"word"),
        )
    )
    (tmp_path / "text").write_bytes(b"hello")
    for name, words in (
        ("gone", "cannot be read"),
        ("text", "no private key"),
        ("locked.pem", "without a pass phrase"),
        ("ec.pem", "not an Ed25519 one"),
        ("k.pem.pub", "no private key"),
    ):
        with pytest.raises(UnusableInput, match=words):
            load_signing_key(tmp_path / name)
    for name, words in (
        ("gone", "cannot be read"),
        ("text", "no public key"),
        ("ec.pub", "not an Ed25519 one"),
        ("k.pem", "is the private key"),
    ):
        with pytest.raises(UnusableInput, match=words):
            load_public_key(tmp_path / name)
