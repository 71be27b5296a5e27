"""Workbooks of every kind written byte by byte, so that a test can put into them what no library would write."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGED = "http://schemas.openxmlformats.org/package/2006/relationships"

Cells = Sequence[Sequence[object]]


class Raw(str):
    """What goes into a sheet's XML as it is, in place of a cell."""

    __slots__ = ()


class Sheet(NamedTuple):
    """A sheet: its rows, and what else a workbook may say of it."""

    name: str
    rows: Cells
    state: str = "visible"  # or hidden, veryHidden
    hidden: Sequence[int] = ()  # numbers of rows
    filtered: bool = False
    merges: Sequence[str] = ()
    columns_hidden: Sequence[int] = ()  # 0-based


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def letters(column: int) -> str:
    """The letters of a 0-based column."""
    text, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(65 + digit) + text
    return text


def xlsx_parts(
    sheets: Sequence[Sheet], shared: Sequence[str] = (), workbook: str = "", declare: str = ""
) -> dict[str, str | bytes]:
    """The parts of an XLSX workbook with texts in its cells; `declare` stands before every sheet."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGED}"><Relationship Id="r" Type="{LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
        + "".join(
            f'<sheet name="{escape(sheet.name)}" sheetId="{k}" r:id="rId{k}"'
            + (f' state="{sheet.state}"' if sheet.state != "visible" else "")
            + "/>"
            for k, sheet in enumerate(sheets, 1)
        )
        + f"</sheets>{workbook}</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGED}">'
        + "".join(
            f'<Relationship Id="rId{k}" Type="{LINKS}/worksheet" Target="worksheets/sheet{k}.xml"/>'
            for k in range(1, len(sheets) + 1)
        )
        + "</Relationships>",
    }
    if shared:
        parts["xl/sharedStrings.xml"] = (
            f'<sst xmlns="{MAIN}">' + "".join(f"<si><t>{text}</t></si>" for text in shared) + "</sst>"
        )
    for k, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{k}.xml"] = declare + sheet_xml(sheet)
    return parts


def sheet_xml(sheet: Sheet) -> str:
    """One sheet as XLSX keeps it."""
    rows = []
    for number, cells in enumerate(sheet.rows, 1):
        hidden = ' hidden="1"' if number in sheet.hidden else ""
        written = "".join(_cell(f"{letters(k)}{number}", cell) for k, cell in enumerate(cells))
        rows.append(f'<row r="{number}"{hidden}>{written}</row>')
    columns = "".join(f'<col min="{k + 1}" max="{k + 1}" hidden="1"/>' for k in sheet.columns_hidden)
    columns = f"<cols>{columns}</cols>" if columns else ""
    merges = "".join(f'<mergeCell ref="{merge}"/>' for merge in sheet.merges)
    return (
        f'<worksheet xmlns="{MAIN}">{columns}<sheetData>{"".join(rows)}</sheetData>'
        + ('<autoFilter ref="A1:C1"/>' if sheet.filtered else "")
        + (f"<mergeCells>{merges}</mergeCells>" if merges else "")
        + "</worksheet>"
    )


def _cell(address: str, cell: object) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, Raw):
        return cell.replace("@", address)
    if isinstance(cell, int | float):
        return f'<c r="{address}"><v>{cell}</v></c>'
    return f'<c r="{address}" t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'


def xlsx(*sheets: Sheet, workbook: str = "") -> bytes:
    """An XLSX workbook."""
    return zipped(xlsx_parts(sheets, workbook=workbook))


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><office:automatic-styles>'
    '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>{}</office:spreadsheet></office:body>"
    "</office:document-content>"
)


def ods_of(body: str) -> bytes:
    """An ODS workbook whose tables are written as they are."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            "content.xml": _ODS.format(body),
        }
    )


def ods(*sheets: Sheet) -> bytes:
    """An ODS workbook."""
    tables = []
    for sheet in sheets:
        style = ' table:style-name="off"' if sheet.state != "visible" else ""
        gone = ' table:visibility="collapse"'
        last = max(sheet.columns_hidden, default=-1)
        rows = [f"<table:table-column{gone if k in sheet.columns_hidden else ''}/>" for k in range(last + 1)]
        for number, cells in enumerate(sheet.rows, 1):
            off = "filter" if sheet.filtered else "collapse"
            visibility = f' table:visibility="{off}"' if number in sheet.hidden else ""
            written = "".join(
                ods_cell(cell, _span(sheet, number, column)) for column, cell in enumerate(cells)
            )
            rows.append(f"<table:table-row{visibility}>{written}</table:table-row>")
        tables.append(f'<table:table table:name="{escape(sheet.name)}"{style}>{"".join(rows)}</table:table>')
    return ods_of("".join(tables))


def _span(sheet: Sheet, row: int, column: int) -> str:
    for left, top, right, bottom in map(_corners, sheet.merges):
        if (row - 1, column) == (top, left):
            down, across = bottom - top + 1, right - left + 1
            return f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
    return ""


def ods_cell(cell: object, more: str = "") -> str:
    """A cell of an ODS table."""
    if isinstance(cell, Raw):
        return cell
    if cell is None or cell == "":
        return f"<table:table-cell{more}/>"
    return f'<table:table-cell office:value-type="string"{more}><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def biff(kind: int, data: bytes = b"") -> bytes:
    """One record of an XLS stream."""
    return struct.pack("<HH", kind, len(data)) + data


def xls_text(row: int, column: int, text: str) -> bytes:
    """A cell with a text of its own, in BIFF8."""
    letters_ = text.encode("utf-16-le")
    return biff(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + letters_)


def xls(*sheets: Sheet, extra: Mapping[str, bytes] | None = None, first: bytes = b"") -> bytes:
    """An XLS workbook (BIFF8) of texts; `extra` records by sheet, `first` ones among those of the workbook."""
    begin = biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    bodies = []
    for sheet in sheets:
        body = biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
        body += b"".join(biff(0x7D, struct.pack("<HHHHHH", k, k, 9, 0, 1, 0)) for k in sheet.columns_hidden)
        for row, cells in enumerate(sheet.rows):
            options = 0x20 if row + 1 in sheet.hidden else 0
            body += biff(0x208, struct.pack("<HHHHHHI", row, 0, len(cells), 255, 0, 0, options | 0x100))
            body += b"".join(
                cell if isinstance(cell, bytes) else xls_text(row, k, str(cell))
                for k, cell in enumerate(cells)
                if cell not in (None, "")
            )
        body += (extra or {}).get(sheet.name, b"")
        bodies.append(body + biff(0x0A))
    states = {"visible": 0, "hidden": 1, "veryHidden": 2}
    heads = [
        struct.pack("<BBBB", states[s.state], 0, len(s.name), 1) + s.name.encode("utf-16-le") for s in sheets
    ]
    at = len(begin) + len(first) + sum(8 + len(head) for head in heads) + 4
    bound = b""
    for head, body in zip(heads, bodies, strict=True):
        bound += biff(0x85, struct.pack("<I", at) + head)
        at += len(body)
    return compound({"Workbook": begin + first + bound + biff(0x0A) + b"".join(bodies)})


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file of streams, each long enough to need no small sectors."""
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    for name, stream in streams.items():
        padded = stream.ljust(4096, b"\0")
        pieces = [padded[k : k + 512].ljust(512, b"\0") for k in range(0, len(padded), 512)]
        entries.append(_entry(name, 2, len(sectors), len(padded)))
        chain += [*range(len(sectors) + 1, len(sectors) + len(pieces)), end]
        sectors += pieces
    entries += [b"\0" * 128] * (-len(entries) % 4)
    directory = len(sectors)
    data = b"".join(entries)
    pieces = [data[k : k + 512] for k in range(0, len(data), 512)]
    chain += [*range(directory + 1, directory + len(pieces)), end]
    sectors += pieces
    tables = 1
    while (len(sectors) + tables) > tables * 128:
        tables += 1
    first = len(sectors)
    chain += [table] * tables
    chain += [free] * (tables * 128 - len(chain))
    packed = struct.pack(f"<{len(chain)}I", *chain)
    sectors += [packed[k : k + 512] for k in range(0, len(packed), 512)]
    assert tables <= 109
    named = [*range(first, first + tables), *[free] * (109 - tables)]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack(
            "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, 0, 4096, end, 0, end, 0, 0
        )[:-4]
        + struct.pack("<109I", *named)
    )
    return header + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16x4x8x8xIQ", text, len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size
    )


def wide(text: str) -> bytes:
    """A text as XLSB keeps it."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def record(kind: int, data: bytes = b"") -> bytes:
    """One record of an XLSB part."""
    head = bytes([kind]) if kind < 0x80 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    size, rest = b"", len(data)
    while True:
        size += bytes([(rest & 0x7F) | (0x80 if rest > 0x7F else 0)])
        rest >>= 7
        if not rest:
            return head + size + data


def xls_formats(codes: Sequence[str], *, wide: bool = True) -> bytes:
    """Records of an XLS workbook's number formats; the style of each comes after one of no format."""
    formats, styles = b"", biff(0xE0, bytes(20))
    for number, code in enumerate(codes, 164):
        text = code.encode("utf-16-le" if wide else "latin-1")
        formats += biff(0x41E, struct.pack("<HHB", number, len(code), wide) + text)
        styles += biff(0xE0, struct.pack("<HH", 0, number) + bytes(16))
    return formats + styles


def xls_number(row: int, column: int, style: int, value: float) -> bytes:
    """A number in an XLS sheet."""
    return biff(0x203, struct.pack("<HHHd", row, column, style, value))


def xlsb_formats(codes: Sequence[str]) -> bytes:
    """The styles of an XLSB workbook with number formats; the style of each comes after one of no format."""
    formats = b"".join(record(44, struct.pack("<H", 164 + k) + wide(code)) for k, code in enumerate(codes))
    styles = b"".join(
        record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in (0, *range(164, 164 + len(codes)))
    )
    one, count, more = (struct.pack("<I", n) for n in (1, len(codes), len(codes) + 1))
    before = record(626, one) + record(47, struct.pack("<HH", 0xFFFF, 9) + bytes(12)) + record(627)
    formats = record(615, count) + formats + record(616)
    return record(278) + formats + before + record(617, more) + styles + record(618)


def xlsb_number(column: int, style: int, value: float) -> bytes:
    """A number in an XLSB sheet."""
    return record(5, struct.pack("<IId", column, style, value))


def xlsb(*sheets: Sheet, extra: Mapping[str, bytes] | None = None, styles: bytes = b"") -> bytes:
    """An XLSB workbook of texts; `extra` records by sheet."""
    states = {"visible": 0, "hidden": 1, "veryHidden": 2}
    bundle = b"".join(
        record(156, struct.pack("<II", states[s.state], k) + wide(f"rId{k}") + wide(s.name))
        for k, s in enumerate(sheets, 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.bin": record(131) + record(143) + bundle + record(144) + record(157) + record(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGED}">'
        + "".join(
            f'<Relationship Id="rId{k}" Type="{LINKS}/worksheet" Target="worksheets/sheet{k}.bin"/>'
            for k in range(1, len(sheets) + 1)
        )
        + "</Relationships>",
    }
    if styles:
        parts["xl/styles.bin"] = styles
    for k, sheet in enumerate(sheets, 1):
        body = record(129) + record(148, struct.pack("<IIII", 0, 1, 0, 1))
        body += b"".join(
            record(60, struct.pack("<IIIIH", c, c, 2304, 0, 1)) for c in sheet.columns_hidden
        ) + record(145)
        for row, cells in enumerate(sheet.rows):
            body += xlsb_row(row, hidden=row + 1 in sheet.hidden)
            for column, cell in enumerate(cells):
                if isinstance(cell, bytes):
                    body += cell
                elif cell not in (None, ""):
                    body += record(6, struct.pack("<II", column, 0) + wide(str(cell)))
        body += (extra or {}).get(sheet.name, b"") + record(146)
        for merge in sheet.merges:
            left, top, right, bottom = _corners(merge)
            body += record(176, struct.pack("<IIII", top, bottom, left, right))
        body += record(130)
        parts[f"xl/worksheets/sheet{k}.bin"] = body
    return zipped(parts)


def _corners(merge: str) -> tuple[int, int, int, int]:
    """(left, top, right, bottom), all 0-based, of "A1:B2"."""
    first, last = merge.split(":")
    return ord(first[0]) - 65, int(first[1:]) - 1, ord(last[0]) - 65, int(last[1:]) - 1


def xlsb_row(row: int, *, hidden: bool = False) -> bytes:
    """The record that begins a row of an XLSB sheet."""
    return record(0, struct.pack("<IIHBBB4xI", row, 0, 255, 0, 0x10 if hidden else 0, 0, 0))
