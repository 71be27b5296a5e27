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
        "words_subheading": (3.76, 1.37),
        "words_heading": (1.14, 0.00),
        "letters_subheading": (6.95, 4.35),
        "letters_heading": (5.21, 0.20),
        "meaning_subheading": (7.02, 2.07),
        "meaning_heading": (4.46, 0.66),
        "meaning_within": (0.00, 0.36),
        "meaning_chapter": (1.22, 1.80),
        "meaning_best": (10.03, 2.37),
        "crowd": (-0.16, -0.14),
        "rest": (0.44, 1.29),
    }
)
