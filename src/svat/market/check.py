"""An independent look at shortlists: plain Python that shares nothing with the solver.

Takes what a user has in the output files, so a result can be checked by whoever receives it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Pairs = Mapping[tuple[str, str], tuple[float, float]]  # (a, b) → interests of a in b and of b in a
Lists = Mapping[str, list[str]]  # company → partners, best first


def problems(
    pairs: Pairs, lists_a: Lists, lists_b: Lists, cap: int, barred: Iterable[tuple[str, str]] = ()
) -> list[str]:
    """What is wrong with the lists, in words; an empty list when they are valid.

    Valid: every entry is a permitted pair, nobody stands twice on a list, none is longer than `cap`, and
    everyone listed lists back.
    """
    found = []
    forbidden = set(barred)
    for own, lists in (("a", lists_a), ("b", lists_b)):
        back = lists_b if own == "a" else lists_a
        for company, partners in lists.items():
            if len(partners) > cap:
                found.append(f"{company} has {len(partners)} partners, more than {cap}")
            if len(set(partners)) < len(partners):
                found.append(f"{company} sees a partner twice")
            for partner in partners:
                key = (company, partner) if own == "a" else (partner, company)
                if key in forbidden:
                    found.append(f"{key} is barred and yet listed")
                elif key not in pairs:
                    found.append(f"{key} is listed but no candidate pair")
                if company not in back.get(partner, []):
                    found.append(f"{partner} does not list {company} back")
    return found


def expected_matches(
    pairs: Pairs, lists_a: Lists, lists_b: Lists, attention: Callable[[int], float]
) -> float:
    """Sum over listed pairs of p·q·v(place on a's list)·v(place on b's list); places count from 1."""
    place_b = {(a, b): k for b, partners in lists_b.items() for k, a in enumerate(partners, start=1)}
    total = 0.0
    for a, partners in lists_a.items():
        for k, b in enumerate(partners, start=1):
            if (a, b) in place_b:
                p, q = pairs[a, b]
                total += p * q * attention(k) * attention(place_b[a, b])
    return total
