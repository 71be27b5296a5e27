"""Law room, batch: a file of names screened whole: who is in it, what was found of each, and where each stands.

Files are read as rolls are: CSV of any encoding and delimiter, workbooks, Parquet. Rows with one id are names of one
party. Nobody in the file is left without an answer: what cannot be screened is *review*, never *clear*.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from svat.law.ground import Law, Standing
from svat.law.model import Hit, Party, PartyKind
from svat.progress import Tick
from svat.refusals import Note, Refusal, UnusableInput
from svat.tables.header import Header
from svat.tables.reader import open_table
from svat.tables.schema import TableSchema
from svat.tables.synonyms import Synonyms
from svat.tables.table import Row
from svat.tables.values import is_blank
from svat.text.spelling import clean, squash

KIND = TableSchema(
    "file of names",
    "name",
    (frozenset({"id"}), frozenset({"name"})),
    "no header with columns id and name (номер, имя; 번호, 이름)",
)
_HEADINGS = {
    "id": ("id", "identifier", "no", "№", "number", "ref", "reference", "key", "external_id", "ид", "номер", "код",
           "번호", "아이디", "식별자"),
    "name": ("name", "names", "full name", "party", "company", "имя", "фио", "название", "наименование", "полное имя",
             "이름", "성명", "명칭", "회사명", "상호"),
    "type": ("type", "kind", "party type", "entity type", "тип", "вид", "тип лица", "유형", "구분", "종류"),
}  # fmt: skip
_TYPES: dict[PartyKind, tuple[str, ...]] = {
    "person": ("person", "persons", "individual", "natural person", "people", "физлицо", "физическое лицо", "человек",
               "персона", "개인", "자연인"),
    "organisation": ("organisation", "organization", "company", "entity", "legal entity", "legal person", "firm", "org",
                     "enterprise", "business", "юрлицо", "юридическое лицо", "организация", "компания", "фирма",
                     "предприятие", "법인", "회사", "기관", "단체", "기업"),
    "unknown": ("unknown", "?", "-", "n/a", "неизвестно", "неизвестен", "미상", "모름"),
}  # fmt: skip
HEADER = ("id", "rank", "score", "status", "entry_id", "entry_name", "list", "reason")


@dataclass(frozen=True, slots=True)
class Names:
    """The parties of a file in its order, with the rows that could not be used and what was odd."""

    parties: tuple[Party, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry that a party may be, or, with an empty entry, where a party stands of whom none was found."""

    id: str
    rank: int  # 1 is the best of the party
    score: float  # 0 … 1; 0 without an entry
    status: Standing
    entry_id: str
    entry_name: str  # the entry's primary name
    list: str  # publisher and version of the list: "OFAC 2024-05-03"
    reason: str


@dataclass
class _Gathered:
    file: str
    header: Header
    kinds: dict[str, PartyKind] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def cell(self, row: Row, column: str) -> str:
        place = self.header.position(column)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def heading(self, column: str) -> str:
        place = self.header.position(column)
        return self.header.columns[place].header if place is not None else column

    def add(self, row: Row) -> None:
        own = clean(self.cell(row, "id"))
        name = " ".join(self.cell(row, "name").split())
        if not own:
            self._refuse(row, "id", own, "an answer needs an id to stand beside")
            return
        self.names.setdefault(own, [])
        if is_blank(clean(name)):
            self._refuse(row, "name", name, "no name; unless another row has one, the party goes to review")
        elif name not in self.names[own]:
            if "\ufffd" in name:
                self._refuse(row, "name", name, "letters are lost; the rest is screened, and never clear")
            self.names[own].append(name)
        self._type(row, own)

    def _type(self, row: Row, own: str) -> None:
        said = clean(self.cell(row, "type"))
        kind: PartyKind = "unknown"
        if said and (found := _types().get(squash(said) or said)):
            kind = found
        elif said:
            self._note(row, said, "not person, organisation or unknown; screened as unknown")
        if self.kinds.setdefault(own, kind) != kind:
            self.kinds[own] = "unknown"
            self._note(row, said, f"rows of {own!r} differ in type; screened as unknown")

    def _refuse(self, row: Row, column: str, value: str, reason: str) -> None:
        self.refusals.append(Refusal(self.file, row.number, self.heading(column), value, reason))

    def _note(self, row: Row, value: str, reason: str) -> None:
        self.notes.append(Note(self.file, row.number, self.heading("type"), value, reason))


def read_names(path: Path) -> Names:
    """Read a file with columns id, name and perhaps type, and gather the names of each id.

    A missing type is *unknown*. A row without an id is refused; one without a name too, though its party stays, to be
    answered with review. Raises UnusableInput when the file cannot be read, lacks a column or has nobody in it.
    """
    table, header, rows = open_table(path, _headings(), KIND)
    gathered = _Gathered(table.file, header)
    for row in rows:
        if row.number > header.last and any(clean(cell) for cell in row.cells):
            gathered.add(row)
    if not gathered.names and not gathered.refusals:
        raise UnusableInput(f"{table.file}: has a header but no name")
    parties = tuple(Party(own, tuple(ns), gathered.kinds[own]) for own, ns in gathered.names.items())
    return Names(parties, tuple(gathered.refusals), (*table.notes, *gathered.notes))


def _headings() -> Synonyms:
    return Synonyms({squash(word) or word: name for name, words in _HEADINGS.items() for word in words})


def _types() -> dict[str, PartyKind]:
    return {squash(word) or word: kind for kind, words in _TYPES.items() for word in words}


def answers(law: Law, parties: Sequence[Party], progress: Tick | None = None) -> list[tuple[Answer, ...]]:
    """For each party its answers, best first: what was found, or one answer without an entry.

    Nobody is clear while the lists have anything against themselves.
    """
    entries = law.lists.entries if law.lists else ()
    primary = {(entry.publisher, entry.id): entry.name for entry in entries}
    return [
        tuple(_answers(party.id, hits, law, primary))
        for party, hits in zip(parties, law.screen(parties, progress), strict=True)
    ]


def _answers(
    own: str, hits: Sequence[Hit], law: Law, primary: dict[tuple[str, str], str]
) -> Iterator[Answer]:
    for rank, hit in enumerate(hits, start=1):
        named = primary.get((hit.publisher, hit.entry_id), "")
        reason = hit.reason
        if hit.listed_name not in (named, ""):
            reason += f"; listed also as '{hit.listed_name}'"
        of = f"{hit.publisher} {hit.list_version}" if hit.entry_id else ""
        yield Answer(own, rank, hit.score, hit.status, hit.entry_id, named, of, reason)
    if not hits:
        status, reason = law.standing(hits)
        yield Answer(own, 1, 0.0, status, "", "", "", reason)


def worst(found: Sequence[Answer]) -> Standing:
    """Where a party stands by all its answers."""
    return max((answer.status for answer in found), key=("clear", "review", "hit").index)


def as_csv(found: Sequence[Sequence[Answer]]) -> bytes:
    """The answers as a CSV file in UTF-8, in the order given."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for answer in (answer for own in found for answer in own):
        score = f"{answer.score:.4f}"
        writer.writerow(score if name == "score" else getattr(answer, name) for name in HEADER)
    return text.getvalue().encode("utf-8", "backslashreplace")
