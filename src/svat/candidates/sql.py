"""Candidates room: the statements of the join, in the subset that every engine of svat runs alike.

Where texts are nearly the same, a code that either reading names at all counts as shared, and so does a code
that only one of the two companies gave.
"""

from __future__ import annotations

from svat.candidates.rules import Agreement, Rules
from svat.engine.literals import number

PRIME = 2**31 - 1
LINE_COLUMNS = ("offer", "need", "hs", "given", "similarity", "fit")

NEAR_LISTINGS = """
SELECT offer_text.id AS offer, need_text.id AS need
FROM near_text
JOIN offer_text ON offer_text.key = near_text.offer_key
JOIN need_text ON need_text.key = near_text.need_key
"""


def pairs(rules: Rules) -> str:
    """Distinct (offer, need) pairs that share a heading or have near texts.

    Only pairs whose shared heading could reach the least fit with the same text are taken.
    """
    return f"""
WITH shared AS (
    SELECT o.id AS offer, n.id AS need
    FROM offer_code AS o JOIN need_code AS n ON o.hs = n.hs
    WHERE o.digits >= 4 AND o.p * n.p >= {number(rules.least_fit)}
    UNION ALL
    SELECT offer, need FROM near
)
SELECT offer, need FROM shared GROUP BY offer, need ORDER BY offer, need
"""  # noqa: S608 - made of the numbers of Rules alone


def _fit(agreement: Agreement, confidence: str) -> str:
    base = number(agreement.base)
    return f"{number(agreement.worth)} * {confidence} * ({base} + (1e0 - {base}) * pair.similarity)"


def lines(rules: Rules, per_listing: int) -> str:
    """The best agreement of every pair, and the lines that stay under the cap, by offer and need.

    Ranks are by fit, then similarity, then tie break.
    """
    near = f"pair.similarity >= {number(rules.near_similarity)}"
    return f"""
WITH known AS (
    SELECT pair.offer, pair.need, pair.similarity, og.hs AS offer_hs, ng.hs AS need_hs,
        coalesce(og.digits, 0) AS offer_digits, coalesce(ng.digits, 0) AS need_digits
    FROM pair
    LEFT JOIN offer_given AS og ON og.id = pair.offer
    LEFT JOIN need_given AS ng ON ng.id = pair.need
),
agreed AS (
    SELECT pair.offer, pair.need, pair.similarity, o.hs AS hs, o.digits AS digits,
        o.given * n.given AS given, o.p * n.p AS sure,
        CASE WHEN o.digits = 6 THEN {_fit(rules.subheading, "o.p * n.p")}
             WHEN o.digits = 4 AND pair.offer_digits = 6 AND pair.need_digits = 6
                 THEN {_fit(rules.heading_apart, "o.p * n.p")}
             WHEN o.digits = 4 THEN {_fit(rules.heading, "o.p * n.p")}
             WHEN pair.offer_digits >= 4 AND pair.need_digits >= 4 THEN 0e0
             WHEN pair.similarity >= {number(rules.chapter_similarity)}
                 THEN {_fit(rules.chapter, "o.p * n.p")}
             ELSE 0e0 END AS fit
    FROM known AS pair
    JOIN offer_code AS o ON o.id = pair.offer
    JOIN need_code AS n ON n.id = pair.need AND n.hs = o.hs
    UNION ALL
    SELECT pair.offer, pair.need, pair.similarity, o.hs AS hs, o.digits AS digits,
        0 AS given, o.p * n.p AS sure,
        CASE WHEN pair.offer_digits > 0 AND pair.need_digits > 0 THEN {_fit(rules.near_text_apart, "1e0")}
             ELSE {_fit(rules.near_text, "1e0")} END AS fit
    FROM known AS pair
    JOIN offer_named AS o ON o.id = pair.offer
    JOIN need_named AS n ON n.id = pair.need AND n.hs = o.hs
    WHERE {near}
    UNION ALL
    SELECT pair.offer, pair.need, pair.similarity, coalesce(pair.offer_hs, pair.need_hs) AS hs,
        pair.offer_digits + pair.need_digits AS digits,
        0 AS given, 1e0 AS sure, {_fit(rules.near_text, "1e0")} AS fit
    FROM known AS pair
    WHERE {near} AND ((pair.offer_digits > 0 AND pair.need_digits = 0)
                   OR (pair.offer_digits = 0 AND pair.need_digits > 0))
),
best AS (
    SELECT offer, need, similarity, hs, given, fit FROM (
        SELECT *, row_number() OVER (
            PARTITION BY offer, need ORDER BY fit DESC, sure DESC, digits DESC, hs) AS place
        FROM agreed
    ) AS ranked
    WHERE place = 1 AND fit >= {number(rules.least_fit)}
),
placed AS (
    SELECT best.offer, best.need, best.similarity, best.hs, best.given, best.fit,
        row_number() OVER (PARTITION BY best.offer
            ORDER BY fit DESC, similarity DESC, (ot.tie_break * nt.tie_break) % {PRIME}, best.need) AS place_of_need,
        row_number() OVER (PARTITION BY best.need
            ORDER BY fit DESC, similarity DESC, (ot.tie_break * nt.tie_break) % {PRIME}, best.offer) AS place_of_offer
    FROM best
    JOIN offer_tie_break AS ot ON ot.id = best.offer
    JOIN need_tie_break AS nt ON nt.id = best.need
)
SELECT offer, need, hs, given, similarity, fit FROM placed
WHERE place_of_need <= {per_listing} OR place_of_offer <= {per_listing}
ORDER BY offer, need
"""  # noqa: S608 - made of the numbers of Rules alone
