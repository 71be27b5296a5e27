"""Report, introductions: interest as people are told it: one of five steps, from very low to very high."""

from __future__ import annotations

from collections.abc import Mapping

from svat.wording import Said, say

# A step's least interest; the table stands on every page that names a step.
LEAST: Mapping[int, float] = {1: 0.0, 2: 0.2, 3: 0.4, 4: 0.6, 5: 0.8}
WORDS: Mapping[int, Said] = {
    1: say("very low"),
    2: say("low"),
    3: say("medium"),
    4: say("high"),
    5: say("very high"),
}


def step(interest: float) -> int:
    """The step, 1 to 5, of an interest from 0 to 1.

    >>> step(0.19), step(0.2), step(0.934)
    (1, 2, 5)
    """
    return max(number for number, least in LEAST.items() if interest >= least or number == 1)


def in_words(interest: float) -> Said:
    """An interest from 0 to 1 in words.

    >>> in_words(0.67)
    'high'
    """
    return WORDS[step(interest)]
