"""Cases of one kind of fault, each caught or its nearest neighbour that must not be, and the table that is printed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Case(Generic[T]):
    """An input, and whether it must be caught; of a neighbour the opposite is true."""

    name: str
    input: T
    caught: bool


def outcome(case: Case[T], caught: bool | None) -> str:
    """What became of a case; None is a reader or command that failed, which counts as missed."""
    if caught is None:
        return "missed"
    if case.caught:
        return "caught" if caught else "missed"
    return "wrongly caught" if caught else "let through"


def judge(
    kind: str, cases: Sequence[Case[T]], caught: Callable[[T], bool], *, at_least: int = 10
) -> Counter[str]:
    """Put all cases of a kind to the test, print the counts and what went wrong, and assert that nothing did."""
    rows = []
    for case in cases:
        try:
            found: bool | None = caught(case.input)
            said = ""
        except Exception as error:  # noqa: BLE001 - whatever it is, the case is missed
            found, said = None, f": {type(error).__name__}: {error}"
        rows.append((case, outcome(case, found), said))
    counts = Counter(result for _, result, _ in rows)
    sys.stdout.write(
        f"{kind}: "
        + ", ".join(
            f"{counts[word]} {word}" for word in ("caught", "let through", "missed", "wrongly caught")
        )
        + "\n"
    )
    wrong = [f"{case.name}: {result}{said}" for case, result, said in rows if result[0] in "mw"]
    for line in wrong:
        sys.stdout.write(f"    {line}\n")
    assert not wrong, wrong
    assert counts["caught"] >= at_least <= counts["let through"], counts
    assert len({case.name for case in cases}) == len(cases)
    return counts
