"""Numbers that stand in a name, and names in parts: neither hides anybody."""

from __future__ import annotations

from pathlib import Path

import pytest

from svat.law.model import Party
from svat.law.screening.batch import read_names
from svat.law.screening.within_names import numbers_told

TOLD = [
    # a name, the names and the numbers that it holds
    ("M/V Coral (IMO 9007025)", ("M/V Coral (IMO 9007025)", "M/V Coral"), (("IMO", "9007025"),)),
    ("ТОО Тест, БИН 010240007005", ("ТОО Тест, БИН 010240007005", "ТОО Тест"), (("BIN", "010240007005"),)),
    ("IMO 9007025", ("IMO 9007025",), (("IMO", "9007025"),)),
    ("010240007005", ("010240007005",), (("number", "010240007005"),)),
    ("Trading House 2010", ("Trading House 2010",), ()),
    ("Завод 123456", ("Завод 123456",), ()),
    ("ТОО Тест, БИН 010240007006", ("ТОО Тест, БИН 010240007006",), ()),  # its check digit is wrong
    ("12345", ("12345",), ()),
]


@pytest.mark.parametrize(("name", "names", "numbers"), TOLD)
def test_numbers_in_names(name: str, names: tuple[str, ...], numbers: tuple[tuple[str, str], ...]) -> None:
    told = numbers_told(Party("p", (name,)))
    assert (told.names, told.identifiers) == (names, numbers)


PARTS = [
    ("id;Фамилия;Имя;Отчество", "1;Квестован;Ильмар;Дастанович", ("Квестован Ильмар Дастанович",)),
    ("id;Last name;First name", "1;Questovan;Ilmar", ("Questovan Ilmar",)),
    ("id;성;이름", "1;노;우진", ("노 우진",)),
    ("id;Surname;Name", "1;Questovan;Ilmar Questovan", ("Ilmar Questovan",)),
    ("id;Surname;Name", "1;;Ilmar Questovan", ("Ilmar Questovan",)),
    ("id;Surname;Name", "1;Questovan;", ("Questovan",)),
    ("id;Name", "1;Ilmar Questovan", ("Ilmar Questovan",)),
]


@pytest.mark.parametrize(("header", "row", "names"), PARTS)
def test_names_in_parts_are_put_together(
    header: str, row: str, names: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "names.csv"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    (party,) = read_names(path).parties
    assert party.names == names
