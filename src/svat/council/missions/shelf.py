"""The council's missions in a folder: numbered plans that are never written over, the marks on them, and rows added."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from svat.council.store import Appended
from svat.files import append_durably, decoded, locked, make_folder, read_bytes, write_new
from svat.mission.files.settings import FILE
from svat.refusals import said_of
from svat.tables.schema import TableSchema
from svat.wording import say, unusable

PLANS, MARKS = "plans", "marks.jsonl"
_PLAN = re.compile(r"(\d{4,})\.json")
_NAME = re.compile(r"[\w][\w .-]{0,99}")
_READABLE = 0o644


def missions_in(folder: Path) -> tuple[str, ...]:
    """The names of the missions in a folder: of those folders that have their settings."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.name for path in folder.iterdir() if (path / FILE).is_file()))


def mission_folder(missions: Path, name: str) -> Path:
    """The folder of a mission. Raises UnusableInput where there is none, saying which there are."""
    if not _NAME.fullmatch(name):
        raise unusable(
            "{name}: is no name of a mission: letters, digits, spaces, dots and hyphens", name=repr(name)
        )
    found = missions / name
    if not (found / FILE).is_file():
        there = ", ".join(missions_in(missions)) or say("none")
        raise unusable(
            "{found}: there is no such mission (there: {there}); `svat mission init {name}` makes one",
            found=found / FILE,
            there=there,
            name=name,
        )
    return found


class FolderPlans:
    """The plans of a mission's folder: plans/0001.json and so on, and marks.jsonl."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        """The mission's folder."""
        return self._folder

    def versions(self) -> tuple[int, ...]:
        """The numbers of all plans."""
        plans = self._folder / PLANS
        if not plans.is_dir():
            return ()
        names = (_PLAN.fullmatch(path.name) for path in plans.iterdir())
        return tuple(sorted(int(found[1]) for found in names if found))

    def plan(self, version: int) -> bytes:
        """One plan's document."""
        return read_bytes(self.path(version), f"the mission has no plan {version}")

    def path(self, version: int) -> Path:
        """Where a plan stands."""
        return self._folder / PLANS / f"{version:04}.json"

    def add(self, version: int, document: bytes) -> None:
        """Keep a plan, whole or not at all; one of its number is never written over."""
        make_folder(self._folder / PLANS)
        write_new(self.path(version), document, _READABLE)

    def marks(self) -> tuple[Mapping[str, Any], ...]:
        """What was done with plans."""
        path = self._folder / MARKS
        if not path.exists():
            return ()
        found = []
        for number, line in enumerate(decoded(read_bytes(path), str(path)).splitlines(), start=1):
            try:
                made = json.loads(line)
                found.append({"mark": made["mark"], **made})
            except (ValueError, KeyError, TypeError) as error:
                raise unusable(
                    "{file}: line {line}: is not a mark of svat: {error}",
                    file=path,
                    line=number,
                    error=said_of(error),
                ) from error
        return tuple(found)

    def mark(self, made: Mapping[str, Any]) -> None:
        """Add a mark, onto the disk."""
        path = self._folder / MARKS
        line = json.dumps(made, ensure_ascii=False, separators=(", ", ": "))
        with locked(path):
            append_durably(path, f"{line}\n".encode(), own_line=True)


def append_rows(path: Path, header: str, rows: Sequence[Mapping[str, str]], schema: TableSchema) -> Appended:
    """Add rows, by canonical column, to a table of CSV; a row that it has is not added again.

    The table keeps its own columns, their order and its delimiter; `header` is that of a new one. Raises UnusableInput
    for a table that is none in UTF-8 with its header in the first line.
    """
    with locked(path):
        text = decoded(read_bytes(path), str(path)) if path.exists() else ""
        if not text.strip():
            text, first = "", header
        else:
            first = text.splitlines()[0]
        delimiter = max(",;\t", key=first.count)
        columns = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter))]
        named = [found.canonical if (found := schema.synonyms.match(column)) else "" for column in columns]
        if missing := sorted({key for row in rows for key, cell in row.items() if cell} - set(named)):
            raise unusable(
                "{file}: its first line names no column for {missing}; have it there, in UTF-8, so "
                "that rows can be added",
                file=path,
                missing=", ".join(missing),
            )
        there = {tuple(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)}
        made = [tuple(row.get(name, "") if name else "" for name in named) for row in rows]
        new = [row for row in dict.fromkeys(made) if row not in there]
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        if not text:
            out.write(f"{header}\n")
        writer.writerows(new)
        if new:
            append_durably(path, out.getvalue().encode(), own_line=True)
    return Appended(str(path), len(new), len(made) - len(new))
