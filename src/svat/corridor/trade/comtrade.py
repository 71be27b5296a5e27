"""Corridor room, Comtrade: UN Comtrade's CSV files of every generation, by their header."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from svat.corridor.money.amounts import negative
from svat.corridor.trade.comtrade_areas import comtrade_area
from svat.corridor.trade.comtrade_cells import ComtradeCells, cells_of
from svat.corridor.trade.comtrade_cells import is_comtrade as is_comtrade
from svat.corridor.trade.model import TOTAL, WORLD, RefusedPart, TradeTable
from svat.corridor.trade.rows import without_repeats
from svat.refusals import Note, Refusal
from svat.tables.numbers import BadCell, amount
from svat.tables.table import Stored
from svat.wording import say, unusable

_FLOWS = {"X": "export", "2": "export", "M": "import", "1": "import"}
_FLOW_NAMES = {"export": "export", "exports": "export", "import": "import", "imports": "import"}
_PARTS = frozenset(
    {"RX", "RM", "DX", "FM", "MIP", "XIP", "MOP", "XOP", "3", "4"}
)  # within exports or imports
_PART_NAMES = frozenset({"re-export", "re-exports", "re-import", "re-imports"})
# What the columns of a break-down hold in the sum over it.
_WHOLE = {
    "second_partner": frozenset({"", "0"}),
    "customs": frozenset({"", "C00", "0"}),
    "supply_mode": frozenset({"", "0"}),
    "transport": frozenset({"", "0"}),
}
_PLAIN = r"^\d{1,15}(\.\d{1,6})?$"
_TOTALS = frozenset({"TOTAL", "ALL"})


def read_comtrade(data: bytes, file: str) -> tuple[TradeTable, list[Refusal], list[Note]]:
    """The yearly trade of one file, with the rows that cannot be used and why.

    Kept are exports and imports of goods by year in HS codes, summed over customs procedure, means of transport and
    second partner. Left out with a note are re-exports and re-imports (parts of exports and imports), months,
    services, other classifications and the rows of a break-down. Refused with file, row, column, value and reason
    are a year, value or code that is none, a negative value, and rows of one key that contradict each other (all
    of them: no order of rows decides); a row that is there twice counts once. Raises UnusableInput when the file
    has no such header or is no text.
    """
    cells = cells_of(data, file)
    missing = [c for c in ("year", "value", "hs", "flow") if c not in cells.columns]
    if "flow" in missing and "flow_name" in cells.columns:
        missing.remove("flow")
    missing += [
        side
        for side in ("reporter", "partner")
        if not any(f"{side}_{kind}" in cells.columns for kind in ("letters", "number", "name"))
    ]
    if missing:
        raise unusable(
            "{file}: row 1: no column for {missing}: not a Comtrade file",
            file=file,
            missing=", ".join(missing),
        )
    return _ComtradeReader(cells, file).table()


class _ComtradeReader:
    """One file on its way from cells to a table; `keep` are the rows still in use."""

    def __init__(self, cells: ComtradeCells, file: str) -> None:
        self.cells, self.file = cells, file
        self.keep: NDArray[np.bool_] = np.ones(len(cells.row), dtype=np.bool_)
        self.refused: NDArray[np.bool_] = np.zeros(len(cells.row), dtype=np.bool_)
        self.refusals: list[Refusal] = []
        self.notes: list[Note] = []

    def table(self) -> tuple[TradeTable, list[Refusal], list[Note]]:
        self.leave_out_blank()
        flow = self.flow()
        self.leave_out_parts()
        year = self.mapped("year", _year, "not a year")
        hs = self.codes()
        value, written = self.values()
        reporter, partner = self.areas("reporter"), self.areas("partner")
        same = self.keep & (reporter == partner) & (reporter != WORLD)
        self.leave_out(same, "partner", say("goods that came back: reporter and partner are the same"))
        numbers = self.cells.row[self.keep]
        table = TradeTable(
            year=year.astype(np.int64)[self.keep],
            reporter=reporter[self.keep],
            partner=partner[self.keep],
            flow=flow[self.keep],
            hs=hs[self.keep],
            value=value[self.keep],
            written=written[self.keep],
            valuation=self.valuation(flow, value)[self.keep],
            file=np.full(len(numbers), self.file),
            row=numbers,
            classification=self.classification()[self.keep],
            gaps=self.gaps(year, reporter, partner, flow, hs),
        )
        table, again, unlike = without_repeats(table, self.heading("value"))
        return table, sorted(self.refusals + unlike), sorted(self.notes + again)

    def heading(self, name: str) -> str:
        return self.cells.heading.get(name, "")

    def text(self, name: str) -> NDArray[np.object_] | None:
        column = self.cells.columns.get(name)
        return None if column is None else column.to_numpy(zero_copy_only=False)

    def distinct(self, name: str) -> tuple[list[str], NDArray[np.int64]]:
        """The different cells of a column, and which one each row has."""
        coded = self.cells.columns[name].combine_chunks().dictionary_encode()
        if isinstance(coded, pa.ChunkedArray):
            coded = coded.combine_chunks()
        return coded.dictionary.to_pylist(), coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)

    def leave_out_blank(self) -> None:
        filled = np.zeros(len(self.keep), dtype=np.bool_)
        for name in ("year", "hs", "value"):
            filled |= pc.not_equal(self.cells.columns[name], "").to_numpy()
        self.keep &= filled

    def leave_out(self, rows: NDArray[np.bool_], name: str, why: str) -> None:
        """Take rows out that are not wrong but not what is counted: one note for all, at the first of them."""
        rows = rows & self.keep
        if rows.any():
            first = int(self.cells.row[np.argmax(rows)])
            note = say("{why}; {int} rows left out, this is the first", why=why, int=int(rows.sum()))
            self.notes.append(Note(self.file, first, self.heading(name), "", note, "passed-over"))
            self.keep &= ~rows

    def refuse(self, rows: NDArray[np.bool_], name: str, why: str | Callable[[str], str]) -> None:
        cells = self.cells.columns[name]
        for k in np.flatnonzero(rows & self.keep):
            value = cells[int(k)].as_py()
            reason = why if isinstance(why, str) else why(value)
            self.refusals.append(
                Refusal(
                    self.file, int(self.cells.row[k]), self.heading(name), value, reason, kind="unreadable"
                )
            )
        self.refused |= rows & self.keep
        self.keep &= ~rows

    def mapped(self, name: str, read: Callable[[str], str], wrong: str) -> NDArray[np.str_]:
        """A column read cell by cell, each different cell once; "" from `read` refuses the row."""
        cells, which = self.distinct(name)
        result = np.array([read(cell) for cell in cells] or [""])[which]
        self.refuse(result == "", name, wrong)
        return np.where(result == "", "0", result)

    def flow(self) -> NDArray[np.str_]:
        name = "flow" if "flow" in self.cells.columns else "flow_name"
        cells, which = self.distinct(name)
        known = _FLOWS if name == "flow" else _FLOW_NAMES
        keys = [cell.upper() if name == "flow" else cell.casefold() for cell in cells]
        parts = _PARTS if name == "flow" else _PART_NAMES
        part = np.array([key in parts for key in keys] or [False])[which]
        self.leave_out(
            part, name, say("re-exports, re-imports and the like, which exports and imports include")
        )
        flow = np.array([known.get(key, "") for key in keys] or [""])[which]
        self.refuse(flow == "", name, say("not a flow: exports are X or 2, imports M or 1"))
        return flow

    def leave_out_parts(self) -> None:
        rules: tuple[tuple[str, Callable[[str], bool], str], ...] = (
            ("type", lambda c: c not in ("", "C"), "not goods"),
            ("frequency", lambda c: c not in ("", "A"), "not whole years"),
            ("period", lambda c: len(c) == 6, "not whole years"),
            *(
                (name, lambda c, whole=whole: c not in whole, "a part of a sum")
                for name, whole in _WHOLE.items()
            ),
        )
        for name, out, why in rules:
            if name in self.cells.columns:
                cells, which = self.distinct(name)
                self.leave_out(np.array([out(cell.strip()) for cell in cells] or [False])[which], name, why)
        if "classification" in self.cells.columns:
            cells, which = self.distinct("classification")
            other = np.array([not _is_hs(cell) for cell in cells] or [False])[which]
            total = np.isin(self.codes_as_written(), list(_TOTALS))
            self.leave_out(other & ~total, "classification", say("not in HS codes"))

    def codes_as_written(self) -> NDArray[np.str_]:
        cells, which = self.distinct("hs")
        return np.array([cell.upper() for cell in cells] or [""])[which]

    def codes(self) -> NDArray[np.str_]:
        """HS codes with leading zeros restored, from the level where the file says it, else to even length."""
        written = self.codes_as_written()
        if "level" in self.cells.columns:
            cells, which = self.distinct("level")
            level = np.array(cells or [""])[which]
        else:
            level = np.full(len(written), "")
        pairs, which = np.unique(np.char.add(np.char.add(written, "\t"), level), return_inverse=True)
        codes = np.array([_code(*pair.split("\t")) for pair in pairs.tolist()] or [""])[which]
        self.leave_out(codes == "longer", "hs", say("national lines below six digits"))
        self.refuse(codes == "", "hs", say("not an HS code of 2, 4 or 6 digits"))
        return codes

    def values(self) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
        column = self.cells.columns["value"]
        plain = pc.match_substring_regex(column, _PLAIN).to_numpy()
        number = np.zeros(len(column))
        chosen = pc.cast(pc.if_else(pa.array(plain), column, "0"), pa.float64())
        number[:] = chosen.to_numpy()
        # Decimal of each kept cell: trade files have millions of rows but a pair of countries few, so the text is
        # kept and made a Decimal where it is summed.
        written: NDArray[np.object_] = column.to_numpy(zero_copy_only=False).copy()
        commas = bool(pc.any(pc.match_substring_regex(column, r"^\d+,\d{1,2}$|^\d{4,},\d+$")).as_py())
        bad: dict[int, str] = {}
        for k in np.flatnonzero(~plain & self.keep):
            try:
                found = _number(str(written[k]), commas)
            except BadCell as error:
                bad[int(k)] = str(error)
                continue
            number[k], written[k] = float(found), str(found)
        for place, reason in bad.items():
            row, value = int(self.cells.row[place]), str(written[place])
            self.refusals.append(
                Refusal(self.file, row, self.heading("value"), value, reason, kind="unreadable")
            )
            self.keep[place], self.refused[place] = False, True
        return number, written

    def classification(self) -> NDArray[np.str_]:
        if "classification" not in self.cells.columns:
            return np.full(len(self.keep), "")
        cells, which = self.distinct("classification")
        return np.array([cell.strip().upper() for cell in cells] or [""])[which]

    def gaps(self, *columns: NDArray[np.str_]) -> tuple[RefusedPart, ...]:
        """What the refused rows are of; `columns` are year, reporter, partner, flow and code."""
        rows = np.flatnonzero(self.refused).tolist()
        found = (tuple(str(column[k]) for column in columns) for k in rows)
        return tuple(dict.fromkeys(RefusedPart(int(year), *rest) for year, *rest in found))

    def areas(self, side: str) -> NDArray[np.str_]:
        kinds = [f"{side}_{kind}" for kind in ("letters", "number", "name")]
        texts, code = [], np.zeros(len(self.keep), dtype=np.int64)
        for name in kinds:
            cells, which = self.distinct(name) if name in self.cells.columns else ([""], np.zeros_like(code))
            code = code * max(len(cells), 1) + which
            texts.append(cells or [""])
        keys, back = np.unique(code, return_inverse=True)
        named = []
        for key in keys.tolist():
            rest, title = divmod(key, len(texts[2]))
            letters, number = divmod(rest, len(texts[1]))
            named.append(_area(texts[0][letters], texts[1][number], texts[2][title]))
        found = np.array(named or [""])[back]
        first = next(name for name in kinds if name in self.cells.columns)
        self.refuse(found == "", first, say("no {side} is named", side=side))
        return found

    def valuation(self, flow: NDArray[np.str_], value: NDArray[np.float64]) -> NDArray[np.str_]:
        """FOB for exports and CIF for imports; FOB for imports whose only value is the FOB one."""
        result = np.where(flow == "export", "FOB", "CIF")
        cif, fob = self.text("cif"), self.text("fob")
        if cif is None or fob is None:
            return result
        imports = flow == "import"
        # A country that reports imports FOB has no CIF value, and its primary value is the FOB one.
        for k in np.flatnonzero(
            imports & self.keep & np.isin(cif, ["", "0", "0.0"]) & ~np.isin(fob, ["", "0", "0.0"])
        ):
            if str(fob[k]) == str(self.cells.columns["value"][int(k)].as_py()) and value[k] > 0:
                result[k] = "FOB"
        return result


@cache
def _area(letters: str, number: str, name: str) -> str:
    return comtrade_area(letters, number, name)


def _year(cell: str) -> str:
    return cell if cell.isascii() and cell.isdigit() and 1900 <= int(cell) <= 2200 else ""


def _is_hs(cell: str) -> bool:
    """ "H6", "HS" and, since the file may not say, an empty cell."""
    return not cell or cell.upper() == "HS" or (cell[:1] in "Hh" and cell[1:].isdigit())


def _code(written: str, level: str = "") -> str:
    if written in _TOTALS:
        return TOTAL
    text = written.replace(".", "").replace(" ", "")
    if not (text.isascii() and text.isdigit()):
        return ""
    if level in ("2", "4", "6") and len(text) <= int(level):
        return text.zfill(int(level))
    text = "0" + text if len(text) % 2 else text
    return text if len(text) in (2, 4, 6) else "longer" if len(text) > 6 else ""


def _number(text: str, commas: bool) -> Decimal:
    if not text:
        raise BadCell(say("no value"))
    if negative(text):
        raise BadCell(say("trade cannot be negative"))
    if commas and "." not in text:
        text = Stored(text.replace(",", ".").replace(" ", "").replace("\u00a0", ""))
    return amount(text)[0]
