"""Folders that are wholly a run's: replaced whole, wherever a run is cut off; another's folder is never touched."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.test_results import POSIX, Killed, killed_after, no_exchange, nothing, subfolder

from svat import files
from svat.refusals import UnusableInput
from svat.results import RUN, ResultFolder

NAMES = ["a.json", "pages/", "letters.csv", "to-send/"]
Ground = Callable[[Path, pytest.MonkeyPatch], None]


def put(folder: Path, text: str, pages: int = 2) -> str:
    def made(half: Path) -> str:
        files.write_text(half / "a.json", text)
        for number in range(pages):
            for place in (half / "pages", half / "to-send" / f"K{number}"):
                place.mkdir(parents=True, exist_ok=True)
                files.write_text(place / f"{number}.html", f"{text} {number}")
        return ""

    with ResultFolder(folder) as place:
        return place.put(NAMES, made)


def run_of(folder: Path) -> str:
    """The text that every file of the run holds; "mixed" where they differ."""
    found = {path.read_text().split()[0] for path in folder.rglob("*.html")} | {
        (folder / "a.json").read_text()
    }
    return found.pop() if len(found) == 1 else "mixed"


@pytest.mark.parametrize("ground", [nothing, no_exchange, subfolder])
def test_folders_of_a_run_take_the_place_of_an_earlier_run_s(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    ground(out, monkeypatch)
    for text, pages in (("one", 3), ("two", 1), ("two", 1), ("three", 2)):
        put(out, text, pages)
        (out / "user.txt").write_text("mine")
        assert run_of(out) == text
        assert len(list((out / "pages").iterdir())) == len(list((out / "to-send").iterdir())) == pages
        assert set(json.loads((out / RUN).read_text())["files"]) == {"a.json", "pages/", "to-send/"}
        assert (out / "user.txt").read_text() == "mine"
    assert [x for x in (*out.iterdir(), *tmp_path.iterdir()) if x.name.startswith(files.HALF)] == []


def test_the_run_is_another_when_a_file_within_a_folder_is(tmp_path: Path) -> None:
    one, two, three = put(tmp_path / "1", "x"), put(tmp_path / "2", "x"), put(tmp_path / "3", "x", 3)
    assert one == two != three


def test_a_folder_that_no_run_has_made_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "pages").mkdir(parents=True)
    (out / "pages" / "mine.txt").write_text("mine")
    with pytest.raises(UnusableInput, match=re.escape("is no folder of svat's results")):
        put(out, "one")
    assert (out / "pages" / "mine.txt").read_text() == "mine"
    (out / "pages" / "mine.txt").unlink()
    put(out, "one")  # an empty one may be
    assert run_of(out) == "one"


@POSIX
@pytest.mark.parametrize("within", [False, True])
def test_cut_off_at_every_step_the_next_run_finishes_or_clears(
    within: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for steps in range(150):
        out = tmp_path / str(steps) / "out"
        put(out, "old", 1)
        (out / "user.txt").write_text("mine")
        if within:
            (out / "user").mkdir()
            (out / "user" / "deep.txt").write_text("mine")
        try:
            with monkeypatch.context() as patch:
                killed_after(steps, patch)
                put(out, "new", 1)
        except Killed:
            found.append(run_of(out) if (out / "pages").exists() and (out / "to-send").exists() else "mixed")
        else:
            break
        with ResultFolder(out):
            pass
        assert run_of(out) in ("old", "new"), steps
        assert (out / "user.txt").read_text() == "mine"
        assert not within or (out / "user" / "deep.txt").read_text() == "mine"
        assert [x for x in (*out.iterdir(), *out.parent.iterdir()) if x.name.startswith(files.HALF)] == []
    assert 15 < len(found) < 150
    assert set(found) <= ({"old", "new", "mixed"} if within else {"old", "new"})
