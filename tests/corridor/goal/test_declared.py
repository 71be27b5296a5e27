"""What was there before a goal was declared never reaches it; what came after does, and what was lost again says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from tests.corridor.goal.test_assess import figure
from tests.kinds import Case, judge

from svat.corridor.goal.assess import assess
from svat.corridor.goal.model import Outlook
from svat.corridor.model import Goal
from svat.corridor.partial_date import PartialDate
from svat.corridor.source import Source

ON = date(2026, 11, 1)
SPEAKER = "a minister"


@dataclass(frozen=True)
class Story:
    """A goal of 1,000 by 2030 and the figures of one source."""

    figures: dict[int, int]
    declared: PartialDate | None = None
    base: int | None = None
    said: PartialDate | None = None
    by: int = 2030


def told(story: Story) -> Outlook:
    sources = (Source(story.said, SPEAKER),) if story.said else ()
    goal = Goal("turnover", Decimal(1000), "USD", story.by, declared_on=story.declared, base=story.base)
    figures = [figure(year, value) for year, value in story.figures.items()]
    return assess(replace(goal, sources=sources), figures, [], ON).outlook


DAY = PartialDate(2021, 8, 17)
FALL = {2012: 1620, 2016: 700, 2021: 800, 2024: 900}


EARLY = {
    "a year long before": Story(FALL, DAY),
    "the year before": Story({2020: 1200, 2021: 800, 2024: 700}, DAY),
    "the year of the declaration": Story({2021: 1001, 2022: 800, 2024: 700}, DAY),
    "declared in a month": Story(FALL, PartialDate(2021, 8)),
    "declared in a year": Story({2021: 1100, 2024: 700}, PartialDate(2021)),
    "no day, but a base": Story({2010: 1900, 2020: 800, 2022: 850}, base=2020),
    "reached in the base year": Story({2020: 1000, 2022: 850}, base=2020),
    "no day and no base, but a source": Story({2019: 1500, 2021: 700, 2024: 800}, said=DAY),
    "a declaration before its base": Story({2019: 1500, 2021: 700, 2024: 800}, PartialDate(2020, 1), 2021),
    "only an early figure": Story({2012: 1620}, DAY),
}
LATER = {
    "the year after": Story({2021: 800, 2022: 1000}, DAY),
    "years after": Story({2012: 1620, 2024: 1100}, DAY),
    "a goal for the year of its declaration": Story({2021: 1200}, DAY, by=2021),
    "a base before the declaration": Story({2019: 700, 2022: 1100}, DAY, 2019),
    "after the base, without a day": Story({2020: 800, 2021: 1000}, base=2020),
    "neither day nor base nor source": Story({2012: 1620, 2024: 900}),
    "a source that looks back on the goal year": Story({2019: 1500}, said=PartialDate(2021, 1), by=2020),
    "the goal year itself": Story({2021: 800, 2025: 1000}, DAY, by=2025),
    "reached twice": Story({2012: 1500, 2016: 700, 2023: 1500}, DAY),
    "reached and lost again": Story({2021: 700, 2022: 1100, 2025: 450}, DAY),
}


def test_what_came_before_the_declaration_reaches_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [Case(name, story, caught=True) for name, story in EARLY.items()]
    cases += [Case(name, story, caught=False) for name, story in LATER.items()]
    with capsys.disabled():
        judge("goals reached before they were declared", cases, lambda story: told(story).status != "reached")


@pytest.mark.parametrize(
    ("figures", "again"),
    [
        ({2021: 700, 2022: 1100, 2025: 450}, "; in 2025 it was 450 again (45.0 %, by one)"),
        ({2021: 700, 2022: 1100, 2023: 900, 2025: 1000}, ""),
        ({2021: 700, 2022: 1100}, ""),
    ],
)
def test_a_goal_that_was_lost_again_says_so(figures: dict[int, int], again: str) -> None:
    words = told(Story(figures, DAY)).words
    assert (again in words) if again else ("again" not in words)
    assert "in 2022" in words


@pytest.mark.parametrize(
    ("story", "status", "words"),
    [
        (Story({2010: 950, 2020: 400, 2022: 550}, base=2020), "on course", "(480 due in 2022, 550 there)"),
        (Story({2010: 100, 2020: 400, 2022: 450}, base=2020), "behind", "(480 due in 2022, 450 there)"),
        (Story({2010: 950, 2021: 400, 2023: 550}, DAY), "on course", "from 400 in 2021"),
        (Story({2010: 950, 2020: 400, 2023: 550}, DAY), "on course", "from 400 in 2020"),
        (Story({2010: 100, 2022: 400, 2024: 300}, DAY), "behind", "from 400 in 2022"),
        (Story({2010: 100, 2013: 120}), "behind", "from 100 in 2010"),
        (Story({2010: 100, 2024: 300}, DAY), "unknown", "no chance can be given"),
    ],
)  # fmt: skip
def test_the_path_begins_with_the_goal(story: Story, status: str, words: str) -> None:
    outlook = told(story)
    assert outlook.status == status, outlook.words
    assert words in outlook.words
