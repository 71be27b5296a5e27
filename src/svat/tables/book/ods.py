"""Tables, book, ODS: the sheets of a workbook of LibreOffice searched for what the reader library does not tell."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence

from svat.tables.book.package import Package
from svat.tables.book.scan import Placed, SheetScan, hide, local, parse, parser, put
from svat.tables.number_formats import shows_zeros, unit_shown, with_unit
from svat.wording import unusable

CONTENT = "content.xml"
_OFF_SCREEN = ("collapse", "filter")
_GROUPS = ("table:table-row-group", "table:table-column-group")
_ASIDE = ("office:annotation", "draw:frame", "table:shapes")
_TAB, _BREAK = re.compile(rb"<text:tab\s*/>"), re.compile(rb"<text:line-break\s*/>")
_KIND = re.compile(rb'\soffice:value-type="void"')
_ERROR = re.compile(r"#[^#]+|Err:\d+")  # as older programs show what they keep as a nought
_MOST_REPEATED = 1 << 24  # more rows or columns than any sheet has: as good as endless
_MOST_MARKS = 100_000  # hidden rows, errors and formulas that one repeated row may stand for


class OdsBook:
    """The sheets of an ODS workbook in order, as its content tells of them."""

    def __init__(self, package: Package) -> None:
        self.file = package.file
        self.xml = _BREAK.sub(
            b"\n", _TAB.sub(b" ", package.part(CONTENT))
        )  # of which the library keeps nothing
        found = _OdsContent(self.xml, self.file)
        if found.untyped:
            self.xml = _typed(self.xml, found.untyped)
            found = _OdsContent(self.xml, self.file)
        self.sheets = found.scans

    def scans(self) -> list[SheetScan]:
        """What is told of each sheet, of content that may have been changed since."""
        return _OdsContent(self.xml, self.file).scans

    def placed(self, sheet: int) -> Placed:
        """Where the values of one sheet lie in the content."""
        parsed = _OdsContent(self.xml, self.file, keep=sheet)
        return Placed(parsed.rows, parsed.columns, parsed.starts, parsed.ends, parsed.times)


class _OdsContent:
    """The content sent through an XML parser: rows and cells that are written once may stand for many."""

    def __init__(self, xml: bytes, file: str, *, keep: int = -1) -> None:
        self.xml, self.file, self.keep = xml, file, keep
        self.scans: list[SheetScan] = []
        self.rows, self.columns = array("q"), array("q")
        self.starts, self.ends, self.times = array("q"), array("q"), array("q")
        self._row, self._rows, self._hidden = 1, 1, False
        self._column, self._columns, self._before = 0, 1, 0
        self._cells: list[_Cell] = []
        self._cell: _Cell | None = None
        self._groups: list[bool] = []  # of rows or columns, around what comes: whether each is folded
        self.untyped: list[
            int
        ] = []  # where cells begin whose text the library passes over, as they name no kind
        self._aside = 0  # how deep within a comment or a drawing, whose text is none of the cell's
        self._in_text = False
        self._parser = parser()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        parse(self._parser, xml, CONTENT, file)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            if self._cell is not None:
                raise unusable(
                    "{file}: a table within a cell of another; move it to a sheet of its own", file=self.file
                )
            self.scans.append(SheetScan())
            self._row, self._before = 1, 0
        elif name == "table:table-column" and self.scans:
            columns = _repeated(attributes.get("table:number-columns-repeated"))
            if attributes.get("table:visibility") in _OFF_SCREEN or any(self._groups):
                hide(self.scans[-1], self._before, self._before + columns - 1)
            self._before += columns
        elif name in _GROUPS:
            self._groups.append(attributes.get("table:display") == "false")
        elif name in _ASIDE:
            self._aside += 1
        elif name == "table:table-row":
            self._rows = _repeated(attributes.get("table:number-rows-repeated"))
            self._hidden = attributes.get("table:visibility") in _OFF_SCREEN or any(self._groups)
            if attributes.get("table:visibility") == "filter" and self.scans:
                self.scans[-1].filtered = True
            self._column, self._cells = 0, []
        elif name in ("table:table-cell", "table:covered-table-cell") and not self._aside:
            self._columns = _repeated(attributes.get("table:number-columns-repeated"))
            self._cell = _Cell(self._column, self._columns, attributes, self._parser.CurrentByteIndex)
        elif local(name) == "p" and self._cell is not None and not self._aside:
            self._in_text = True
        elif local(name) == "s" and self._cell is not None:
            self._spaces(attributes)

    def _spaces(self, attributes: dict[str, str]) -> None:
        """Many spaces that are written as one, of which the library makes as many as it is told."""
        said = next((text for key, text in attributes.items() if local(key) == "c"), "1").strip().lstrip("+")
        if len(said) > 4 and said.isdecimal():
            raise unusable(
                "{file}: a cell with {said} spaces is too large for a table", file=self.file, said=said[:20]
            )
        self._text(" " * (int(said) if said.isdecimal() else 1))

    def _text(self, text: str) -> None:
        if self._in_text and self._cell is not None and not self._aside:
            self._cell.text += text

    def _end(self, name: str) -> None:
        if name in _ASIDE:
            self._aside -= 1
        elif name in _GROUPS:
            self._groups.pop()
        elif local(name) == "p" and not self._aside:
            self._in_text = False
        elif (
            name in ("table:table-cell", "table:covered-table-cell")
            and self._cell is not None
            and not self._aside
        ):
            self._cell.end = self.xml.index(b">", self._parser.CurrentByteIndex) + 1
            if self._cell.says_something:
                self._cells.append(self._cell)
            if self._cell.text and self._cell.kind in ("", "void"):
                self.untyped.append(self._cell.start)
            self._column += self._columns
            self._cell = None
        elif name == "table:table-row" and self.scans:
            self._row_ends(self.scans[-1])
            self._row += self._rows

    def _row_ends(self, scan: SheetScan) -> None:
        numbers = range(self._row, self._row + min(self._rows, _MOST_MARKS))
        values = False
        for cell in self._cells:
            if cell.unvalued:
                for row in numbers:
                    put(scan.formulas, row, cell.column, cell.formula)
                continue
            values = True
            scan.extent.add(self._row, cell.column, self._rows, cell.columns)
            scan.extent.text += self._rows * cell.columns * cell.size
            if cell.merged and self._rows == 1:
                down, right = cell.merged
                scan.merges.append((self._row, cell.column, self._row + down - 1, cell.column + right - 1))
            if cell.kind == "error" or (
                cell.formula and cell.kind == "float" and _ERROR.fullmatch(cell.text)
            ):
                for row in numbers:
                    put(scan.errors, row, cell.column, cell.text)
            if cell.kind == "float" and shows_zeros(cell.text, cell.value):
                for row in numbers:
                    for column in range(cell.column, cell.column + min(cell.columns, _MOST_MARKS)):
                        put(scan.shown, row, column, cell.text)
            if cell.kind in ("float", "currency") and (
                unit := with_unit(unit_shown(cell.text, cell.value) or cell.currency)
            ):
                for row in numbers:
                    put(scan.zeros, row, cell.column, unit)
            if self.keep == len(self.scans) - 1:
                self.rows.append(self._row + self._rows - 1)
                self.columns.append(cell.column + cell.columns - 1)
                self.starts.append(cell.start)
                self.ends.append(cell.end)
                self.times.append(self._rows * cell.columns)
        if self._hidden and values:
            scan.hidden.update(numbers)


class _Cell:
    """A cell as it is written."""

    __slots__ = (
        "column",
        "columns",
        "currency",
        "end",
        "formula",
        "kind",
        "merged",
        "start",
        "text",
        "value",
    )

    def __init__(self, column: int, columns: int, attributes: dict[str, str], start: int) -> None:
        self.column, self.columns, self.start, self.end, self.text = column, columns, start, 0, ""
        self.formula = attributes.get("table:formula", "").partition("=")[2]
        self.kind = attributes.get("calcext:value-type") or attributes.get("office:value-type", "")
        down, right = (_repeated(attributes.get(f"table:number-{of}-spanned")) for of in ("rows", "columns"))
        self.merged = (down, right) if down > 1 or right > 1 else None
        self.currency = attributes.get("office:currency", "")
        self.value = attributes.get("office:value", attributes.get("office:string-value", ""))

    @property
    def says_something(self) -> bool:
        """Has it a value, a text, or a formula."""
        return bool(self.kind or self.text or self.formula)

    @property
    def unvalued(self) -> bool:
        """Is it a formula whose value is not kept."""
        return bool(self.formula) and not self.kind and not self.text

    @property
    def size(self) -> int:
        """Letters that each of its repetitions takes."""
        return len(self.text) + len(self.value)


def _repeated(times: str | None) -> int:
    return min(int(times), _MOST_REPEATED) if times and times.isdecimal() and len(times) < 20 else 1


def _typed(xml: bytes, starts: Sequence[int]) -> bytes:
    """The content in which the cells that begin at some places say that they are texts."""
    parts, place = [], 0
    for start in starts:
        end = xml.index(b">", start)
        tag = _KIND.sub(b"", xml[start:end])
        name = tag.split(None, 1)[0]
        parts += [xml[place:start], name, b' office:value-type="string"', tag[len(name) :]]
        place = end
    return b"".join([*parts, xml[place:]])
