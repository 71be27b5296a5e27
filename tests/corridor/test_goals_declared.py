"""Goals as governments declare them: carried by the file, or refused by a line that says what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.kinds import Case, judge

from svat.corridor.file import load
from svat.council.files import CouncilFiles
from svat.council.folder import FolderStore
from svat.council.goals import goals
from svat.refusals import UnusableInput


@dataclass(frozen=True)
class Text:
    """What stands under [goal], and what a refusal must say."""

    goal: str
    said: str = ""
    head: str = 'a = "KZ"\nb = "KR"'


AMOUNT = 'amount = 5_000_000_000\ncurrency = "USD"'
REFUSED = {
    "without a deadline": Text(f'measure = "turnover"\n{AMOUNT}', "a goal without a year cannot be judged"),
    "as growth": Text('measure = "exports"\ngrowth = 0.1\nby = 2030', "a goal as growth"),
    "as a multiple": Text('measure = "turnover"\ntimes = 2\nby = 2030\nbase = 2020', "a goal as growth"),
    "as a percentage": Text('measure = "turnover"\npercent = 50\nby = 2030', "a goal as growth"),
    "a fiscal year": Text(f'measure = "turnover"\n{AMOUNT}\nby = "2025/26"', "is a fiscal year"),
    "a fiscal year by its name": Text(f'measure = "turnover"\n{AMOUNT}\nby = "FY2026"', "is a fiscal year"),
    "a fiscal year with a dash": Text(f'measure = "turnover"\n{AMOUNT}\nby = "2025-26"', "is a fiscal year"),
    "a share of settlement": Text(
        'measure = "share of settlement in national currencies"\namount = 90\ncurrency = "KZT"\nby = 2030',
        "`svat corridor settlement` gives the share",
    ),
    "a share of payments": Text('measure = "payments in roubles"\namount = 9\nby = 2030', "no trade that svat judges"),
    "of a bloc in the goal": Text(
        f'measure = "turnover"\n{AMOUNT}\nby = 2030\nbloc = "EAEU"', "with others than the two"
    ),
    "of a bloc as a side": Text(
        f'measure = "turnover"\n{AMOUNT}\nby = 2030', "EAEU is a bloc", 'a = "EAEU"\nb = "KR"'
    ),
    "of the European Union": Text(f'measure = "turnover"\n{AMOUNT}\nby = 2030', "EU is a bloc", 'a = "KZ"\nb = "EU"'),
    "declared after its year": Text(
        f'measure = "turnover"\n{AMOUNT}\nby = 2020\ndeclared_on = 2021-03-01', "must not be after the goal year"
    ),
    "in place of one that is not there": Text(
        f'measure = "turnover"\n{AMOUNT}\nby = 2030\nreplaces = "old"', "there is no goal 'old'"
    ),
    "a measure of something else": Text(f'measure = "tourists"\n{AMOUNT}\nby = 2030', "must be one of turnover"),
}  # fmt: skip
CARRIED = {
    "turnover by a year": Text(f'measure = "turnover"\n{AMOUNT}\nby = 2030'),
    "exports": Text(f'measure = "exports"\n{AMOUNT}\nby = 2030'),
    "imports": Text(f'measure = "imports"\n{AMOUNT}\nby = 2030'),
    "investment": Text(f'measure = "investment"\n{AMOUNT}\nby = 2030'),
    "with a base": Text(f'measure = "turnover"\n{AMOUNT}\nby = 2030\nbase = 2020'),
    "declared in its own year": Text(f'measure = "turnover"\n{AMOUNT}\nby = 2026\ndeclared_on = 2026-01-10'),
    "declared in a month": Text(f'measure = "turnover"\n{AMOUNT}\nby = 2030\ndeclared_on = "2024-06"'),
    "in another currency": Text(
        'measure = "turnover"\namount = 500_000_000_000\ncurrency = "RUB"\nby = 2030'
    ),
    "said by somebody": Text(f'measure = "turnover"\n{AMOUNT}\nby = 2030\nsaid_by = "both presidents"'),
    "with a note of growth": Text(
        f'measure = "turnover"\n{AMOUNT}\nby = 2030\nnote = "twice the trade of 2020"'
    ),
}


def _load(folder: Path, text: Text) -> None:
    path = folder / "corridor.toml"
    path.write_text(f"{text.head}\n[goal]\n{text.goal}\n", encoding="utf-8")
    load(path)


def test_a_goal_is_carried_or_refused_by_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Case(name, text, caught=True) for name, text in REFUSED.items()]
    cases += [Case(name, text, caught=False) for name, text in CARRIED.items()]

    def refused(text: Text) -> bool:
        try:
            _load(tmp_path, text)
        except UnusableInput as refusal:
            return "corridor.toml: line " in str(refusal) and bool(text.said) and text.said in str(refusal)
        return False

    with capsys.disabled():
        judge("goals that svat does not judge", cases, refused)


MOVED = """
a = "KZ"
b = "KR"
[source.first]
role = "both governments"
date = 2014-06-05
[source.second]
role = "both governments"
date = 2019-10-01
[[goal]]
id = "2020"
measure = "turnover"
amount = 5_000_000_000
currency = "USD"
by = 2020
source = "first"
[[goal]]
id = "2030"
measure = "turnover"
amount = 8_000_000_000
currency = "USD"
by = 2030
replaces = "2020"
source = "second"
"""


def test_a_replaced_goal_is_shown_under_its_successor_from_the_day_of_that(tmp_path: Path) -> None:
    path = tmp_path / "corridor.toml"
    path.write_text(MOVED, encoding="utf-8")
    store = FolderStore(CouncilFiles(corridor=path))
    before, after = (goals(store, day).assessments for day in (date(2019, 9, 30), date(2019, 10, 1)))
    assert [(f.goal.id, f.replaces) for f in before] == [("2020", ())]
    assert [(f.goal.id, [g.id for g in f.replaces]) for f in after] == [("2030", ["2020"])]
    shown = load(path).goal
    assert shown is not None
    assert shown.id == "2030"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({'source = "first"': 'source = "first"\nreplaces = "2030"'}, "goals that replace each other"),
        ({'replaces = "2020"': 'replaces = "2030"'}, "goals that replace each other"),
        ({'replaces = "2020"': 'replaces = "2025"'}, "there is no goal '2025'"),
    ],
)
def test_a_circle_of_goals_is_refused(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    text = MOVED
    for old, new in changes.items():
        text = text.replace(old, new)
    path = tmp_path / "corridor.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput, match=said):
        load(path)
