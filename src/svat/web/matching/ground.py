"""Matching, ground: what a run rests on: each file of the corridor with its digest, and a copy that stays as it is."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from svat.council.files import files_of
from svat.council.folder import FolderStore
from svat.files import make_folder, read_bytes, replace_durably
from svat.web.people.models import CorridorRecord
from svat.web.store import folder_of, known_files, materialise, parts_of, write_parts

_RUNS = "runs/"
# Of these the law asks nothing.
_NOT_OF_THE_LAW = ("wishes.csv", "decisions.csv", "returned/", "deals.csv", _RUNS)
MANIFEST = "lists/lists.toml"  # which names each list by its hash
_CASE_FILE = "case-file"
_KINDS = {
    "rolls": "rolls", "synonyms.csv": "rolls", "same.csv": "rolls", "corrections.csv": "rolls", "lists": "lists",
    "case-file": "case file", "measures.csv": "measures", "corridor.toml": "corridor", "wishes.csv": "wishes",
    "decisions.csv": "decisions", "returned": "decisions", "labelled": "codes", "nomenclatures": "codes",
    "glossary.csv": "codes", "correlations": "codes",
}  # fmt: skip


def inputs_of(corridor: CorridorRecord) -> dict[str, str]:
    """Every file that a run of the corridor rests on now, with its digest."""
    found = {part.path: part.of for part in parts_of(corridor) if not part.path.startswith(_RUNS)}
    folder = folder_of(corridor)
    return found | {path: sha256(read_bytes(file)).hexdigest() for path, file in _of_rooms(folder)}


def law_ground(inputs: Mapping[str, str]) -> str:
    """The digest of all on which an answer of the law rests, but for the day."""
    kept = sorted((path, of) for path, of in inputs.items() if not path.startswith(_NOT_OF_THE_LAW))
    return sha256(json.dumps(kept, ensure_ascii=False).encode()).hexdigest()


def changed_since(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Which kinds of files are others than they were: rolls, lists, case file, measures, wishes and so on."""
    paths = sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
    return tuple(dict.fromkeys(_KINDS.get(path.partition("/")[0], "codes") for path in paths))


@contextmanager
def at_rest(corridor: CorridorRecord, name: str) -> Iterator[tuple[FolderStore, dict[str, str]]]:
    """A store of a corridor as it is now, which nothing changes while it is read, with the digests of its files."""
    place = Path(settings.FOLDER) / "staging" / name
    shutil.rmtree(place, ignore_errors=True)  # of an attempt that was broken off
    make_folder(place.parent)
    try:
        parts = [part for part in parts_of(corridor) if not part.path.startswith(_RUNS)]
        inputs = {part.path: part.of for part in parts}
        source = materialise(corridor)
        write_parts(place, parts)
        for path, file in _of_rooms(source):
            if path != MANIFEST:
                data = read_bytes(file)
                inputs[path] = sha256(data).hexdigest()
                make_folder((place / path).parent)
                replace_durably(place / path, data)
        inputs |= _lists(source, place)
        yield FolderStore(files_of(place)), inputs
    finally:
        shutil.rmtree(place, ignore_errors=True)


def clear_away(kind: str, wanted: Callable[[str], bool]) -> None:
    """Take away copies whose process was killed, and that nobody comes back to: of a kind, by the key in their name."""
    for place in (Path(settings.FOLDER) / "staging").glob(f"{kind}-*"):
        if not wanted(place.name.removeprefix(f"{kind}-")):
            shutil.rmtree(place, ignore_errors=True)


def _lists(source: Path, place: Path) -> dict[str, str]:
    """The lists beside the copy: versions are never written over, the manifest alone is."""
    manifest = source / MANIFEST
    if not manifest.is_file():
        return {}
    make_folder(place / "lists")
    data = read_bytes(manifest)
    for file in sorted(manifest.parent.rglob("*")):
        target = place / "lists" / file.relative_to(manifest.parent)
        if file.is_file() and file != manifest and not file.name.startswith("."):
            make_folder(target.parent)
            try:
                os.link(file, target)
            except OSError:  # another file system, or one without links
                shutil.copyfile(file, target)
    replace_durably(place / MANIFEST, data)
    return {MANIFEST: sha256(data).hexdigest()}


def _of_rooms(folder: Path) -> Iterator[tuple[str, Path]]:
    """What the rooms keep of the law: the case file, and the manifest that names each list by its hash."""
    manifest = folder / MANIFEST
    if manifest.is_file():
        yield MANIFEST, manifest
    if (folder / _CASE_FILE).is_dir():
        for path, file in known_files(folder / _CASE_FILE):
            yield f"{_CASE_FILE}/{path}", file
