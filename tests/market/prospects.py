"""Invented companies that state now this and now that, and candidate pairs between them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from svat.candidates.model import Candidate, Line
from svat.roll.model import Company, Listing


def companies_stating(side: str, country: str, rng: np.random.Generator) -> list[Company]:
    """Companies that state now this and now that, or nothing."""

    def some(*choices: object) -> object:
        return choices[int(rng.integers(len(choices)))]

    return [
        Company(
            external_id=f"{side}{k}",
            name=f"{side}{k}",
            country=country,
            employees=some(None, 3, 40, 90_000),  # type: ignore[arg-type]
            turnover=some(None, Decimal(10), Decimal(700)),  # type: ignore[arg-type]
            turnover_currency=some("", "USD", "KZT"),  # type: ignore[arg-type]
            contact_language=some("", "ru", "EN; ru", "ko, en"),  # type: ignore[arg-type]
            countries_of_interest=some((), ("KR", "KZ"), ("CN",)),  # type: ignore[arg-type]
            countries_exported=some((), ("KR",), ("KZ", "UZ")),  # type: ignore[arg-type]
            certificates=some((), ("HACCP",), ("HACCP", "ISO 9001", "Halal")),  # type: ignore[arg-type]
            partnership_types=some((), ("supply",), ("distribution", "franchise"), ("joint venture",)),  # type: ignore[arg-type]
        )
        for k in range(12)
    ]


def candidates_between(rng: np.random.Generator) -> Iterator[Candidate]:
    for a in range(12):
        for b in range(12):
            if rng.random() < 0.4:
                continue
            fits = sorted(
                (round(float(x), 4) for x in rng.uniform(0.1, 1.0, int(rng.integers(1, 4)))), reverse=True
            )
            lines = []
            for k, fit in enumerate(fits):
                sells = bool(rng.random() < 0.6)
                seller, buyer = (f"a{a}", f"b{b}") if sells else (f"b{b}", f"a{a}")
                lines.append(
                    Line(
                        direction="a_to_b" if sells else "b_to_a",
                        offer=Listing(seller, "offer", k, "мёд", "040900"),
                        need=Listing(buyer, "need", k, "꿀", "040900"),
                        hs="040900",
                        origin="given",
                        similarity=0.5,
                        fit=fit,
                    )
                )
            yield Candidate(f"a{a}", f"b{b}", tuple(lines))
