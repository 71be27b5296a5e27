"""Corridor room, versions: downloads of one year's trade that differ, since statistics are revised; both stand.

Which of two downloads is the newer is not in them. So a figure is reckoned from each, and where products are looked at
one by one the download with more rows of that flow counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from svat.corridor.trade.model import TOTAL, TradeTable, TradeVersion
from svat.corridor.trade.rows import FlowKeys, key_of, taken
from svat.refusals import Note, told_apart
from svat.wording import say

_ROW = ("year", "reporter", "partner", "flow", "hs", "classification")
_FLOW = ("year", "reporter", "partner", "flow")


def one_table(table: TradeTable) -> tuple[TradeTable, list[Note]]:
    """The rows of several files, each of which says nothing twice, as one table with what others say in `versions`.

    Rows that are the same in two files count once. Where files contradict each other, each of them has a version of the
    table in which it is believed: its own rows of such a flow, and of others only codes that it does not have; none of
    theirs where it has the total.
    """
    files, which = np.unique(table.file, return_inverse=True)
    if len(files) < 2:
        return table, []
    rows = _Downloads(table, files, which)
    if not rows.differs.any():
        kept = rows.believing(None)
        return taken(table, kept), _repeated(table, rows.repeated)
    names = _names(files)
    versions = tuple(
        TradeVersion(names[k], rows.flows_of(k), taken(table, rows.believing(k)))
        for k in range(len(files))
        if rows.contradicts[:, k].any()
    )
    kept = rows.believing(None)
    notes = [_contradiction(table, rows, k, names) for k in range(len(files)) if rows.contradicts[:, k].any()]
    main = replace(taken(table, kept), versions=versions)
    return main, sorted((*notes, *_repeated(table, rows.repeated)))


@dataclass
class _Downloads:
    """The rows of several files: which say the same, which contradict, and in what flow."""

    table: TradeTable
    files: NDArray[Any]
    which: NDArray[np.intp]  # the file of each row

    def __post_init__(self) -> None:
        table = self.table
        _, self.key = np.unique(key_of(*(getattr(table, name) for name in _ROW)), return_inverse=True)
        _, self.flow = np.unique(key_of(*(getattr(table, name) for name in _FLOW)), return_inverse=True)
        low = np.full(int(self.key.max()) + 1, np.inf)
        high = np.full(len(low), -np.inf)
        np.minimum.at(low, self.key, table.value)
        np.maximum.at(high, self.key, table.value)
        self.differs: NDArray[np.bool_] = (low != high)[self.key]
        first = np.full(len(low), len(self.key), dtype=np.int64)
        np.minimum.at(first, self.key, np.arange(len(self.key)))
        self.repeated: NDArray[np.bool_] = ~self.differs & (first[self.key] != np.arange(len(self.key)))
        shape = (int(self.flow.max()) + 1, len(self.files))
        self.contradicts: NDArray[np.bool_] = np.zeros(shape, dtype=np.bool_)  # by flow and file
        self.contradicts[self.flow[self.differs], self.which[self.differs]] = True
        self.rows_of: NDArray[np.int64] = np.zeros(shape, dtype=np.int64)
        np.add.at(self.rows_of, (self.flow, self.which), 1)
        self.total: NDArray[np.bool_] = table.hs == TOTAL
        self.has_total: NDArray[np.bool_] = np.zeros(shape, dtype=np.bool_)
        self.has_total[self.flow[self.total], self.which[self.total]] = True

    def believing(self, file: int | None) -> NDArray[np.bool_]:
        """The rows that count where one file is believed in what it contradicts; None: the one with most rows."""
        merit = self.rows_of + self.contradicts * (
            int(self.rows_of.max()) + 1
        )  # who contradicts is asked first
        if file is not None:
            merit[:, file] += self.contradicts[:, file] * (int(merit.max()) + 1)
        best = np.argmax(merit, axis=1)  # of equals the first by name
        order = np.lexsort((self.table.row, self.which, -merit[self.flow, self.which], self.key))
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = self.key[order][1:] != self.key[order][:-1]
        kept = np.zeros(len(order), dtype=np.bool_)
        kept[order[first]] = True
        apart = np.asarray(self.contradicts.any(axis=1))[self.flow]
        others = apart & (self.which != best[self.flow])
        whole = self.has_total[np.arange(len(best)), best][self.flow]
        left: NDArray[np.bool_] = others & (whole | self.total)
        return kept & ~left

    def flows_of(self, file: int) -> frozenset[tuple[int, str, str, str]]:
        """The flows in which a file contradicts another one."""
        keys = FlowKeys(self.table)
        found = self.contradicts[self.flow, file]
        _, first = np.unique(self.flow[found], return_index=True)
        return frozenset(keys[int(k)] for k in np.flatnonzero(found)[first])


def _names(files: Iterable[Any]) -> list[str]:
    """What each file is called: its name, with folders where two have one name."""
    every = [str(file) for file in files]
    names = told_apart(every)
    return [names[file] for file in every]


def _contradiction(table: TradeTable, rows: _Downloads, file: int, names: Sequence[str]) -> Note:
    mine = np.flatnonzero(rows.differs & (rows.which == file))
    first = int(mine[np.argmin(table.row[mine])])
    same = np.flatnonzero(
        (rows.key == rows.key[first]) & (rows.which != file) & (table.value != table.value[first])
    )
    other = int(same[0])
    why = say(
        "{names}, row {row}, has {written}: two downloads differ; {count} such rows, this is "
        "the first: a figure is reckoned from each",
        names=names[rows.which[other]],
        row=table.row[other],
        written=table.written[other],
        count=len(mine),
    )
    return Note(
        str(table.file[first]),
        int(table.row[first]),
        "value",
        str(table.written[first]),
        why,
        "contradiction",
    )


def _repeated(table: TradeTable, rows: NDArray[np.bool_]) -> list[Note]:
    left = np.flatnonzero(rows)
    if not len(left):
        return []
    file, row = min((str(table.file[k]), int(table.row[k])) for k in left)
    text = say(
        "the same as an earlier row and counted once; {count} such rows, this is the first", count=len(left)
    )
    return [Note(file, row, "", "", text, "repeated")]
