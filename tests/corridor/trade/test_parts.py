"""A part of the trade is never taken for its total; two revisions of the HS are neither added nor set apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.corridor.trade import comtradefiles as files
from tests.kinds import Case, judge

from svat.corridor.goal.assess import assess
from svat.corridor.model import Goal
from svat.corridor.trade.model import Observation
from svat.corridor.trade.readers import TradeFiles, read_trade
from svat.corridor.trade.series_file import Expected
from svat.corridor.trade.turnover import observations

CHAPTERS = [f"{n:02}" for n in range(1, 98) if n != 77]
Row = dict[str, str]


def given(code: str, value: object, like: Row | None = None, *, flow: str = "X", year: int = 2021) -> Row:
    changes = dict(like or {})
    partner = changes.pop("partner", "KR")
    return files.present((year, "KZ", flow, partner, code, value), **changes)


def chapters(like: Row | None = None, *, but: int = 0) -> list[Row]:
    """A row of 10 for every chapter, but for the first so many."""
    return [given(code, 10, like) for code in CHAPTERS[but:]]


@dataclass(frozen=True)
class Download:
    """Rows of one file; exports of Kazakhstan to Korea in 2021 are asked for."""

    rows: list[Row]


def read(folder: Path, *downloads: Download) -> TradeFiles:
    paths = []
    for number, download in enumerate(downloads):
        paths.append(folder / f"trade{number}.csv")
        paths[-1].write_text(files.text(files.PRESENT, download.rows), encoding="utf-8")
    return read_trade(paths)


def figures(folder: Path, *downloads: Download) -> list[Observation]:
    return observations(read(folder, *downloads).table, "KZ", "KR", "exports")


H4 = {"classificationCode": "H4"}
PART = {
    "one heading": Download([given("8542", 5)]),
    "one chapter": Download([given("27", 5)]),
    "ten chapters": Download(chapters(but=86)),
    "half of the chapters": Download(chapters(but=48)),
    "six-digit codes of one chapter": Download([given("271600", 5), given("271019", 7)]),
    "an unreadable chapter": Download([*chapters(but=1), given("01", "n/a")]),
    "a chapter below zero": Download([*chapters(but=1), given("01", -4)]),
    "a code that is none": Download([*chapters(but=1), given("live animals", 4)]),
    "a chapter given twice otherwise": Download([*chapters(), given("01", 11)]),
    "a total given twice otherwise, few chapters": Download([given("TOTAL", 5), given("TOTAL", 6), given("27", 5)]),
    "a total and a chapter refused": Download([given("TOTAL", "x"), *chapters(but=1), given("01", "x")]),
    "few chapters in two revisions": Download([given("84", 6), given("85", 1), given("84", 6, H4)]),
}  # fmt: skip
WHOLE = {
    "the total alone": Download([given("TOTAL", 960)]),
    "the total and one heading": Download([given("TOTAL", 960), given("8542", 5)]),
    "the total and an unreadable chapter": Download([given("TOTAL", 960), given("01", "n/a"), given("02", 5)]),
    "all chapters": Download(chapters()),
    "three quarters of the chapters: the rest is not traded": Download(chapters(but=24)),
    "few chapters, the file has all with the world": Download([given("27", 5), *chapters({"partner": "WORLD"})]),
    "few chapters in a file that has all of them with others": Download([given("27", 5), *chapters({"partner": "CN"})]),
    "all chapters twice, the same": Download([*chapters(), *chapters()]),
    "all chapters, and an unreadable heading of one": Download([*chapters(), given("0101", "n/a")]),
    "all chapters in two revisions a dollar apart": Download(
        [*chapters(), *chapters(H4, but=1), given("01", 11, H4)]
    ),
    "another year is damaged": Download([*chapters(), given("01", "n/a", year=2019)]),
    "the other flow is damaged": Download([*chapters(), given("01", "n/a", flow="M")]),
}  # fmt: skip


def test_a_part_is_shown_as_one_and_never_judged_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [Case(name, download, caught=True) for name, download in PART.items()]
    cases += [Case(name, download, caught=False) for name, download in WHOLE.items()]

    def partial(download: Download) -> bool:
        found = [o for o in figures(tmp_path, download) if o.year == 2021]
        goal = Goal("exports", Decimal(1), "USD", 2030)
        outlook = assess(goal, found, [], date(2026, 1, 1)).outlook
        marked = {(o.partial, o.doubtful, "partial: " in o.note) for o in found}
        assert len(marked) == 1
        assert (True in marked.pop()) == (outlook.status == "unknown") != (outlook.status == "reached")
        return outlook.status == "unknown"

    with capsys.disabled():
        judge("a part of the trade taken for its total", cases, partial)


def test_one_revision_of_a_year_counts_and_is_said(tmp_path: Path) -> None:
    download = Download([*chapters(), *chapters(H4, but=1), given("01", 11, H4)])
    [figure] = figures(tmp_path, download)
    assert figure.value == 960
    assert "in H6; H4 left aside" in figure.note
    notes = read(tmp_path, download).figures(Expected("exports", "USD", partner="KR")).notes
    assert ["96 rows in another are left out" in n.reason for n in notes] == [True]


def test_the_revision_with_most_chapters_counts(tmp_path: Path) -> None:
    older, newer = Download(chapters(H4)), Download(chapters(but=90))
    [figure] = figures(tmp_path, older, newer)
    assert figure.value == 960
    assert not figure.partial
    assert "in H4; H6 left aside" in figure.note


def test_a_total_of_another_classification_is_the_total(tmp_path: Path) -> None:
    sitc = given("TOTAL", 960, {"classificationCode": "S3"})
    [figure] = figures(tmp_path, Download([sitc, given("27", 5)]))
    assert figure.value == 960
    assert not figure.partial


def test_the_sentence_says_what_is_lacking() -> None:
    part = Observation(
        2021, Decimal(5), "USD", "exports", "KZ", "KR", "export", "FOB", "UN Comtrade",
        note="partial: 1 of 96 chapters are in the files, and the row TOTAL is not", doubtful=True, partial=True,
    )  # fmt: skip
    words = assess(Goal("exports", Decimal(1), "USD", 2030), [part], [], date(2026, 1, 1)).outlook.words
    assert "only a part of the trade of 2021 is in the files" in words
    assert "1 of 96 chapters" in words
