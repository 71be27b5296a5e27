"""Wishes as offices write them: what is taken, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from svat.market.wishes import read_wishes
from svat.refusals import UnusableInput
from svat.sides import Sides

COMPANIES = Sides(["KZ-1", "KZ-2", "KZ-3"], ["KR-1", "KR-2", "KR-3"])


def _file(tmp_path: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    path = tmp_path / "wishes.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_three_kinds_of_wish(tmp_path: Path) -> None:
    text = "wish,a,b,most\nmust,KZ-1,KR-2,\nveto,KZ-2,KR-1,\nmost,KZ-3,,4\nmost,,KR-3,0\nmost,KZ-3,,2\n"
    found = read_wishes(_file(tmp_path, text), COMPANIES)
    assert found.must == {("KZ-1", "KR-2")}
    assert found.veto == {("KZ-2", "KR-1")}
    assert found.most == Sides({"KZ-3": 2}, {"KR-3": 0})
    assert found.refusals == ()


def test_russian_words_in_windows_1251_with_semicolons(tmp_path: Path) -> None:
    text = "Пожелание;Компания А;Компания Б;Не более\r\nобязательно;KZ-1;KR-2;\r\nвето;KZ-2;KR-1;\r\nлимит;KZ-3;;4\r\n"
    found = read_wishes(_file(tmp_path, text, "cp1251"), COMPANIES)
    assert (len(found.must), len(found.veto), found.most.a) == (1, 1, {"KZ-3": 4})


def test_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["council's wishes"], ["구분", "가 측", "나 측"], ["필수", "KZ-1", "KR-3"]):
        sheet.append(row)
    book.save(tmp_path / "wishes.xlsx")
    assert read_wishes(tmp_path / "wishes.xlsx", COMPANIES).must == {("KZ-1", "KR-3")}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("perhaps,KZ-1,KR-1,", "wish", "none of must"),
        ("must,KZ-9,KR-1,", "a", "no company of this identifier on side a"),
        ("must,KR-1,KZ-1,", "a", "no company of this identifier on side a"),
        ("veto,KZ-1,,", "b", "about two companies"),
        ("most,KZ-1,KR-1,3", "a", "about one company"),
        ("most,KZ-1,,many", "most", "not a whole number"),
        ("most,KZ-1,,-1", "most", "not a whole number"),
        ("must,KZ-2,KR-2,", "wish", "row 2 vetoes the pair"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_and_the_rest_goes_on(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    found = read_wishes(
        _file(tmp_path, f"wish,a,b,most\nveto,KZ-2,KR-2,\n{row}\nmust,KZ-3,KR-3,\n"), COMPANIES
    )
    assert [(x.row, x.column) for x in found.refusals] == [(3, column)]
    assert reason in found.refusals[0].reason
    assert found.must == {("KZ-3", "KR-3")}
    assert found.veto == {("KZ-2", "KR-2")}


def test_what_is_no_file_of_wishes_stops(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="no header with columns wish, a and b"):
        read_wishes(_file(tmp_path, "name,country\nX,KZ\n"), COMPANIES)


def test_a_wish_about_a_company_that_went_into_another_counts_for_that(tmp_path: Path) -> None:
    text = "wish,a,b,most\nveto,KZ-9,KR-1,\nmust,KZ-2,KR-9,\nmost,KZ-9,,1\nveto,KZ-8,KR-1,\n"
    merged = Sides({"KZ-9": "KZ-1"}, {"KR-9": "KR-2"})
    found = read_wishes(_file(tmp_path, text), COMPANIES, merged)
    assert (set(found.veto), set(found.must)) == ({("KZ-1", "KR-1")}, {("KZ-2", "KR-2")})
    assert dict(found.most.a) == {"KZ-1": 1}
    assert [x.value for x in found.refusals] == ["KZ-8"]
