"""Which chapters, headings and subheadings a reading stands for, and with what probability."""

from __future__ import annotations

import pytest

from svat.candidates.codes import named_codes, named_table, prefixes
from svat.goods.model import Code, Reading


def reading(given: str | None, *guesses: tuple[str, float]) -> Reading:
    codes = [Code(given, 1.0, "given", "")] if given else []
    return Reading("x", (*codes, *(Code(hs, p, "guessed", "") for hs, p in guesses)), "Latin", supported=True)


@pytest.mark.parametrize(
    ("given", "guesses", "expected"),
    [
        pytest.param("270112", [("120600", 0.9)], {"27": 1, "2701": 1, "270112": 1}, id="given wins"),
        pytest.param("2701", [("120600", 0.9)], {"27": 1, "2701": 1}, id="guesses elsewhere do not count"),
        pytest.param(
            "2701",
            [("2701", 0.5), ("270112", 0.4), ("270119", 0.1)],
            {"27": 1, "2701": 1, "270112": 0.8, "270119": 0.2},
            id="a given heading is refined by shares of it",
        ),
        pytest.param(
            "27",
            [("2701", 0.3), ("270112", 0.3), ("2710", 0.1), ("8413", 0.4)],
            {"27": 1, "2701": 0.75, "270112": 0.75, "2710": 0.25},
            id="a given chapter is refined by shares of it",
        ),
        pytest.param(
            None,
            [("2701", 0.6), ("270112", 0.4), ("2702", 0.2), ("8413", 0.1)],
            {"27": 0.8, "2701": 0.6, "270112": 0.4, "2702": 0.2, "84": 0.1, "8413": 0.1},
            id="a chapter has what its headings have",
        ),
        pytest.param(
            "2701",
            [("2701", 0.03), ("270112", 0.03)],
            {"27": 1, "2701": 1, "270112": 0.15},
            id="not borne out by the text",
        ),
        pytest.param(None, [("2701", 0.04)], {}, id="the improbable is left out"),
        pytest.param(None, [], {}, id="nothing"),
    ],
)
def test_prefixes(given: str | None, guesses: list[tuple[str, float]], expected: dict[str, float]) -> None:
    found = prefixes(reading(given, *guesses), 0.05)
    assert {prefix.hs: prefix.p for prefix in found} == pytest.approx(expected)
    assert [prefix.hs for prefix in found] == sorted(expected)
    assert {prefix.hs for prefix in found if prefix.given} == {
        h for h in expected if given and given[: len(h)] == h
    }


def test_named_codes_are_what_the_gate_reads() -> None:
    found = named_codes(reading("2701", ("270112", 0.4), ("8413", 0.1), ("8414", 0.09)), 0.1)
    assert found == {"2701", "270112", "8413"}


def test_named_table_has_every_prefix_once_with_its_best_score() -> None:
    rows = named_table([reading("270112", ("2701", 0.5), ("2702", 0.2))]).to_pylist()
    assert {row["hs"]: (row["p"], row["given"]) for row in rows} == {
        "27": (1.0, 1),
        "2701": (1.0, 1),
        "270112": (1.0, 1),
        "2702": (0.2, 0),
    }
