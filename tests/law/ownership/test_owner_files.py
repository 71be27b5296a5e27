"""Owners files as offices send them: read whole, or refused with file, row, column, value and reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from svat.law.ownership.reader import read_owners
from svat.refusals import Note, UnusableInput

RUSSIAN = "№;Компания;Владелец;Тип;ИНН;Доля, %;Контроль;Примечание\r\n"
KOREAN = "회사\t주주명\t유형\t지분율(%)\t지배\r\n"

FILES = {
    "bom": "owned,owner,share\nX1,Пример Мёд,60\nX1,Другой,40\n".encode("utf-8-sig"),
    "cp1251": (
        RUSSIAN + "1;X1;ООО «Пример Мёд»;юрлицо;770912345678;60,00 %;нет;по выписке\r\n;;;;;;;\r\n"
        "2;X1;Другой Человек;физлицо;;40;да;\r\n"
    ).encode("cp1251"),
    "cp949": (KOREAN + "X1\t예시홀딩스\t법인\t60.0\t아니오\r\nX1\t홍길동\t개인\t40\t예\r\n\r\n").encode(
        "cp949"
    ),
    "utf-16": "owned\towner\tshare\nX1\tPrimer\t60\nX1\tOther\t40\n".encode("utf-16"),
    "header twice": b"owned,owner,share\nX1,Primer,60\nowned,owner,share\nX1,Other,40\nTotal,,100\n",
    "sep line": b"sep=;\nOwned;Owner;Share\nX1;Primer;60\nX1;Other;40\n",
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_offices_are_read_whole(tmp_path: Path, name: str) -> None:
    file = tmp_path / "owners.csv"
    file.write_bytes(FILES[name])
    found = read_owners([file])
    assert [(s.owned, s.share) for s in found] == [("X1", Fraction(3, 5)), ("X1", Fraction(2, 5))]
    assert all(s.owner and "\ufffd" not in s.owner for s in found)
    if name == "cp1251":
        assert [(s.kind, s.control) for s in found] == [("organisation", False), ("person", True)]
        assert found[0].identifiers == (("tax", "770912345678"),)
        assert found[0].owner == "ООО «Пример Мёд»"
    if name == "cp949":
        assert [(s.owner, s.kind, s.control) for s in found] == [
            ("예시홀딩스", "organisation", False), ("홍길동", "person", True),
        ]  # fmt: skip


def test_a_workbook_with_merged_cells_and_percent_formats(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Owners of our members"], ["Компания", "Владелец", "Доля", "ИНН"],
        ["X1", "Первый", 0.5, 770912345678], [None, "Второй", 0.255, None], ["X2", "Третий", 1, None],
        ["X3", "Четвёртый", 99.5, None], ["X3", "Пятый", 0.5, None],
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    sheet["C3"].number_format = "0.00%"
    file = tmp_path / "owners.xlsx"
    book.save(file)
    found = read_owners([file])
    assert [(s.owned, s.owner, s.share) for s in found] == [
        ("X1", "Первый", Fraction(1, 2)), ("X1", "Второй", Fraction(51, 200)), ("X2", "Третий", 1),
        ("X3", "Четвёртый", Fraction(199, 200)), ("X3", "Пятый", Fraction(1, 200)),
    ]  # fmt: skip
    assert found[0].identifiers == (("tax", "770912345678"),)


# shares as written, as read in hundredths of a percent (? unknown), or the refusal
SHARES = [
    ("50", "5000"),
    ("50,00 %", "5000"),
    ("62.5%", "6250"),
    ("５０ ％", "5000"),
    ("1/3", "3333"),
    ("0,5 %", "50"),
    ("0,5", "5000"),  # half: the larger reading
    ("1", "10000"),
    ("1 %", "100"),
    ("0", "0"),
    ("", "?"),
    ("н/д", "?"),
    ("unknown", "?"),
    ("99,5|0,5", "9950 50"),  # the whole has no room for a half
    ("98|1|1", "9800 100 100"),
    ("40|0,5", "4000 5000"),
    ("0.6|0.4", "6000 4000"),
    ("60 %|0.5", "6000 50"),
    ("0.6|0.7", "may be 60 % or 0.6 %"),
    ("1|1", "may be 100 % or 1 %"),
    ("33.34|33.33|33.34", "3334 3333 3334"),  # rounding
    ("60|41", "sum to 101 %"),
    ("101", "over 100 %"),
    ("-5", "must be a percentage"),
    (">50", "must be a percentage"),
    ("около 50", "must be a percentage"),
    ("50-60", "must be a percentage"),
    ("1,234.5", "must be a percentage"),
]


@pytest.mark.parametrize(("written", "read"), SHARES)
def test_what_a_share_may_mean_is_read_strictly_or_refused(tmp_path: Path, written: str, read: str) -> None:
    file = tmp_path / "owners.csv"
    rows = [f"X1;Owner {k};{share}" for k, share in enumerate(written.split("|"))]
    file.write_text("\n".join(["owned;owner;share", *rows, ""]), encoding="utf-8")
    if read.replace(" ", "").replace("?", "").isdigit() or read == "?":
        found = read_owners([file])
        assert " ".join("?" if s.share is None else str(int(s.share * 10000)) for s in found) == read
    else:
        with pytest.raises(UnusableInput, match=r"owners\.csv: row \d+, column 'share'(, value|: )") as error:
            read_owners([file])
        assert read in str(error.value)
        assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("shares", "held"),
    [
        ([25, 25, 50], [25, 25, 50]),  # two parts of one owner
        ([60, 60, 40], [60, 40]),  # more than the whole: a row given twice
    ],
)
def test_identical_rows_are_two_stakes_where_they_can_be(
    tmp_path: Path, shares: list[int], held: list[int]
) -> None:
    file = tmp_path / "owners.csv"
    rows = [f"X1,{'Other' if k == 2 else 'Same'},{share}" for k, share in enumerate(shares)]
    file.write_text("\n".join(["owned,owner,share", *rows]), encoding="utf-8")
    found = read_owners([file])
    assert [s.share for s in found] == [Fraction(x, 100) for x in held]
    assert read_owners([file, file]) == found  # what two files say alike counts once


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("owned,owner,share\nX1,,10\n", "row 2, column 'owner', value '': must not be empty"),
        ("owned,owner,share\n,Somebody,10\n", "row 2, column 'owned', value '': must not be empty"),
        ("owned,owner,share\nX1,n/a,10\n", "row 2, column 'owner', value 'n/a': must not be empty"),
        ("owned,owner,share\nX1,A,10\nX1,B\n", "row 3: has 2 cells, the header has 3: the row may be cut"),
        (
            "owned,owner,share,Votes\nX1,A,10,60\n",
            "row 2, column 'Votes', value '60': the column is not known",
        ),
        ("owned,owner,share\nX1,A,10,60\n", "row 2, column 'column 4', value '60': the column is not known"),
        (
            "owned,owner,share,control\nX1,A,10,maybe\n",
            "row 2, column 'control', value 'maybe': must be yes, no",
        ),
        ("owned,owner,share,owner_type\nX1,A,10,ship\n", "row 2, column 'owner_type', value 'ship': must be"),
        (
            "owned,owner,share,tax number\nX1,A,10,7.70912E+11\n",
            "row 2, column 'tax number', value '7.70912E+11'",
        ),
        (
            'owned,owner,share,identifiers\nX1,A,10,"tax: 1: 2"\n',
            "row 2, column 'identifiers', value 'tax: 1: 2'",
        ),
        ("owned,owner,share\n* see also B 60 %\nX1,A,10\n", "a footnote: no stake: it could hide an owner"),
        ('owned,owner,share\nX1,"A"b,10\n', "quotes do not match"),
        (
            "owned,owner,share,shareholder\nX1,A,10,B\n",
            "column 'shareholder': means owner like the column 'owner'",
        ),
        ("owned,owner\nX1,A\n", "no header with columns owned, owner and share"),
        ("owned,owner,share\n", "has a header but no row"),
    ],
)
def test_what_could_hide_an_owner_stops_the_run(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "owners.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnusableInput, match=r"owners\.csv: ") as error:
        read_owners([file])
    assert words in str(error.value)


def test_lost_letters_stop_the_run(tmp_path: Path) -> None:
    lost = tmp_path / "lost.csv"
    lost.write_text("owned,owner,share\nX1,A\ufffdB,10\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match="row 2: 'A\ufffdB': letters are lost"):
        read_owners([lost])


_HEADER = ("owned", "owner", "share")
_FIRST: Sequence[tuple[object, ...]] = (_HEADER, ("X1", "A", 10))


def _book(path: Path, second: Sequence[tuple[object, ...]], *, hidden: bool = False) -> Path:
    book = openpyxl.Workbook()
    for sheet, rows in ((book.active, _FIRST), (book.create_sheet("More"), second)):
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
    book["More"].sheet_state = "hidden" if hidden else "visible"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("second", "shares"),
    [
        ((_HEADER, ("X2", "B", 20)), {("X1", "A", "10%"), ("X2", "B", "20%")}),
        ((_HEADER, ("X1", "B", 60)), {("X1", "A", "10%"), ("X1", "B", "60%")}),
        ((("owner", "share", "owned"), ("B", 20, "X2")), {("X1", "A", "10%"), ("X2", "B", "20%")}),
        ((("компания", "владелец", "доля"), ("X2", "B", 20)), {("X1", "A", "10%"), ("X2", "B", "20%")}),
        ((), {("X1", "A", "10%")}),
    ],
)
def test_sheets_of_one_header_are_one_file(
    tmp_path: Path, second: Sequence[tuple[object, ...]], shares: set[tuple[str, str, str]]
) -> None:
    stakes = read_owners([_book(tmp_path / "two.xlsx", second)])
    assert {(s.owned, s.owner, f"{(s.share or 0) * 100}%") for s in stakes} == shares
    assert len(stakes) == 1 or stakes[1].place.endswith("two.xlsx, sheet 'More': row 2")


@pytest.mark.parametrize(
    ("second", "hidden", "words"),
    [
        ((_HEADER, ("X2", "B", 20)), True, "'More': the sheet is hidden"),
        ((("made by", "Office"), ("on", "Monday")), False, "'More': no header of a file of owners; 2 rows not read"),
        ((_HEADER,), False, "'More': a header without rows"),
        ((_HEADER, ("X1", "B", 95)), False, "the shares of 'X1' sum to 105 %, over 100 %"),
        ((_HEADER, ("X2", "", 20)), False, "sheet 'More': row 2"),
        ((_HEADER, ("X2", "B", 120)), False, "sheet 'More': row 2"),
        (((*_HEADER, "country"), ("X2", "B", 20, "KZ")), False, "with different columns"),
    ],
)  # fmt: skip
def test_a_second_sheet_that_could_hide_an_owner_stops_the_run(
    tmp_path: Path, second: Sequence[tuple[object, ...]], hidden: bool, words: str
) -> None:
    with pytest.raises(UnusableInput) as error:
        read_owners([_book(tmp_path / "two.xlsx", second, hidden=hidden)])
    assert words in str(error.value)


def test_what_a_note_says_decides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a note stops the run is told by its kind: with every note in other words, nothing changes."""
    harmless, hiding = tmp_path / "harmless.csv", tmp_path / "hiding.csv"
    harmless.write_bytes(FILES["header twice"])
    hiding.write_text("owned,owner,share\n* see also B 60 %\nX1,A,10\n", encoding="utf-8")
    before = read_owners([harmless])
    for words in ("", "merged over rows", "a total", "quotes do not match"):
        monkeypatch.setattr(
            "svat.tables.rows.Note", lambda *said, words=words: replace(Note(*said), reason=words)
        )
        assert read_owners([harmless]) == before
        with pytest.raises(UnusableInput, match="it could hide an owner"):
            read_owners([hiding])


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("Tax ID No. 770912345678", ("Tax ID No.", "770912345678")),
        ("passport AB 1234567", ("passport", "AB 1234567")),
        ("tax: 770912345678; lei: X", ("tax", "770912345678")),
        ("770912345678", ("identifier", "770912345678")),
        ("AB 1234567", ("identifier", "AB 1234567")),
    ],
)
def test_identifiers_are_read_with_labels_of_several_words(
    tmp_path: Path, cell: str, number: tuple[str, str]
) -> None:
    file = tmp_path / "owners.csv"
    file.write_text(f"owned,owner,share,identifiers\nX1,A,10,{cell}\n", encoding="utf-8")
    (found,) = read_owners([file])
    assert number in found.identifiers


def test_a_country_that_is_none_is_kept_as_written(tmp_path: Path) -> None:
    file = tmp_path / "owners.csv"
    file.write_text("owned,owner,share,country\nX1,A,10,Казахстан\nX1,B,10,Ruritania\n", encoding="utf-8")
    assert [s.country for s in read_owners([file])] == ["KZ", "RURITANIA"]
