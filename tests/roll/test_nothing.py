"""Headings said to mean nothing, columns of svat's own, texts guarded from spreadsheets; and their neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.roll.conftest import Write

from svat.refusals import UnusableInput
from svat.roll.reader import read_roll
from svat.text.spelling import clean


def own(folder: Path, *rows: str) -> Path:
    path = folder / "own.csv"
    path.write_text("canonical,language,synonym\n" + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


NOTHING = {  # the council's row → heading, and the column that it is read as
    "said of a plain heading": ("-,,city", "city", ""),
    "said of a phrase of goods": ("-,,Main products", "Main products", ""),
    "said of it in other letters": ("-,,MAIN  PRODUCTS *", "Main products", ""),
    "said of another heading": ("-,,town", "city", "city"),
    "said of another phrase": ("-,,Main products 2", "Main products", "offers"),
    "not filled in": (",,city", "city", "city"),
    "said to be another column": ("notes,,city", "city", "notes"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_a_heading_that_means_nothing_is_kept_beside(file: Write, tmp_path: Path, name: str) -> None:
    row, heading, expected = NOTHING[name]
    roll = read_roll([file(f"name,country,{heading}\nAlfa,KZ,honey\n")], synonyms=own(tmp_path, row))
    assert dict(roll.columns)[heading] == expected
    [company] = roll.companies
    assert company.extra == (() if expected else ((heading, "honey"),))


def test_nothing_is_not_a_column(file: Write, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="is not a column"):
        read_roll([file("name,country\nAlfa,KZ\n")], synonyms=own(tmp_path, "--,,city"))
    with pytest.raises(UnusableInput, match="names"):
        read_roll([file("name,country\nAlfa,KZ\n")], synonyms=own(tmp_path, "-,,name"))


OWN = {
    "svat: why it was refused": False,
    "svat: 이유": False,
    "svat": True,
    "why: svat: x": True,
    "Svat: x": True,
}


@pytest.mark.parametrize("heading", OWN)
def test_a_column_of_svats_own_is_passed_over(file: Write, heading: str) -> None:
    [company] = read_roll([file(f"name,country,{heading}\nAlfa,KZ,no name\n")]).companies
    assert company.extra == (((heading, "no name"),) if OWN[heading] else ())


GUARDED = {
    "'=HYPERLINK(1)": "=HYPERLINK(1)",
    "'@x": "@x",
    "'-x": "-x",
    "'+x": "+x",
    "'s-Hertogenbosch": "'s-Hertogenbosch",
    "O'=x": "O'=x",
    "''=x": "''=x",
    "'": "'",
    "'-5.00": "'-5.00",  # of numbers the mark is taken off, with a note, by their own reader
    "'+82 2 000": "'+82 2 000",
    "' =x": "' =x",
}


@pytest.mark.parametrize("text", GUARDED)
def test_what_guards_a_text_is_taken_off(text: str) -> None:
    assert clean(text) == GUARDED[text]
