"""What is kept on the disk: the same as what was made, made anew where in doubt, and no more of it than stated."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from svat.cached import _FORMAT, cached, prune, source_of
from svat.law.lists.model import Entry, ListedName

ROOMS = ("svat.law.lists.model", "svat.wording")
ENTRY = Entry("7", "Ministry", "vessel", (ListedName("AMBER PETREL IX"),), date(2026, 11, 9))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of this test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "svat"


def test_it_is_made_once_and_given_back_as_it_was(folder: Path) -> None:
    made: list[int] = []

    def make() -> object:
        made.append(1)
        return {"entries": (ENTRY,), "many": Counter("aab"), "sets": frozenset({1})}

    assert cached("x", ["one"], make, ROOMS) == cached("x", ["one"], make, ROOMS)
    assert len(made) == 1
    cached("x", ["another"], make, ROOMS)
    assert len(made) == 2
    assert {x.suffix for x in folder.iterdir()} == {".obj"}


def test_arrays_are_kept(folder: Path) -> None:
    for _ in range(2):
        found = cached("x", ["one"], lambda: {"a": np.arange(3), "b": np.array(["ä", "b"], dtype=object)}, ())
        assert found["a"].tolist() == [0, 1, 2]
        assert found["b"].tolist() == ["ä", "b"]


@pytest.mark.parametrize("harm", ["cut", "altered", "emptied", "of another kind"])
def test_a_file_that_was_harmed_is_made_anew(folder: Path, harm: str) -> None:
    cached("x", ["one"], lambda: "first", ROOMS)
    [path] = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(
        {
            "cut": whole[:-1],
            "altered": whole[:-3] + b"abc",
            "emptied": b"",
            "of another kind": b"svat arrays 1\n" + whole,
        }[harm]
    )
    assert cached("x", ["one"], lambda: "anew", ROOMS) == "anew"
    assert cached("x", ["one"], lambda: "not asked", ROOMS) == "anew"


class _Harm:
    """What a file must not be able to do."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("harm",)


@pytest.mark.parametrize("object_", [_Harm(), cached, os.sep.join, Path("x")])
def test_a_file_holds_nothing_but_data_of_its_rooms(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, object_: object
) -> None:
    monkeypatch.chdir(tmp_path)
    cached("x", ["one"], lambda: "first", ROOMS)
    [path] = folder.iterdir()
    packed = pickle.dumps(object_)
    path.write_bytes(_FORMAT + hashlib.sha256(packed).digest() + packed)
    assert cached("x", ["one"], lambda: "anew", ROOMS) == "anew"
    assert not (tmp_path / "harm").exists()


def test_an_entry_is_not_read_where_its_room_is_not_named(folder: Path) -> None:
    cached("x", ["one"], lambda: ENTRY, ())
    assert cached("x", ["one"], lambda: "anew", ()) == "anew"
    assert cached("y", ["one"], lambda: ENTRY, ROOMS) == ENTRY


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cached("x", ["one"], lambda: 1, ROOMS) == 1


def test_what_was_not_used_for_longest_goes_first(folder: Path) -> None:
    folder.mkdir()
    for age, name in enumerate(("new", "hour", "old", "oldest")):
        path = folder / name
        path.write_bytes(bytes(10))
        os.utime(path, (0, path.stat().st_mtime - 4000 * age))
    prune(folder, 25)
    assert sorted(x.name for x in folder.iterdir()) == ["hour", "new"]
    prune(folder, 0)
    assert [x.name for x in folder.iterdir()] == ["new"]  # somebody may be about to read it
    prune(folder / "missing", 0)


def test_use_makes_a_file_young(folder: Path) -> None:
    cached("x", ["one"], lambda: 1, ROOMS)
    [path] = folder.iterdir()
    os.utime(path, (0, 0))
    cached("x", ["one"], lambda: 2, ROOMS)
    assert path.stat().st_mtime > 0


def test_the_code_that_makes_a_thing_is_part_of_its_name() -> None:
    assert source_of("svat.text") != source_of("svat.law")
    assert source_of("svat.text") == source_of("svat.text")
