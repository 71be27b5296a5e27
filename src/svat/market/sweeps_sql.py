"""The sweeps' statements: some steps of each of the solver's stages, in the subset that every engine runs alike.

`market_edge` holds the pairs (a, b, w, and cap_a, cap_b where lists are limited), `market_place` the attention by
place (k from 0, v, its square, and the squares' sum up to k). `market_now` is the solver's state: the pairs with the
attention x that a's list gives to b, y the other way round, and the certificate's ratio. A sort is row_number() over
a company's pairs; equal gains are in the order of the partners.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from svat.engine.literals import number
from svat.market.kernels import LEAST
from svat.sides import SIDES, Side, other

EDGE, PLACE, NOW, RELAXED, BEST = (f"market_{x}" for x in ("edge", "place", "now", "relaxed", "best"))

_ATTENTION: dict[Side, str] = {"a": "x", "b": "y"}


def _at_least(column: str) -> str:
    return f"CASE WHEN {column} < {number(LEAST)} THEN {number(LEAST)} ELSE {column} END"


def _sum(term: str) -> str:
    """A sum as decimals: it does not depend on the order in which rows are met."""
    return f"CAST(sum(CAST({term} AS DECIMAL(38, 15))) AS DOUBLE)"


def _place_of(side: Side, gain: str) -> str:
    return f"row_number() OVER (PARTITION BY {side} ORDER BY {gain} DESC, {other(side)})"


@dataclass(frozen=True)
class Statements:
    """The statements of one market; `capped` when its pairs have cap_a and cap_b."""

    capped: bool

    @property
    def _kept(self) -> str:
        return "a, b, w, cap_a, cap_b" if self.capped else "a, b, w"

    def _seen(self, side: Side, value: str) -> str:
        """What a place of a company's list gets: nothing beyond its cap."""
        column = f"place_{side}.{value}"
        return f"CASE WHEN k_{side} <= cap_{side} THEN {column} ELSE 0e0 END" if self.capped else column

    def start(self) -> str:
        """Every candidate of a company gets the same share of the squared attention that its places hold."""
        last = {
            side: f"CASE WHEN degree_{side}.n < cap_{side} THEN degree_{side}.n ELSE cap_{side} END"
            if self.capped
            else f"degree_{side}.n"
            for side in SIDES
        }
        columns = ", ".join(f"edge.{name} AS {name}" for name in self._kept.split(", "))
        return f"""
SELECT {columns}, 1e0 AS ratio,
    place_a.squares / CAST(degree_a.n AS DOUBLE) AS x, place_b.squares / CAST(degree_b.n AS DOUBLE) AS y
FROM {EDGE} AS edge
JOIN (SELECT a, count(*) AS n FROM {EDGE} GROUP BY a) AS degree_a ON degree_a.a = edge.a
JOIN (SELECT b, count(*) AS n FROM {EDGE} GROUP BY b) AS degree_b ON degree_b.b = edge.b
JOIN {PLACE} AS place_a ON place_a.k = {last["a"]}
JOIN {PLACE} AS place_b ON place_b.k = {last["b"]}
"""  # noqa: S608 - made of names and numbers of this module alone

    def relax(self, paces: Sequence[tuple[float, float]]) -> str:
        """For each (mix, step): average log √(y/x) into the ratio, sort, move squared attention to the lists."""
        parts, source = [], NOW
        for k, (mix, step) in enumerate(paces):
            parts.append(self._relaxed(f"relaxed_{k}", source, mix, step))
            source = f"relaxed_{k}"
        return f"WITH {','.join(parts)}\nSELECT {self._kept}, ratio, x, y FROM {source}\n"

    def _relaxed(self, name: str, source: str, mix: float, step: float) -> str:
        now = f"ln(({_at_least('y')}) / ({_at_least('x')}))"
        return f"""
{name}_led AS (
    SELECT {self._kept}, x, y, exp({number(1.0 - mix)} * ln(ratio) + {number(0.5 * mix)} * {now}) AS ratio
    FROM {source}
),
{self._ranked(f"{name}_led", "x, y, ", f"{name}_ranked")},
{name} AS (
    SELECT {self._kept}, ratio,
        {number(1.0 - step)} * x + {number(step)} * {self._seen("a", "square")} AS x,
        {number(1.0 - step)} * y + {number(step)} * {self._seen("b", "square")} AS y
    FROM {name}_ranked
    JOIN {PLACE} AS place_a ON place_a.k = k_a
    JOIN {PLACE} AS place_b ON place_b.k = k_b
)"""  # noqa: S608 - made of names and numbers of this module alone

    def _ranked(self, source: str, also: str = "", name: str = "ranked") -> str:
        """Places by the relaxed gains w·ratio on side a and w/ratio on side b."""
        return f"""{name} AS (
    SELECT {self._kept}, {also}ratio,
        {_place_of("a", "w * ratio")} AS k_a,
        {_place_of("b", "w / ratio")} AS k_b
    FROM {source}
)"""  # noqa: S608 - made of names and numbers of this module alone

    def bound(self) -> str:
        """Twice the upper bound that the ratio proves, as `twice`."""
        return f"""
WITH {self._ranked(NOW)}
SELECT {_sum("twice")} AS twice FROM (
    SELECT w * ratio * {self._seen("a", "square")} + w / ratio * {self._seen("b", "square")} AS twice
    FROM ranked
    JOIN {PLACE} AS place_a ON place_a.k = k_a
    JOIN {PLACE} AS place_b ON place_b.k = k_b
) AS term
"""  # noqa: S608 - made of names and numbers of this module alone

    def root(self) -> str:
        """From squared attention to attention."""
        return f"SELECT {self._kept}, ratio, sqrt(x) AS x, sqrt(y) AS y FROM {NOW}"  # noqa: S608 - names

    def turns(self, source: str, order: tuple[Side, Side], paces: Sequence[tuple[float, float]]) -> str:
        """For each (power, step), each side sorts by w·across·own^power and moves by `step` towards its lists."""
        parts = []
        for k, (power, step) in enumerate(paces):
            for turn, side in enumerate(order):
                name = f"turn_{k}_{turn}"
                parts.append(self._turn(name, source, side, power, step))
                source = name
        return f"WITH {', '.join(parts)}\nSELECT {self._kept}, ratio, x, y FROM {source}\n"

    def _turn(self, name: str, source: str, side: Side, power: float, step: float) -> str:
        own, across = _ATTENTION[side], _ATTENTION[other(side)]
        gain = f"w * {across}"
        if power:
            gain += f" * exp({number(power)} * ln({_at_least(own)}))"
        seen = self._seen(side, "v")
        moved = seen if step == 1.0 else f"{number(1.0 - step)} * {own} + {number(step)} * {seen}"
        return f"""{name}_gain AS (
    SELECT {self._kept}, ratio, x, y, {gain} AS gain FROM {source}
),
{name}_ranked AS (
    SELECT {self._kept}, ratio, x, y, {_place_of(side, "gain")} AS k_{side} FROM {name}_gain
),
{name} AS (
    SELECT {self._kept}, ratio, {across}, {moved} AS {own}
    FROM {name}_ranked JOIN {PLACE} AS place_{side} ON place_{side}.k = k_{side}
)"""  # noqa: S608 - made of names and numbers of this module alone

    def result(self) -> str:
        """Pairs with both attentions, both places (0 beyond a cap) and the ratio."""
        place = {
            side: f"CASE WHEN k_{side} <= cap_{side} THEN k_{side} ELSE 0 END" if self.capped else f"k_{side}"
            for side in SIDES
        }
        return f"""
SELECT a, b, x AS attention_a, y AS attention_b,
    CAST({place["a"]} AS BIGINT) AS place_a, CAST({place["b"]} AS BIGINT) AS place_b, ratio
FROM (
    SELECT {self._kept}, x, y, ratio, {_place_of("a", "x")} AS k_a, {_place_of("b", "y")} AS k_b FROM {BEST}
) AS ranked
"""  # noqa: S608 - made of names and numbers of this module alone


VALUE = f"SELECT {_sum('w * x * y')} AS value FROM {NOW}"  # noqa: S608 - names of this module alone

# What is not a market: a weight outside 0 … 1 or an empty cell, and a pair that appears twice.
WRONG = f"""
SELECT count(*) AS edges,
    coalesce(sum(CASE WHEN w >= 0e0 AND w <= 1e0 AND a IS NOT NULL AND b IS NOT NULL THEN 0 ELSE 1 END), 0) AS wrong
FROM {EDGE}
"""  # noqa: S608 - names of this module alone
TWICE = f"""
SELECT count(*) AS pairs FROM (SELECT a, b FROM {EDGE} GROUP BY a, b HAVING count(*) > 1) AS twice
"""  # noqa: S608 - names of this module alone
LONGEST = f"""
SELECT coalesce(max(n), 0) AS longest FROM (
    SELECT count(*) AS n FROM {EDGE} GROUP BY a UNION ALL SELECT count(*) AS n FROM {EDGE} GROUP BY b
) AS degree
"""  # noqa: S608 - names of this module alone
