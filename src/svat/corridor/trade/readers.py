"""Corridor room, trade readers: files as they come, Comtrade or plain, each by its header."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from svat.corridor.trade.comtrade import is_comtrade, read_comtrade
from svat.corridor.trade.model import Observation, TradeFiles, TradeTable
from svat.corridor.trade.rows import without_repeats
from svat.corridor.trade.series_file import Expected, is_stated, read_stated
from svat.files import read_bytes
from svat.refusals import Note, Refusal, UnusableInput
from svat.tables.delimited import DELIMITERS
from svat.tables.encoding import decode

_HEAD = 1 << 14


def read_trade(paths: Sequence[Path], expected: Expected) -> TradeFiles:
    """Read trade files; the order of files makes no difference to what comes out.

    The same row in two files counts once, contradictions between files are refused. Raises UnusableInput, naming
    the file, when one cannot be opened or is neither a Comtrade file nor a table of year and value.
    """
    tables: list[TradeTable] = []
    stated: list[Observation] = []
    refusals: list[Refusal] = []
    notes: list[Note] = []
    for path in sorted(paths, key=str):
        file = str(path)
        data = read_bytes(path)
        headings = _headings(data, file)
        if is_comtrade(headings):
            table, refused, noted = read_comtrade(data, file)
            tables.append(table)
        elif is_stated(headings):
            seen, refused, noted = read_stated(data, file, expected)
            stated += seen
        else:
            raise UnusableInput(
                f"{file}: row 1: neither a Comtrade header (refYear, flowCode, …, primaryValue) nor year and value"
            )
        refusals += refused
        notes += noted
    table = _joined(tables)
    if len(tables) > 1:
        table, again, unlike = without_repeats(table, "value")
        notes, refusals = notes + again, refusals + unlike
    return TradeFiles(table, tuple(stated), tuple(refusals), tuple(notes))


def _headings(data: bytes, file: str) -> list[str]:
    if not data.strip():
        raise UnusableInput(f"{file}: the file is empty")
    end = data.find(b"\n", 0, _HEAD)
    line, _, _ = decode(data if len(data) < _HEAD else data[: end if end > 0 else _HEAD])
    first = re.split(r"[\r\n]", line, maxsplit=1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error as error:
        raise UnusableInput(f"{file}: row 1: is no line of a table: {error}") from error


def _joined(tables: Sequence[TradeTable]) -> TradeTable:
    kinds = {"year": np.int64, "row": np.int64, "value": np.float64, "written": np.object_}
    names = TradeTable.__dataclass_fields__
    if not tables:
        return TradeTable(**{name: np.array([], dtype=kinds.get(name, np.str_)) for name in names})
    return TradeTable(**{name: np.concatenate([getattr(t, name) for t in tables]) for name in names})
