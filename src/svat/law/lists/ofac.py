"""Law, lists: OFAC's SDN list from its CSV files (sdn, alt, add, comments), and its other one, which is made alike.

The other is the consolidated list of all that is not SDN (prim, alt, add, comments). The files have no header, write
`-0-` for empty and end with a 0x1A byte: a file without it was cut, unless the manifest records its hash and its last
line is whole.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date

from svat.files import decoded
from svat.law.births import births_of
from svat.law.lists.csvfile import ACCEPT_CUT
from svat.law.lists.model import Entry, EntryKind, ListedName
from svat.law.lists.name_fields import names_in
from svat.law.lists.registries import with_country
from svat.law.lists.source import ListFiles, SourceFile
from svat.refusals import said_of
from svat.text.official.stated import in_field, in_sentences
from svat.wording import say, unusable

NOT_SDN = "ofac-nonsdn-csv"  # the kind of the list of all that is not SDN
_COLUMNS = {"sdn": 12, "prim": 12, "alt": 5, "add": 6, "comments": 2}
# Programmes of the lists that are not SDN: Palestinian Legislative Council, foreign sanctions evaders, banks named
# under section 561, Iran Sanctions Act, menu-based sanctions, Chinese military companies.
_NOT_SDN = re.compile(r"NS-.*|FSE-.*|561.*|CMIC-.*|CAPTA.*|PLC|SSI.*|BPI-NS.*")
_NOT_SDN_FROM = 0.1  # share of the entries; two of 15,000 stand on both lists
_KINDS: dict[str, EntryKind] = {
    "": "organisation",
    "entity": "organisation",
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "aircraft",
}
_ALIAS_TYPES = {"aka", "fka", "nka"}
_ORPHANS_ALLOWED = 0.1  # share of alt rows; more means that one of the files is not whole
_END = b"\x1a"
_REMARKS_END = 1000  # characters of remarks that the SDN file holds
_QUOTED_ALIAS = re.compile(r"^[afn]\.k\.a\. '(.+?)'", re.IGNORECASE)
_WALLET = re.compile(r"^(?:alt\. )?Digital Currency Address - \w+ (\w{20,})$", re.IGNORECASE)
_BORN = re.compile(r"^(?:alt\. )?DOB\b[: ]*(.+)$", re.IGNORECASE)
_NATION = re.compile(r"^(?:alt\. )?(?:nationality|citizen) (.+)$", re.IGNORECASE)


def read(source: ListFiles) -> tuple[list[Entry], list[str], date | None]:
    """Entries of the SDN list in file order, oddities, and None: these files do not say when they were made.

    Raises UnusableInput when a file is cut, of another kind, of OFAC's other list or out of form.
    """
    entries, oddities = _read(source, "sdn")
    others = sum(map(_is_not_sdn, entries))
    if others > _NOT_SDN_FROM * len(entries):
        path = next(f.path for f in source.files if f.role == "sdn")
        raise unusable(
            "{file}: is not the SDN list: {others} of its {count} entries are of programmes that "
            "OFAC keeps on its consolidated list of all that is not SDN; that one is of the kind "
            "{not_sdn}, and stands beside the SDN list",
            file=path,
            others=others,
            count=len(entries),
            not_sdn=NOT_SDN,
        )
    return entries, oddities, None


def read_not_sdn(source: ListFiles) -> tuple[list[Entry], list[str], date | None]:
    """The same of the list of all that is not SDN; raises UnusableInput for the SDN list, too."""
    entries, oddities = _read(source, "prim")
    if ships := sum(entry.kind in ("vessel", "aircraft") for entry in entries):
        path = next(f.path for f in source.files if f.role == "prim")
        raise unusable(
            "{file}: has {ships} vessels and aircraft, which only the SDN list has: its kind is ofac-sdn-csv",
            file=path,
            ships=ships,
        )
    return entries, oddities, None


def _is_not_sdn(entry: Entry) -> bool:
    return any(_NOT_SDN.fullmatch(program.upper()) for program in entry.programs)


def _read(source: ListFiles, role: str) -> tuple[list[Entry], list[str]]:
    sdn, alt = source.file(role), source.file("alt")
    if sdn is None or alt is None:
        raise unusable(
            "{publisher}: the {role} and alt files are both needed", publisher=source.publisher, role=role
        )
    oddities: list[str] = [
        say(
            "{file}: lacks the 0x1A byte that ends OFAC's files, but is the file that the manifest records",
            file=file.path,
        )
        for file in source.files
        if _END not in file.data and not file.cut
    ]
    main = _by_number(sdn)
    aliases = _many(alt, main, oddities)
    places = _many(add, main, oddities) if (add := source.file("add")) else {}
    comments = _many(more, main, oddities) if (more := source.file("comments")) else {}
    cut = [n for n, row in main.items() if len(row[-1]) >= _REMARKS_END and n not in comments]
    if cut:
        oddities.append(
            say(
                "{file}: the remarks of {count} entries are cut at {remarks_end} characters (entry "
                "{cut} …): names and numbers further on stand in OFAC's sdn_comments.csv, which is "
                "not among the files",
                file=sdn.path,
                count=len(cut),
                remarks_end=_REMARKS_END,
                cut=cut[0],
            )
        )
    entries = [
        _entry(source, number, row, aliases.get(number, []), places.get(number, []), comments.get(number, []))
        for number, row in main.items()
    ]
    return entries, oddities


def _by_number(file: SourceFile) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line, row in _rows(file):
        if row[0] in found:
            raise unusable(
                "{file}: line {line}: entry {row} appears twice", file=file.path, line=line, row=row[0]
            )
        if not row[1]:
            raise unusable(
                "{file}: line {line}: entry {row} has no name", file=file.path, line=line, row=row[0]
            )
        found[row[0]] = row
    return found


def _many(file: SourceFile, main: dict[str, list[str]], oddities: list[str]) -> dict[str, list[list[str]]]:
    """Rows of a file by the entry that they belong to; rows of entries that are not there are counted."""
    found: dict[str, list[list[str]]] = {}
    rows = orphans = 0
    for line, row in _rows(file):
        rows += 1
        if file.role == "alt" and row[2].casefold() not in _ALIAS_TYPES:
            raise unusable(
                "{file}: line {line}: {row} is not one of aka, fka, nka",
                file=file.path,
                line=line,
                row=repr(row[2]),
            )
        if row[0] in main:
            found.setdefault(row[0], []).append(row)
        else:
            orphans += 1
    if orphans:
        said = say(
            "{file}: {orphans} of {rows} rows belong to no entry of the sdn file",
            file=file.path,
            orphans=orphans,
            rows=rows,
        )
        if orphans > _ORPHANS_ALLOWED * rows:
            raise unusable(
                "{said}: one of the two files is not whole, or they are of different lists", said=said
            )
        oddities.append(say("{said}: the two files are of different days", said=said))
    return found


def _rows(file: SourceFile) -> Iterator[tuple[int, list[str]]]:
    """(line, cells without the filler `-0-`), all checked: end mark, columns, numbers."""
    columns = _COLUMNS[file.role]
    start = file.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"<", b"{", b"["):
        what = say("HTML or XML") if start == b"<" else "JSON"
        raise unusable(
            "{file}: is {what}, not an OFAC {role} file (CSV)", file=file.path, what=what, role=file.role
        )
    if b"\0" in file.data:
        raise unusable(
            "{file}: holds NUL bytes: not an OFAC {role} file (CSV)", file=file.path, role=file.role
        )
    body, mark, rest = file.data.partition(_END)
    whole = mark or (file.recorded and body.endswith(b"\n")) or file.cut
    if not whole or rest.strip(b", \r\n\x1a"):
        raise unusable("{file}: {missing}", file=file.path, missing=_missing(body, bool(mark)))
    text = decoded(body, file.path)
    if file.cut and not mark:
        text = _whole_lines(text, columns)
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    seen = False
    try:
        for row in reader:
            if not row:
                continue
            if len(row) != columns:
                raise unusable(
                    "{file}: line {line}: {count} columns, not the {columns} of an OFAC {role} file",
                    file=file.path,
                    line=reader.line_num,
                    count=len(row),
                    columns=columns,
                    role=file.role,
                )
            cells = [_cell(value) for value in row]
            if cells[-1] and file.role in ("sdn", "prim", "comments"):
                cells[-1] = row[
                    -1
                ]  # a blank at the end of remarks counts: they may go on in the comments file
            if not (cells[0].isascii() and cells[0].isdigit()):
                raise unusable(
                    "{file}: line {line}: {row} is not an entry number",
                    file=file.path,
                    line=reader.line_num,
                    row=repr(row[0][:40]),
                )
            seen = True
            yield reader.line_num, cells
    except csv.Error as error:
        raise unusable(
            "{file}: line {line}: {error}", file=file.path, line=reader.line_num, error=said_of(error)
        ) from error
    if not seen:
        raise unusable("{file}: has no row", file=file.path)


def loss(file: SourceFile) -> str:
    """What is missing of a file that was taken though it was cut; "" where nothing is."""
    body, mark, _ = file.data.partition(_END)
    if mark:
        return ""
    kept = _whole_lines(decoded(body, file.path), _COLUMNS[file.role])
    last = kept.count("\n")
    said = say("lacks the 0x1A byte that ends OFAC's files: what stood after its last line")
    broken = say(" (which is broken and not read)") if len(kept) < len(decoded(body, file.path)) else ""
    return say("{said} {last}{broken} is not known", said=said, last=last + bool(broken), broken=broken)


def _missing(body: bytes, mark: bool) -> str:
    """What is wrong at the end of a file, and the way out."""
    if mark:
        return say(
            "has more after the 0x1A byte that ends OFAC's files, so it was changed or cut: use "
            "it as downloaded"
        )
    lines = body.rstrip(b"\r\n").count(b"\n") + 1
    end = say("is whole") if body.endswith(b"\n") else say("has no end")
    return say(
        "does not end with the 0x1A byte of OFAC's files: that byte is missing after line "
        "{line}, which {end}. An editor or spreadsheet may have taken it, or the file was "
        "cut, and {accept_cut}",
        line=lines,
        end=end,
        accept_cut=ACCEPT_CUT,
    )


def _whole_lines(text: str, columns: int) -> str:
    """The text without its last line, if that is not a whole row."""
    kept, _, last = text.rstrip("\r\n").rpartition("\n")
    try:
        rows = list(csv.reader([last], strict=True))
    except csv.Error:
        rows = []
    return text if len(rows) == 1 and len(rows[0]) == columns else kept + "\n"


def _cell(value: str) -> str:
    value = value.strip()
    return "" if value == "-0-" else value


def _entry(
    source: ListFiles,
    number: str,
    row: list[str],
    aliases: list[list[str]],
    places: list[list[str]],
    comments: list[list[str]],
) -> Entry:
    _, name, kind, programs, _title, call_sign, _type, _tons, _grt, flag, _owner, remarks = row
    # What does not fit goes on in the comments file, in the middle of a word as likely as not.
    parts = [remarks, *(c[1] for c in comments)]
    remarks = ("" if len(remarks) >= _REMARKS_END else " ").join(parts).strip()
    written = [name, *(a[3] for a in aliases if a[3])]
    names = [ListedName(text) for whole in written for text in names_in(whole)]
    countries = [flag, *(p[4] for p in places)]
    identifiers = [("Call sign", call_sign)] if call_sign else []
    births = []
    for part in remarks.rstrip(".").split(";"):
        said = part.strip()
        if alias := _QUOTED_ALIAS.match(said):
            names.append(ListedName(alias[1], "weak"))
        elif nation := _NATION.match(said):
            countries.append(nation[1])
        elif wallet := _WALLET.match(said):
            identifiers.append(("Wallet", wallet[1]))
        elif born := _BORN.match(said):
            births.append(born[1])
        elif "IMO" in said and (stated := [found for found in in_sentences(said) if found[0] == "IMO"]):
            identifiers += stated
        elif found := in_field(said.removeprefix("alt. ")):
            identifiers.append((with_country(found[0], found[2]), found[1]))
    return Entry(
        id=number,
        publisher=source.publisher,
        kind=_KINDS.get(kind.casefold(), "unknown"),
        names=tuple(dict.fromkeys(names)),
        version=source.version,
        programs=tuple(p.strip() for p in programs.strip("[] ").split("] [") if p.strip()),
        countries=tuple(dict.fromkeys(c for c in countries if c)),
        identifiers=tuple(dict.fromkeys(identifiers)),
        remarks=remarks,
        births=births_of(births),
    )
