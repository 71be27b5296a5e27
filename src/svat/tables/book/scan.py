"""Tables, book, scan: what a look at a sheet finds, how much a sheet may hold, and values far off its table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from xml.parsers import expat

from svat.notation import number
from svat.refusals import said_of
from svat.wording import unusable

LARGEST = 10_000_000  # cells of the rectangle that holds all values: the library keeps 32 bytes for each, empty or not
LARGEST_BOOK = 3 * LARGEST  # of all sheets together
LARGEST_TEXT = 500 << 20  # bytes of text, each cell's counted though it is stored once for all
_FAR_ROWS, _FAR_COLUMNS = 5_000, 100  # empty ones between a table and a value that is none of its own
_MOST_STRAYS = 1_000
_MOST_COLUMNS = 1_024

ByCell = dict[int, dict[int, str]]  # row number → 0-based column → text


@dataclass
class Extent:
    """The rectangle that holds all values, how many they are, and how much text they repeat."""

    top: int = 1 << 62
    left: int = 1 << 62
    bottom: int = 0
    right: int = -1
    values: int = 0
    text: int = 0

    def add(self, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """A value, or one that is repeated downwards and to the right."""
        self.top, self.left = min(self.top, row), min(self.left, column)
        self.bottom, self.right = max(self.bottom, row + rows - 1), max(self.right, column + columns - 1)
        self.values += rows * columns

    @property
    def cells(self) -> int:
        """How many cells the rectangle has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.values else 0

    @property
    def too_large(self) -> bool:
        """Is it larger than a sheet may be: a large one passes when at least half of it is filled."""
        return self.cells > min(max(LARGEST, 2 * self.values), LARGEST_BOOK)

    def check(self, file: str) -> None:
        """Raises UnusableInput when the sheet is too large."""
        if self.too_large:
            raise unusable(
                "{file}: a sheet whose {values} values lie over {bottom} rows and {right} columns, "
                "up to {address}, is too large for a table; delete what is far from the table, or "
                "save the table alone",
                file=file,
                values=number(self.values),
                bottom=number(self.bottom - self.top + 1),
                right=number(self.right - self.left + 1),
                address=address(self.bottom, self.right),
            )
        if self.text > LARGEST_TEXT:
            raise unusable(
                "{file}: a sheet with {text} MB of text is too large for a table",
                file=file,
                text=number(self.text >> 20),
            )


@dataclass
class SheetScan:
    """What the reader library does not tell of a sheet."""

    extent: Extent = field(default_factory=Extent)
    hidden: set[int] = field(default_factory=set)  # numbers of rows that are not on the screen
    hidden_columns: set[int] = field(default_factory=set)  # 0-based
    filtered: bool = False  # whether a filter is set, so that hidden rows may be its doing
    errors: ByCell = field(
        default_factory=dict
    )  # what a formula gave in place of a value, and texts that the library passes over
    formulas: ByCell = field(default_factory=dict)  # those whose value was never worked out, without the "="
    zeros: ByCell = field(default_factory=dict)  # formats that show the zeros of numbers, as "000000"
    shown: ByCell = field(default_factory=dict)  # how numbers are shown with zeros that they have not
    merges: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # top, left, bottom, right; columns 0-based
    strays: list[tuple[int, int, str]] = field(
        default_factory=list
    )  # (row, column, text) of what was cut out

    @cached_property
    def marked(self) -> frozenset[int]:
        """The rows that have an error, or a formula without a value."""
        return frozenset((*self.errors, *self.formulas))


def hide(scan: SheetScan, first: int, last: int) -> None:
    """Keep that columns are hidden, of many as far as a table may reach."""
    scan.hidden_columns.update(range(first, min(last, first + _MOST_COLUMNS) + 1))


def put(found: ByCell, row: int, column: int, text: str) -> None:
    """Keep a text by its cell."""
    found.setdefault(row, {})[column] = text


def address(row: int, column: int) -> str:
    """A cell's name as spreadsheets show it: row 3, column 1 is "B3"."""
    return f"{letters_of(column)}{row}"


def letters_of(column: int) -> str:
    """The letters of a 0-based column."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def column_of(letters: str) -> int:
    """The 0-based column of its letters."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found - 1


@dataclass(frozen=True)
class Placed:
    """Where values lie in the sheet's own text, one entry of each sequence a value, so that far ones can be cut out."""

    rows: Sequence[int]
    columns: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    times: Sequence[int] = ()  # how often each is repeated, where it can be

    def far(self) -> list[int]:
        """Which values lie far to the right of the others, or far below them; none when these are too many."""
        rows, columns = _near(self.rows, _FAR_ROWS), _near(self.columns, _FAR_COLUMNS)
        found, together = [], 0
        for i, (row, column) in enumerate(zip(self.rows, self.columns, strict=True)):
            if row > rows or column > columns:
                found.append(i)
                together += self.times[i] if self.times else 1
                if together > _MOST_STRAYS:
                    return []
        return found

    def without(self, data: bytes, far: Iterable[int]) -> bytes:
        """The sheet's text with those values cut out."""
        parts, place = [], 0
        for start, end in sorted((self.starts[i], self.ends[i]) for i in far):
            parts.append(data[place:start])
            place = end
        return b"".join([*parts, data[place:]])


def _near(numbers: Sequence[int], far: int) -> int:
    """The last of the numbers before the first wide gap between them."""
    present = sorted(set(numbers))
    for here, after in pairwise(present):
        if after - here > far:
            return here
    return present[-1] if present else 0


def parser() -> expat.XMLParserType:
    """An XML parser that gives a tag's attributes in a mapping and a text in as few pieces as it can."""
    made = expat.ParserCreate()
    made.buffer_text = True
    return made


def parse(made: expat.XMLParserType, data: bytes, part: str, file: str) -> None:
    """Send a part through a parser. Raises UnusableInput when it is not XML."""
    try:
        made.Parse(data, True)  # noqa: FBT003 - takes no name
    except (expat.ExpatError, LookupError, ValueError) as error:  # LookupError: an encoding that nobody knows
        raise unusable(
            "{file}: the workbook cannot be read: {part}: {error}", file=file, part=part, error=said_of(error)
        ) from None


def local(name: str) -> str:
    """A tag without its prefix."""
    return name.rpartition(":")[2]
