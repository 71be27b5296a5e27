"""Arrays that are kept: read back as they were, made anew where they are damaged, done without where they cannot be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from svat.goods.kept import Arrays, Shelf, rows_of

ARRAYS = {
    "whole": np.arange(12, dtype=np.int16).reshape(3, 4),
    "one": np.array(2.5),
    "none": np.zeros((0, 5), dtype=np.float32),
    "raw": np.frombuffer("мёд".encode(), dtype=np.uint8),
}


def never() -> Arrays:
    raise AssertionError("made anew")


def same(found: Arrays) -> bool:
    return list(found) == list(ARRAYS) and all(
        found[name].dtype == array.dtype and np.array_equal(found[name], array)
        for name, array in ARRAYS.items()
    )


def test_they_are_read_back_as_they_were(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "new" / "folder")
    assert same(shelf.arrays("x", ["a", b"b"], lambda: ARRAYS))
    assert same(Shelf(tmp_path / "new" / "folder").arrays("x", ["a", b"b"], never))


@pytest.mark.parametrize("other", [("y", ["a", "b"]), ("x", ["ab"]), ("x", ["a", "b", ""])])
def test_what_depends_on_something_else_is_something_else(
    tmp_path: Path, other: tuple[str, list[str]]
) -> None:
    shelf = Shelf(tmp_path)
    shelf.arrays("x", ["a", "b"], lambda: {"n": np.array(1)})
    assert shelf.arrays(*other, lambda: {"n": np.array(2)})["n"] == 2


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.arrays("x", [], lambda: ARRAYS)
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for broken in (b"", b"other", whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), whole[:60]):
        file.write_bytes(broken)
        assert same(shelf.arrays("x", [], lambda: ARRAYS))
        assert file.read_bytes() == whole


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert same(Shelf(tmp_path / "file" / "cache").arrays("x", [], lambda: ARRAYS))


def test_rows_are_read_alone_and_also_where_the_folder_was_cleared(tmp_path: Path) -> None:
    numbers = np.array([2, 0, 2])
    assert np.array_equal(rows_of(ARRAYS, "whole", numbers), ARRAYS["whole"][numbers])
    kept = Shelf(tmp_path).arrays("x", [], lambda: ARRAYS)
    assert np.array_equal(rows_of(kept, "whole", numbers), ARRAYS["whole"][numbers])
    (file,) = tmp_path.iterdir()
    file.unlink()
    assert np.array_equal(rows_of(kept, "whole", numbers), ARRAYS["whole"][numbers])
