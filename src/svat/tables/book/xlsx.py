"""Tables, book, XLSX: a sheet's XML searched for what the reader library does not tell, and for values far off.

Most sheets are written one way, `<c r="A1" …>`, and are searched by pattern, at a small part of what reading them
costs. Any other sheet, and one that may be too large, goes through an XML parser.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import unescape

from svat.tables.book.package import Package, PackageBook
from svat.tables.book.relations import elements, relations
from svat.tables.book.scan import (
    LARGEST,
    LARGEST_TEXT,
    Extent,
    Placed,
    SheetScan,
    column_of,
    hide,
    local,
    parse,
    parser,
    put,
)
from svat.tables.number_formats import FORMAT_TAGS, cells_with, formats_of
from svat.wording import unusable

_STRINGS = "xl/sharedStrings.xml"  # where the workbook does not say

_STYLES = "xl/styles.xml"
_ROWS = re.compile(rb'<row r="(\d{1,7})"')
_CELL = rb'<c r="([A-Z]{1,3})[0-9]{1,%d}"'
_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,7})"[^>]*? (?:hidden="(?:1|true)"|ht="0(?:\.0*)?")')
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_COLUMN = re.compile(rb'\s(min|max|hidden)\s*=\s*["\']([^"\']*)["\']')
_ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*? t="e"[^>]*>(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>')
_FORMULA = re.compile(
    rb'<c r="([A-Z]+)(\d+)"([^>]*)>\s*<f\b[^>]*?(?:/>|>([^<]*)</f>)\s*(?:(<v\s*/>|<v>\s*</v>)|(<v>0</v>))?\s*</c>'
)
_ERROR_CELL = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*\bt\s*=\s*["']e["'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v(?:\s[^>]*)?>)([^<]*)""",
    re.DOTALL,
)
_USUAL = (b"<v>", b"<v/>", b"<v />", b"<f>", b"<f ", b"<f/>")  # as values and formulas begin
_KNOWN_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")
)
_SHARED = re.compile(rb' t="s"[^>]*><v>(\d+)</v>')
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</")
_REFERENCE = re.compile(r"([A-Z]{1,4})(\d{1,10})", re.IGNORECASE)


class XlsxBook(PackageBook):
    """The sheets of an XLSX workbook by name, as its parts tell of them."""

    def __init__(self, package: Package, workbook: str) -> None:
        super().__init__(package)
        named = relations(package, workbook)
        self._worked_out_on_loading = False
        for tag, attributes in elements(package, workbook, ("sheet", "calcPr")):
            if tag == "sheet":
                link = next((value for key, value in attributes.items() if local(key) == "id"), "")
                self._parts.append(named.by_name.get(link, ""))
            else:
                self._worked_out_on_loading = attributes.get("fullCalcOnLoad") in ("1", "true")
        self._strings = _SharedStrings(package, named.strings or _STRINGS)
        self._zeros = formats_of(elements(package, named.styles or _STYLES, FORMAT_TAGS))

    def scan(self, xml: bytes) -> SheetScan:
        """What a sheet's XML tells; its extent is the exact one only where the sheet may be too large."""
        body = _body(xml)
        small = _small(body) if body is not None else None
        if body is None or small is None or not _is_usual(body):
            parsed = _SheetXml(xml, self.package.file, zeros=self._worked_out_on_loading)
            parsed.put_zeros(self._zeros)
            parsed.scan.extent.text = self._strings.together(parsed.shared)
            _read_columns(xml, parsed.scan)
            return parsed.scan
        scan = SheetScan(extent=small, filtered=b"<autoFilter" in xml)
        self._read_marks(body, scan)
        _read_columns(xml, scan)
        for letters, row, zeros in cells_with(self._zeros, body):
            put(scan.zeros, row, column_of(letters), zeros)
        if body.count(b't="s"') * self._strings.longest > LARGEST_TEXT:
            scan.extent.text = self._strings.together(map(int, _SHARED.findall(body)))
        return scan

    def with_known_errors(self, xml: bytes, scan: SheetScan) -> bytes:
        """A sheet's XML in which errors that the library does not know are others: it would read no cell of it."""
        if all(text in _KNOWN_ERRORS for row in scan.errors.values() for text in row.values()):
            return xml
        return _ERROR_CELL.sub(rb"\1#VALUE!", xml)

    def placed(self, xml: bytes) -> Placed:
        """Where the values of a sheet lie in its XML."""
        parsed = _SheetXml(xml, self.package.file, keep=True)
        return Placed(parsed.rows, parsed.columns, parsed.starts, parsed.ends)

    def value(self, cell: bytes) -> str:
        """What a cell's XML says, for a note."""
        found = re.search(rb"<(?:\w+:)?v>([^<]*)</", cell)
        text = b"".join(_TEXT.findall(cell))
        if found and re.search(rb"\bt=[\"']s[\"']", cell):
            text = b"".join(_TEXT.findall(self._strings.item(int(found[1]) if found[1].isdigit() else -1)))
        elif found:
            text = found[1]
        return unescape(text.decode("utf-8", "replace"))

    def _read_marks(self, body: bytes, scan: SheetScan) -> None:
        if b' hidden="' in body or b' ht="0' in body:
            scan.hidden.update(int(number) for number in _HIDDEN_ROW.findall(body))
        if b't="e"' in body:
            for letters, row, text in _ERROR.findall(body):
                put(scan.errors, int(row), column_of(letters.decode()), unescape(text.decode()))
        if b"<f" in body:
            for letters, row, attributes, formula, empty, zero in _FORMULA.findall(body):
                if not self._worked_out_on_loading and (zero or (empty and b't="str"' in attributes)):
                    continue  # a value that was worked out: nought, or a text without letters
                put(
                    scan.formulas,
                    int(row),
                    column_of(letters.decode()),
                    unescape(formula.decode("utf-8", "replace")),
                )


class _SharedStrings:
    """The texts that all sheets share: a few bytes of a sheet may stand for a long one, so that they are measured."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part

    @cached_property
    def _lengths(self) -> list[int]:
        return list(map(len, self._items()))

    @cached_property
    def longest(self) -> int:
        """Bytes of the longest text, its XML with it."""
        return max(self._lengths)

    def together(self, places: Iterable[int]) -> int:
        """Bytes of the texts at some places, each as often as it is named; one out of place counts as the longest."""
        lengths, known, longest = self._lengths, len(self._lengths), self.longest
        return sum(lengths[i] if i < known else longest for i in places)

    def item(self, place: int) -> bytes:
        """The XML of one text; empty where there is none."""
        items = self._items()
        return items[place] if 0 <= place < len(items) else b""

    def _items(self) -> list[bytes]:
        data = self.package.part(self.part)
        return re.split(rb"</\w+:si>", data) if b":si>" in data else data.split(b"</si>")


def _read_columns(xml: bytes, scan: SheetScan) -> None:
    """Which columns are hidden: said before the rows."""
    for tag in _COLUMNS.findall(xml[: max(xml.find(b"sheetData"), 0)]):
        said = dict(_COLUMN.findall(tag))
        first, last = said.get(b"min", b""), said.get(b"max", b"")
        if said.get(b"hidden") in (b"1", b"true") and first.isdigit() and last.isdigit():
            hide(scan, int(first) - 1, int(last) - 1)


def _body(xml: bytes) -> bytes | None:
    """The rows of a sheet; None when they are not written the usual way."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    if start < 0 or b":sheetData" in xml or b"<!--" in xml:
        return None
    return xml[start:end] if end > start else b""


def _is_usual(body: bytes) -> bool:
    """Are values, formulas and errors written as most programs do, so that no pattern passes one over."""
    if b"<![CDATA[" in body or b"t='" in body or b'"inlineStr"><v' in body:
        return False
    if (errors := body.count(b't="e"')) and errors != len(_ERROR.findall(body)):
        return False
    return body.count(b"<v") + body.count(b"<f") == sum(map(body.count, _USUAL))


def _small(body: bytes) -> Extent | None:
    """At most how far a sheet reaches; None when it is written in another way than most, or may be too large."""
    rows = [int(number) for number in _ROWS.findall(body)]
    others = sum(body.count(tag) for tag in (b"<color", b"<charset", b"<condense"))
    cells = body.count(b"<c") - others
    if b":c" in body or b":row" in body or body.count(b"<row") != len(rows):
        return None
    bottom = max(rows, default=0)
    pattern = re.compile(_CELL % len(str(bottom)))  # a cell whose row has more digits is not found by it
    columns: set[bytes] = set()
    found, place, step = 0, 0, 1 << 22  # piece by piece, so that not all letters are kept at once
    while place < len(body):
        end = body.find(b"<c", place + step)
        end = len(body) if end < 0 else end
        letters = pattern.findall(body, place, end)
        found += len(letters)
        columns.update(letters)
        place = end
    right = max((column_of(letters.decode()) for letters in columns), default=0)
    if found != cells or (right + 1) * 10 ** len(str(bottom)) > LARGEST:
        return None
    extent = Extent()
    if cells:
        extent.add(1, 0)
        extent.add(bottom, right)
    return extent


class _SheetXml:
    """A sheet sent through an XML parser, however it is written."""

    def __init__(self, xml: bytes, file: str, *, zeros: bool = False, keep: bool = False) -> None:
        self.scan, self.xml, self.file = SheetScan(), xml, file
        self.zeros, self.keep = zeros, keep  # whether a stored 0 says nothing; whether places are kept
        self.rows, self.columns = array("q"), array("q")
        self.starts, self.ends = array("q"), array("q")
        self.shared = array("q")
        self._row, self._column = 0, -1
        self._cell: dict[str, str] | None = None
        self._parts: set[str] = set()
        self._texts: dict[str, list[str]] = {}
        self._styles: list[tuple[int, int, str]] = []  # (row, column, style) of each number with one
        self._within = ""
        self._start = 0
        self._parser = parser()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        parse(self._parser, xml, "a sheet", file)

    def put_zeros(self, formats: Mapping[str, str]) -> None:
        """Keep the formats of the numbers that are shown with their zeros."""
        for row, column, style in self._styles:
            if zeros := formats.get(style):
                put(self.scan.zeros, row, column, zeros)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "row":
            self._row, self._column = self._number(attributes.get("r"), self._row + 1), -1
            height = attributes.get("ht", "")
            if attributes.get("hidden") in ("1", "true") or (height and not height.strip("0.")):
                self.scan.hidden.add(self._row)
        elif tag == "c":
            self._cell, self._parts, self._texts = attributes, set(), {}
            self._start = self._parser.CurrentByteIndex
            self._column += 1
            if reference := attributes.get("r"):
                if not (found := _REFERENCE.fullmatch(reference.strip())):
                    raise unusable(
                        "{file}: the workbook cannot be read: {reference} is not the name of a cell",
                        file=self.file,
                        reference=repr(reference),
                    )
                self._column, self._row = column_of(found[1].upper()), int(found[2])
        elif tag == "autoFilter":
            self.scan.filtered = True
        elif self._cell is not None and tag in ("v", "is", "f"):
            self._parts.add(tag)
            self._within = tag

    def _number(self, text: str | None, otherwise: int) -> int:
        return int(text) if text and text.isdecimal() and len(text) < 11 else otherwise

    def _text(self, text: str) -> None:
        if self._cell is not None and self._within:
            self._texts.setdefault(self._within, []).append(text)

    def _end(self, name: str) -> None:
        tag = local(name)
        if tag == "c" and self._cell is not None:
            self._cell_ends(self._cell)
            self._cell = None
        elif tag == self._within:
            self._within = ""

    def _cell_ends(self, attributes: dict[str, str]) -> None:
        kind, value = attributes.get("t", ""), "".join(self._texts.get("v", ())).strip()
        if "f" in self._parts and ("is" not in self._parts):
            empty = not value and (self.zeros or not ("v" in self._parts and kind == "str"))
            if empty or (value == "0" and self.zeros):
                put(self.scan.formulas, self._row, self._column, "".join(self._texts.get("f", ())))
        if not self._parts & {"v", "is"}:
            return
        if kind == "s" and value.isdecimal():
            self.shared.append(min(int(value), 1 << 40))
        if kind == "e" or (kind == "inlineStr" and "is" not in self._parts and value):
            put(self.scan.errors, self._row, self._column, value)
        if kind in ("", "n") and "s" in attributes:
            self._styles.append((self._row, self._column, attributes["s"]))
        self.scan.extent.add(self._row, self._column)
        if self.keep:
            self.rows.append(self._row)
            self.columns.append(self._column)
            self.starts.append(self._start)
            self.ends.append(self.xml.index(b">", self._parser.CurrentByteIndex) + 1)
