"""The terminal: progress where somebody watches, one clear line where something is wrong."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Annotated, Any, Self

import rich.progress
import typer
from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from svat.cli.run_log import TimedStages
from svat.cli.words import word
from svat.notation import Written
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal
from svat.wording import SOURCE, Said, Wording, say, wording

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


def called() -> str:
    """How svat was called, for lines that say how to go on: `svat`, or what `./dev` says that it is."""
    return os.environ.get("SVAT_COMMAND") or "svat"


@contextmanager
def progress(*, lines: bool = False) -> Iterator[Progress]:
    """A bar with stage and rate on a terminal; in a pipe nothing at all, or `lines`."""
    with _shown(lines=lines) as show:
        timed = TimedStages(show)
        try:
            yield timed
        finally:
            timed.end()


@contextmanager
def _shown(*, lines: bool) -> Iterator[Progress]:
    if not sys.stderr.isatty():
        with _StageLines() if lines else nullcontext(silent) as said:
            yield said
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


class _StageLines:
    """A line for each stage, and one more whenever nothing was said for long, whatever the work is doing."""

    EVERY = 5.0  # seconds

    def __init__(self) -> None:
        self._began = self._said = time.monotonic()
        self._stage, self._how_far = "", ""
        self._lock, self._over = threading.Lock(), threading.Event()
        self._clock = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Self:
        self._clock.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._clock.join()

    def __call__(self, stage: str, done: int, all_: int) -> None:
        """Say the stage if it is new, and keep how far it is."""
        with self._lock:
            new = stage != self._stage
            self._stage, self._how_far = stage, f", {done} of {all_}" if all_ > 1 else ""
            if new:
                self._say("")

    def _tick(self) -> None:
        while not self._over.wait(self.EVERY / 10):
            with self._lock:
                if self._stage and time.monotonic() - self._said >= self.EVERY:
                    self._say(self._how_far)

    def _say(self, how_far: str) -> None:
        self._said = time.monotonic()
        err.print(
            say(
                "  {said} s: {stage}{how_far}",
                said=f"{self._said - self._began:.0f}",
                stage=self._stage,
                how_far=how_far,
            )
        )


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: str = "") -> None:
    """Print a table; `numbers` names the right-aligned columns by their first letters' position, as in "01"."""
    grid = Table(title=_said(title) or None, title_justify="left", box=None, pad_edge=False, show_edge=False)
    for k, column in enumerate(columns):
        grid.add_column(
            _said(word(column)), justify="right" if str(k) in numbers else "left", overflow="fold"
        )
    for row in rows:
        grid.add_row(*(_cell(value) for value in row))
    out.print(grid, soft_wrap=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(_said(value))


def print_json(value: object) -> None:
    """Print one JSON document; dataclasses become objects, dates ISO text, decimals text, paths the file's name."""
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
    if isinstance(value, PurePath):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"  # never with an exponent
    return value


def print_first(lines: Iterable[str], *, as_json: bool = False) -> None:
    """What an officer must read before anything else; beside a JSON document, on stderr."""
    for line in lines:
        (err if as_json else out).print(line)


def print_notes(notes: Iterable[Note | Refusal], indent: str = "") -> None:
    """A line for each cell that was mended, left out or refused: where it stands, what it says, and why."""
    for x in notes:
        out.print(
            indent
            + say(
                "{file}: row {row}: {column} {value}: {reason}",
                file=x.file,
                row=x.row,
                column=x.column,
                value=x.value,
                reason=x.reason,
            )
        )


def fail(message: str) -> None:
    """One line on stderr."""
    err.print("svat: " + " ".join(str(_said(message)).split()))
