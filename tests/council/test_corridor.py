"""The corridor's services: each file is read once whatever is asked of it, and only when something needs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.report.corridor import corridorfiles

from svat.cli.corridor_goal_law import lawful
from svat.council import corridor, corridor_files, goals, settlement
from svat.council.corridor_files import CorridorFiles
from svat.refusals import UnusableInput
from svat.report.corridor.json import goal_document, settlement_document

ON = date.fromisoformat(corridorfiles.ON)


@pytest.fixture
def files(tmp_path: Path) -> CorridorFiles:
    made = corridorfiles.written(tmp_path)
    return CorridorFiles(
        made.corridor, trade=(made.trade, made.own), deals=made.deals, rates=(made.rates,), stale_after=60
    )


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each reader was called."""
    counted: Counter[str] = Counter()

    def counting(name: str, reader: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            counted[name] += 1
            return reader(*given)

        return call

    for name in ("load", "read_deals", "read_rates", "read_trade", "read_factors"):
        monkeypatch.setattr(corridor_files, name, counting(name, getattr(corridor_files, name)))
    return counted


def test_the_page_reads_every_file_once_for_goal_settlement_and_potential(
    files: CorridorFiles, read: Counter[str]
) -> None:
    found = corridor.report(files, ON, lawful)
    assert read == {"load": 1, "read_deals": 1, "read_rates": 1, "read_trade": 1}
    assert found.goals is not None
    assert found.settlement is not None
    assert len(found.potentials) == 2


def test_the_page_and_the_commands_are_made_from_the_same_reports(files: CorridorFiles) -> None:
    found = corridor.report(files, ON, lawful)
    assert found.goals == goals.goals(files, ON)
    assert found.settlement is not None
    alone = settlement.settlement(files, ON)
    assert settlement_document(found.settlement) == settlement_document(alone)
    assert found.register == corridor.register(files, ON)
    assert found.debts == corridor.debts(files, ON)


def test_register_and_debts_read_the_corridor_file_alone(files: CorridorFiles, read: Counter[str]) -> None:
    corridor.register(files, ON)
    corridor.debts(files, ON)
    assert read == {"load": 2}


def test_trade_files_are_read_once_for_all_goals(
    files: CorridorFiles, read: Counter[str], tmp_path: Path
) -> None:
    second = corridorfiles.CORRIDOR + (
        '[[goal]]\nid = "exports"\nmeasure = "exports"\namount = 5_000_000_000\ncurrency = "USD"\nby = 2030\n'
        '[[goal]]\nid = "later"\nmeasure = "imports"\namount = 5\ncurrency = "USD"\nby = 2035\n'
        "declared_on = 2030-01-01\n"
    )
    files.corridor.write_text(second, encoding="utf-8")
    found = goals.goals(files, ON)
    assert read["read_trade"] == 1
    assert [x["id"] for x in goal_document(found)["goals"]] == ["turnover-2030", "exports"]
    assert found.undeclared == 1


def test_no_trade_file_is_read_before_a_goal_was_declared(files: CorridorFiles, read: Counter[str]) -> None:
    found = goals.goals(files, date(2020, 1, 1))
    assert (found.assessments, found.undeclared, read["read_trade"]) == ((), 1, 0)


def test_rates_that_contradict_each_other_are_told_once(files: CorridorFiles, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("date,base,quote,rate,source\n2026-05-19,USD,KRW,1401,invented bank\n", encoding="utf-8")
    both = CorridorFiles(files.corridor, deals=files.deals, rates=(*files.rates, other), stale_after=60)
    [conflict] = corridor.report(both, ON, lawful).conflicts
    assert "gives another rate from USD to KRW for 2026-05-19" in conflict


def test_a_corridor_without_a_goal_has_no_goals_to_hold(tmp_path: Path) -> None:
    file = tmp_path / "bare.toml"
    file.write_text('a = "KZ"\nb = "KR"\n', encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"no \[goal\] is declared"):
        goals.goals(CorridorFiles(file), ON)
    assert corridor.report(CorridorFiles(file), ON, lawful).goals is None
