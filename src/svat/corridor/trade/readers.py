"""Corridor room, trade readers: files as they come, Comtrade or plain, each by its header."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from svat.corridor.trade.comtrade import read_comtrade
from svat.corridor.trade.comtrade_cells import is_comtrade
from svat.corridor.trade.model import NO_FIGURES, Figures, TradeTable
from svat.corridor.trade.revisions import one_revision
from svat.corridor.trade.rows import COLUMNS
from svat.corridor.trade.series_file import Expected, SeriesFile, is_series_file, read_series_file
from svat.corridor.trade.versions import one_table
from svat.files import read_bytes
from svat.refusals import said_of
from svat.tables.delimited import DELIMITERS
from svat.tables.encoding import decode
from svat.wording import unusable

_HEAD = 1 << 14


@dataclass(frozen=True)
class TradeFiles:
    """Trade files as read, once for everything that is asked of them."""

    table: TradeTable  # by product, of all Comtrade files
    parts: tuple[
        SeriesFile | Figures, ...
    ] = ()  # by file: a plain table, or what a Comtrade file could not give
    between: Figures = NO_FIGURES  # what Comtrade files say twice, or otherwise than each other

    def figures(self, expected: Expected) -> Figures:
        """The figures of the plain tables, with what could not be used of any file."""
        found = [p.figures(expected) if isinstance(p, SeriesFile) else p for p in self.parts]
        found.append(self.between)
        return Figures(
            tuple(o for f in found for o in f.observations),
            tuple(r for f in found for r in f.refusals),
            tuple(n for f in found for n in f.notes),
        )


def read_trade(paths: Sequence[Path]) -> TradeFiles:
    """Read trade files; the order of files makes no difference to what comes out.

    The same row in two files counts once; where files contradict each other, each has a version of the table. Raises
    UnusableInput, naming the file, when one cannot be opened or is neither a Comtrade file nor a table of year and
    value.
    """
    tables: list[TradeTable] = []
    parts: list[SeriesFile | Figures] = []
    for path in sorted(set(paths), key=str):
        file = str(path)
        data = read_bytes(path)
        headings = _headings(data, file)
        if is_comtrade(headings):
            table, refused, noted = read_comtrade(data, file)
            tables.append(table)
            parts.append(Figures((), tuple(refused), tuple(noted)))
        elif is_series_file(headings):
            parts.append(read_series_file(data, file))
        else:
            raise unusable(
                "{file}: row 1: neither a Comtrade header (refYear, flowCode, …, primaryValue) nor "
                "year and value",
                file=file,
            )
    table, between = one_table(_together(tables))
    versions = tuple(replace(v, table=one_revision(v.table)[0]) for v in table.versions)
    table, aside = one_revision(table)
    return TradeFiles(replace(table, versions=versions), tuple(parts), Figures((), (), (*between, *aside)))


def _headings(data: bytes, file: str) -> list[str]:
    if not data.strip():
        raise unusable("{file}: the file is empty", file=file)
    end = data.find(b"\n", 0, _HEAD)
    line, _, _ = decode(data if len(data) < _HEAD else data[: end if end > 0 else _HEAD])
    first = re.split(r"[\r\n]", line, maxsplit=1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error as error:
        raise unusable(
            "{file}: row 1: is no line of a table: {error}", file=file, error=said_of(error)
        ) from error


def _together(tables: Sequence[TradeTable]) -> TradeTable:
    kinds = {"year": np.int64, "row": np.int64, "value": np.float64, "written": np.object_}
    gaps = tuple(dict.fromkeys(gap for t in tables for gap in t.gaps))
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(t, name) for t in tables])
        if tables
        else np.array([], dtype=kinds.get(name, np.str_))
        for name in COLUMNS
    }
    return TradeTable(**columns, gaps=gaps)
