"""svat corridor report: it writes one file, and what cannot be used is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from svat.cli import app
from svat.refusals import UnusableInput

BARE = 'a = "KZ"\nb = "KR"\n'


def _run(folder: Path, *arguments: object) -> str:
    file = folder / "corridor.toml"
    words = ["corridor", "report", str(file), "--out", str(folder / "out"), *map(str, arguments)]
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_it_writes_one_page_and_says_where(tmp_path: Path) -> None:
    (tmp_path / "corridor.toml").write_text(BARE + 'colour = "blue"\n', encoding="utf-8")
    shown = _run(tmp_path, "--on", "2026-11-01")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["corridor.html"]
    assert str(tmp_path / "out" / "corridor.html") in shown
    assert "line 3: colour" in shown  # a key that svat does not use is told


def test_trade_files_without_world_trade_leave_the_potential_out_by_name(tmp_path: Path) -> None:
    (tmp_path / "corridor.toml").write_text(BARE, encoding="utf-8")
    (tmp_path / "own.csv").write_text("year,value\n2024,5\n", encoding="utf-8")
    _run(tmp_path, "--on", "2026-11-01", "--trade", tmp_path / "own.csv")
    page = (tmp_path / "out" / "corridor.html").read_text("utf-8")
    assert "What Kazakhstan could sell South Korea is left out: " in page
    assert "What South Korea could sell Kazakhstan is left out: " in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", r"corridor\.toml: line 1: a: is missing"),
        (BARE + "[goal]\nby = 2030\n", r"corridor\.toml: line 3: measure: is missing"),
        (
            BARE + "[source.x]\noutlet = 'o'\ndate = 2015-02-30\n",
            r"corridor\.toml: line 5: is not valid TOML",
        ),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "corridor.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput, match=said) as refused:
        _run(tmp_path)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "corridor.toml").write_text(BARE, encoding="utf-8")
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(UnusableInput, match="out: is no folder, so the results cannot be written there"):
        _run(tmp_path)
