"""Corridor room, Comtrade cells: the columns of UN Comtrade's CSV files by svat's own names, of every generation."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from svat.tables.delimited import DELIMITERS, read_delimited
from svat.tables.encoding import decode

# What svat reads of a row: its name here, then how the three generations of files call it: the present API (47
# columns), the former site and its bulk files (22 and 35 columns), the former API's short form.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "year": ("refyear", "year", "yr"),
    "period": ("period",),
    "frequency": ("freqcode",),
    "type": ("typecode",),
    "flow": ("flowcode", "trade flow code", "rgcode"),
    "flow_name": ("flowdesc", "trade flow", "rgdesc"),
    "reporter_letters": ("reporteriso", "reporter iso", "rt3iso"),
    "reporter_number": ("reportercode", "reporter code", "rtcode"),
    "reporter_name": ("reporterdesc", "reporter", "rttitle"),
    "partner_letters": ("partneriso", "partner iso", "pt3iso"),
    "partner_number": ("partnercode", "partner code", "ptcode"),
    "partner_name": ("partnerdesc", "partner", "pttitle"),
    "second_partner": ("partner2code", "2nd partner code", "ptcode2"),
    "customs": ("customscode", "customs proc. code", "cstcode"),
    "supply_mode": ("moscode",),
    "transport": ("motcode", "mode of transport code"),
    "classification": ("classificationcode", "classification", "pfcode"),
    "hs": ("cmdcode", "commodity code"),
    "level": ("aggrlevel", "aggregate level"),
    "value": ("primaryvalue", "trade value (us$)", "tradevalue"),
    "cif": ("cifvalue", "cif trade value (us$)"),
    "fob": ("fobvalue", "fob trade value (us$)"),
}
# Letters and digits alone: "Trade Value (US$)", "Trade.Value..US.." and "TradeValueUS" are one heading.
_BY_HEADING = {
    "".join(filter(str.isalnum, heading)): name for name, headings in _COLUMNS.items() for heading in headings
}


@dataclass(frozen=True)
class ComtradeCells:
    """The cells of a file by svat's own column names; `row` is the line of each, `heading` the file's spelling."""

    columns: Mapping[str, pa.ChunkedArray]
    row: NDArray[np.int64]
    heading: Mapping[str, str]


def is_comtrade(headings: Sequence[str]) -> bool:
    """Whether a header has what a Comtrade file has in each of its generations."""
    found = {_BY_HEADING.get(_squeezed(h)) for h in headings}
    return {"year", "value", "hs"} <= found and bool(found & {"flow", "flow_name"})


def _squeezed(heading: str) -> str:
    return "".join(filter(str.isalnum, heading)).casefold()


def cells_of(data: bytes, file: str) -> ComtradeCells:
    """The cells of a file, quickly where every line is as its header; else line by line. Raises UnusableInput."""
    text, _, _ = decode(data)
    if "\n" not in text:
        text = text.replace("\r", "\n")  # lines that end as they once did on a Mac
    first, _, rest = text.partition("\n")
    delimiter = max(DELIMITERS, key=first.count)
    header = [cell.strip().strip('"') for cell in first.rstrip("\r").split(delimiter)]
    # Some downloads end each row, but not the header, with a delimiter.
    width = rest.partition("\n")[0].rstrip("\r").endswith(delimiter) and not first.rstrip().endswith(
        delimiter
    )
    names = [str(k) for k in range(len(header) + int(width))]
    place: dict[str, int] = {}
    for k, heading in enumerate(header):
        if name := _BY_HEADING.get(_squeezed(heading)):
            place.setdefault(name, k)
    broken: list[int] = []

    def skip(row: arrow_csv.InvalidRow) -> str:
        broken.append(row.number)
        return "skip"

    try:
        read = arrow_csv.read_csv(
            io.BytesIO(text.encode()),
            arrow_csv.ReadOptions(use_threads=False, column_names=names, skip_rows=1, block_size=1 << 24),
            arrow_csv.ParseOptions(delimiter=delimiter, invalid_row_handler=skip, ignore_empty_lines=False),
            arrow_csv.ConvertOptions(
                column_types={str(k): pa.string() for k in place.values()},
                include_columns=[str(k) for k in place.values()],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        broken.append(-1)
    if broken:  # a row too long or too short, a stray quote: the careful reader knows which lines are meant
        return _careful(data, file, place, header)
    columns = {name: pc.utf8_trim_whitespace(read.column(str(k))) for name, k in place.items()}
    rows = np.arange(2, read.num_rows + 2, dtype=np.int64)
    return ComtradeCells(columns, rows, {name: header[k] for name, k in place.items()})


def _careful(data: bytes, file: str, place: Mapping[str, int], header: Sequence[str]) -> ComtradeCells:
    table = read_delimited(data, file, lambda cells: sum(_squeezed(c) in _BY_HEADING for c in cells))
    rows = [row for row in table.rows if any(c.strip() for c in row.cells)][1:]
    columns = {
        name: pa.chunked_array(
            [[row.cells[k].strip() if k < len(row.cells) else "" for row in rows]], pa.string()
        )
        for name, k in place.items()
    }
    numbers = np.array([row.number for row in rows], dtype=np.int64)
    return ComtradeCells(columns, numbers, {name: header[k] for name, k in place.items()})
