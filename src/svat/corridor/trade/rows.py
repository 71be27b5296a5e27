"""Corridor room, rows of trade: some of them, and each of them once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from svat.corridor.trade.model import RefusedPart, TradeTable
from svat.refusals import Note, Refusal, told_apart
from svat.wording import say

COLUMNS = tuple(
    name for name in TradeTable.__dataclass_fields__ if name not in ("gaps", "revisions", "versions")
)


def without_repeats(table: TradeTable, heading: str) -> tuple[TradeTable, list[Note], list[Refusal]]:
    """One row a key (year, reporter, partner, flow, code, classification).

    A row that is there twice counts once, with a note; rows that contradict each other are all refused, since no order
    of rows may decide. `heading` is how the file calls the value.
    """
    keys = key_of(table.year, table.reporter, table.partner, table.flow, table.hs, table.classification)
    order = np.lexsort((table.row, key_of(table.file), keys))
    ordered = keys[order]
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    if begins.all():
        return table, [], []
    group = np.cumsum(begins) - 1
    first = order[begins][group]
    differs = table.value[order] != table.value[first]
    bad = np.zeros(int(group[-1]) + 1, dtype=np.bool_)
    bad[group[differs]] = True
    notes, refusals = [], []
    again = np.flatnonzero(~begins & ~bad[group])
    if len(again):
        rows = sorted((str(table.file[k]), int(table.row[k])) for k in order[again])
        text = say(
            "the same as an earlier row and counted once; {count} such rows, this is the first",
            count=len(again),
        )
        notes.append(Note(*rows[0], "", "", text, "repeated"))
    names = told_apart(map(str, np.unique(table.file)))
    for k, g in zip(order.tolist(), group.tolist(), strict=True):
        if bad[g]:
            others = sorted(
                f"row {table.row[o]}"
                if table.file[o] == table.file[k]
                else f"{names[str(table.file[o])]}, row {table.row[o]}"
                for o in order[group == g].tolist()
                if o != k
            )
            same = say("another value for the same year, reporter, partner, flow and code")
            why = say("{same} in {others}: neither is used", same=same, others=", ".join(others))
            refusals.append(
                Refusal(
                    str(table.file[k]),
                    int(table.row[k]),
                    heading,
                    str(table.written[k]),
                    why,
                    kind="contradiction",
                )
            )
    flows = FlowKeys(table)
    gaps = (RefusedPart(*flows[k], str(table.hs[k])) for k in order[bad[group]].tolist())
    kept = np.sort(order[begins & ~bad[group]])
    table = replace(taken(table, kept), gaps=tuple(dict.fromkeys((*table.gaps, *gaps))))
    return table, notes, sorted(refusals)


FlowKey = tuple[int, str, str, str]  # year, reporter, partner, flow


class FlowKeys:
    """The flow that each row of a table is of, by its place."""

    def __init__(self, table: TradeTable) -> None:
        self._table = table

    def __getitem__(self, row: int) -> FlowKey:
        table = self._table
        return int(table.year[row]), str(table.reporter[row]), str(table.partner[row]), str(table.flow[row])


def key_of(*columns: NDArray[Any]) -> NDArray[np.int64]:
    """One number a row, equal where all columns are; which number means nothing."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        coded = pa.array(column).dictionary_encode()
        key = key * max(len(coded.dictionary), 1) + coded.indices.to_numpy(zero_copy_only=False)
    return key


def taken(table: TradeTable, rows: NDArray[np.intp] | NDArray[np.bool_]) -> TradeTable:
    """Some rows of a table, by place or by mask; its versions are of all rows, and stay with the whole."""
    return replace(table, versions=(), **{name: getattr(table, name)[rows] for name in COLUMNS})
