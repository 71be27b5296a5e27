"""The verifier: SQL over the files that a run reads and writes, sharing nothing with the solver.

Whoever receives shortlists can check them with this: that they are valid, keep every cap, veto and pair that must
meet, are worth what is claimed, and cannot be worth more than the certificate says. Tables: pairs (a, b, p, q),
lists of each side (company, rank, partner, weight), certificate (a, b, ratio).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from svat.engine import query
from svat.sides import SIDES, Side, Sides, other
from svat.wording import say

_SHOWN = 20  # problems of one kind that are written out

# What can be wrong, and the statement that finds it: company and partner, or company and place. Each is asked
# for either side, whose tables are called lists, back (the other side's), pairs, cap, barred, must. Shares may miss 1
# by a millionth.
CHECKS = (
    (
        say("is no candidate pair"),
        """SELECT l.company, l.partner FROM lists AS l
        ANTI JOIN pairs AS p ON p.company = l.company AND p.partner = l.partner""",
    ),
    (
        say("has a place or a share outside what can be"),
        "SELECT company, partner FROM lists WHERE rank < 1 OR weight <= 0 OR weight > 1.000001e0",
    ),
    (
        say("stands on a list more than once"),
        "SELECT company, partner FROM lists GROUP BY company, partner HAVING sum(weight) > 1.000001e0",
    ),
    (
        say("shares a place with others beyond the whole"),
        """SELECT company, CAST(rank AS VARCHAR) AS partner FROM lists
        GROUP BY company, rank HAVING sum(weight) > 1.000001e0""",
    ),
    (
        say("leaves a place free above the last"),
        """SELECT l.company AS company, CAST(m.last AS VARCHAR) AS partner FROM lists AS l
        JOIN (SELECT company, max(rank) AS last FROM lists GROUP BY company) AS m ON m.company = l.company
        GROUP BY l.company, m.last
        HAVING sum(CASE WHEN l.rank < m.last THEN l.weight ELSE 0e0 END) < m.last - 1.000001e0""",
    ),
    (
        say("is beyond the longest list that the company may have"),
        """SELECT l.company, l.partner FROM lists AS l
        JOIN cap ON cap.company = l.company WHERE l.rank > cap.most""",
    ),
    (
        say("is barred and yet listed"),
        """SELECT l.company, l.partner FROM lists AS l
        JOIN barred AS x ON x.company = l.company AND x.partner = l.partner""",
    ),
    (
        say("must meet and is not listed"),
        """SELECT x.company, x.partner FROM must AS x
        ANTI JOIN lists AS l ON l.company = x.company AND l.partner = x.partner""",
    ),
)
NOT_LISTED_BACK = (
    say("is not listed back"),
    """SELECT l.company, l.partner FROM lists AS l
    ANTI JOIN back AS o ON o.company = l.partner AND o.partner = l.company""",
)


@dataclass(frozen=True)
class Bounds:
    """What the lists must keep to; None where nothing binds."""

    caps: Sides[int | None] = Sides(None, None)  # noqa: RUF009 - frozen; the longest list of each side
    own: Sides[pa.Table | None] = Sides(None, None)  # noqa: RUF009 - company, most: for single companies
    must: pa.Table | None = None  # a, b: pairs that must be on both lists
    barred: pa.Table | None = None  # a, b: pairs that may be on none
    mutual: bool = False  # everybody listed lists back


_NONE = Bounds()


def problems(pairs: pa.Table, lists: Sides[pa.Table], bounds: Bounds = _NONE) -> list[str]:
    """What is wrong with the lists, in words; an empty list when they are valid."""
    found: list[str] = []
    none = pairs.slice(0, 0)
    for side, own in lists.items():
        tables = {"lists": own, "back": lists[other(side)], "cap": _caps(bounds, side, own)}
        for name, table in (("pairs", pairs), ("must", bounds.must), ("barred", bounds.barred)):
            chosen = none if table is None else table
            tables[name] = chosen.select([side, other(side)]).rename_columns(["company", "partner"])
        for words, statement in (*CHECKS, NOT_LISTED_BACK) if bounds.mutual else CHECKS:
            wrong = query(statement, tables).to_pylist()
            rows = sorted((str(x["company"]), str(x["partner"])) for x in wrong)
            found += [
                say(
                    "side {side}: {company} – {partner} {words}",
                    side=side,
                    company=company,
                    partner=partner,
                    words=words,
                )
                for company, partner in rows[:_SHOWN]
            ]
            rest = len(rows) - _SHOWN
            if rest > 0:
                found.append(
                    say(
                        "side {side}: and {count} more where a pair {words}",
                        side=side,
                        count=len(rows) - _SHOWN,
                        words=words,
                    )
                )
    return found


def _caps(bounds: Bounds, side: Side, lists: pa.Table) -> pa.Table:
    """company, most: the longest list that each company with one may have."""
    own = bounds.own[side]
    otherwise = pa.table({"most": pa.array([bounds.caps[side] or np.iinfo(np.int32).max], pa.int64())})
    if own is None:
        own = pa.table({"company": lists["company"].slice(0, 0), "most": pa.array([], pa.int64())})
    return query(
        """
SELECT l.company AS company, coalesce(c.most, otherwise.most) AS most
FROM (SELECT company FROM lists GROUP BY company) AS l
CROSS JOIN otherwise
LEFT JOIN own AS c ON c.company = l.company
""",
        {"lists": lists, "own": own, "otherwise": otherwise},
    )


def expected_matches(pairs: pa.Table, lists: Sides[pa.Table], v: npt.NDArray[np.float64]) -> float:
    """Sum over pairs of p·q·EA·EB, where a company's attention to a partner is sum(weight · v(rank))."""
    tables = {"pairs": pairs, "lists_a": lists.a, "lists_b": lists.b, "place": _places(v)}
    total = query(
        """
WITH seen_a AS (SELECT l.company AS a, l.partner AS b, sum(l.weight * place.v) AS seen
    FROM lists_a AS l JOIN place ON place.k = l.rank GROUP BY l.company, l.partner),
seen_b AS (SELECT l.partner AS a, l.company AS b, sum(l.weight * place.v) AS seen
    FROM lists_b AS l JOIN place ON place.k = l.rank GROUP BY l.partner, l.company)
SELECT sum(pairs.p * pairs.q * seen_a.seen * seen_b.seen) AS total
FROM pairs JOIN seen_a ON seen_a.a = pairs.a AND seen_a.b = pairs.b
JOIN seen_b ON seen_b.a = pairs.a AND seen_b.b = pairs.b
""",
        tables,
    )
    return float(total["total"][0].as_py() or 0.0)


def upper_bound(
    pairs: pa.Table, certificate: pa.Table, v: npt.NDArray[np.float64], bounds: Bounds = _NONE
) -> float:
    """The bound that the certificate's ratio proves for lists within the bounds.

    Raises ValueError when the certificate proves nothing: a ratio that is not positive, or a pair without one.
    """
    tables = {"pairs": pairs, "certificate": certificate, "place": _places(v)}
    joined = query(
        """
SELECT pairs.a AS a, pairs.b AS b, pairs.p * pairs.q * c.ratio AS gain_a, pairs.p * pairs.q / c.ratio AS gain_b
FROM pairs JOIN certificate AS c ON c.a = pairs.a AND c.b = pairs.b
WHERE c.ratio > 0
""",
        tables,
    )
    if len(joined) != len(pairs):
        raise ValueError(f"the certificate has a usable ratio for {len(joined)} of {len(pairs)} pairs")
    total = 0.0
    for side in SIDES:
        gains = joined.select([side, f"gain_{side}"]).rename_columns(["company", "gain"])
        part = query(
            """
SELECT sum(ranked.gain * place.v * place.v) AS total
FROM (SELECT company, gain, row_number() OVER (PARTITION BY company ORDER BY gain DESC) AS k FROM edge) AS ranked
JOIN place ON place.k = ranked.k
JOIN cap ON cap.company = ranked.company
WHERE ranked.k <= cap.most
""",
            {"edge": gains, "place": tables["place"], "cap": _caps(bounds, side, gains)},
        )
        total += 0.5 * float(part["total"][0].as_py() or 0.0)
    return total


def _places(v: npt.NDArray[np.float64]) -> pa.Table:
    return pa.table({"k": pa.array(range(1, len(v) + 1), pa.int64()), "v": pa.array(v, pa.float64())})
