"""Corridor room, chapters: the potential of headings summed by HS chapter, which is how companies are recruited."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from svat.corridor.trade.potential import HeadingPotential

ARMS = "93"  # the chapter of arms and ammunition: svat recruits nobody for it


@dataclass(frozen=True, slots=True)
class ChapterPotential:
    """One HS chapter in one direction. Values in US dollars a year."""

    hs: str  # two digits
    potential: float
    actual: float
    unrealised: float  # summed over headings: one that sells above its potential takes nothing from another
    headings: int


def chapters(
    headings: Iterable[HeadingPotential], barred: Collection[str] = ()
) -> tuple[ChapterPotential, ...]:
    """The headings by chapter, the largest unrealised value first; arms, and codes in `barred`, are left out."""
    found: dict[str, list[HeadingPotential]] = {}
    for heading in headings:
        if heading.hs not in barred and heading.hs[:2] != ARMS:
            found.setdefault(heading.hs[:2], []).append(heading)
    summed = [
        ChapterPotential(
            hs,
            sum(h.potential for h in of),
            sum(h.actual for h in of),
            sum(h.unrealised for h in of),
            len(of),
        )
        for hs, of in found.items()
    ]
    return tuple(sorted(summed, key=lambda c: (-c.unrealised, -c.potential, c.hs)))
