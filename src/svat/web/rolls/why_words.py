"""Rolls, why words: why a company changed from one version to the next, in words."""

from __future__ import annotations

from svat.wording import say

WHYS = {
    "apply import": say("a file was applied"),
    "undo import": say("a file was undone"),
    "import folder": say("a folder was taken over"),
    "correct company": say("corrected"),
    "correct companies": say("corrected with others"),
    "undo correction": say("a correction was taken back"),
    "merge companies": say("united with another"),
    "unmerge companies": say("made two again"),
    "tell companies apart": say("said not to be the same as another"),
    "tell many apart": say("said not to be the same as another"),
    "undo telling apart": say("that it is not the same was taken back"),
    "undo bulk": say("a change of many was undone"),
}


def why_word(why: str) -> str:
    """The action that made a version, in words."""
    return WHYS.get(why, why)
