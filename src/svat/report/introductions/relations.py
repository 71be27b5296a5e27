"""Report, introductions: what the goods of a line are to each other, in a word, where they are not the same."""

from __future__ import annotations

from collections.abc import Mapping

from svat.wording import say

RELATIONS: Mapping[str, str] = {
    "part": say("parts, and what they are parts of"),
    "substitute": say("one may do for the other"),
    "complement": say("used together"),
}
