"""The corridor's services: each file is read once whatever is asked of it, and only when something needs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.report.corridor import corridorfiles

from svat.corridor import deals, file
from svat.corridor.money import readers as rates
from svat.corridor.trade import factors
from svat.corridor.trade import readers as trade
from svat.council import corridor, goals, settlement
from svat.council.files import CouncilFiles
from svat.council.folder import FolderStore
from svat.refusals import UnusableInput
from svat.report.corridor.json import goal_document, settlement_document

ON = date.fromisoformat(corridorfiles.ON)


@pytest.fixture
def files(tmp_path: Path) -> CouncilFiles:
    made = corridorfiles.written(tmp_path)
    return CouncilFiles(
        made.corridor, trade=(made.trade, made.own), deals=made.deals, rates=(made.rates,), stale_after=60
    )


READERS = {
    "load": file,
    "read_deals": deals,
    "read_rates": rates,
    "read_trade": trade,
    "read_factors": factors,
}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each reader was called."""
    counted: Counter[str] = Counter()

    def counting(name: str, reader: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            counted[name] += 1
            return reader(*given)

        return call

    for name, module in READERS.items():
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return counted


def test_the_page_reads_every_file_once_for_goal_settlement_and_potential(
    files: CouncilFiles, read: Counter[str]
) -> None:
    found = corridor.report(FolderStore(files), ON)
    assert read == {"load": 1, "read_deals": 1, "read_rates": 1, "read_trade": 1}
    assert found.goals is not None
    assert found.settlement is not None
    assert len(found.potentials) == 2


def test_the_page_and_the_commands_are_made_from_the_same_reports(files: CouncilFiles) -> None:
    found = corridor.report(FolderStore(files), ON)
    assert found.goals == goals.goals(FolderStore(files), ON)
    assert found.settlement is not None
    alone = settlement.settlement(FolderStore(files), ON)
    assert settlement_document(found.settlement) == settlement_document(alone)
    assert found.register == corridor.register(FolderStore(files), ON)
    assert found.debts == corridor.debts(FolderStore(files), ON)


def test_register_and_debts_read_the_corridor_file_alone(files: CouncilFiles, read: Counter[str]) -> None:
    corridor.register(FolderStore(files), ON)
    corridor.debts(FolderStore(files), ON)
    assert read == {"load": 2}


def test_trade_files_are_read_once_for_all_goals(
    files: CouncilFiles, read: Counter[str], tmp_path: Path
) -> None:
    second = corridorfiles.CORRIDOR + (
        '[[goal]]\nid = "exports"\nmeasure = "exports"\namount = 5_000_000_000\ncurrency = "USD"\nby = 2030\n'
        '[[goal]]\nid = "later"\nmeasure = "imports"\namount = 5\ncurrency = "USD"\nby = 2035\n'
        "declared_on = 2030-01-01\n"
    )
    assert files.corridor is not None
    files.corridor.write_text(second, encoding="utf-8")
    found = goals.goals(FolderStore(files), ON)
    assert read["read_trade"] == 1
    assert [x["id"] for x in goal_document(found)["goals"]] == ["turnover-2030", "exports"]
    assert found.undeclared == 1


def test_no_trade_file_is_read_before_a_goal_was_declared(files: CouncilFiles, read: Counter[str]) -> None:
    found = goals.goals(FolderStore(files), date(2020, 1, 1))
    assert (found.assessments, found.undeclared, read["read_trade"]) == ((), 1, 0)


def test_rates_that_contradict_each_other_are_told_once(files: CouncilFiles, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("date,base,quote,rate,source\n2026-05-19,USD,KRW,1401,invented bank\n", encoding="utf-8")
    both = CouncilFiles(files.corridor, deals=files.deals, rates=(*files.rates, other), stale_after=60)
    [conflict] = corridor.report(FolderStore(both), ON).conflicts
    assert "gives another rate from USD to KRW for 2026-05-19" in conflict


def test_a_corridor_without_a_goal_has_no_goals_to_hold(tmp_path: Path) -> None:
    file = tmp_path / "bare.toml"
    file.write_text('a = "KZ"\nb = "KR"\n', encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"no \[goal\] is declared"):
        goals.goals(FolderStore(CouncilFiles(file)), ON)
    assert corridor.report(FolderStore(CouncilFiles(file)), ON).goals is None
