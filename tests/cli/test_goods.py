"""Goods on the command line: a file of lines coded, and a nomenclature put into a council's folder."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from tests.cli.commands import Run

pytestmark = pytest.mark.usefixtures("one_classifier")

LINES = "number,description\n1,natural honey\n2,каменный уголь\n3,\n4,natural honey\n"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_file_of_lines_is_coded_row_by_row(run: Run, tmp_path: Path) -> None:
    lines, out = tmp_path / "lines.csv", tmp_path / "codes.csv"
    lines.write_text(LINES, "utf-8")
    code, said, _ = run("goods", "classify", "--batch", str(lines), "--top", "3", "--out", str(out))
    assert (code, "4 rows" in said) == (0, True)
    rows = read(out)
    assert list(rows[0]) == ["row", "rank", "hs6", "hs4", "score", "language", "answer", "note"]
    assert [(row["row"], row["rank"]) for row in rows[:3]] == [("1", "1"), ("1", "2"), ("1", "3")]
    assert rows[0]["hs6"] == "040900"
    assert [row["hs6"] for row in rows if row["row"] == "1"] == [
        row["hs6"] for row in rows if row["row"] == "4"
    ]
    assert next(row for row in rows if row["row"] == "2")["hs4"] == "2701"
    (empty,) = [row for row in rows if row["row"] == "3"]
    assert (empty["rank"], empty["hs6"]) == ("1", "")
    for number in ("1", "2"):
        scores = [float(row["score"]) for row in rows if row["row"] == number]
        assert scores == sorted(scores, reverse=True)
        assert all(row["hs6"].startswith(row["hs4"]) for row in rows if row["row"] == number)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("classify",), "name texts, or a file"),
        (("classify", "honey", "--batch", "x.csv", "--out", "y.csv"), "name texts, or a file"),
        (("classify", "--batch", "x.csv"), "go together"),
        (("classify", "honey", "--nomenclature", "x.csv", "--lang", "ru", "--lang", "ko"), "2 times"),
        (("classify", "honey", "--nomenclature", "x.csv", "--lang", "Russian"), "not the code of a language"),
        (("add", "ru", "x.csv"), "no council's folder"),
        (("add", "ru", "x.csv", "--council", "nowhere"), "is not a folder"),
        (("add", "ru", "x.csv", "--revision", "2017"), "no council's folder"),
    ],
)
def test_what_does_not_go_together_is_refused(run: Run, words: tuple[str, ...], said: str) -> None:
    code, _, error = run("goods", *words)
    assert code == 2
    assert said in error


def test_a_nomenclature_is_put_into_the_folder_in_place_of_an_earlier_one(run: Run, tmp_path: Path) -> None:
    council, file = tmp_path / "council", tmp_path / "published.csv"
    council.mkdir()
    file.write_text("Код ТН ВЭД;Наименование\n0409;Мёд\n0409 00 000 0;– натуральный\n999999;нет\n", "utf-8")
    code, said, _ = run("goods", "add", "ru", str(file), "--council", str(council))
    assert code == 0
    assert "1 lines of 1 subheadings" in said
    assert "1 lines left out" in said
    stored = council / "nomenclatures" / "ru.csv"
    assert stored.read_text("utf-8") == "hscode,description\n040900,мёд: натуральный\n"
    code, _, error = run("goods", "add", "ru", str(file), "--council", str(council), "--strict")
    assert code == 1
    assert "HS 2022 has no such code" in error
    assert stored.read_text("utf-8") == "hscode,description\n040900,мёд: натуральный\n"


def test_a_council_s_labelled_lines_are_shared_by_equal_texts_and_gone_with_the_file(
    run: Run, tmp_path: Path
) -> None:
    labelled, lines, out = tmp_path / "own.csv", tmp_path / "lines.csv", tmp_path / "codes.csv"
    labelled.write_text("description,hs6\n" + "Accumulator sludge,262029\n" * 4, "utf-8")
    lines.write_text("description\naccumulator sludge\n", "utf-8")
    words = ("goods", "classify", "--batch", str(lines), "--top", "1", "--out", str(out))
    assert run(*words, "--labelled", str(labelled))[0] == 0
    assert read(out)[0]["hs6"] == "262029"
    assert float(read(out)[0]["score"]) >= 0.8
    assert run(*words)[0] == 0
    assert float(read(out)[0]["score"]) < 0.8


def test_a_council_s_folder_says_the_same_as_single_options_and_they_win(run: Run, tmp_path: Path) -> None:
    council, lines = tmp_path / "council", tmp_path / "lines.csv"
    texts = {
        "council/nomenclatures/kk.csv": "hscode,description\n040900,табиғи бал\n",
        "council/labelled/own.csv": "description,hs6\nInvented ware,040900\nInvented ware,040900\n",
        "other.csv": "description,hs6\nInvented ware,270112\nInvented ware,270112\n",
        "lines.csv": "description\ninvented ware\nтабиғи бал\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    def codes(*words: str) -> list[str]:
        out = tmp_path / "codes.csv"
        assert (
            run("goods", "classify", "--batch", str(lines), "--out", str(out), "--top", "1", *words)[0] == 0
        )
        return [f"{row['hs6']} {row['score']}" for row in read(out)]

    kept, own = str(council / "nomenclatures/kk.csv"), str(council / "labelled/own.csv")
    single = codes("--nomenclature", kept, "--lang", "kk", "--labelled", own)
    assert codes("--council", str(council)) == single
    assert [code[:6] for code in single] == ["040900", "040900"]
    other = codes("--council", str(council), "--labelled", str(tmp_path / "other.csv"))
    assert [code[:6] for code in other] == ["270112", "040900"]


def write(path: Path, *rows: str) -> str:
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return str(path)


def test_files_of_older_editions_are_carried_by_published_tables(run: Run, tmp_path: Path) -> None:
    council = tmp_path / "council"
    council.mkdir()
    words = ("--council", str(council))
    nomenclature = write(
        tmp_path / "old.csv", "hscode,description", "85414000,фотоэлементы", "84731000,части"
    )
    code, _, error = run("goods", "add", "ru", nomenclature, "--revision", "2017", *words)
    assert (code, "no correlation table leads from HS 2017" in error) == (2, True)
    code, _, error = run("goods", "add", "ru", nomenclature, "--revision", "2015", *words)
    assert (code, "not an edition of HS" in error) == (2, True)
    table = write(
        tmp_path / "published.csv",
        "From HS 2022,To HS 2017,Relationship",
        "854141,854140,n:1",
        "854142,854140,n:1",
        "40900,40900,1:1",
    )
    code, said, _ = run("goods", "add", "correlation", table, *words)
    assert (code, "hs2017-hs2022.csv, 3 lines of 2 subheadings" in said) == (0, True)
    code, said, _ = run("goods", "add", "ru", nomenclature, "--revision", "2017", *words)
    assert (code, "1 lines with codes of an older edition" in said, "left out" in said) == (0, True, True)
    stored = (council / "nomenclatures/ru.csv").read_text("utf-8").splitlines()
    assert stored == ["hscode,description", "854141,фотоэлементы", "854142,фотоэлементы"]
    labelled = write(tmp_path / "own.csv", "description,hs", "solar cells,854140", "honey,040900")
    code, said, _ = run("goods", "add", "labelled", labelled, "--revision", "2017", *words)
    assert (code, "several successors" in said.replace("\n", " ")) == (0, True)
    assert (council / "labelled/own.csv").read_text("utf-8") == "hscode,description\n040900,honey\n"
