"""Law, lists: the folder as a store: a version is added whole or not at all, and never overwritten."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from svat.files import HALF, add_folder_durably, locked, make_folder, read_bytes, read_text, replace_durably
from svat.law.lists import ofac
from svat.law.lists.manifest import (
    MANIFEST,
    NamedList,
    load_version,
    parts_of,
    read_manifest,
    refuse_in_composite,
    refuse_publisher,
)
from svat.law.lists.readers import read_files, reader_of
from svat.law.lists.source import ListFiles, SourceFile, source_file
from svat.law.lists.whole import lacking
from svat.refusals import UnusableInput
from svat.wording import say, unusable

OFAC_KINDS = ("ofac-sdn-csv", ofac.NOT_SDN)
_FLOOR = 0.9  # of the entries counted: the floor written into the manifest
_FEWER = 0.8  # of the version before: fewer are refused
_NAME = re.compile(r"[\w][\w .-]*")


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be added: its files, and what they are said to be."""

    files: Sequence[Path]
    kind: str
    publisher: str
    version: date
    entries_at_least: int | None = None  # by default 90 % of those counted
    composite_of: Sequence[str] = ()  # publishers whose lists the files hold too
    as_published: bool = False  # a first version is held against what the publisher's list always holds
    accept_cut: bool = False  # take it though the end of a file is missing: it clears nobody


class FewerEntriesError(UnusableInput):
    """A list is far poorer than the version before, or covers another no longer: `accept_fewer` takes it."""


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did."""

    version: NamedList
    entries: int
    new: bool  # False: the same bytes were there already


def leftovers(folder: Path) -> tuple[str, ...]:
    """Paths in the folder that belong to no version: what an interrupted add left. Nothing reads them."""
    if not folder.is_dir():
        return ()
    named = read_manifest(folder) if (folder / MANIFEST).exists() else []
    homes = {folder / Path(path).parent for item in named for path, _, _ in item.files}
    found = set(folder.rglob(f"{HALF}*"))
    # moved into place, but the manifest was not yet replaced: publisher/version with a date for its name
    found |= {p for p in folder.glob("*/*") if p.is_dir() and _is_day(p.name) and p not in homes}
    return tuple(sorted(str(p.relative_to(folder)) for p in found))


def add(folder: Path, new: NewVersion, *, accept_fewer: bool = False) -> Added:
    """Put one version into the folder, `publisher/version/`, and name it in the manifest as the last act.

    The files are read as strictly as files without a recorded hash, and while another process adds to the folder,
    this one waits. Raises UnusableInput when they are not a whole list of that kind and day, when the version is
    there with other bytes, and (unless `accept_fewer`) when it, or a list that it is composed of, has less than 80 % of
    the entries of the version before it. A first version that is said to be `as_published` and lacks what the
    publisher's list always holds is taken and clears nobody (unless `accept_fewer`); so is one whose end is missing,
    with `accept_cut`. The manifest then says why.
    """
    kind, publisher = new.kind, new.publisher
    where = f"{publisher} ({kind}) of {new.version}"
    reader_of(kind, where)
    if not _NAME.fullmatch(publisher):
        raise unusable(
            "{file}: publisher is {publisher}; letters, digits, spaces, dots and - are possible",
            file=where,
            publisher=repr(publisher),
        )
    refuse_publisher(where, publisher, kind)
    for covered in new.composite_of:
        refuse_in_composite(where, publisher, kind, covered)
    read = _read(new.files, kind, publisher, cut=new.accept_cut)
    asked = NamedList(
        publisher,
        kind,
        new.version,
        new.entries_at_least or 0,
        tuple((f.path, f.role, f.sha256) for f in read),
        tuple((covered, 1) for covered in dict.fromkeys(new.composite_of)),
    )
    make_folder(folder)
    with locked(folder / MANIFEST):
        return _add(folder, new, asked, read, accept_fewer=accept_fewer)


def _add(
    folder: Path, new: NewVersion, asked: NamedList, read: Sequence[SourceFile], *, accept_fewer: bool
) -> Added:
    """`add` of files that are read, in a folder that no other process adds to."""
    publisher, kind, version = asked.publisher, asked.kind, asked.version
    named = read_manifest(folder) if (folder / MANIFEST).exists() else []
    there = [x for x in named if (x.publisher, x.kind, x.version) == (publisher, kind, version)]
    found, _, own = read_files(kind, ListFiles(publisher, version, tuple(read)))
    parts = parts_of(asked, read[0].path, found)
    counts = {publisher: len(found)} | {p: len(parts[p]) for p, _ in asked.composite_of}
    if there:
        load_version(
            folder, there[0], version, 0
        )  # what is there must be whole, or "no change" would be a lie
        held = {role: source_file(folder, path, role, digest).sha256 for path, role, digest in there[0].files}
        if held != {f.role: f.sha256 for f in read}:
            raise unusable(
                "{folder}: {asked} is there already with other bytes; a version never changes",
                folder=folder,
                asked=asked,
            )
        holds = dict(there[0].composite_of)
        if asked.composite_of and holds.keys() != dict(asked.composite_of).keys():
            raise unusable(
                "{folder}: {asked} is there already and covers {holds}; a version never changes",
                folder=folder,
                asked=asked,
                holds=", ".join(holds) or "no other",
            )
        return Added(there[0], len(found), new=False)
    cut = "; ".join(f"{Path(f.path).name} {said}" for f in read if (said := _loss(kind, f)))
    if own is not None and own > version:
        raise unusable(
            "{file}: says that it was made on {own}, after the version {version}",
            file=read[0].path,
            own=own,
            version=version,
        )
    floor = asked.entries_at_least or max(1, int(len(found) * _FLOOR))
    if len(found) < floor:
        raise unusable(
            "{file}: has {count} entries, fewer than {floor}",
            file=read[0].path,
            count=len(found),
            floor=floor,
        )
    earlier = [x for x in named if (x.publisher, x.kind) == (publisher, kind) and x.version < version]
    last = max(earlier, key=lambda x: x.version, default=None)
    if last and not accept_fewer:
        _refuse_fewer(folder, read[0].path, last, counts)
    in_doubt = ""
    if new.as_published and not accept_fewer and (last is None or last.in_doubt):
        in_doubt = lacking(kind, publisher, parts[publisher], floor_given=bool(asked.entries_at_least))
    # two kinds of one publisher and day lie side by side
    home = f"{publisher}/{version}"
    if any(Path(path).parent.as_posix() == home for x in named for path, _, _ in x.files):
        home += f"-{kind}"
    names = [(f"{home}/{f.role}{Path(f.path).suffix.lower()}", f.role, f.sha256) for f in read]
    floors = tuple((p, max(1, int(counts[p] * _FLOOR))) for p, _ in asked.composite_of)
    item = NamedList(publisher, kind, version, floor, tuple(names), floors, cut, in_doubt)
    _write(folder, home, read, names)
    _name_it(folder, item)
    return Added(item, len(found), new=True)


def _loss(kind: str, file: SourceFile) -> str:
    """What is missing at the end of a file that may be cut; "" where nothing is."""
    if not file.cut:
        return ""
    if kind in OFAC_KINDS:
        return ofac.loss(file)
    return (
        ""
        if kind.endswith("-xml") or file.data.endswith((b"\n", b"\r"))
        else say("has no end of its last line")
    )


def _refuse_fewer(folder: Path, path: str, before: NamedList, counts: Mapping[str, int]) -> None:
    """Raises FewerEntriesError when a list is far poorer than in the version before, or no longer covered."""
    versions, entries = load_version(folder, before, before.version, 0)
    held = {version.publisher: version.entries for version in versions}
    held[before.publisher] = len({entry.id for entry in entries})
    for publisher, count in held.items():
        if publisher not in counts:
            said = say(
                "{file}: {before} covers {publisher}, and this is to cover it no longer: give "
                "--covers {publisher}, or --accept-fewer",
                file=path,
                before=before,
                publisher=publisher,
            )
            raise FewerEntriesError(said)
        if counts[publisher] < count * _FEWER:
            whose = (
                ""
                if publisher == before.publisher
                else say(" of the list of {publisher}", publisher=publisher)
            )
            said = say(
                "{file}: has {counts} entries{whose}, {before} has {count}: not whole? "
                "--accept-fewer takes it",
                file=path,
                counts=counts[publisher],
                whose=whose,
                before=before,
                count=count,
            )
            raise FewerEntriesError(said)


def _read(files: Sequence[Path], kind: str, publisher: str, *, cut: bool) -> list[SourceFile]:
    """The files with their roles: the only one of the kind, or the one that the file's name holds."""
    reader = reader_of(kind)
    allowed = reader.allowed
    found: list[SourceFile] = []
    for path in files:
        roles = [r for r in sorted(allowed) if len(allowed) == 1 or r in path.stem.casefold()]
        if len(roles) == 2 and "sdn" in roles:  # sdn_comments.csv
            roles.remove("sdn")
        if len(roles) != 1:
            other = (
                say("; OFAC's list of all that is not SDN is of the kind {not_sdn}", not_sdn=ofac.NOT_SDN)
                if kind in OFAC_KINDS
                else ""
            )
            raise unusable(
                "{file}: its name holds not one of {allowed}, so its role is unknown{other}",
                file=path,
                allowed=", ".join(sorted(allowed)),
                other=other,
            )
        one = source_file(path.parent, path.name, roles[0], None, cut=cut)
        if any(f.role == one.role for f in found):
            raise unusable("{file}: a second file of the role {role}", file=path, role=repr(one.role))
        found.append(one)
    if missing := sorted(reader.needed - {f.role for f in found}):
        raise unusable(
            "{publisher}: no file has the role {missing}, which {kind} needs",
            publisher=publisher,
            missing=repr(missing[0]),
            kind=kind,
        )
    return found


def _write(
    folder: Path, home: str, read: Sequence[SourceFile], names: Sequence[tuple[str, str, str]]
) -> None:
    target = folder / home
    whole = {Path(path).name: file.data for file, (path, _, _) in zip(read, names, strict=True)}
    if target.exists():  # the manifest does not name it: left by an add that was interrupted, or not ours
        held = {p.name: read_bytes(p) if p.is_file() else b"" for p in target.iterdir()}
        if held != whole:
            raise unusable(
                "{target}: is there already and no version of the manifest; move it away first", target=target
            )
        return
    add_folder_durably(target, whole)


def _name_it(folder: Path, item: NamedList) -> None:
    path = folder / MANIFEST
    before = read_text(path) if path.exists() else ""
    covers = ", ".join(f"{_toml(p)} = {least}" for p, least in item.composite_of)
    lines = [
        "[[list]]",
        f"publisher = {_toml(item.publisher)}",
        f"kind = {_toml(item.kind)}",
        f"version = {item.version}",
        f"entries_at_least = {item.entries_at_least}",
        *([f"covers = {{ {covers} }}"] if covers else []),
        *(f"{key} = {_toml(why)}" for key, why in (("cut", item.cut), ("in_doubt", item.in_doubt)) if why),
        "files = [",
        *(
            f'  {{ path = {_toml(p)}, role = "{role}", sha256 = "{digest}" }},'
            for p, role, digest in item.files
        ),
        "]",
    ]
    text = before + ("\n" if before.endswith("\n") else "\n\n" if before else "") + "\n".join(lines) + "\n"
    replace_durably(path, text.encode())


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True
