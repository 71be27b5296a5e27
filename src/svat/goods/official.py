"""Goods room: files of nomenclatures and of labelled lines as offices publish them, read into (code, text) rows.

Read are CSV of any encoding, workbooks and Parquet with a column of codes and one of texts, headed as the European
Union's Combined Nomenclature, the EAEU's, Korea Customs' and Mercosur's files are headed, or hscode and description.
A line that stands below another, by dashes ("– – other") or because its code goes on from a shorter one, is read with
what stands above it. A text that many headings share ("other") says nothing of goods alone and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from fractions import Fraction
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path

from svat.files import named
from svat.goods.headings import CODES, CONFIRMED, DESCRIPTIONS, NAMES, PLAIN_NAMES, WEAK
from svat.goods.nomenclature import Successors, listed
from svat.goods.text import normalise
from svat.refusals import Note, NoteKind, UnusableInput
from svat.tables.cells import Cells
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.wording import say

_DASHES = re.compile(r"^(?:\s*[-–—−‑]\s*)+(?=\D|$)")
_DASH = re.compile("[-–—−‑]")
_TOO_COMMON = 12  # headings that share a text, from which it says nothing by itself

_SCHEMA = TableSchema(
    noun=say("nomenclature"),
    row=say("line"),
    headings={"code": CODES, "text": (*DESCRIPTIONS, *NAMES, *PLAIN_NAMES), "answer": CONFIRMED},
    needed=(frozenset(("code",)), frozenset(("text",))),
    missing="no header with a column of codes (hscode) and one of texts (description)",
    weak=WEAK,
)


@dataclass(frozen=True)
class _CodedLine:
    row: int
    written: str  # the code as the file has it
    code: str  # its digits
    text: str
    depth: int  # number of dashes before the text
    answer: str  # what the council says that the text is: one of ANSWERS, or ""


ANSWERS = ("goods", "service", "too vague")
Carry = Callable[[str], Successors]  # a subheading of the file's edition → those of HS 2022


def read_nomenclature(
    path: Path | Traversable, known: frozenset[str], carry: Carry | None = None
) -> tuple[list[tuple[str, str]], list[Note]]:
    """(subheading, text) of each line with a code of six digits or more, and what was left out.

    `carry` is for a file of an older edition: its text stands for each successor. Raises UnusableInput for a file that
    cannot be read, lacks a column, or has no usable row.
    """
    lines = _lines(path)
    carry = carry or _same_edition(known)
    dashed = any(line.depth for line in lines)
    under: dict[str, set[str]] = {}
    for line in lines:
        under.setdefault(line.text, set()).add(line.code[:4])
    notes: list[Note] = []
    rows: list[tuple[str, str]] = []
    above: list[str] = []
    for line in lines:
        if len(line.code) == 4 and line.text:
            above = [line.text]
            continue
        if line.depth:
            above = [*above[: line.depth], line.text]
        if len(line.code) < 6:
            continue
        successors = carry(line.code[:6]) if len(line.code) <= 10 else ()
        if not successors:
            notes.append(_note(path, line, "code", line.written, say("HS 2022 has no such code")))
        elif not line.text:
            notes.append(_note(path, line, "text", "", say("{code} has no description", code=line.written)))
        else:
            alone = not above or not (dashed or len(under[line.text]) > 1)
            stands = above if line.depth else [line.text] if alone else [above[0], line.text]
            text = normalise(": ".join(stands))
            rows.extend((code, text) for code, _ in successors)
            notes.extend(_carried(path, line, successors))
    headings: dict[str, set[str]] = {}
    for code, text in rows:
        headings.setdefault(text, set()).add(code[:4])
    common = {text for text, codes in headings.items() if len(codes) >= _TOO_COMMON}
    for text in sorted(common):
        why = say("stands under {number} headings: left out", number=len(headings[text]))
        notes.append(Note(named(path), 0, "text", text, why, "left-out"))
    rows = [(code, text) for code, text in rows if text not in common]
    if not rows:
        raise UnusableInput(f"{named(path)}: " + say("no row with a code of HS 2022 and a description"))
    return rows, notes


def read_labelled(
    path: Path, known: frozenset[str], carry: Carry | None = None
) -> tuple[list[tuple[str, str]], list[Note]]:
    """(text, subheading) of each line that somebody has coded, and what was left out. Raises UnusableInput.

    `carry` is for a file of an older edition; a line whose code has several successors is left out: nobody says which.
    A line that the council says to be no goods teaches no code and is none of them.
    """
    rows: list[tuple[str, str]] = []
    notes: list[Note] = []
    carry = carry or _same_edition(known)
    lines = _lines(path)
    no_goods = [line for line in lines if line.answer in ANSWERS[1:] and line.text]
    for line in lines:
        if line in no_goods:
            continue
        successors = carry(line.code[:6]) if 6 <= len(line.code) <= 10 else ()
        if len(successors) == 1 and line.text:
            rows.append((line.text, successors[0][0]))
            notes.extend(_carried(path, line, successors))
        elif successors and line.text:
            why = say(
                "has several successors in HS 2022: {codes}; code the line anew", codes=listed(successors)
            )
            notes.append(_note(path, line, "code", line.written, why))
        elif not line.text:
            notes.append(_note(path, line, "text", "", say("{code} has no description", code=line.written)))
        else:
            notes.append(_note(path, line, "code", line.written, say("HS 2022 has no such code")))
    if not rows and not no_goods:
        raise UnusableInput(f"{named(path)}: " + say("no row with a code of HS 2022 and a description"))
    return rows, notes


def read_confirmed(path: Path, known: frozenset[str]) -> list[tuple[str, str]]:
    """(text, what it is) of each line that the council has confirmed: a subheading, "service" or "too vague".

    Those are lines whose column `answer` says so; a line without is coded by somebody, and no word of the council.
    Raises UnusableInput.
    """
    return [
        (line.text, line.code[:6] if line.answer == "goods" else line.answer)
        for line in _lines(path)
        if line.text and line.answer and (line.answer != "goods" or line.code[:6] in known)
    ]


def _same_edition(known: frozenset[str]) -> Carry:
    return lambda code: ((code, Fraction(1)),) if code in known else ()


def _carried(path: Path | Traversable, line: _CodedLine, successors: Successors) -> list[Note]:
    """What a line's code has become, where it is another."""
    if [code for code, _ in successors] == [line.code[:6]]:
        return []
    why = say("is in HS 2022: {codes}", codes=listed(successors))
    return [Note(named(path), line.row, "code", line.written, why, "read-as")]


def _lines(path: Path | Traversable) -> list[_CodedLine]:
    with nullcontext(path) if isinstance(path, Path) else as_file(path) as there:
        return [_line(cells) for cells in read_table(there, _SCHEMA).below_header()]


def _line(cells: Cells) -> _CodedLine:
    written, text = cells.written("code"), cells.written("text")
    dashes = _DASHES.match(text)
    depth = len(_DASH.findall(dashes[0])) if dashes else 0
    bare = text[dashes.end() :] if dashes else text
    digits = re.sub(r"[\s.\-]", "", written)
    return _CodedLine(
        cells.row, written, digits if digits.isascii() and digits.isdigit() else "", bare.strip(" :"), depth,
        answer if (answer := " ".join(cells.written("answer").casefold().split())) in ANSWERS else "",
    )  # fmt: skip


def _note(path: Path | Traversable, line: _CodedLine, column: str, value: str, reason: str) -> Note:
    kind: NoteKind = "left-out"
    return Note(named(path), line.row, column, value, reason, kind)
