"""The council's attention: what an officer must know of a roll before anything else, the loudest first.

One table says of every kind of note how loud it is and what a line calls it: a new kind is a row here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from svat import notation
from svat.refusals import Note
from svat.roll.model import Roll
from svat.wording import say, say_list

# loud: who is on the roll, or what they offer, may be wrong; it counts in --strict. told: svat has chosen a reading
# that somebody should look at once. quiet: mended within a cell; the list of notes is enough.
Loudness = Literal["loud", "told", "quiet"]

KINDS: Mapping[str, tuple[Loudness, str]] = {
    # letters
    "letters-doubtful": ("loud", say("letters make no language, as in a wrong encoding")),
    "letters-lost": ("loud", say("letters were lost")),
    "encoding-assumed": ("loud", say("encoding assumed")),
    "bytes-removed": ("loud", say("bytes removed that are no text")),
    "quotes-unmatched": ("loud", say("rows with quotation marks that do not match")),
    # sheets
    "sheet-passed-over": ("loud", say("sheets passed over")),
    "sheet-hidden": ("loud", say("hidden sheets")),
    "sheets-joined": ("told", say("sheets joined into one table")),
    # rows
    "header-row": ("loud", say("rows taken for a part of the header")),
    "header-repeated": ("loud", say("rows passed over as the header again")),
    "header-changed": ("loud", say("headers that change within a sheet")),
    "above-header": ("loud", say("rows above the header passed over")),
    "row-hidden": ("loud", say("hidden rows")),
    "name-alone": ("loud", say("rows with a name alone, not taken for companies")),
    "title": ("loud", say("rows passed over as titles")),
    "total": ("loud", say("rows passed over as totals")),
    "footnote": ("loud", say("rows passed over as footnotes")),
    "signature": ("loud", say("rows passed over as signatures")),
    "column-numbers": ("loud", say("rows passed over as numbers of columns")),
    "passed-over": ("loud", say("rows or columns passed over")),
    "far-off": ("loud", say("cells far off the table passed over")),
    "repeated": ("told", say("rows said again")),
    "contradiction": ("loud", say("rows that contradict each other")),
    "rows-joined": ("told", say("rows joined into one company")),
    # columns
    "column-passed-over": ("loud", say("columns passed over")),
    "column-hidden": ("told", say("hidden columns that are read")),
    "columns-joined": ("told", say("columns joined into one")),
    "heading-doubtful": ("told", say("headings that may mean something else")),
    "goods-doubtful": ("told", say("goods whose commas or slashes may part them")),
    "goods-parted": ("told", say("goods parted by commas or slashes")),
    "identifier-made": ("told", say("identifiers made by svat")),
    "no-identity": ("loud", say("identifiers that identify nobody")),
    "look-alike": ("loud", say("identifiers that cannot be told apart")),
    "digits-missing": ("loud", say("identifiers or codes short of digits")),
    "extra-cell": ("told", say("cells beyond the last heading")),
    # cells
    "error": ("loud", say("cells with a spreadsheet's error")),
    "formula": ("loud", say("formulas without a stored value")),
    "unclear": ("told", say("cells that could mean several things")),
    "other-value": ("told", say("values lost in joined rows")),
    "left-out": ("told", say("cells left out")),
    "merged": ("quiet", say("cells merged over rows")),
    "mended": ("quiet", say("cells mended")),
    "default": ("quiet", say("cells filled with what was given for all")),
    "approximate": ("quiet", say("figures that are approximate")),
    "codes-apart": ("quiet", say("codes that are not as many as the goods")),
    "read-as": ("quiet", say("cells read as something else than written")),
    "key-unknown": ("quiet", say("keys not used")),
    "remark": ("quiet", say("remarks")),
}  # fmt: skip
_OF_LETTERS = frozenset(("letters-doubtful", "letters-lost", "encoding-assumed"))
_ORDER: tuple[Loudness, ...] = ("loud", "told", "quiet")
_MOST_LINES = 12
_MOST_PLACES = 3
_LONGEST = 60  # characters of a value or reason in a line

NO_GOODS = say("NO GOODS IN ANY ROW: no company of this roll can be introduced")


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of what an officer must know of a roll."""

    loudness: Loudness
    words: str


def notices(roll: Roll) -> tuple[Notice, ...]:
    """What must be known of a roll, the loudest first; what is quiet is not among it."""
    found = [Notice("loud", say("NO GOODS IN ANY ROW: {line}", line=line)) for line in roll.goodless]
    if not found and roll.companies and not any(company.listings for company in roll.companies):
        found.append(Notice("loud", NO_GOODS))
    found += _noted(roll.notes)
    unknown = [header for header, canonical in roll.columns if not canonical]
    if unknown:
        found.append(
            Notice(
                "loud",
                say("columns without meaning, kept but not used: {unknown}", unknown=", ".join(unknown)),
            )
        )
    return tuple(sorted(found, key=lambda notice: _ORDER.index(notice.loudness)))


def first_lines(roll: Roll, whose: str = "") -> list[str]:
    """The same in lines for the top of an answer, and how many notes there are; `whose` begins each line."""
    found = notices(roll)
    lines = [notice.words for notice in found[:_MOST_LINES]]
    if rest := len(found) - len(lines):
        lines.append(say("and {more_kinds} of notes", more_kinds=notation.count(rest, "more kind")))
    if roll.notes:
        lines.append(notation.count(len(roll.notes), "note"))
    return [say("{whose}: {line}", whose=whose, line=line) if whose else line for line in lines]


def letters_told(notes: Iterable[Note], whose: str) -> list[str]:
    """What is assumed or doubted of a table's letters, in lines for the top of an answer."""
    of_letters = [note for note in notes if note.kind in _OF_LETTERS]
    return [say("{whose}: {words}", whose=whose, words=notice.words) for notice in _noted(of_letters)]


def _noted(notes: Iterable[Note]) -> list[Notice]:
    by_kind: dict[str, list[Note]] = {}
    for note in notes:
        by_kind.setdefault(note.kind, []).append(note)
    return [
        Notice(
            loudness,
            say(
                "{words}: {by_kind} ({places})",
                words=words,
                by_kind=len(by_kind[kind]),
                places=_places(by_kind[kind]),
            ),
        )
        for kind, (loudness, words) in KINDS.items()
        if kind in by_kind and loudness != "quiet"
    ]


def _places(notes: list[Note]) -> str:
    shown = [_place(note) for note in notes[:_MOST_PLACES]]
    return say_list([*shown, "…"] if len(notes) > len(shown) else shown, "; ")


def _place(note: Note) -> str:
    """Where a note is, and its value, or its reason where it has none."""
    value = " ".join(note.value.split())
    said = value or note.reason
    if len(said) > _LONGEST:
        said = f"{said[:_LONGEST]}…"
    if not note.row:
        return said
    row = say("row {row}", row=str(note.row))
    return say("{place} {said}", place=row, said=said) if said else row
