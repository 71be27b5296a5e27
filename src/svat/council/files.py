"""The council's files: where the files of a council's folder are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from svat.corridor.money.holidays import STALE_AFTER
from svat.council.template import TABLES
from svat.files import read_bytes
from svat.law.record.paths import CaseFilePaths as CaseFilePaths
from svat.sides import SIDES, Sides
from svat.wording import unusable

_SHEETS = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet"))
_NOT_SAID: Sides[str | None] = Sides(None, None)
_NO_ROLLS: Sides[tuple[Path, ...]] = Sides((), ())


@dataclass(frozen=True, slots=True)
class CouncilFiles:
    """Where a council's files of one corridor are. What is not named is empty."""

    corridor: Path | None = None
    rolls: Sides[tuple[Path, ...]] = _NO_ROLLS
    lists: Path | None = None  # a folder with its manifest
    measures: tuple[Path, ...] = ()
    case_file: CaseFilePaths = field(default_factory=CaseFilePaths)
    encodings: Sides[str | None] = _NOT_SAID  # that of the rolls' letters, where a person says it
    synonyms: Path | None = None
    same: Path | None = None  # which companies are one, and which are two
    corrections: Path | None = None  # what counts of companies whatever the rolls say
    nomenclatures: tuple[Path, ...] = ()
    glossary: Path | None = None  # the council's own words of the trade
    spoken: tuple[str, ...] = ()  # the language of each nomenclature, where a person says it
    labelled: tuple[Path, ...] = ()  # goods lines that somebody has coded
    correlations: tuple[Path, ...] = ()  # what codes of older editions of HS became
    wishes: Path | None = None
    decisions: tuple[Path, ...] = ()
    deals: Path | None = None
    rates: tuple[Path, ...] = ()
    trade: tuple[Path, ...] = ()
    factors: Path | None = None  # expected growth and access by HS code
    folder: Path | None = field(
        default=None, compare=False
    )  # the council's, to which missions and rows are added
    runs: tuple[Path, ...] = ()  # results of earlier runs: introductions.json
    stale_after: int = STALE_AFTER  # days after which a rate is too old


def files_of(folder: Path) -> CouncilFiles:
    """The files of a council's folder, by the names that docs/reference/council-folder.md gives them.

    Raises UnusableInput when there is no such folder.
    """
    if not folder.is_dir():
        raise unusable(
            "{folder}: is not a folder; `svat init {folder}` makes a council's folder", folder=folder
        )
    case_file = folder / "case-file"
    return CouncilFiles(
        corridor=_there(folder / "corridor.toml"),
        rolls=Sides(*(_tables(folder / "rolls" / side) for side in SIDES)),
        lists=_there(folder / "lists" / "lists.toml") and folder / "lists",
        measures=_filled(folder / "measures.csv"),
        case_file=CaseFilePaths(
            _first(_filled(case_file / "exemptions.csv")),
            _first(_filled(case_file / "usage.csv")),
            _first(_filled(case_file / "answers.csv")),
            _filled(case_file / "owners.csv"),
            _there(case_file / "rulings.jsonl"),
        ),
        synonyms=_first(_filled(folder / "synonyms.csv")),
        same=_first(_filled(folder / "same.csv")),
        corrections=_first(_filled(folder / "corrections.csv")),
        nomenclatures=_tables(folder / "nomenclatures"),
        glossary=_first(_filled(folder / "glossary.csv")),
        labelled=_tables(folder / "labelled"),
        correlations=_tables(folder / "correlations"),
        wishes=_first(_filled(folder / "wishes.csv")),
        decisions=(*_filled(folder / "decisions.csv"), *_returned(folder / "returned")),
        deals=_first(_filled(folder / "deals.csv")),
        rates=_files(folder / "rates"),
        trade=_files(folder / "trade"),
        folder=folder,
        runs=_filled_runs(folder),
    )


def with_case_file(files: CouncilFiles, given: CaseFilePaths) -> CouncilFiles:
    """The files with those parts of the case file that are given in place of the folder's."""
    held = files.case_file
    return replace(
        files,
        case_file=CaseFilePaths(
            given.exemptions or held.exemptions,
            given.usage or held.usage,
            given.answers or held.answers,
            given.owners or held.owners,
            given.rulings or held.rulings,
        ),
    )


def _there(path: Path) -> Path | None:
    return path if path.exists() else None


def _filled(path: Path) -> tuple[Path, ...]:
    """The table, where it is more than the header of its template: an empty one is none.

    Any other single line is for the table's reader to judge: rows whose header was lost are no empty table.
    """
    if not path.exists():
        return ()
    lines = [line for line in read_bytes(path).splitlines() if line.strip()]
    return () if not lines or (len(lines) == 1 and _is_header(lines[0], path.name)) else (path,)


def _is_header(line: bytes, name: str) -> bool:
    """Whether at least half of a line's cells are columns of the template of this name."""
    columns = next(header for path, header in TABLES.items() if Path(path).name == name).split(",")
    cells = re.split(r"[,;\t]", line.decode("utf-8-sig", "replace").casefold())
    return 2 * sum(cell.strip(' "') in columns for cell in cells) >= len(cells)


def _filled_runs(folder: Path) -> tuple[Path, ...]:
    """The introductions of runs that were written into the folder: out/, and those under runs/."""
    from svat.report.introductions.write import FILES

    found = [folder / "out" / FILES["json"], *sorted((folder / "runs").glob(f"*/{FILES['json']}"))]
    return tuple(path for path in found if path.exists())


def _returned(folder: Path) -> tuple[Path, ...]:
    """The folder of answers that came back, where something is in it."""
    return (folder,) if folder.is_dir() and any(folder.iterdir()) else ()


def _first(paths: Sequence[Path]) -> Path | None:
    return paths[0] if paths else None


def _tables(folder: Path) -> tuple[Path, ...]:
    """The office tables of a folder, in order of their names."""
    return tuple(path for path in _files(folder) if path.suffix.lower() in _SHEETS)


def _files(folder: Path) -> tuple[Path, ...]:
    """The files of a folder in order of their names; those that editors and systems leave there are passed over."""
    if not folder.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.startswith((".", "~$")) and path.name.casefold() != "readme.txt"
    )
