"""Candidates room: the statements of the join, in the subset that every engine of svat runs alike.

Listings meet in blocks: those of one heading, and those of one text and its near ones. In a block a listing meets at
most `Rules.crowd` of the other side, the most probable; where more than that are equally probable, they are dealt
into cells by a draw that favours nobody, and each listing meets one cell. So pairs grow with the listings, not with
their product. Where texts are nearly the same, a code that either reading names at all counts as shared, and so does
a code that only one of the two companies gave.
"""

from __future__ import annotations

from svat.candidates.codes import NUMBERS
from svat.candidates.rules import Agreement, Rules
from svat.engine.literals import number

PRIME = 2**31 - 1
_EACH_ONCE = "GROUP BY offer, need ORDER BY offer, need"
LINE_COLUMNS = ("offer", "need", "hs", "given", "similarity", "fit")


def _seats(side: str, rows: str, crowd: int) -> str:
    """`{side}_row` with a draw, and the best of each block dealt into cells: `{side}_seat` and `{side}_cells`."""
    return f"""
{side}_row AS (
    SELECT r.id, r.block, r.p, t.tie_break FROM ({rows}) AS r JOIN {side}_tie_break AS t ON t.id = r.id
),
{side}_placed AS (
    SELECT id, block, p, row_number() OVER (PARTITION BY block ORDER BY p DESC, tie_break, id) AS place
    FROM {side}_row
),
{side}_tied AS (SELECT block, p, min(place) AS first_place FROM {side}_placed GROUP BY block, p),
{side}_best AS (
    SELECT placed.id, placed.block, placed.p, placed.place FROM {side}_placed AS placed
    JOIN {side}_tied AS tied ON tied.block = placed.block AND tied.p = placed.p
    WHERE tied.first_place <= {crowd}
),
{side}_cells AS (
    SELECT block, CAST((many - many % {crowd}) / {crowd} AS BIGINT) AS cells
    FROM (SELECT block, count(*) + {crowd - 1} AS many FROM {side}_best GROUP BY block) AS counted
),
{side}_seat AS (
    SELECT best.id, best.block, best.p, best.place % cells.cells AS cell
    FROM {side}_best AS best JOIN {side}_cells AS cells ON cells.block = best.block
)"""  # noqa: S608 - made of names and numbers of this module alone


def _met(offers: str, needs: str, crowd: int, least: float) -> str:
    """Pairs (offer, need) of listings that meet in the blocks of (id, block, p) rows, each once."""
    return f"""
WITH {_seats("offer", offers, crowd)},
{_seats("need", needs, crowd)},
met AS (
    SELECT o.id AS offer, n.id AS need
    FROM offer_row AS o JOIN need_cells AS c ON c.block = o.block
    JOIN need_seat AS n ON n.block = o.block AND n.cell = o.tie_break % c.cells
    WHERE o.p * n.p >= {number(least)}
    UNION ALL
    SELECT o.id AS offer, n.id AS need
    FROM need_row AS n JOIN offer_cells AS c ON c.block = n.block
    JOIN offer_seat AS o ON o.block = n.block AND o.cell = n.tie_break % c.cells
    WHERE o.p * n.p >= {number(least)}
)
"""  # noqa: S608 - made of names and numbers of this module alone


def near_listings(rules: Rules) -> str:
    """Pairs of listings whose texts are near, each once: a block is a pair of texts."""
    offers = """
    SELECT offer_text.id, near_text.block, 1e0 AS p
    FROM near_text JOIN offer_text ON offer_text.key = near_text.offer_key"""
    needs = """
    SELECT need_text.id, near_text.block, 1e0 AS p
    FROM near_text JOIN need_text ON need_text.key = near_text.need_key"""
    return f"{_met(offers, needs, rules.crowd, 0.0)} SELECT offer, need FROM met {_EACH_ONCE}"  # noqa: S608 - names


def sure_pairs(rules: Rules) -> str:
    """Pairs of listings that give the same subheading, each once."""
    offers = "SELECT id, hs AS block, 1e0 AS p FROM offer_given WHERE digits = 6"
    needs = "SELECT id, hs AS block, 1e0 AS p FROM need_given WHERE digits = 6"
    return f"{_met(offers, needs, rules.sure_crowd, 0.0)} SELECT offer, need FROM met {_EACH_ONCE}"  # noqa: S608 - names


def pairs(rules: Rules) -> str:
    """Distinct (offer, need) pairs that meet in a heading, have near texts, or are sure (1, else 0)."""
    offers = "SELECT id, hs AS block, p FROM offer_code WHERE digits = 4"
    needs = "SELECT id, hs AS block, p FROM need_code WHERE digits = 4"
    return f"""{_met(offers, needs, rules.crowd, rules.least_product)}
SELECT offer, need, max(alike) AS sure FROM (
    SELECT offer, need, 0 AS alike FROM met
    UNION ALL SELECT offer, need, 0 AS alike FROM near
    UNION ALL SELECT offer, need, 1 AS alike FROM sure_pair
) AS found
{_EACH_ONCE}"""  # noqa: S608 - made of the numbers of Rules alone


def _kept(rules: Rules, per_listing: int) -> str:
    """The condition that a placed pair is among the best of its offer or of its need: more of the sure ones."""
    most = min(per_listing, rules.guessed)
    return f"""(place_of_need <= {most} OR place_of_offer <= {most}
    OR (sure = 1 AND (place_of_need <= {per_listing} OR place_of_offer <= {per_listing})))"""


def short(rules: Rules, per_listing: int) -> str:
    """The pairs of `scored` that are among the best of their offer or of their need."""
    return f"""
SELECT offer, need, sure, score FROM (
    SELECT scored.offer, scored.need, scored.sure, scored.score,
        row_number() OVER (PARTITION BY scored.offer
            ORDER BY score DESC, (ot.tie_break * nt.tie_break) % {PRIME}, scored.need) AS place_of_need,
        row_number() OVER (PARTITION BY scored.need
            ORDER BY score DESC, (ot.tie_break * nt.tie_break) % {PRIME}, scored.offer) AS place_of_offer
    FROM scored
    JOIN offer_tie_break AS ot ON ot.id = scored.offer
    JOIN need_tie_break AS nt ON nt.id = scored.need
) AS placed
WHERE {_kept(rules, per_listing)}
ORDER BY offer, need
"""  # noqa: S608 - made of the numbers alone


def _fit(agreement: Agreement, confidence: str) -> str:
    base = number(agreement.base)
    return f"pair.counts * {number(agreement.worth)} * {confidence} * ({base} + (1e0 - {base}) * pair.similarity)"


def lines(rules: Rules, per_listing: int) -> str:
    """The best agreement of every pair, and the lines that stay under the cap, by offer and need.

    Where not both companies gave a heading, a pair that shares one fits as the pair score says, if that is more.
    Ranks are by fit, then similarity, then tie break. A line below the least fit stays where its offer or its need
    has nothing better for its first places; but not where both companies gave codes that are apart.
    """
    near = f"pair.similarity >= {number(rules.near_similarity)}"
    least = number(rules.least_score)
    return f"""
WITH known AS (
    SELECT pair.offer, pair.need, pair.similarity, pair.counts, pair.chance, pair.sure AS same,
        og.hs AS offer_hs, ng.hs AS need_hs,
        coalesce(og.digits, 0) AS offer_digits, coalesce(ng.digits, 0) AS need_digits
    FROM pair
    LEFT JOIN offer_given AS og ON og.id = pair.offer
    LEFT JOIN need_given AS ng ON ng.id = pair.need
),
agreed AS (
    SELECT pair.offer, pair.need, pair.same, pair.similarity, o.hs AS hs, o.digits AS digits,
        o.given * n.given AS given, o.p * n.p AS sure,
        CASE WHEN o.digits = 2 OR (pair.offer_digits >= 4 AND pair.need_digits >= 4) THEN 0e0
             ELSE pair.chance END AS chance,
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
    JOIN need_code AS n ON n.key = pair.need * {NUMBERS} + o.number
    WHERE o.digits = 4 OR (o.p >= {least} AND n.p >= {least})
    UNION ALL
    SELECT pair.offer, pair.need, pair.same, pair.similarity, o.hs AS hs, o.digits AS digits,
        0 AS given, o.p * n.p AS sure, 0e0 AS chance,
        CASE WHEN pair.offer_digits > 0 AND pair.need_digits > 0 THEN {_fit(rules.near_text_apart, "1e0")}
             ELSE {_fit(rules.near_text, "1e0")} END AS fit
    FROM known AS pair
    JOIN offer_named AS o ON o.id = pair.offer
    JOIN need_named AS n ON n.key = pair.need * {NUMBERS} + o.number
    WHERE {near}
    UNION ALL
    SELECT pair.offer, pair.need, pair.same, pair.similarity, coalesce(pair.offer_hs, pair.need_hs) AS hs,
        pair.offer_digits + pair.need_digits AS digits,
        0 AS given, 1e0 AS sure, 0e0 AS chance, {_fit(rules.near_text, "1e0")} AS fit
    FROM known AS pair
    WHERE {near} AND ((pair.offer_digits > 0 AND pair.need_digits = 0)
                   OR (pair.offer_digits = 0 AND pair.need_digits > 0))
),
best AS (
    SELECT offer, need, same, similarity, hs, given, chance,
        CASE WHEN chance > fit THEN chance ELSE fit END AS fit
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY offer, need ORDER BY fit DESC, sure DESC, digits DESC, hs) AS place
        FROM agreed
    ) AS ranked
    WHERE place = 1 AND fit > 0e0
),
placed AS (
    SELECT best.offer, best.need, best.same AS sure, best.similarity, best.hs, best.given, best.chance, best.fit,
        row_number() OVER (PARTITION BY best.offer
            ORDER BY fit DESC, similarity DESC, (ot.tie_break * nt.tie_break) % {PRIME}, best.need) AS place_of_need,
        row_number() OVER (PARTITION BY best.need
            ORDER BY fit DESC, similarity DESC, (ot.tie_break * nt.tie_break) % {PRIME}, best.offer) AS place_of_offer
    FROM best
    JOIN offer_tie_break AS ot ON ot.id = best.offer
    JOIN need_tie_break AS nt ON nt.id = best.need
)
SELECT offer, need, hs, given, similarity, fit FROM placed
WHERE (fit >= {number(rules.least_fit)} AND {_kept(rules, per_listing)})
    OR (chance >= {number(rules.weakest)} AND (place_of_need <= {rules.always} OR place_of_offer <= {rules.always}))
ORDER BY offer, need
"""  # noqa: S608 - made of the numbers of Rules alone
