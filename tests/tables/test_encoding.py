"""Which encoding a text is in, told from its bytes alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tools import data_folder

from svat.tables.encoding import LEGACY, decode, detect


@pytest.mark.parametrize(("language", "encoding"), [("ru", "cp1251"), ("ko", "cp949")])
def test_encoding_of_single_real_lines(language: str, encoding: str) -> None:
    lines = (
        (data_folder() / "hs" / f"nomenclature_{language}.csv")
        .read_text(encoding="utf-8-sig")
        .splitlines()[1:]
    )
    wrong = []
    for line in lines[::20]:
        data = line.encode(encoding, "ignore")
        if not data.isascii() and decode(data)[1] != encoding:
            wrong.append(line)
    assert len(wrong) * 100 <= len(lines[::20]), wrong[:5]


@given(st.binary(max_size=200))
def test_decoding_never_fails(data: bytes) -> None:
    text, encoding, lost = decode(data)
    assert encoding.startswith(("utf-", "iso2022")) or encoding in LEGACY
    assert lost <= len(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\0"), max_size=100))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", 0)


def test_a_picture_packed_into_a_cell_takes_no_longer_than_its_length() -> None:
    data = (
        "название;описание\nРомашка;мука\n".encode("cp1251")
        + b"a" * 2_000_000
        + "\nБета;соль".encode("cp1251")
    )
    begin = time.process_time()
    assert detect(data).encoding == "cp1251"
    assert time.process_time() - begin < 5
