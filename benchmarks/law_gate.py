"""How long the gate takes for 100,000 candidate pairs of invented companies with random goods.

Run: ./dev python benchmarks/law_gate.py [PAIRS]
Every line has a random code of the nomenclature and three other random codes that it may mean, which is far
more varied than real rolls are, so the gate's memory helps it least here.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from datetime import date

from svat.candidates.model import Candidate, Line
from svat.goods.nomenclature import load
from svat.law.gate import Gate, decide
from svat.law.lists.doubts import doubts_of
from svat.law.lists.model import ListVersion
from svat.law.measures.flow import Measures
from svat.law.rules.ruleset import load_rules
from svat.law.settings import Settings
from svat.roll.model import Company, Listing
from svat.sides import Sides

ON = date(2026, 2, 27)
COMPANIES = 3000
WANTS = (("joint venture",), ("supply", "distribution"), (), ("manufacturing",))


def measure(country_a: str, country_b: str, pairs: int) -> tuple[float, float, Counter[str]]:
    """(seconds to load the rules, seconds for all verdicts, verdicts by status)."""
    draw = random.Random(1)  # noqa: S311 - invented goods, no secret
    codes = [code for code in load().codes if len(code) > 2]
    offer, need = Listing("x", "offer", 0, "invented"), Listing("y", "need", 0, "invented")

    def roll(side: str, country: str) -> dict[str, Company]:
        keys = [f"{side}{i}" for i in range(COMPANIES)]
        return {k: Company(k, f"Invented {k}", country, partnership_types=draw.choice(WANTS)) for k in keys}

    def line() -> Line:
        way, origin = draw.choice(("a_to_b", "b_to_a")), draw.choice(("given", "guessed"))
        also = tuple(draw.sample(codes, 3))
        return Line(way, offer, need, draw.choice(codes), origin, 0.5, 0.5, also)  # type: ignore[arg-type]

    rolls = Sides(roll("a", country_a), roll("b", country_b))
    candidates = [
        Candidate(
            f"a{i % COMPANIES}",
            f"b{draw.randrange(COMPANIES)}",
            tuple(line() for _ in range(draw.randint(1, 3))),
        )
        for i in range(pairs)
    ]
    lists = [ListVersion(p, "invented", ON, 1, "0", (), 0, stale=False) for p in ("UN", "OFAC")]
    start = time.perf_counter()
    rules = load_rules()
    loaded = time.perf_counter()
    settings = Settings(("UN", "US"), max_list_age_days=30)
    gate = Gate(Measures(rules, settings, ON), lambda: doubts_of(lists, settings), screened=True)
    verdicts = decide(gate, candidates, rolls, rolls.map(lambda side: dict.fromkeys(side, ())))
    return loaded - start, time.perf_counter() - loaded, Counter(v.status for v in verdicts)


def main() -> None:
    """Print the table that docs/algorithms/measures.md quotes."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print("| corridor | pairs | load rules, s | verdicts, s | clear | review | barred |")
    print("|---|---|---|---|---|---|---|")
    for a, b in (("KZ", "KR"), ("RU", "KR"), ("RU", "KP")):
        loading, judging, counts = measure(a, b, pairs)
        shown = " | ".join(f"{counts[s]:,}" for s in ("clear", "review", "barred"))
        print(f"| {a} – {b} | {pairs:,} | {loading:.2f} | {judging:.1f} | {shown} |")


if __name__ == "__main__":
    main()
