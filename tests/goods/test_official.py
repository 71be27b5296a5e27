"""Official nomenclatures as offices publish them, and labelled lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from svat.goods.nomenclature import codes
from svat.goods.official import read_confirmed, read_labelled, read_nomenclature
from svat.refusals import UnusableInput

KNOWN = frozenset(codes())

# (file's name, its content, the rows that it gives)
FILES = {
    "European Union, with dashes and levels": (
        (
            "CN_CODE;NAME_EN\n"
            "0101;Live horses, asses, mules and hinnies\n"
            ";- Horses\n"
            "0101 21 00;- - Pure-bred breeding animals\n"
            ";- - Other\n"
            "0101 29 10;- - - For slaughter\n"
            "0101 30 00;- Asses\n"
        ),
        [
            ("010121", "live horses, asses, mules and hinnies: horses: pure-bred breeding animals"),
            ("010129", "live horses, asses, mules and hinnies: horses: other: for slaughter"),
            ("010130", "live horses, asses, mules and hinnies: asses"),
        ],
    ),
    "European Union, self-explanatory": (
        (
            "hscode,description\n"
            '01012100,"Live horses, asses, mules and hinnies: Pure-bred breeding animals"\n'
            '01013000,"Live horses, asses, mules and hinnies: Asses"\n'
        ),
        [
            ("010121", "live horses, asses, mules and hinnies: pure-bred breeding animals"),
            ("010130", "live horses, asses, mules and hinnies: asses"),
        ],
    ),
    "EAEU": (
        (
            "Код ТН ВЭД\tНаименование\n"
            "0101\tЛошади, ослы, мулы и лошаки живые:\n"
            "\t– лошади:\n"
            "0101 21 000 0\t– – чистопородные племенные животные\n"
            "0101 30 000 0\t– ослы\n"
        ),
        [
            ("010121", "лошади, ослы, мулы и лошаки живые: лошади: чистопородные племенные животные"),
            ("010130", "лошади, ослы, мулы и лошаки живые: ослы"),
        ],
    ),
    "Korea Customs": (
        "HS부호,한글품목명\n0409000000,천연꿀\n2701120000,유연탄\n",
        [("040900", "천연꿀"), ("270112", "유연탄")],
    ),
    "Mercosur": (
        (
            "NCM;Descrição\n01.01;Cavalos, asininos e muares, vivos.\n0101.2;- Cavalos:\n"
            "0101.21.00;-- Reprodutores de raça pura\n0101.30.00;- Asininos\n"
        ),
        [
            ("010121", "cavalos, asininos e muares, vivos.: cavalos: reprodutores de raça pura"),
            ("010130", "cavalos, asininos e muares, vivos.: asininos"),
        ],
    ),
    "no dashes, a text of several headings": (
        "hscode,description\n0101,Horses\n010121,Pure-bred\n010129,Other\n0102,Cattle\n010229,Other\n",
        [("010121", "pure-bred"), ("010129", "horses: other"), ("010229", "cattle: other")],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_nomenclatures_as_they_are_published(tmp_path: Path, name: str) -> None:
    content, rows = FILES[name]
    file = tmp_path / "file.csv"
    file.write_text(content, "utf-8")
    assert read_nomenclature(file, KNOWN) == (rows, [])


def test_a_text_under_many_headings_says_nothing_and_a_code_of_another_revision_is_left_out(
    tmp_path: Path,
) -> None:
    six = [code for code in codes() if len(code) == 6]
    first = list({code[:4]: code for code in six}.values())[:15]
    file = tmp_path / "file.csv"
    lines = [f"{code},기타" for code in first] + ["040900,천연꿀", "999999,없음", "270112,"]
    file.write_text("HS부호,한글품목명\n" + "\n".join(lines) + "\n", "utf-8")
    rows, notes = read_nomenclature(file, KNOWN)
    assert rows == [("040900", "천연꿀")]
    assert [(note.column, note.value) for note in notes] == [
        ("code", "999999"),
        ("text", ""),
        ("text", "기타"),
    ]


def test_labelled_lines_keep_their_words_and_their_number(tmp_path: Path) -> None:
    file = tmp_path / "lines.csv"
    file.write_text("description,hs6\nHoney in Jars,040900\nHoney in Jars,04090000\nx,9\n,040900\n", "utf-8")
    rows, notes = read_labelled(file, KNOWN)
    assert rows == [("Honey in Jars", "040900"), ("Honey in Jars", "040900")]
    assert len(notes) == 2


def test_lines_that_the_council_has_confirmed_are_its_word_and_goods_among_them_teach(tmp_path: Path) -> None:
    file = tmp_path / "confirmed.csv"
    file.write_text(
        "hscode,description,answer\n040900,Honey in jars,goods\n,Rent of trucks,Service\n,Goods,too  vague\n"
        "040900,Comb,\n040900,Wax,perhaps\n,Nothing,goods\n9,Odd,goods\n",
        "utf-8",
    )
    rows, notes = read_labelled(file, KNOWN)
    assert rows == [("Honey in jars", "040900"), ("Comb", "040900"), ("Wax", "040900")]
    assert len(notes) == 2
    assert read_confirmed(file, KNOWN) == [
        ("Honey in jars", "040900"), ("Rent of trucks", "service"), ("Goods", "too vague"),
    ]  # fmt: skip


def test_a_file_of_services_alone_is_one(tmp_path: Path) -> None:
    file = tmp_path / "confirmed.csv"
    file.write_text("hscode,description,answer\n,Rent of trucks,service\n", "utf-8")
    assert read_labelled(file, KNOWN) == ([], [])


@pytest.mark.parametrize(
    "content", ["description,hs6\nx,9\n", "description,hs6\n", "name,number\nx,040900\n"]
)
def test_files_without_a_usable_line_are_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "lines.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(UnusableInput, match="lines"):
        read_labelled(file, KNOWN)
