"""The table of reasons as statements: the values of reasons.py and both interests, for all pairs at once, on an engine.

For pairs that lie on a cluster. It gives figures alone: words are made for the pairs that somebody reads. Each function
here is named after the reason that it repeats, and the weights are those of the table, or learnt ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

import pyarrow as pa

from svat.candidates.model import Candidate
from svat.engine.literals import number
from svat.market.interest import turnover_ranks
from svat.market.reasons import REASONS, languages
from svat.market.values import COMPLEMENTS, NEUTRAL
from svat.market.weights import TABLE, Weights
from svat.roll.model import Company
from svat.sides import Side, Sides

_NEUTRAL = number(NEUTRAL)

_LINES = pa.schema([("a", pa.string()), ("b", pa.string()), ("fit", pa.float64()), ("a_sells", pa.int64())])
_COMPANIES = pa.schema(
    [
        ("id", pa.string()),
        ("country", pa.string()),
        ("turnover_rank", pa.float64()),
        ("employees", pa.float64()),
        ("wants", pa.int64()),  # how many countries of interest
        ("speaks", pa.int64()),
        ("seeks", pa.int64()),
        ("certificates", pa.int64()),
    ]
)
_TRAITS = pa.schema([("id", pa.string()), ("kind", pa.string()), ("value", pa.string())])


def tables(candidates: Iterable[Candidate], companies: Sides[Sequence[Company]]) -> dict[str, pa.Table]:
    """What `interests` reads, by name, for pairs and rolls in this process.

    line (a, b, fit, a_sells) has a row for each line of trade; company_a and company_b one for each company; trait_a
    and trait_b (id, kind, value) one for each country wanted or exported to, language and kind of partnership.
    """
    return {
        "line": _table(_LINES, _lines(candidates)),
        "company_a": company_table(companies.a),
        "company_b": company_table(companies.b),
        "trait_a": trait_table(companies.a),
        "trait_b": trait_table(companies.b),
        "complement": complement_table(),
    }


def company_table(companies: Sequence[Company]) -> pa.Table:
    """One row a company of one roll; `turnover_rank` is as interest.turnover_ranks has it."""
    ranks = turnover_ranks(companies)
    rows = (
        (
            company.external_id,
            company.country,
            ranks.get(company.external_id),
            float(company.employees) if company.employees else None,
            len(company.countries_of_interest),
            len(languages(company.contact_language)),
            len(company.partnership_types),
            len(company.certificates),
        )
        for company in companies
    )
    return _table(_COMPANIES, rows)


def trait_table(companies: Sequence[Company]) -> pa.Table:
    """id, kind, value: what a company states several of, each once."""
    rows = (
        (company.external_id, kind, value)
        for company in companies
        for kind, values in (
            ("wants", company.countries_of_interest),
            ("exports", company.countries_exported),
            ("speaks", languages(company.contact_language)),
            ("seeks", company.partnership_types),
        )
        for value in sorted(set(values))
    )
    return _table(_TRAITS, rows)


def complement_table() -> pa.Table:
    """own, other: kinds of partnership that look for each other, either way round."""
    both = sorted(COMPLEMENTS | {(other, own) for own, other in COMPLEMENTS})
    return pa.table({"own": [own for own, _ in both], "other": [other for _, other in both]})


def _lines(candidates: Iterable[Candidate]) -> Iterator[tuple[object, ...]]:
    for candidate in candidates:
        for line in candidate.lines:
            yield candidate.a, candidate.b, line.fit, int(line.direction == "a_to_b")


def _table(schema: pa.Schema, rows: Iterable[tuple[object, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


@dataclass(frozen=True)
class _View:
    """One side looking at the other, as table names of the statement."""

    own: Side
    other: Side

    def product_fit(self) -> str:
        return "trade.best + 0.5e0 * (1e0 - trade.best) * trade.second"

    def volume_fit(self) -> str:
        own, other = f"company_{self.own}.turnover_rank", f"company_{self.other}.turnover_rank"
        return (
            f"CASE WHEN {own} IS NULL OR {other} IS NULL THEN {_NEUTRAL} ELSE 1e0 - abs({own} - {other}) END"
        )

    def market_interest(self) -> str:
        own, theirs = (
            f"""CASE WHEN wanted_{side}.id IS NOT NULL THEN 1e0
        WHEN exported_{side}.id IS NOT NULL THEN 0.8e0
        WHEN company_{side}.wants > 0 THEN 0.2e0 ELSE {_NEUTRAL} END"""
            for side in (self.own, self.other)
        )
        return f"({own} + {theirs}) * 0.5e0"

    def common_language(self) -> str:
        return f"""CASE WHEN company_{self.own}.speaks = 0 OR company_{self.other}.speaks = 0 THEN {_NEUTRAL}
        WHEN tongue.a IS NOT NULL THEN 1e0 ELSE 0e0 END"""

    def certificates(self) -> str:
        held = f"company_{self.other}.certificates"
        return f"""CASE WHEN trade.{self.other}_sells = 0 THEN {_NEUTRAL}
        WHEN {held} = 0 THEN 0.3e0 ELSE 1e0 - exp({held} * ln(0.5e0)) END"""

    def size_fit(self) -> str:
        own, other = f"company_{self.own}.employees", f"company_{self.other}.employees"
        apart = f"abs(ln({own}) - ln({other})) / {number(3.0 * log(10.0))}"
        return f"""CASE WHEN {own} IS NULL OR {other} IS NULL THEN {_NEUTRAL}
        WHEN {apart} > 1e0 THEN 0e0 ELSE 1e0 - {apart} END"""

    def partnership_type(self) -> str:
        return f"""CASE WHEN company_{self.own}.seeks = 0 OR company_{self.other}.seeks = 0 THEN {_NEUTRAL}
        WHEN alike.a IS NOT NULL THEN 1e0 WHEN complementary.a IS NOT NULL THEN 0.8e0 ELSE 0.2e0 END"""


_VALUES: dict[str, Callable[[_View], str]] = {
    "product fit": _View.product_fit,
    "volume fit": _View.volume_fit,
    "market interest": _View.market_interest,
    "common language": _View.common_language,
    "certificates": _View.certificates,
    "size fit": _View.size_fit,
    "partnership type": _View.partnership_type,
}


def column(reason: str, side: Side) -> str:
    """The column that holds a reason's value for side a or b."""
    return f"{reason.replace(' ', '_')}_{side}"


def interests(weights: Weights = TABLE) -> str:
    """A statement over `tables`: a, b, each reason's value for each side (`column`), and both interests p and q."""
    sides = (_View("a", "b"), _View("b", "a"))
    values = ",\n    ".join(
        f"{_VALUES[name](view)} AS {column(name, view.own)}" for view in sides for name, _, _ in REASONS
    )
    probabilities = [_probability(weights, view.own) for view in sides]
    return f"""
WITH placed AS (
    SELECT a, b, fit, a_sells, row_number() OVER (PARTITION BY a, b ORDER BY fit DESC) AS place FROM line
),
trade AS (
    SELECT a, b, max(CASE WHEN place = 1 THEN fit ELSE 0e0 END) AS best,
        max(CASE WHEN place = 2 THEN fit ELSE 0e0 END) AS second,
        max(a_sells) AS a_sells, max(1 - a_sells) AS b_sells
    FROM placed GROUP BY a, b
),
tongue AS ({_shared("speaks")}),
alike AS ({_shared("seeks")}),
complementary AS ({_shared("seeks", "JOIN complement ON complement.own = of_a.value", "complement.other")}),
reason AS (
    SELECT trade.a AS a, trade.b AS b,
    {values}
    FROM trade
    JOIN company_a ON company_a.id = trade.a
    JOIN company_b ON company_b.id = trade.b
    {_stated("wanted", "wants")}
    {_stated("exported", "exports")}
    LEFT JOIN tongue ON tongue.a = trade.a AND tongue.b = trade.b
    LEFT JOIN alike ON alike.a = trade.a AND alike.b = trade.b
    LEFT JOIN complementary ON complementary.a = trade.a AND complementary.b = trade.b
)
SELECT *, {probabilities[0]} AS p, {probabilities[1]} AS q FROM reason
"""  # noqa: S608 - made of names and numbers of this module and the weights alone


def _shared(kind: str, through: str = "", value: str = "of_a.value") -> str:
    """Pairs of which both companies state the same, or what goes with it."""
    return f"""
    SELECT trade.a AS a, trade.b AS b FROM trade
    JOIN trait_a AS of_a ON of_a.id = trade.a AND of_a.kind = '{kind}'
    {through}
    JOIN trait_b AS of_b ON of_b.id = trade.b AND of_b.kind = '{kind}' AND of_b.value = {value}
    GROUP BY trade.a, trade.b
"""  # noqa: S608 - made of names of this module alone


def _stated(name: str, kind: str) -> str:
    """The other company's country among what each states, at most one row."""
    return "\n    ".join(
        f"LEFT JOIN trait_{own} AS {name}_{own} ON {name}_{own}.id = trade.{own}"
        f" AND {name}_{own}.kind = '{kind}' AND {name}_{own}.value = company_{other}.country"
        for own, other in (("a", "b"), ("b", "a"))
    )


def _probability(weights: Weights, side: Side) -> str:
    total = " + ".join(f"{number(weights.of[name])} * {column(name, side)}" for name, _, _ in REASONS)
    if weights.calibration is None:
        return f"CASE WHEN {total} > 1e0 THEN 1e0 ELSE {total} END"
    odds = f"({number(weights.calibration.offset)} + {number(weights.calibration.slope)} * ({total}))"
    small = f"exp(-abs{odds})"  # the exponential of what is never positive cannot overflow
    return f"CASE WHEN {odds} >= 0e0 THEN 1e0 ELSE {small} END / (1e0 + {small})"
