"""The terminal: progress where somebody watches, one clear line where something is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import rich.progress
import typer
from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from svat.notation import Written
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.wording import SOURCE, Said, Wording, wording

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]

# A pipe has no width: a table there keeps each row on one line.
_WIDTH = None if sys.stdout.isatty() else 1000

_language = ContextVar("language", default=SOURCE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Everything that is printed within is said in this language, as far as it was made to be."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def spoken() -> Wording:
    """The language that a command speaks."""
    return wording(_language.get())


class _Terminal(Console):
    """A console that says things in the language of the command."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print; what `say` and svat.notation made in the language, all else as it is."""
        super().print(*map(_said, objects), **options)


def _said(value: Any) -> Any:
    speech = spoken()  # English is said as it is
    return speech(value) if isinstance(value, Said | Written) and speech.language != SOURCE else value


out = _Terminal(width=_WIDTH, soft_wrap=True, highlight=False, markup=False, emoji=False)
err = _Terminal(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar with stage and rate on a terminal; nothing at all in a pipe."""
    if not sys.stderr.isatty():
        yield silent
        return
    bar = rich.progress.Progress(
        TextColumn("{task.description:<24}"),
        BarColumn(),
        TextColumn("{task.completed:>8.0f} / {task.total:.0f}"),
        TextColumn("{task.fields[rate]:>12}"),
        TimeElapsedColumn(),
        console=err,
    )
    tasks: dict[str, TaskID] = {}

    def show(stage: str, done: int, all_: int) -> None:
        if stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=max(all_, 1), rate="")
        task = bar.tasks[[t.id for t in bar.tasks].index(tasks[stage])]
        rate = f"{done / task.elapsed:,.0f}/s" if task.elapsed else ""
        bar.update(tasks[stage], completed=done, total=max(all_, 1), rate=rate)

    with bar:
        yield show


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: str = "") -> None:
    """Print a table; `numbers` names the right-aligned columns by their first letters' position, as in "01"."""
    grid = Table(title=_said(title) or None, title_justify="left", box=None, pad_edge=False, show_edge=False)
    for k, column in enumerate(columns):
        grid.add_column(_said(column), justify="right" if str(k) in numbers else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(_cell(value) for value in row))
    out.print(grid, soft_wrap=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(_said(value))


def print_json(value: object) -> None:
    """Print one JSON document; dataclasses become objects, dates ISO text, decimals text."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=not unicode, indent=2) + "\n")


def plain(value: Any) -> Any:
    """The same in what JSON knows; floats to six decimals."""
    if isinstance(value, Refusal | Note):
        return plain(value.printed)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"  # never with an exponent
    return value


def print_first(lines: Iterable[str], *, as_json: bool = False) -> None:
    """What an officer must read before anything else; beside a JSON document, on stderr."""
    for line in lines:
        (err if as_json else out).print(line)


def fail(message: str) -> None:
    """One line on stderr."""
    err.print("svat: " + " ".join(message.split()))
