"""Candidates room: the rules by which two listings make a possible line of trade, and how well it fits."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """What agreement of two codes to so many digits is worth."""

    worth: float  # the fit of two sure codes whose texts say the same
    base: float  # the share of it that stays when the texts have nothing in common


@dataclass(frozen=True, slots=True)
class Rules:
    """All numbers of the join in one place; docs/algorithms/candidates.md says what each rests on.

    fit = worth × confidence × (base + (1 - base) × similarity), where confidence is the product of both
    codes' scores, and the best agreement of a pair counts. Near texts have confidence 1. Where not both companies
    gave a heading, the probability that the pair score (`score.py`) gives counts, if that is more.
    """

    subheading: Agreement = Agreement(1.0, 0.85)
    heading: Agreement = Agreement(0.8, 0.5)
    # Both companies gave subheadings of one heading, but different ones: other goods, unless the texts agree.
    heading_apart: Agreement = Agreement(0.7, 0.1)
    # Not for two given headings: those differ, or the pair would share one.
    chapter: Agreement = Agreement(0.4, 0.0)
    near_text: Agreement = Agreement(0.8, 0.0)
    near_text_apart: Agreement = Agreement(0.45, 0.0)  # both gave codes, and they disagree
    chapter_similarity: float = 0.6  # a shared chapter alone counts from here
    near_similarity: float = 0.85  # texts count as nearly the same from here, whatever the codes
    neighbours: int = 20  # nearest texts looked at per text, from both ends
    near_cosine: float = 0.3  # texts less near than this do not meet by their meaning
    crowd: int = (
        20  # listings of the other side that one meets in a block: a heading, or a pair of near texts
    )
    sure_crowd: int = 50  # the same where both gave the same subheading
    guessed: int = (
        20  # lines of a listing that stay, from either end, where not both gave the same subheading
    )
    least_share: float = 0.01  # a guessed heading less probable than this brings nobody together
    least_product: float = 0.002  # nor do two whose probabilities multiply to less
    least_score: float = 0.05  # a guessed subheading or chapter less probable than this is not agreed on
    least_fit: float = 0.1  # a line below this is weak …
    always: int = 5  # … and stays only among so many best of its offer or of its need
    weakest: float = 0.01  # below this not even there
    also_score: float = 0.1  # guesses from here on are handed to the gate with the line
    # The seller knows what is sold: where it gave a code, only guesses that contradict it loudly are handed on.
    also_score_given: float = 0.3
