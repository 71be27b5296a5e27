"""Law, lists, readers: which reader a kind of files has: svat's own, or one that an installed package brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from svat.cached import cached, source_of
from svat.extensions import LIST_READERS, Brought, brought, one_of
from svat.law.lists import council, eu, ftm, ofac, opensanctions, uk, un
from svat.law.lists.model import Entry
from svat.law.lists.source import ListFiles
from svat.refusals import UnusableInput, said_of
from svat.wording import say, unusable

_KEPT_FROM = 1 << 20  # bytes of files: fewer are read in less than a tenth of a second
_MADE_BY = ("svat.law", "svat.text", "svat.tables")  # entries, beside the files
_ROOMS = ("svat.law.lists.model", "svat.wording")  # of whose classes they are

# (entries, what is odd about the files, the day that the files give themselves)
ReadList = tuple[list[Entry], list[str], date | None]


@dataclass(frozen=True, slots=True)
class ListReader:
    """How sanctions lists of one kind of files are read: svat's own, or brought by a package's entry point.

    `read` gets all files of one version, unchanged since their hashes were recorded, and gives every entry whole, in
    the list's order, with the publisher and version of the files. It raises UnusableInput for a file that it does not
    understand to the last line: what is read by half would clear those who stand in the other half.

    >>> def read(files):
    ...     [file] = files.files
    ...     names = file.data.decode().splitlines()
    ...     entries = [
    ...         svat.Entry(str(k), files.publisher, "unknown", (svat.ListedName(name),), files.version)
    ...         for k, name in enumerate(names, start=1)
    ...     ]
    ...     return entries, [], None
    >>> svat.ListReader(read, frozenset({"names"}), frozenset({"names"}), "Ministry").publisher
    'Ministry'
    """

    read: Callable[[ListFiles], ReadList]
    needed: frozenset[str]  # roles of files that a version must have
    allowed: frozenset[str]  # roles that it may have; with one alone, files may bear any name
    publisher: str = ""  # the only one who issues files of this kind; empty: anybody
    composite: bool = False  # a file may hold lists of several publishers, and its entries say which


def _one(
    read: Callable[[ListFiles], ReadList], role: str, publisher: str = "", *, composite: bool = False
) -> ListReader:
    return ListReader(read, frozenset({role}), frozenset({role}), publisher, composite)


OWN: dict[str, ListReader] = {
    "ofac-sdn-csv": ListReader(
        ofac.read, frozenset({"sdn", "alt"}), frozenset({"sdn", "alt", "add", "comments"}), "OFAC"
    ),
    ofac.NOT_SDN: ListReader(
        ofac.read_not_sdn, frozenset({"prim", "alt"}), frozenset({"prim", "alt", "add", "comments"}), "OFAC"
    ),
    "un-consolidated-xml": _one(un.read, "consolidated", "UN"),
    "eu-fsf-xml": _one(eu.read, "consolidated", "EU"),
    "uk-conlist-csv": _one(uk.read, "conlist", "UK"),
    "opensanctions-simple-csv": _one(opensanctions.read, "targets", composite=True),
    "ftm-jsonl": _one(ftm.read, "entities", composite=True),
    "council-csv": _one(council.read, "list"),
}
ISSUERS = {kind.publisher.casefold(): kind.publisher for kind in OWN.values() if kind.publisher}


def kinds() -> list[str]:
    """All kinds of files that can be read, sorted."""
    return sorted({*OWN, *(x.name for x in brought(LIST_READERS))})


def reader_of(kind: str, where: str = "") -> ListReader:
    """The reader of a kind. Raises UnusableInput, with `where` before it, for one that nobody reads."""
    mine, theirs = OWN.get(kind), one_of(LIST_READERS, kind)
    before = f"{where}: " if where else ""
    if mine and theirs:
        raise unusable(
            "{before}{kind} is a kind that svat reads itself, and {theirs} brings it too: remove it",
            before=before,
            kind=kind,
            theirs=theirs,
        )
    if mine:
        return mine
    if theirs is None:
        raise unusable(
            "{before}kind is {kind}, not one of {kinds}",
            before=before,
            kind=repr(kind),
            kinds=", ".join(kinds()),
        )
    found = theirs.load()
    if not isinstance(found, ListReader):
        raise unusable(
            "{before}{theirs} is a {name}, not a svat.ListReader",
            before=before,
            theirs=theirs,
            name=type(found).__name__,
        )
    if not found.needed or not found.needed <= found.allowed:
        raise unusable(
            "{before}{theirs}: `needed` must name roles that are `allowed`", before=before, theirs=theirs
        )
    return found


def read_files(kind: str, files: ListFiles) -> ReadList:
    """Every entry of one version. Raises UnusableInput; a reader that was brought is held to what it promises."""
    reader = reader_of(kind)
    if kind in OWN:
        return _kept_or_read(kind, files)
    theirs = one_of(LIST_READERS, kind)
    try:
        found = reader.read(files)
    except UnusableInput:
        raise
    except Exception as error:
        raise unusable(
            "{file}: {theirs} failed: {name}: {error}",
            file=files.files[0].path,
            theirs=theirs,
            name=type(error).__name__,
            error=said_of(error),
        ) from error
    if fault := _fault(found, reader, files):
        raise unusable("{file}: {theirs} {fault}", file=files.files[0].path, theirs=theirs, fault=fault)
    return found


def _kept_or_read(kind: str, files: ListFiles) -> ReadList:
    """What svat's own reader reads of files; of large ones it is kept, by their hashes and by the reader's code."""
    read = partial(OWN[kind].read, files)
    if sum(len(file.data) for file in files.files) < _KEPT_FROM or not all(f.sha256 for f in files.files):
        return read()
    of_files = repr([(f.path, f.role, f.sha256, f.recorded, f.cut) for f in files.files])
    depends = (kind, files.publisher, files.version.isoformat(), of_files, source_of(*_MADE_BY))
    return cached("list", depends, read, _ROOMS)


def _fault(found: object, reader: ListReader, files: ListFiles) -> str:
    """What is wrong with what a reader gave; "" where nothing is."""
    match found:
        case (list() as entries, list() as remarks, date() | None):
            pass
        case _:
            return say("gave no (entries, remarks, date)")
    if not all(isinstance(entry, Entry) for entry in entries) or not all(isinstance(x, str) for x in remarks):
        return say("gave something else than entries and remarks")
    if any(not entry.names and not entry.identifiers for entry in entries):
        return say("gave an entry that has neither a name nor an identifier")
    if any(entry.version != files.version for entry in entries):
        return say("gave an entry of another version")
    if not reader.composite and any(entry.publisher != files.publisher for entry in entries):
        return say("gave an entry of another publisher")
    if len({(entry.publisher, entry.id) for entry in entries}) < len(entries):
        return say("gave two entries of one id")
    return ""


def bringers() -> tuple[Brought, ...]:
    """The readers that installed packages bring."""
    return brought(LIST_READERS)
