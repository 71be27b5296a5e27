"""The web application, store: a corridor's council folder, made from the database, and the store that reads it.

`DIR/corridors/KEY/` holds what the command line reads: corridor, rolls, headings, merges, corrections, what was
confirmed. The database is what counts: a file is written anew where its digest differs, and one that no record knows is
put aside, except in the folders that the rooms keep themselves (lists, keys, rates, trade, missions, the case file).
"""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from svat.council.files import files_of
from svat.council.folder import FolderStore
from svat.council.roll_files import transcoded
from svat.files import HALF, locked, make_folder, read_bytes, replace_durably, writing
from svat.sides import SIDES
from svat.web.people.models import CorridorRecord
from svat.web.rolls import force
from svat.web.rolls.models import FolderFile, Import
from svat.web.rolls.names import folder_name
from svat.wording import unusable

# Folders in which the rooms keep files of their own.
DRAFTS = (
    "drafts"  # results of runs that nobody has published: made again at any time, never carried elsewhere
)
ROOMS = ("lists", "keys", "rates", "trade", "missions", DRAFTS)
_WRITTEN = ".svat-folder.json"  # of each file: what it was made of, and its digest
_BOM = "\ufeff"
log = logging.getLogger("svat.web")


@dataclass(frozen=True, slots=True)
class FolderPart:
    """One file of the folder: what it is made of, and how it is made."""

    path: str
    of: str
    made: Callable[[], bytes]


# What else the database keeps of a corridor: each gives files by their path within the folder, long ones as parts.
MORE: list[Callable[[CorridorRecord], Iterator[tuple[str, bytes] | FolderPart]]] = []


def folder_of(corridor: CorridorRecord) -> Path:
    """Where a corridor's council folder lies."""
    return Path(settings.FOLDER) / "corridors" / corridor.key


def store_of(corridor: CorridorRecord) -> FolderStore:
    """The council's store of a corridor, as the database is now. Raises UnusableInput."""
    return FolderStore(files_of(materialise(corridor)))


def materialise(corridor: CorridorRecord) -> Path:
    """Bring a corridor's folder to what the database says, each file whole. Raises UnusableInput."""
    folder = folder_of(corridor)
    make_folder(folder)
    with locked(folder / _WRITTEN):
        return _bring(folder, parts_of(corridor))


def parts_of(corridor: CorridorRecord, candidate: Import | None = None) -> list[FolderPart]:
    """Every file of a corridor's folder; `candidate` is an import that is looked at before it is in force."""
    found = [_plain("corridor.toml", corridor.text.encode())]
    others = FolderFile.objects.filter(corridor=corridor).values_list("pk", "path", "sha256")
    found += [FolderPart(path, digest, _data_of_file(pk)) for pk, path, digest in others]
    for side in SIDES:
        for place, x in enumerate(force.files_in_force(corridor, side, candidate), start=1):
            path = f"rolls/{side}/{folder_name(place, x.name)}"
            found.append(FolderPart(path, f"{x.sha256}:{x.encoding}", _data_of_import(x.pk)))
    found += [_plain(path, data) for path, data in _tables(corridor, candidate)]
    kept = [x for more in MORE for x in more(corridor)]
    return found + [x if isinstance(x, FolderPart) else _plain(*x) for x in kept]


def files_by_name(
    corridor: CorridorRecord, side: str, folder: Path, candidate: Import | None = None
) -> dict[str, Import]:
    """Path of each roll file of a side within a folder → the import that it is."""
    return {
        str(folder / "rolls" / side / folder_name(place, x.name)): x
        for place, x in enumerate(force.files_in_force(corridor, side, candidate), start=1)
    }


def write_parts(folder: Path, parts: Sequence[FolderPart]) -> Path:
    """Write parts into a folder that is new or empty. Raises UnusableInput."""
    make_folder(folder)
    with writing(folder):
        if any(folder.iterdir()):
            raise unusable("{folder}: is there already and not empty; name a new folder", folder=folder)
    for part in parts:
        target = folder / part.path
        make_folder(target.parent)
        replace_durably(target, part.made())
    return folder


def known_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """(path within it, file) of every file of a council's folder, what systems and svat leave there apart."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "~$", HALF)) for part in parts):
            yield "/".join(parts), path


def _bring(folder: Path, parts: Sequence[FolderPart]) -> Path:
    written = _written(folder)
    now: dict[str, dict[str, str]] = {}
    for part in parts:
        target = folder / part.path
        there = sha256(read_bytes(target)).hexdigest() if target.is_file() else ""
        known = written.get(part.path, {})
        if there and known == {"of": part.of, "sha256": there}:
            now[part.path] = known
            continue
        data = part.made()
        digest = sha256(data).hexdigest()
        if digest != there:
            make_folder(target.parent)
            replace_durably(target, data)
        now[part.path] = {"of": part.of, "sha256": digest}
    for path, file in list(known_files(folder)):
        if path not in now and not path.startswith(tuple(f"{room}/" for room in ROOMS)):
            _out_of_the_way(folder, path, file, ours=path in written)
    for half in [x for x in folder.rglob(f"{HALF}*") if x.relative_to(folder).parts[0] not in ROOMS]:
        half.unlink(missing_ok=True)  # of a process that was killed: whoever writes here holds the lock
    if now != written:
        replace_durably(folder / _WRITTEN, json.dumps(now, indent=1, ensure_ascii=False).encode())
    return folder


def _out_of_the_way(folder: Path, path: str, file: Path, *, ours: bool) -> None:
    """Take away a file that was made from the database; put one aside that somebody else has put there."""
    with writing(file):
        if ours:
            file.unlink()
            return
        aside = folder.with_name(f"{folder.name}.aside") / path
        aside.parent.mkdir(parents=True, exist_ok=True)
        file.replace(aside)
    log.warning("put aside a file of the folder that is not in the database", extra={"kind": "folder"})


def _written(folder: Path) -> dict[str, dict[str, str]]:
    try:
        found: dict[str, dict[str, str]] = json.loads((folder / _WRITTEN).read_bytes())
    except (OSError, ValueError):  # none yet, or not whole: every file is compared with what it should be
        return {}
    return found if isinstance(found, dict) else {}


def _tables(corridor: CorridorRecord, candidate: Import | None) -> Iterator[tuple[str, bytes]]:
    headings = force.synonyms_in_force(corridor, candidate)
    if headings:
        rows = [(canonical, "", heading) for heading, canonical in headings]
        yield "synonyms.csv", table_bytes(("canonical", "language", "synonym"), rows)
    if merges := force.merges_in_force(corridor):
        header = ("side", "company", "other", "same", "decided_by", "decided_on")
        said = [
            (
                x.side,
                x.kept,
                x.gone,
                "yes" if x.same else "no",
                f"member {x.member_id}",
                x.made.date().isoformat(),
            )
            for x in merges
        ]
        yield "same.csv", table_bytes(header, said)
    if corrections := force.corrections_in_force(corridor):
        header = ("side", "company", "column", "value", "corrected_by", "corrected_on")
        given = [
            (x.side, x.company, x.column, x.value, f"member {x.member_id}", x.made.date().isoformat())
            for x in corrections
        ]
        yield "corrections.csv", table_bytes(header, given)


def table_bytes(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A table as CSV in UTF-8 with a byte order mark."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    return (_BOM + text.getvalue()).encode()


def _plain(path: str, data: bytes) -> FolderPart:
    return FolderPart(path, sha256(data).hexdigest(), lambda: data)


def _data_of_file(pk: int) -> Callable[[], bytes]:
    return lambda: bytes(FolderFile.objects.values_list("data", flat=True).get(pk=pk))


def _data_of_import(pk: int) -> Callable[[], bytes]:
    def made() -> bytes:
        x = Import.objects.get(pk=pk)
        data = bytes(x.data)
        return transcoded(data, x.encoding, x.name) if x.encoding else data

    return made
