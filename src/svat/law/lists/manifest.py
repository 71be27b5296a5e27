"""Law, lists: the manifest `lists.toml`, and the lists in force on a day read through it, whole or not at all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any

from svat.files import read_text
from svat.law.lists.composite import divided, refuse_others
from svat.law.lists.model import Entry, ListSet, ListVersion, NotYet
from svat.law.lists.readers import ISSUERS, OWN, read_files, reader_of
from svat.law.lists.source import ListFiles, source_file
from svat.memory import nothing_to_collect
from svat.refusals import said_of
from svat.wording import say, unusable

MANIFEST = "lists.toml"
_KEYS = {"publisher", "kind", "version", "entries_at_least", "covers", "files", "cut", "in_doubt"}
_FILE_KEYS = {"path", "role", "sha256"}
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class NamedList:
    """One [[list]] table of the manifest: a version of a list, not yet read."""

    publisher: str
    kind: str
    version: date
    entries_at_least: int
    files: tuple[tuple[str, str, str | None], ...]  # path, role, sha256
    composite_of: tuple[
        tuple[str, int], ...
    ] = ()  # (other publisher whose list is in it, fewest entries of it)
    cut: str = ""  # what is missing of its files, which were taken all the same: they clear nobody
    in_doubt: str = ""  # why else it clears nobody

    def of(self, publisher: str) -> bool:
        """Whether the list of a publisher is in it, letter case apart."""
        return publisher.casefold() in (p.casefold() for p in (self.publisher, *dict(self.composite_of)))

    def __str__(self) -> str:
        return f"{self.publisher} ({self.kind}) of {self.version}"


def load_lists(
    folder: Path, on: date, *, max_age_days: int, only: Collection[tuple[str, str, date]] | None = None
) -> ListSet:
    """The newest version, not after `on`, of every list that the folder's manifest names.

    `only` names the versions (publisher, kind, version) to look at, others being as if they were not there.

    Other versions are not opened. A list with no version yet on that day is among the set's `not_yet`; a version older
    than `max_age_days` is stale. Raises UnusableInput, naming file and fault, for a manifest
    or list file that is missing, changed, cut, of another kind or poorer in entries than recorded.

    >>> lists = svat.load_lists(Path("svat-demo/lists"), date(2026, 11, 16), max_age_days=30)
    >>> [(version.publisher, version.entries) for version in lists.versions]
    [('DEMO-OFAC', 40), ('DEMO-UN', 15)]
    """
    named = read_manifest(folder)
    if only is not None:
        named = [item for item in named if (item.publisher, item.kind, item.version) in only]
    by_list: dict[tuple[str, str], list[NamedList]] = {}
    for item in named:
        by_list.setdefault((item.publisher, item.kind), []).append(item)
    versions: list[ListVersion] = []
    entries: list[Entry] = []
    not_yet: list[NotYet] = []
    chosen: list[NamedList] = []
    for (publisher, kind), items in sorted(by_list.items()):
        due = [item for item in items if item.version <= on]
        if not due:
            first = min(item.version for item in items)
            covered = sorted({p for item in items for p, _ in item.composite_of})
            not_yet += [NotYet(whose, kind, first) for whose in (publisher, *covered)]
            continue
        item = max(due, key=lambda x: x.version)
        chosen.append(item)
        with nothing_to_collect():
            found_versions, found = load_version(folder, item, on, max_age_days)
        versions += found_versions
        entries += found
    not_loaded = tuple(str(item) for item in sorted(named, key=str) if item not in chosen)
    return ListSet(on, tuple(versions), tuple(entries), tuple(not_yet), not_loaded)


def entries_on(folder: Path, publisher: str, on: date) -> tuple[list[str], list[Entry]]:
    """The names of a publisher's versions in force on a day, and their entries; raises UnusableInput for none."""
    newest: dict[tuple[str, str], NamedList] = {}
    for item in read_manifest(folder):
        if item.of(publisher) and item.version <= on:
            held = newest.get((item.publisher, item.kind))
            newest[item.publisher, item.kind] = item if held is None or held.version < item.version else held
    if not newest:
        raise unusable(
            "{folder}: no version of the list of {publisher} is as old as {on}",
            folder=folder / MANIFEST,
            publisher=publisher,
            on=on,
        )
    items = [newest[key] for key in sorted(newest)]
    found = [
        entry
        for item in items
        for entry in load_version(folder, item, on, 0)[1]
        if publisher.casefold() in (item.publisher.casefold(), entry.publisher.casefold())
    ]
    return [str(item) for item in items], found


def load_version(
    folder: Path, item: NamedList, on: date, max_age_days: int
) -> tuple[tuple[ListVersion, ...], list[Entry]]:
    """One version read whole, in force on that day or not, and its entries; raises as `load_lists` does.

    Of a file that covers other publishers' lists there is a version for each of them, after the file's own.

    A file that calls itself older than its version is as old as it says. One that calls itself later puts the
    version in doubt (stale), and one made after `on` has an age below zero: both clear nobody.
    """
    files = tuple(
        source_file(folder, path, role, digest, cut=bool(item.cut)) for path, role, digest in item.files
    )
    entries, remarks, own_date = read_files(item.kind, ListFiles(item.publisher, item.version, files))
    if len(entries) < item.entries_at_least:
        raise unusable(
            "{file}: has {count} entries, fewer than the {entries_at_least} that the manifest "
            "asks for ({item})",
            file=files[0].path,
            count=len(entries),
            entries_at_least=item.entries_at_least,
            item=item,
        )
    since = item.version
    if own_date is not None and own_date < since:
        remarks.append(
            say(
                "{file}: says that it was made on {own_date}, before its version {since}",
                file=files[0].path,
                own_date=own_date,
                since=since,
            )
        )
        since = own_date
    doubtful = own_date is not None and own_date > item.version
    if own_date is not None and doubtful:
        remarks.append(
            say(
                "{file}: says that it was made on {own_date}, after its version {version}",
                file=files[0].path,
                own_date=own_date,
                version=item.version,
            )
        )
        if own_date > on:
            since = own_date
    clears_nobody = "; ".join(filter(None, (item.cut, item.in_doubt)))
    if clears_nobody:
        remarks.append(
            say("{file}: it clears nobody: {clears_nobody}", file=files[0].path, clears_nobody=clears_nobody)
        )
    age = (on - since).days
    hashes = [f.sha256 for f in files]
    whole = hashes[0] if len(hashes) == 1 else sha256("".join(hashes).encode()).hexdigest()
    pairs = tuple((path, f.sha256) for (path, _, _), f in zip(item.files, files, strict=True))
    by_publisher = parts_of(item, files[0].path, entries)
    if item.composite_of:
        said = ", ".join(f"{len(by_publisher[p])} of {p}" for p, _ in item.composite_of)
        remarks.append(
            say(
                "{file}: of its {count} entries it covers {said}",
                file=files[0].path,
                count=len(entries),
                said=said,
            )
        )
    versions = tuple(
        ListVersion(
            publisher,
            item.kind,
            item.version,
            len(found),
            whole,
            pairs,
            age,
            bool(clears_nobody) or doubtful or not 0 <= age <= max_age_days,
            tuple(remarks) if publisher == item.publisher else (f"in the file of {item.publisher}",),
            clears_nobody,
        )
        for publisher, found in by_publisher.items()
    )
    return versions, [entry for found in by_publisher.values() for entry in found]


def parts_of(item: NamedList, path: str, entries: list[Entry]) -> dict[str, list[Entry]]:
    """Entries by whose list they are, the file's own name first; raises UnusableInput for a list that is not there."""
    if reader_of(item.kind).composite and item.publisher.casefold() in ISSUERS:
        refuse_others(path, item.publisher, item.version, entries)
    return divided(path, item.publisher, item.version, entries, dict(item.composite_of))


def read_manifest(folder: Path) -> list[NamedList]:
    """Every list version that the folder's manifest names, unread; raises UnusableInput for a faulty one."""
    path = folder / MANIFEST
    text = read_text(path, missing=say("the manifest of the lists folder is missing"))
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise unusable("{file}: is not TOML: {error}", file=path, error=said_of(error)) from error
    tables = content.pop("list", [])
    if content:
        raise unusable(
            "{file}: unknown key {key}; a list is a [[list]] table", file=path, key=repr(min(content))
        )
    if not isinstance(tables, list) or not tables:
        raise unusable("{file}: names no list; a list is a [[list]] table", file=path)
    named = [_named(f"{path}: list {number}", table) for number, table in enumerate(tables, start=1)]
    for number, item in enumerate(named, start=1):
        if any(
            (x.publisher, x.kind, x.version) == (item.publisher, item.kind, item.version)
            for x in named[: number - 1]
        ):
            raise unusable(
                "{file}: list {number}: {item} is named twice", file=path, number=number, item=item
            )
    return named


def _named(where: str, table: Any) -> NamedList:
    if not isinstance(table, dict):
        raise unusable("{file}: is not a table", file=where)
    _refuse_misspelt(where, table, _KEYS)
    publisher = table.get("publisher")
    if not isinstance(publisher, str) or not publisher.strip():
        raise unusable("{file}: publisher is missing", file=where)
    kind = table.get("kind")
    if not isinstance(kind, str):
        raise unusable("{file}: kind is {kind}, not a text", file=where, kind=repr(kind))
    reader = reader_of(kind, where)
    refuse_publisher(where, publisher.strip(), kind)
    version = table.get("version")
    if not isinstance(version, date) or isinstance(version, datetime):
        raise unusable(
            "{file}: version is {version}, not a date such as 2024-05-03", file=where, version=repr(version)
        )
    floor = table.get("entries_at_least")
    if floor is not None and (not isinstance(floor, int) or isinstance(floor, bool) or floor < 1):
        raise unusable(
            "{file}: entries_at_least is {floor}, not a whole number from 1", file=where, floor=repr(floor)
        )
    files = table.get("files")
    if not isinstance(files, list) or not files:
        raise unusable("{file}: names no files", file=where)
    read = tuple(_file(where, item) for item in files)
    roles = [role for _, role, _ in read]
    if len(set(roles)) < len(roles):
        raise unusable("{file}: two files have the same role", file=where)
    if missing := sorted(reader.needed - set(roles)):
        raise unusable(
            "{file}: no file has the role {missing}, which {kind} needs",
            file=where,
            missing=repr(missing[0]),
            kind=kind,
        )
    if unknown := sorted(set(roles) - reader.allowed):
        raise unusable(
            "{file}: {kind} has no file of the role {unknown}",
            file=where,
            kind=kind,
            unknown=repr(unknown[0]),
        )
    composite_of = _composite_of(where, publisher.strip(), kind, table.get("covers", {}))
    if floor is None and any(digest is None for _, _, digest in read):
        raise unusable("{file}: needs entries_at_least, as not every file has its sha256", file=where)
    cut, in_doubt = (_why(where, table, key) for key in ("cut", "in_doubt"))
    return NamedList(publisher.strip(), kind, version, floor or 1, read, composite_of, cut, in_doubt)


def _why(where: str, table: dict[str, Any], key: str) -> str:
    said = table.get(key, "")
    if not isinstance(said, str) or (key in table and not said.strip()):
        raise unusable(
            "{file}: {key} is {said}, not a text that says what is missing or in doubt",
            file=where,
            key=key,
            said=repr(said),
        )
    return said


def _composite_of(where: str, publisher: str, kind: str, table: Any) -> tuple[tuple[str, int], ...]:
    if not isinstance(table, dict) or not all(
        isinstance(n, int) and not isinstance(n, bool) and n >= 1 for n in table.values()
    ):
        raise unusable("{file}: covers is not a table such as {{ OFAC = 17000, UN = 900 }}", file=where)
    for covered in table:
        refuse_in_composite(where, publisher, kind, covered)
    if len({covered.casefold() for covered in table}) < len(table):
        raise unusable("{file}: covers names a publisher twice", file=where)
    return tuple(table.items())


def refuse_in_composite(where: str, publisher: str, kind: str, covered: str) -> None:
    """Raises UnusableInput when a list under a publisher's name cannot cover another's, whatever is in it."""
    if not reader_of(kind).composite:
        raise unusable(
            "{file}: covers is {covered}, but a file of kind {kind} is one publisher's list",
            file=where,
            covered=covered,
            kind=kind,
        )
    if publisher.casefold() in ISSUERS or covered.casefold() == publisher.casefold():
        raise unusable(
            "{file}: covers is {covered}, but under the name of {publisher} is its own list "
            "alone; a file of several lists is named after who made it",
            file=where,
            covered=covered,
            publisher=publisher,
        )


def refuse_publisher(where: str, publisher: str, kind: str) -> None:
    """Raises UnusableInput for a list under the name of a publisher who does not issue it in that kind."""
    only = reader_of(kind).publisher
    named = publisher.casefold()
    # Under a name that no regime asks for (a rehearsal's invented list, say) a file can clear nobody.
    if only and named in ISSUERS and named != only.casefold():
        raise unusable(
            "{file}: publisher is {publisher}, but files of kind {kind} come from {only}",
            file=where,
            publisher=repr(publisher),
            kind=kind,
            only=only,
        )
    if kind not in OWN and not only and named in ISSUERS:
        raise unusable(
            "{file}: publisher is {publisher}, and the reader of {kind} does not say that it is of that list",
            file=where,
            publisher=repr(publisher),
            kind=kind,
        )
    if kind == "council-csv" and named in ISSUERS:
        raise unusable(
            "{file}: the council's own list cannot stand for that of {publisher}",
            file=where,
            publisher=publisher,
        )


def _refuse_misspelt(where: str, table: dict[str, Any], known: set[str]) -> None:
    """A key that looks like one of ours must not be passed over; others are the council's own remarks."""
    for key in sorted(set(table) - known):
        if meant := get_close_matches(key, sorted(known), n=1, cutoff=0.7):
            raise unusable(
                "{file}: unknown key {key}; did you mean {meant}?", file=where, key=repr(key), meant=meant[0]
            )


def _file(where: str, item: Any) -> tuple[str, str, str | None]:
    if not isinstance(item, dict) or not all(
        isinstance(item.get(k), str) and item[k] for k in ("path", "role")
    ):
        raise unusable("{file}: each of files needs a path and a role", file=where)
    _refuse_misspelt(f"{where}: {item['path']}", item, _FILE_KEYS)
    digest = item.get("sha256")
    if digest is not None and (not isinstance(digest, str) or not _HASH.fullmatch(digest.lower())):
        raise unusable("{file}: {path}: sha256 is not 64 hexadecimal digits", file=where, path=item["path"])
    return item["path"], item["role"], digest and digest.lower()
