"""Law room, batch: a file of names screened whole: who is in it, what was found of each, and whether it is cleared.

Files are read as rolls are: CSV of any encoding and delimiter, workbooks, Parquet. Rows with one id are names of one
party. Every column whose heading names an identifier is compared, and each column that is not used is named. Nobody in
the file is left without an answer: what cannot be screened is *review*, never *clear*.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from svat.law import births
from svat.law.ground import Law, Standing
from svat.law.model import Hit, Party, PartyKind
from svat.law.screening.who_else import WhoElse, not_used
from svat.progress import Progress, silent
from svat.refusals import Note, Refusal, RefusalKind
from svat.roll.columns import name_headings
from svat.tables.cells import Cells
from svat.tables.encoding import AskedEncoding, known_encoding
from svat.tables.one_name import doubtful
from svat.tables.reader import read_table
from svat.tables.schema import TableSchema
from svat.tables.values import is_blank
from svat.text.spelling import clean, squash
from svat.wording import say, unusable

_HEADINGS = {
    "id": ("id", "identifier", "no", "№", "number", "ref", "reference", "key", "external_id", "ид", "номер", "код",
           "번호", "아이디", "식별자", "no.", "n", "№ п/п", "п/п", "순번", "연번"),
    "name": ("name", "names", "full name", "party", "company", "имя", "фио", "название", "наименование", "полное имя",
             "이름", "성명", "명칭", "회사명", "상호", "vessel", "vessel name", "ship", "ship name", "судно",
             "название судна", "선박명", "선명", "фамилия имя отчество", "ф.и.о.", *name_headings()),
    "surname": ("surname", "last name", "family name", "lastname", "фамилия", "прізвище", "тегі", "familiya", "성",
                "姓"),
    "given": ("first name", "given name", "given names", "forename", "firstname", "ім'я", "аты", "ism", "名"),
    "father": ("middle name", "patronymic", "father's name", "middlename", "отчество", "по батькові", "әкесінің аты"),
    "country": ("country", "nationality", "citizenship", "country code", "jurisdiction", "страна", "гражданство",
                "страна регистрации", "юрисдикция", "국가", "국적", "나라"),
    "birth_date": births.HEADINGS,
    "type": ("type", "kind", "party type", "entity type", "тип", "вид", "тип лица", "유형", "구분", "종류"),
}  # fmt: skip
SCHEMA = TableSchema(
    noun=say("file of names"),
    row=say("name"),
    headings=_HEADINGS,
    needed=(frozenset({"id"}), frozenset({"name", "surname"})),
    missing=say("no header with columns id and name (номер, имя; 번호, 이름)"),
    weak=frozenset(map(squash, ("№ п/п", "п/п", "순번", "연번"))),  # count rows where another column has ids
    personal=frozenset(("name", "birth_date")),
)
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
class Batch:
    """The parties of a file in its order, with the rows that could not be used and what was odd."""

    parties: tuple[Party, ...]
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """One entry that a party may be, or, with an empty entry, what becomes of a party of whom none was found."""

    id: str
    rank: int  # 1 is the best of the party
    score: float  # 0 … 1; 0 without an entry
    status: Standing
    entry_id: str
    entry_name: str  # the entry's primary name
    list: str  # publisher and version of the list: "OFAC 2024-05-03"
    reason: str


@dataclass
class _PartiesSoFar:
    """Whom the rows read so far are about."""

    kinds: dict[str, PartyKind] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    known: dict[str, WhoElse] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def add(self, cells: Cells) -> None:
        own = clean(cells.raw("id"))
        name, whole = _name(cells), " ".join(cells.raw("name").split())
        if not own:
            self._refuse(cells, "id", own, say("an answer needs an id that it belongs to"), "missing")
            return
        self.names.setdefault(own, [])
        if is_blank(clean(name)):
            why = say("no name; unless another row has one, the party goes to review")
            self._refuse(cells, "name", name, why, "missing")
        elif name not in self.names[own]:
            if "\ufffd" in name:
                why = say("letters are lost; the rest is screened, and never clear")
                self._refuse(cells, "name", name, why, "unreadable")
            elif found := doubtful(name):
                why = say("{found}; the rest is screened, and never clear", found=found)
                self._refuse(cells, "name", name, why, "unreadable")
            self.names[own] += dict.fromkeys((name, whole) if " " in whole else (name,))
        self._type(cells, own)
        self.notes += self.known.setdefault(own, WhoElse()).add(cells)

    def party(self, own: str) -> Party:
        """What the rows say of a party; one without a name has an empty one, that cannot be compared."""
        who = self.known[own]
        return Party(
            own,
            tuple(self.names[own]) or ("",),
            self.kinds[own],
            tuple(who.numbers),
            who.country,
            tuple(who.births),
        )

    def _type(self, cells: Cells, own: str) -> None:
        said = clean(cells.raw("type"))
        kind: PartyKind = "unknown"
        if said and (found := _types().get(squash(said) or said)):
            kind = found
        elif said:
            why = say("not person, organisation or unknown; screened as unknown")
            self.notes.append(cells.note("type", said, why, "read-as"))
        if self.kinds.setdefault(own, kind) != kind:
            self.kinds[own] = "unknown"
            why = say("rows of {own} differ in type; screened as unknown", own=repr(own))
            self.notes.append(cells.note("type", said, why, "contradiction"))

    def _refuse(self, cells: Cells, column: str, value: str, reason: str, kind: RefusalKind) -> None:
        refusal = cells.refusal(column, reason, kind, value)
        self.refusals.append(replace(refusal, record=""))  # documents of a batch do not repeat rows


def _name(cells: Cells) -> str:
    """The name of a row; where the file has its parts, surname, given and father's name put together.

    A column headed "name" beside one of surnames may hold either the given name or the whole one.
    """
    parts = {part: clean(cells.raw(part)) for part in ("surname", "name", "given", "father")}
    said = {part: text for part, text in parts.items() if not is_blank(text)}
    if said.keys() <= {"name"}:
        return " ".join(cells.raw("name").split())
    words = squash(said.get("name", ""))
    return " ".join(
        text for part, text in said.items() if part == "name" or squash(text) not in (words or " ")
    )


def read_names(path: Path, encoding: str | None = None) -> Batch:
    """Read a file with columns id, name and perhaps type, country, birth date and identifiers; gather them by id.

    A missing type is *unknown*. A row without an id is refused; one without a name too, though its party stays, to be
    answered with review. `encoding` is that of a file that does not say its own. Raises UnusableInput when the file
    cannot be read, lacks a column or has nobody in it.
    """
    asked = AskedEncoding(known_encoding(encoding) if encoding else None, "--encoding")
    table = read_table(path, SCHEMA, asked=asked)
    gathered = _PartiesSoFar()
    for cells in table.below_header():
        gathered.add(cells)
    if not gathered.names and not gathered.refusals:
        raise unusable("{file}: has a header but no name", file=table.file)
    unused = (note for part in table.parts for note in not_used(part.table.file, part.header))
    notes = (*table.notes, *unused, *gathered.notes)
    return Batch(tuple(map(gathered.party, gathered.names)), tuple(gathered.refusals), notes)


@cache
def _types() -> dict[str, PartyKind]:
    return {squash(word) or word: kind for kind, words in _TYPES.items() for word in words}


def answers(law: Law, parties: Sequence[Party], progress: Progress = silent) -> list[tuple[BatchAnswer, ...]]:
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
) -> Iterator[BatchAnswer]:
    for rank, hit in enumerate(hits, start=1):
        named = primary.get((hit.publisher, hit.entry_id), "")
        reason = hit.reason
        if hit.listed_name not in (named, ""):
            reason += f"; listed also as '{hit.listed_name}'"
        of = f"{hit.publisher} {hit.list_version}" if hit.entry_id else ""
        yield BatchAnswer(own, rank, hit.score, hit.status, hit.entry_id, named, of, reason)
    if not hits:
        status, reason = law.standing(hits)
        yield BatchAnswer(own, 1, 0.0, status, "", "", "", reason)


def worst(found: Sequence[BatchAnswer]) -> Standing:
    """What becomes of a party by all its answers."""
    return max((answer.status for answer in found), key=("clear", "review", "hit").index)


def as_csv(found: Sequence[Sequence[BatchAnswer]]) -> bytes:
    """The answers as a CSV file in UTF-8, in the order given."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for answer in (answer for own in found for answer in own):
        score = f"{answer.score:.4f}"
        writer.writerow(score if name == "score" else getattr(answer, name) for name in HEADER)
    return text.getvalue().encode("utf-8", "backslashreplace")
