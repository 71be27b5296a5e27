"""How the command line's tests call svat: in this process, with its exit code, stdout and stderr."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from svat import demo

Run = Callable[..., tuple[int, str, str]]


def thinned(files: demo.DemoFiles, folder: Path, every: int, more: bytes = b"") -> demo.DemoFiles:
    """The same corridor with every so-manieth row of both rolls, for what does not depend on how many there are.

    `more` is put at the end of the first roll.
    """
    title, *rows = files.roll_a.read_bytes().splitlines(keepends=True)
    (folder / "a.csv").write_bytes(title + b"".join(rows[::every]) + more)
    book = load_workbook(files.roll_b)
    page = book.worksheets[0]
    for row in range(page.max_row, 2, -1):
        if row % every:
            page.delete_rows(row)
    book.save(folder / "b.xlsx")
    return replace(files, roll_a=folder / "a.csv", roll_b=folder / "b.xlsx")
