"""Keeping, archive: one file with all of an installation, each part with its hash, checked before anything is written.

The keys of the folder are sealed with a passphrase of their own (AES-GCM under a key that scrypt makes of it), so that
whoever carries the archive about carries no keys; without a passphrase they are left out.
"""

from __future__ import annotations

import json
import secrets
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from svat import __version__
from svat.files import make_folder, read_bytes, reading, write, writing
from svat.wording import unusable

MANIFEST, SEALED = "manifest.json", "keys.sealed"
_SALT, _NONCE = 16, 12


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself."""

    version: str
    database: str  # sqlite or postgresql
    migrations: tuple[str, ...]
    chain: tuple[int, str]  # number and hash of the audit chain's last entry
    counts: Mapping[str, int]  # rows of each table
    parts: Mapping[str, str]  # name within the archive → SHA-256

    def text(self) -> str:
        """As JSON."""
        return json.dumps(
            {
                "svat": self.version, "database": self.database, "migrations": list(self.migrations),
                "chain": list(self.chain), "counts": dict(self.counts), "parts": dict(self.parts),
            },
            indent=1, sort_keys=True,
        )  # fmt: skip


def write_archive(out: Path, parts: Mapping[str, Path], sealed: bytes | None, manifest: Manifest) -> Manifest:
    """Write an archive under another name, read it again, and only then give it its own. Raises UnusableInput."""
    half = out.with_name(out.name + ".partial")
    hashes: dict[str, str] = {}
    with writing(out):
        if out.exists():
            raise FileExistsError(17, "File exists", str(out))
        try:
            with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                half.chmod(0o600)
                for name, path in sorted(parts.items()):
                    data = read_bytes(path)
                    hashes[name] = sha256(data).hexdigest()
                    archive.writestr(name, data)
                if sealed is not None:
                    hashes[SEALED] = sha256(sealed).hexdigest()
                    archive.writestr(SEALED, sealed)
                made = Manifest(
                    manifest.version,
                    manifest.database,
                    manifest.migrations,
                    manifest.chain,
                    manifest.counts,
                    hashes,
                )
                archive.writestr(MANIFEST, made.text())
            read_archive(half)
            half.replace(out)
        finally:
            half.unlink(missing_ok=True)
    return made


def read_archive(file: Path) -> Manifest:
    """What an archive says of itself, after every part was compared with its hash. Raises UnusableInput."""
    try:
        with reading(file), zipfile.ZipFile(file) as archive:
            given = json.loads(archive.read(MANIFEST))
            manifest = Manifest(
                given["svat"], given["database"], tuple(given["migrations"]), tuple(given["chain"]), given["counts"],
                given["parts"],
            )  # fmt: skip
            there = set(archive.namelist()) - {MANIFEST}
            if missing := sorted(set(manifest.parts) - there):
                raise unusable("{file}: lacks {missing}", file=file, missing=", ".join(missing))
            for name, expected in manifest.parts.items():
                if not _safe(name):
                    raise unusable("{file}: {name} would lie outside of the folder", file=file, name=name)
                if sha256(archive.read(name)).hexdigest() != expected:
                    raise unusable("{file}: {name} is damaged", file=file, name=name)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise unusable("{file}: is no backup of svat", file=file) from error
    if _parts(manifest.version) > _parts(__version__):
        raise unusable(
            "{file}: was made by svat {theirs}, which is newer than this one, {ours}; update svat first",
            file=file, theirs=manifest.version, ours=__version__,
        )  # fmt: skip
    return manifest


def unpack(file: Path, names: Iterable[str], folder: Path) -> None:
    """Write parts of an archive into a folder. Raises UnusableInput."""
    with reading(file), zipfile.ZipFile(file) as archive:
        for name in names:
            target = folder / name
            make_folder(target.parent)
            write(target, archive.read(name))


def part(file: Path, name: str) -> bytes:
    """One part of an archive."""
    with reading(file), zipfile.ZipFile(file) as archive:
        return archive.read(name)


def seal(files: Mapping[str, bytes], passphrase: str) -> bytes:
    """Files under a passphrase."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    plain = json.dumps({name: data.hex() for name, data in sorted(files.items())}).encode()
    return salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, None)


def unseal(sealed: bytes, passphrase: str) -> dict[str, bytes]:
    """The files again. Raises UnusableInput for another passphrase."""
    salt, nonce, rest = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, rest, None)
    except InvalidTag:
        raise unusable("the passphrase does not open the keys of this backup") from None
    return {name: bytes.fromhex(data) for name, data in json.loads(plain).items()}


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=1 << 15, r=8, p=1).derive(passphrase.encode())


def _safe(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and ":" not in name


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(x) for x in version.split(".")[:3] if x.isdigit())
