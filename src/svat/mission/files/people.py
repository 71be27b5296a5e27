"""Mission, files: who comes, and who interprets: tables of the office, or as event tools export their participants.

A person is known by an identifier of the file's own, else by company and name, so that no row's place means anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from svat.mission.files.rows import CompanyBook, OfficeRows, number_from, read_rows
from svat.mission.files.settings import MeetingLimits, VisitSettings
from svat.mission.files.times import SlotWords
from svat.mission.model import Delegate, Interpreter, LanguagePair
from svat.refusals import Note
from svat.roll.model import Roll
from svat.sides import Sides
from svat.tables.cells import Cells
from svat.tables.items import texts_of
from svat.tables.kinds import boolean, language
from svat.tables.numbers import BadCell
from svat.tables.schema import TableSchema
from svat.tables.values import language_named
from svat.text.spelling import squash
from svat.wording import say

_LIMITS = {
    "cap": (
        "cap", "cap per day", "cap_per_day", "meetings a day", "max meetings per day", "most meetings a day",
        "встреч в день", "не более встреч в день", "하루 최대 상담", "일 최대 미팅", "하루 상담 한도",
    ),
    "run": ("run", "longest run", "in a row", "meetings in a row", "встреч подряд", "подряд", "연속 상담", "연속 한도"),
    "rest": ("rest", "slots of rest", "break after", "отдых", "перерыв после", "휴식"),
    "available": (
        "available", "availability", "availability slots", "available slots", "available times", "when available",
        "доступность", "доступен", "когда доступен", "время участия", "가능시간", "참석 가능 시간", "참석시간",
    ),
    "absent": (
        "absent", "not available", "unavailable", "blocked", "blocked slots", "unavailable times", "недоступен",
        "отсутствует", "занят", "불참시간", "불가 시간", "불참",
    ),
}  # fmt: skip
_PEOPLE = {
    "id": (
        "id", "person id", "participant id", "attendee id", "delegate id", "external id", "person", "user id",
        "registration id", "код участника", "id участника", "номер участника", "참가자 id", "참가자번호", "참가번호",
    ),
    "name": (
        "name", "full name", "participant", "attendee", "delegate", "participant name", "attendee name", "display name",
        "фио", "имя и фамилия", "участник", "делегат", "성명", "이름", "참가자", "참가자명", "대표단원",
    ),
    "first": ("first name", "given name", "forename", "firstname", "имя"),
    "last": ("last name", "surname", "family name", "lastname", "фамилия", "성"),
    "name_local": (
        "name_local", "local name", "name in own script", "native name", "имя на родном языке", "현지 이름",
        "한글 이름",
        "한글성명",
    ),
    "company": (
        "company", "company id", "organisation", "organization", "company name", "organisation name",
        "organization name", "organisation id", "organization id", "external company id", "компания", "организация",
        "предприятие", "название компании", "회사", "기업", "업체", "회사명", "기업명", "기관명", "소속",
    ),
    "side": ("side", "country", "delegation", "сторона", "страна", "делегация", "국가", "측", "대표단"),
    "title": ("title", "job title", "position", "role", "должность", "직책", "직위"),
    "language": ("language", "preferred language", "язык", "язык общения", "언어", "선호 언어"),
    "languages": (
        "languages", "spoken languages", "languages spoken", "языки", "владение языками", "구사 언어", "사용 언어",
    ),
    "email": ("email", "e-mail", "email address", "mail", "почта", "электронная почта", "эл. почта", "이메일"),
    "phone": ("phone", "mobile", "telephone", "phone number", "телефон", "전화", "휴대폰", "연락처"),
    "lead": ("lead", "head", "head of delegation", "main contact", "руководитель", "глава", "대표", "단장"),
    "consent": (
        "consent", "consent_share_contact", "share contact", "contact may be shared", "согласие",
        "согласие на передачу контактов", "동의", "연락처 제공 동의",
    ),
    **_LIMITS,
}  # fmt: skip
PEOPLE = TableSchema(
    noun=say("table of people"),
    row=say("person"),
    headings=_PEOPLE,
    needed=(frozenset({"name", "first", "last", "id"}), frozenset({"company"})),
    missing=say("no header with columns for the person and the company (участник, компания; 성명, 회사)"),
    personal=frozenset({"name", "first", "last", "name_local", "email", "phone"}),
)
INTERPRETERS = TableSchema(
    noun=say("table of interpreters"),
    row=say("interpreter"),
    headings={
        "id": ("id", "interpreter id", "код", "번호"),
        "name": ("name", "interpreter", "full name", "фио", "переводчик", "имя", "성명", "통역", "통역사", "이름"),
        "pairs": (
            "pairs", "pair", "language pairs", "languages", "language pair", "языки", "пары языков", "языковая пара",
            "언어", "언어쌍", "통역 언어",
        ),
        **_LIMITS,
    },
    needed=(frozenset({"name", "id"}), frozenset({"pairs"})),
    missing=say("no header with columns for the interpreter and the languages (переводчик, языки; 통역사, 언어)"),
    personal=frozenset({"name"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person who comes, with what the plan does not ask: languages spoken, who leads, how to be reached."""

    delegate: Delegate
    title: str = ""
    languages: tuple[str, ...] = ()  # spoken, the best first
    email: str = ""
    phone: str = ""
    leads: bool = False
    consent: bool | None = None  # whether partners may be given the address; None: not said
    file: str = ""
    row: int = 0

    @property
    def id(self) -> str:
        """The person's identifier."""
        return self.delegate.id


def read_people(
    path: Path | None, book: CompanyBook, settings: VisitSettings, words: SlotWords
) -> OfficeRows[Attendee]:
    """The people of a visit. Two rows of one identifier are both refused: nobody can say who is meant."""
    notes: list[Note] = []

    def made(cells: Cells) -> tuple[Cells, Attendee]:
        return cells, _participant(cells, book, settings, words, notes)

    found = read_rows(path, PEOPLE, made)
    return _each_once(found, notes)


def _each_once(found: OfficeRows[tuple[Cells, Attendee]], notes: Sequence[Note]) -> OfficeRows[Attendee]:
    of: dict[str, list[tuple[Cells, Attendee]]] = {}
    for row in found.rows:
        of.setdefault(row[1].id, []).append(row)
    kept, refused = [], []
    for rows in of.values():
        if len(rows) == 1:
            kept.append(rows[0][1])
            continue
        places = [cells.row for cells, _ in rows]
        for cells, person in rows:
            others = ", ".join(str(row) for row in places if row != cells.row)
            why = say("the same person as row {others}: give each an identifier of its own", others=others)
            column = "id" if cells.has("id") else "name"
            refused.append(cells.refusal(column, why, "repeated", person.id))
    counts = replace(
        found.counts, read=found.counts.read - len(refused), refused=found.counts.refused + len(refused)
    )
    return OfficeRows(
        found.file,
        tuple(sorted(kept, key=lambda person: person.id)),
        tuple(sorted((*found.refusals, *refused), key=lambda x: (x.file, x.row))),
        (*found.notes, *notes),
        counts,
    )


def _participant(
    cells: Cells, book: CompanyBook, settings: VisitSettings, words: SlotWords, notes: list[Note]
) -> Attendee:
    said_side = cells.get("side")
    side = None
    if said_side:
        side = book.side(said_side)
    text = cells.get("company", say("no company: whom does the person come for?"))
    side, company = book.find(text, side)
    if squash(text) != squash(company):
        notes.append(cells.note("company", text, say("read as {identifier}", identifier=company), "read-as"))
    name = cells.text("name") or " ".join(filter(None, (cells.text("first"), cells.text("last"))))
    own = cells.get("id")
    if not own:
        cells.column = "name"
        if not name:
            raise BadCell(say("neither a name nor an identifier"), "missing")
        own = f"{company}:{squash(name)}"
        notes.append(
            cells.note(
                "id", "", say("made of company and name: {identifier}", identifier=own), "identifier-made"
            )
        )
    spoken, limits = _languages(cells), _limits(cells, settings.people)
    delegate = Delegate(
        id=own,
        company=company,
        side=side,
        available=hours(cells, words),
        name=name,
        name_local=cells.text("name_local"),
        language=cells.read("language", language) or (spoken[0] if spoken else ""),
        cap_per_day=limits.cap_per_day,
        longest_run=limits.longest_run,
        rest=limits.rest,
    )
    return Attendee(
        delegate,
        cells.text("title"),
        tuple(dict.fromkeys((*((delegate.language,) if delegate.language else ()), *spoken))),
        cells.text("email"),
        cells.text("phone"),
        leads=bool(cells.read("lead", boolean)),
        consent=cells.read("consent", boolean),
        file=cells.file,
        row=cells.row,
    )


def _limits(cells: Cells, usual: MeetingLimits) -> MeetingLimits:
    cap, run, rest = (number_from(cells, *x) for x in (("cap", 0), ("run", 1), ("rest", 0)))
    return MeetingLimits(
        usual.cap_per_day if cap is None else cap,
        usual.longest_run if run is None else run,
        usual.rest if rest is None else rest,
    )


def hours(cells: Cells, words: SlotWords) -> frozenset[str] | None:
    """The slots in which somebody can be there; None where nothing is said. Raises BadCell."""
    here, away = cells.lines("available"), cells.lines("absent")
    if not here and not away:
        return None
    cells.column = "available"
    open_ = words.some(here) if here else frozenset(slot.id for slot in words.slots)
    cells.column = "absent"
    return open_ - (words.some(away, touching=True) if away else frozenset())


def _languages(cells: Cells) -> tuple[str, ...]:
    found = []
    text = cells.get("languages")
    for part in (x for item in texts_of(text) for x in item.replace("/", ",").split(",")):
        if word := part.strip():
            code = language_named(word)
            if code is None:
                raise BadCell(say("{word} is not a language of ISO 639-1", word=word), "unknown")
            found.append(code)
    return tuple(dict.fromkeys(found))


def read_interpreters(
    path: Path | None, settings: VisitSettings, words: SlotWords
) -> OfficeRows[Interpreter]:
    """The interpreters of a visit."""
    seen: dict[str, int] = {}

    def made(cells: Cells) -> Interpreter:
        own = cells.text("id") or cells.get("name", say("no interpreter is named"))
        name, limits = cells.text("name") or own, _limits(cells, settings.interpreters)
        pairs, open_ = _pairs(cells), hours(cells, words)
        found = Interpreter(own, pairs, open_, limits.cap_per_day, limits.longest_run, limits.rest, name)
        cells.column = "id" if cells.has("id") else "name"
        if own in seen:
            raise BadCell(say("row {row} is of the same interpreter", row=seen[own]), "repeated")
        seen[own] = cells.row
        return found

    return read_rows(path, INTERPRETERS, made)


def _pairs(cells: Cells) -> frozenset[LanguagePair]:
    text = cells.get("pairs", say("no languages are named"))
    return frozenset(pair_of(part) for item in texts_of(text) for part in item.split(",") if part.strip())


def pair_of(text: str) -> LanguagePair:
    """Two languages as "ko-ru", "Korean – Russian" or "корейский/русский". Raises BadCell."""
    for mark in ("–", "—", "-", "/", "↔", "+"):
        parts = [part.strip() for part in text.split(mark)]
        if len(parts) == 2:
            codes = [language_named(part) for part in parts]
            if codes[0] and codes[1] and codes[0] != codes[1]:
                return (min(codes[0], codes[1]), max(codes[0], codes[1]))
    raise BadCell(say("not two languages, as in ko-ru"))


def contacts(
    rolls: Sides[Roll], coming: Iterable[tuple[str, str]], limits: MeetingLimits
) -> tuple[Attendee, ...]:
    """The contact persons of companies, by (side, external_id), who come where the office has no table of people."""
    wanted = set(coming)
    found = []
    for side, roll in rolls.items():
        for company in roll.companies:
            if (side, company.external_id) not in wanted:
                continue
            spoken = tuple(x.strip() for x in company.contact_language.split(";") if x.strip())
            delegate = Delegate(
                f"{company.external_id}:contact", company.external_id, side, None, limits.cap_per_day,
                limits.longest_run, limits.rest, company.contact_name or company.name,
                language=spoken[0] if spoken else "",
            )  # fmt: skip
            found.append(
                Attendee(
                    delegate, company.contact_title, spoken, company.email, company.phone,
                    consent=company.consent_share_contact, file=company.file, row=company.row,
                )
            )  # fmt: skip
    return tuple(found)
