"""Five corridors from public facts: each line has its source, the verdict is what a careful analyst would say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from svat.corridor.file import load
from svat.council.files import CouncilFiles
from svat.council.folder import FolderStore
from svat.council.goals import goals

FOLDER = Path(__file__).resolve().parents[2] / "docs/examples/corridors"
FILES = sorted(FOLDER.glob("*.toml"))


def test_there_are_five() -> None:
    assert [path.stem for path in FILES] == ["in-ae", "kz-uz", "tr-az", "tr-id", "vn-kr"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_figure_and_goal_has_a_source_with_a_link(path: Path) -> None:
    corridor = load(path)
    sources = [s for goal in corridor.goals for s in goal.sources]
    sources += [s for series in corridor.series for value in series.values for s in value.sources]
    assert sources
    assert all(source.link.startswith("http") for source in sources)
    assert corridor.notes == ()


@pytest.mark.parametrize(
    ("name", "on", "headlines"),
    [
        ("in-ae", "2023-09-01", ["Unknown: whether the goal of 2027 comes about is open"]),
        ("in-ae", "2024-09-01", ["Unknown: whether the goal of 2030 comes about is open"]),
        ("kz-uz", "2022-01-01", ["Unknown: the figure of 2020 is not known"]),
        ("kz-uz", "2024-09-01", ["Unknown: whether the goal of 2030 comes about is open"]),
        ("tr-az", "2022-01-01", ["Unknown: whether the goal of 2023 comes about is open"]),
        ("tr-az", "2024-01-10", ["Missed: 7,500 of 15,000 USD million in 2023 (50.0 %)"]),
        ("tr-id", "2026-11-01", ["Unknown: the figure of 2025 is not known"]),
        ("vn-kr", "2020-06-01", ["Unknown: whether the goal of 2020 comes about is open"]),
        (
            "vn-kr",
            "2023-09-01",
            [
                "Behind: 87.7 of 100 USD billion in 2022 (87.7 %)",
                "Unknown: whether the goal of 2030 comes about is open",
            ],
        ),
    ],
)
def test_the_verdict_of_each_day(name: str, on: str, headlines: list[str]) -> None:
    store = FolderStore(CouncilFiles(corridor=FOLDER / f"{name}.toml"))
    found = goals(store, date.fromisoformat(on)).assessments
    assert [f.outlook.headline for f in found] == headlines
