"""Tables: CSV and its kin: delimiter, quotes and line numbers, with a wrong quote spoiling one line only."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from svat.refusals import Note
from svat.tables.encoding import NOT_ASKED, AskedEncoding, assumed, decoded_for
from svat.tables.table import Row, Table
from svat.wording import say, unusable

DELIMITERS = (",", ";", "\t", "|")
_LONGEST_RECORD = 200  # lines; a quote that is open for longer was never meant to open
_SAMPLE_ROWS = 60
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\s*", re.IGNORECASE)


def read_delimited(
    data: bytes, file: str, recognised: Callable[[Sequence[str]], int], asked: AskedEncoding = NOT_ASKED
) -> Table:
    """The table of a delimited text file, in the encoding asked for, else in the one that it is most likely in.

    `recognised` says how many cells of a row are known headings; it decides between delimiters.
    Raises UnusableInput when the bytes are not text, or two encodings are about as likely and give other letters.
    """
    found = decoded_for(data, asked)
    text, lost, encoding = found.text, found.lost, found.guess.encoding
    notes = [said] if (said := assumed(found, file, asked)) else []
    if lost:
        reason = say(
            "{lost} characters could not be read as {encoding} and show as �", lost=lost, encoding=encoding
        )
        notes.append(Note(file, 0, "", "", reason, "letters-lost"))
    if zeros := text.count("\0"):
        if zeros * 20 > len(text):
            raise unusable("{file}: not a table: binary data", file=file)
        text = text.replace("\0", "")
        notes.append(Note(file, 0, "", "", say("{zeros} zero bytes removed", zeros=zeros), "bytes-removed"))
    odd = sum(text.count(chr(c)) for c in range(1, 32) if c not in (9, 10, 11, 12, 13))
    if odd * 50 > len(text) or lost * 10 > len(text):
        raise unusable("{file}: not a table: binary data", file=file)
    if not text.strip():
        raise unusable("{file}: the file is empty", file=file)
    lines = text.count("\n") or text.count("\r")
    delimiter, skip = delimiter_of(text, recognised)
    rows = (row for row in records(text, delimiter, file, notes) if row.number > skip)
    return Table(file, rows, lines + 1, notes=notes, unicode=encoding.startswith("utf-"))


def delimiter_of(text: str, recognised: Callable[[Sequence[str]], int]) -> tuple[str, int]:
    """The delimiter of a text, and how many of its first lines do no more than name it."""
    first, _, _ = text.partition("\n")
    if named := _SEPARATOR_LINE.fullmatch(first):
        return named[1], 1
    return find_delimiter(text, recognised), 0


def find_delimiter(text: str, recognised: Callable[[Sequence[str]], int]) -> str:
    """The delimiter under which most headings are known, then under which most rows are equally long."""
    head = text[: 1 << 18]

    def merit(delimiter: str) -> tuple[int, float, int]:
        rows = [row.cells for row in islice(records(head, delimiter, "", []), _SAMPLE_ROWS)]
        lengths = Counter(len(row) for row in rows if any(row))
        if not lengths:
            return 0, 0.0, 0
        usual, times = lengths.most_common(1)[0]
        return max(map(recognised, rows)), times / lengths.total(), usual

    return max(DELIMITERS, key=merit)


def records(text: str, delimiter: str, file: str, notes: list[Note]) -> Iterator[Row]:
    """The records of a text, each numbered by the line it begins on.

    Quotes follow RFC 4180. Where a record's quotes do not, its first line is read by itself, cell by cell,
    and noted; so one stray quote cannot swallow what comes after it.
    """
    source = io.StringIO(text, newline="")
    number = 1
    while True:
        lines = _Lines(source, number)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                yield Row(lines.first, cells)
                lines.begin()
        except csv.Error:
            number = lines.first
            source.seek(lines.place)
            plain = source.readline().rstrip("\r\n")
            why = say("quotes do not match; the line is read as it is written")
            notes.append(Note(file, number, "", plain[:200], why, "quotes-unmatched"))
            yield Row(number, split_plain(plain, delimiter))
            number += 1
        else:
            return


class _Lines:
    """Lines of a text for the csv module, keeping where the present record began."""

    def __init__(self, source: io.StringIO, number: int) -> None:
        self.source = source
        self.next = number
        self.begin()

    def begin(self) -> None:
        self.first, self.place = self.next, self.source.tell()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.source.readline()
        if not line:
            raise StopIteration
        self.next += 1
        if self.next - self.first > _LONGEST_RECORD:
            raise csv.Error("a quote is open for too many lines")
        return line


def split_plain(line: str, delimiter: str) -> list[str]:
    """One line's cells: a cell is quoted when its quotes are in order, else it goes up to the next delimiter.

    Quotes around a cell that nobody doubled within it ("ООО "Ромашка"") are taken off where those within are pairs.
    """
    cells, place = [], 0
    sign = re.escape(delimiter)
    quoted = re.compile(rf'"((?:[^"]|"")*)"(?={sign}|$)')
    around = re.compile(rf'"(.*?)"(?={sign}|$)')
    while True:
        if found := quoted.match(line, place):
            cells.append(found[1].replace('""', '"'))
            end = found.end()
        elif (found := around.match(line, place)) and _in_pairs(found[1]):
            cells.append(found[1])
            end = found.end()
        else:
            end = line.find(delimiter, place)
            end = len(line) if end < 0 else end
            cells.append(line[place:end])
        if end >= len(line):
            return cells
        place = end + 1


def _in_pairs(text: str) -> bool:
    """Whether the quotes within a text open before a word and close after it, in turn."""
    inner = [i for i, char in enumerate(text) if char == '"']
    opening = all(i == 0 or not text[i - 1].isalnum() for i in inner[::2])
    return len(inner) % 2 == 0 and opening and all(not text[i - 1].isspace() for i in inner[1::2])
