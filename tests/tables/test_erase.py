"""Rows and cells taken out of a text file: what was asked for goes, every other byte stays."""

from __future__ import annotations

import pytest

from svat.tables.encoding import NOT_ASKED
from svat.tables.erase import WHOLE_ROW, erased

ROLL = 'id;name;email\r\n1;Анна;a@x.example\r\n2;"Два\r\nряда";b@x.example\r\n3;Вера;c@x.example'


def known(cells: object) -> int:
    return sum(cell in ("id", "name", "email") for cell in cells)  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_row_goes_with_all_its_lines_in_any_encoding(encoding: str) -> None:
    data = ROLL.encode(encoding)
    found = erased(data, {3: WHOLE_ROW}, known, NOT_ASKED)
    assert found == ROLL.replace('2;"Два\r\nряда";b@x.example\r\n', "").encode(encoding)


def test_cells_go_and_the_row_stays() -> None:
    found = erased(ROLL.encode(), {2: {2}, 5: {1, 2}}, known, NOT_ASKED)
    assert found is not None
    assert found.decode() == ROLL.replace("a@x.example", "").replace("Вера;c@x.example", ";")


def test_nothing_asked_for_changes_no_byte() -> None:
    assert erased(ROLL.encode(), {}, known, NOT_ASKED) == ROLL.encode()


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04\x00\x00rest", b"id;name\n1;\xff\xfe\x00\n", b"\xd0\xcf\x11\xe0\x00\x00"]
)
def test_what_cannot_be_written_again_as_it_was_is_left_alone(data: bytes) -> None:
    assert erased(data, {2: WHOLE_ROW}, known, NOT_ASKED) is None
