"""Report, introductions: why two companies should meet, as the cells of workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from svat import notation
from svat.candidates.model import Line
from svat.market.model import Interest
from svat.report import words
from svat.report.introductions import views
from svat.report.introductions.model import Outcome
from svat.sides import Sides
from svat.wording import say, say_list

_ORIGINS: Mapping[str, str] = {"given": say("given"), "guessed": say("guessed")}
REASON_NAMES: Mapping[str, str] = {
    "product fit": say("product fit"),
    "market interest": say("market interest"),
    "volume fit": say("volume fit"),
    "common language": say("common language"),
    "certificates": say("certificates"),
    "size fit": say("size fit"),
    "partnership type": say("partnership type"),
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why two companies should meet, as cells: made once, shown on several sheets."""

    why: Sides[str]
    lines: str


AllGrounds: TypeAlias = Mapping[tuple[str, str], Grounds]  # by the two identifiers


def grounds_of(outcome: Outcome) -> AllGrounds:
    """Those of every pair."""
    return {
        (i.a, i.b): Grounds(Sides(_why(i.interest_a), _why(i.interest_b)), lines_of_trade(i.lines))
        for i in views.introductions(outcome)
    }


def lines_of_trade(lines: Iterable[Line]) -> str:
    """Lines of trade in one cell."""
    return say_list(map(_line, lines), " • ")


def _line(line: Line) -> str:
    code_only = say("(code only)")
    return say(
        "{direction}: {offer} ↔ {need}; {code}, similarity {similarity}",
        direction="a → b" if line.direction == "a_to_b" else "b → a",
        offer=line.offer.text or code_only,
        need=line.need.text or code_only,
        code=say("HS {code} ({origin})", code=words.code(line.hs), origin=_ORIGINS[line.origin])
        if line.hs
        else say("no common code"),
        similarity=notation.fixed(line.similarity, 2),
    )


def _why(interest: Interest) -> str:
    return say_list(
        (
            say(
                "{reason} {value} (weight {weight}): {detail}",
                reason=REASON_NAMES.get(r.name, r.name),
                value=notation.fixed(r.value, 2),
                weight=f"{r.weight:g}",
                detail=r.detail,
            )
            for r in interest.reasons
        ),
        " • ",
    )
