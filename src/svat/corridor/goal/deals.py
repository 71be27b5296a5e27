"""Corridor room, deals for the goal: each deal and year of the file with its stage and probability."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from svat.corridor.deals import Common, Side, read_rows, side, stage_of
from svat.corridor.goal.model import Deal, Stage
from svat.corridor.goal.pipeline import PROBABILITY, STAGES
from svat.refusals import Note, Refusal
from svat.tables.cells import Cells
from svat.tables.numbers import BadCell


def read_deals(
    path: Path, countries: tuple[str, str] = ("", "")
) -> tuple[list[Deal], list[Refusal], list[Note]]:
    """Read a deals file (svat.corridor.deals) for the pipeline.

    `countries` are the corridor's two, by which an exporter may be named. A deal with a day of confirmation is
    confirmed, one with a contract's date and no stage signed. Raises UnusableInput when the file cannot be read or
    has no such header.
    """
    found, refusals, notes = read_rows(path, lambda cells, common: _deal(cells, common, countries))
    return found, list(refusals), list(notes)


def _deal(cells: Cells, common: Common, countries: tuple[str, str]) -> Deal:
    stage = _stage(cells, common.confirmed_on)
    own = None if stage in ("confirmed", "lost") else common.probability
    return Deal(
        common.deal,
        common.year,
        common.value,
        common.currency,
        stage,
        PROBABILITY[stage] if own is None else own,
        common.known_on,
        common.confirmed_on,
        common.day,
        _exporter(cells, countries),
        cells.text("source"),
        cells.file,
        cells.row,
    )


def _exporter(cells: Cells, countries: tuple[str, str]) -> Side | None:
    try:
        return side(cells.text("exporter"), cells.text("a"), cells.text("b"), countries)
    except BadCell:
        return None  # the goal does not need to know; the account does, and refuses the row


def _stage(cells: Cells, confirmed: date | None) -> Stage:
    cell = stage_of(cells.get("stage"))
    if cell == "confirmed" and confirmed is None:
        raise BadCell("a deal is confirmed only with the day on which the client said so")
    if confirmed and cell != "lost":
        return "confirmed"
    if not cell and cells.text("day"):
        return "signed"  # a contract with its date
    for stage in STAGES:
        if cell == stage:
            return stage
    raise BadCell(f"not a stage: {', '.join(STAGES)}")
