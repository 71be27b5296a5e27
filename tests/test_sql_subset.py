"""Every statement of the rooms keeps to the subset that all engines run alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from svat.candidates import sql as candidates_sql
from svat.candidates.rules import Rules
from svat.market import reasons_sql, sweeps_sql, verify

# What engines take differently, or one of them not at all, and how a text shows it.
FORBIDDEN = {
    "the base of log differs: say ln": r"\blog\s*\(",
    "double quotes are text to some: no quoted names": r'"',
    "QUALIFY is not everywhere": r"\bQUALIFY\b",
    "GROUP BY ALL is not everywhere": r"\bGROUP\s+BY\s+ALL\b",
    "arg_max is not everywhere": r"\barg_(max|min)\s*\(",
    "starts_with is spelt differently": r"\bstarts_?with\s*\(",
    "dates and intervals add up differently": r"\bINTERVAL\b",
    "a bare 0.5 is a decimal to some: say 0.5e0": r"(?<![\w.])\d+\.\d+(?![\de])",
    "division by zero is an error, NULL or infinity": r"/\s*0(?![\d.])",
}


def faults(statement: str) -> list[str]:
    """What a statement does that engines take differently."""
    text = re.sub(r"'(?:[^']|'')*'", "''", statement)  # what stands in quotes is a value
    return [why for why, pattern in FORBIDDEN.items() if re.search(pattern, text, re.IGNORECASE)]


def statements() -> Iterator[tuple[str, str]]:
    """Name and text of every statement that the rooms run."""
    rules = Rules()
    yield "near listings", candidates_sql.near_listings(rules)
    yield "sure pairs", candidates_sql.sure_pairs(rules)
    yield "pairs", candidates_sql.pairs(rules)
    yield "short", candidates_sql.short(rules, 50)
    yield "lines", candidates_sql.lines(rules, 50)
    yield "interests", reasons_sql.interests()
    for words, text in (*verify.CHECKS, verify.NOT_LISTED_BACK):
        yield f"verify: {words}", text
    for capped in (False, True):
        run = sweeps_sql.Statements(capped)
        yield "start", run.start()
        yield "relax", run.relax([(0.5, 0.1), (0.25, 0.2)])
        yield "bound", run.bound()
        yield "root", run.root()
        yield "turns", run.turns("market_now", ("a", "b"), [(-0.5, 0.1), (0.0, 1.0)])
        yield "result", run.result()
    for name in ("WRONG", "TWICE", "LONGEST", "VALUE"):
        yield name, getattr(sweeps_sql, name)


@pytest.mark.parametrize(("name", "statement"), [pytest.param(n, s, id=n) for n, s in statements()])
def test_the_statement_keeps_to_the_subset(name: str, statement: str) -> None:
    assert faults(statement) == [], name


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT log(x) FROM t",
        'SELECT "a" FROM t',
        "SELECT a FROM t QUALIFY row_number() OVER (ORDER BY a) = 1",
        "SELECT a, count(*) FROM t GROUP BY ALL",
        "SELECT arg_max(a, b) FROM t",
        "SELECT starts_with(a, 'x') FROM t",
        "SELECT d + INTERVAL 1 DAY FROM t",
        "SELECT 0.5 * a FROM t",
        "SELECT a / 0 FROM t",
    ],
)
def test_the_test_finds_what_is_forbidden(statement: str) -> None:
    assert len(faults(statement)) == 1


def test_what_stands_in_quotes_is_no_fault() -> None:
    assert faults("SELECT 'log(x) 0.5 QUALIFY' AS a FROM t WHERE b = 0.5e0 AND c = 1e-3") == []
