"""Corridor room, HS revisions: of one flow of one year that a file gives in several, one counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from svat.corridor.trade.model import TOTAL, TradeTable
from svat.corridor.trade.rows import FlowKey, FlowKeys, key_of, taken
from svat.refusals import Note
from svat.wording import say


def one_revision(table: TradeTable) -> tuple[TradeTable, list[Note]]:
    """Of each flow of a year the rows in one classification, and one note a file on those that are left out.

    The one with most chapters counts, of equals the newest: a sum over two revisions would count goods twice, and a
    dollar of difference between them is no contradiction. A total is the same in all; where totals differ, that of the
    classification that counts stands.
    """
    if len(np.unique(table.classification)) < 2:
        return table, []
    places: dict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(key_of(*(getattr(table, name) for name in _FLOW)).tolist()):
        places[key].append(place)
    keys = FlowKeys(table)
    keep = np.ones(len(table), dtype=np.bool_)
    said: dict[FlowKey, str] = {}
    for rows in places.values():
        by: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            by[str(table.classification[row])].append(row)
        if len(by) == 1:
            continue
        order = sorted(by, key=lambda name: (_chapters(table, by[name]), _newness(name)), reverse=True)
        chosen, *others = order
        keep[rows] = False
        keep[[row for row in by[chosen] if table.hs[row] != TOTAL]] = True
        keep[_one_total(table, by, order)] = True
        if any(table.hs[row] != TOTAL for name in others for row in by[name]):
            names = ", ".join(name or "a classification not named" for name in others)
            said[keys[rows[0]]] = f"in {chosen or 'the classification not named'}; {names} left aside"
    return replace(taken(table, keep), revisions=said), _notes(table, ~keep)


def _notes(table: TradeTable, left: NDArray[np.bool_]) -> list[Note]:
    notes = []
    for file in np.unique(table.file[left]).tolist():
        rows = table.row[left & (table.file == file)]
        why = say(
            "a year is counted once, in the classification with most chapters; {count} rows in "
            "another are left out, this is the first",
            count=len(rows),
        )
        notes.append(Note(str(file), int(rows.min()), "", "", why, "passed-over"))
    return notes


_FLOW = ("year", "reporter", "partner", "flow")


def _one_total(table: TradeTable, by: dict[str, list[int]], order: Iterable[str]) -> list[int]:
    for name in order:
        if totals := [row for row in by[name] if table.hs[row] == TOTAL]:
            return totals[:1]
    return []


def _chapters(table: TradeTable, rows: Iterable[int]) -> int:
    return len({str(table.hs[row])[:2] for row in rows if table.hs[row] != TOTAL})


def _newness(classification: str) -> int:
    """H6 is newer than H5; "HS" is as each country reported it, of no one revision."""
    return int(classification[1:]) if classification[1:].isdigit() else -1
