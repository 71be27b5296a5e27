"""Goods room: the table of weights that turns features into probabilities.

A conditional logit: the probability of a subheading is the softmax over all subheadings of the weighted sum
of its features. The weights slide between two columns with the familiarity of the text, which is the best
`letters_subheading` of any code: 1 for a text in the nomenclature's own words, 0 for one in another script.
Fitted by benchmarks/goods_fit.py, which prints this table; docs/algorithms/goods.md says on what.
"""

from __future__ import annotations

from types import MappingProxyType

# feature: (weight in a strange text, weight in a familiar one)
WEIGHTS = MappingProxyType(
    {
        "words_subheading": (3.76, 1.18),
        "words_heading": (0.82, 0.00),
        "letters_subheading": (6.02, 3.90),
        "letters_heading": (3.87, 0.05),
        "meaning_subheading": (7.91, 2.70),
        "meaning_heading": (3.73, 0.28),
        "meaning_within": (0.38, 0.53),
        "meaning_chapter": (1.30, 1.93),
        "meaning_best": (9.60, 3.29),
        "crowd": (-0.28, -0.09),
        "rest": (0.44, 1.40),
    }
)
