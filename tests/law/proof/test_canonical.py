"""Law, proof: one value has one text."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svat.law.proof.canonical import canonical, checked, number, parsed
from svat.refusals import UnusableInput

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text()
    | st.floats(1e-4, 1e15).map(number),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=0xFFFF, codec="utf-8")), inner)
    ),
)

TEXTS = [
    # value, its canonical text (RFC 8785)
    ({"b": 1, "a": [True, None], "": ""}, '{"":"","a":[true,null],"b":1}'),
    ({"ключ": "꿀", "key": "é"}, '{"key":"é","ключ":"꿀"}'),
    ('\u20ac$\u000f\nA\'B"\\"/\x7f', '"€$\\u000f\\nA\'B\\"\\\\\\"/\x7f"'),
    (number(1.0), "1"),
    (number(-0.0), "0"),
    (number(0.9143), "0.9143"),
]


@pytest.mark.parametrize(("value", "text"), TEXTS)
def test_the_text_of_a_value(value: object, text: str) -> None:
    assert canonical(value) == text.encode()


@given(VALUES)
def test_what_is_written_is_read_again(value: object) -> None:
    assert parsed(canonical(value)) == value


@given(VALUES)
def test_the_order_of_keys_does_not_matter(value: object) -> None:
    def turned(item: object) -> object:
        if isinstance(item, dict):
            return {key: turned(item[key]) for key in reversed(item)}
        return [turned(x) for x in item] if isinstance(item, list) else item

    assert canonical(turned(value)) == canonical(value)


@given(st.floats(1e-4, 1e15) | st.integers(-(2**53) + 1, 2**53 - 1))
def test_numbers_survive(value: float) -> None:
    assert json.loads(canonical(number(value))) == value


def test_two_spellings_of_a_name_are_two_values() -> None:
    name = "Қайрақтары é"
    assert canonical(unicodedata.normalize("NFD", name)) != canonical(unicodedata.normalize("NFC", name))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e-7, 1e17, 0.00005])
def test_numbers_that_libraries_write_in_two_ways_are_refused(value: float) -> None:
    with pytest.raises((ValueError, OverflowError)):
        number(value)
    with pytest.raises(UnusableInput, match=r"record\.x\[1\]"):
        checked({"x": [1, value]}, "record")


@pytest.mark.parametrize("value", [2**53, {1: 2}, {"\U0001f41f": 1}, object(), {"x": {1}}])
def test_what_json_cannot_hold_in_one_way_is_refused(value: object) -> None:
    with pytest.raises(UnusableInput):
        checked(value, "record")


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UnusableInput, match="UTF-8"):
        canonical({"name": "\ud800"})


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'"\\u00e9"',
        b"01",
        b"1 ",
        b"NaN",
        b"\xff",
        b'"\\ud800"',
        b"1.50",
    ],
)
def test_other_texts_of_a_value_are_not_read(raw: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reasons are many, the refusal one
        parsed(raw)
