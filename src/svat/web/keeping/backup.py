"""Keeping, backup: all of an installation into one file, and out of it into an empty place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from svat import __version__
from svat.files import make_folder, read_bytes, write_new
from svat.web.audit.append import head, links
from svat.web.audit.chain import broken
from svat.web.database import FILE
from svat.web.keeping import copies
from svat.web.keeping.archive import SEALED, Manifest, part, read_archive, seal, unpack, unseal, write_archive
from svat.web.rolls.books import FOLDER as TAKEN
from svat.wording import unusable

BACKUPS, KEYS = "backups", "keys"
_FILES = "files/"


def back_up(folder: Path, out: Path, passphrase: str = "") -> Manifest:
    """Write the archive of an installation; what it holds. Raises UnusableInput.

    Without a passphrase the keys are not in it.
    """
    make_folder(out.parent)
    with TemporaryDirectory(dir=out.parent, prefix=".backup-") as made:
        copy = Path(made) / copies.NAMES[copies.kind()]
        # The database first: what it names of files was there before.
        chain, counts = head(), copies.rows()
        copies.copy_database(copy)
        parts = {copy.name: copy}
        parts |= {_FILES + path.relative_to(folder).as_posix(): path for path in _files(folder, out)}
        keys = {x.name: read_bytes(x) for x in sorted((folder / KEYS).glob("*")) if x.is_file()}
        manifest = Manifest(__version__, copies.kind(), _migrations(), chain, counts, {})
        return write_archive(out, parts, seal(keys, passphrase) if passphrase and keys else None, manifest)


def restore(file: Path, folder: Path, passphrase: str = "") -> Manifest:
    """Put an archive back into an empty folder and database. Raises UnusableInput before anything is written."""
    manifest = read_archive(file)
    if manifest.database != copies.kind():
        raise unusable(
            "{file}: is of {theirs}, and this database is {ours}",
            file=file,
            theirs=manifest.database,
            ours=copies.kind(),
        )
    if folder.exists() and any(x.name != KEYS for x in folder.iterdir()):
        raise unusable(
            "{folder}: is not empty; a backup is put back into an empty place alone", folder=folder
        )
    keys = {}
    if SEALED in manifest.parts:
        if not passphrase:
            raise unusable("{file}: its keys are sealed; give the passphrase of the backup", file=file)
        keys = unseal(part(file, SEALED), passphrase)
    make_folder(folder)
    with TemporaryDirectory(dir=folder.parent, prefix=".restore-") as made:
        database = copies.NAMES[manifest.database]
        files = [name for name in manifest.parts if name.startswith(_FILES)]
        unpack(file, [database, *files], Path(made))  # all of it before any of it is put where it counts
        try:
            copies.put_back(Path(made) / database)
            _put_files(Path(made), files, folder)
        except BaseException:
            _empty_again(folder)
            raise
    for name, data in keys.items():
        target = folder / KEYS / name
        make_folder(target.parent)
        target.unlink(missing_ok=True)  # made a moment ago for this empty folder, and opens nothing
        write_new(target, data, 0o600)
    _check(manifest)
    return manifest


def _put_files(made: Path, files: Iterable[str], folder: Path) -> None:
    for name in files:
        target = folder / name.removeprefix(_FILES)
        make_folder(target.parent)
        (made / name).replace(target)


def _empty_again(folder: Path) -> None:
    """A folder as it was before something was put back into it: nothing but its keys, so that it can be tried again."""
    connection.close()
    for path in folder.iterdir():
        if path.is_dir() and path.name != KEYS:
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != KEYS:
            path.unlink(missing_ok=True)


def _check(manifest: Manifest) -> None:
    """Raises UnusableInput where the database is not what the archive said."""
    connection.close()
    differ = {
        name: (count, now.get(name))
        for now in [copies.rows()]
        for name, count in manifest.counts.items()
        if now.get(name, 0) < count
    }
    if differ:
        raise unusable("the database lacks rows: {differ}", differ=str(differ))
    if found := list(broken(links(), head())):
        raise unusable("the audit chain does not hold: {said}", said=found[0])


def _files(folder: Path, out: Path) -> list[Path]:
    """What the folder holds beside database, keys, backups, and workbooks, which are of the day alone."""
    passed = {folder / BACKUPS, folder / KEYS, folder / TAKEN, out.parent if out.parent != folder else out}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not passed & {path, *path.parents}
        and not path.name.startswith((FILE, ".backup-", ".restore-"))
    ]


def _migrations() -> tuple[str, ...]:
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied))
