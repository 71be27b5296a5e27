"""Goods room: the tables of weights that turn columns into probabilities.

A nested logit: the probability of a heading is the softmax over all headings of the weighted sum of its columns; that
of a subheading, if its heading is right, the softmax over the heading's subheadings of the weighted sum of theirs. The
weights of headings slide between two columns with the familiarity of the text, which is the best `letters_best` of
any heading: 1 for a text in the nomenclature's own words, 0 for one in another script. How sharp the first softmax is
depends on the kind of text. The labelled columns count 0.4 of what was fitted where labelled lines were no documents
of their codes. Fitted as benchmarks/goods_fit.py does, over a few situations more; docs/algorithms/goods.md says
on what.
"""

from __future__ import annotations

from types import MappingProxyType

# column: (weight in a strange text, weight in a familiar one)
HEADINGS = MappingProxyType(
    {
        "words_best": (1.69, 1.42),
        "letters_heading": (6.87, 1.26),
        "letters_best": (5.05, 2.62),
        "meaning_within": (2.33, 0.00),
        "meaning_best": (12.60, 5.37),
        "meaning_chapter": (2.79, 1.71),
        "translated_best": (11.05, 0.74),
        "labelled_best": (0.00, 0.00),
        "labelled_all": (2.88, 0.99),
        "crowd": (0.08, 0.54),
    }
)

SUBHEADINGS = MappingProxyType(
    {
        "words": 0.48,
        "letters": 5.44,
        "meaning": 3.81,
        "meaning_nearest": 3.40,
        "translated": 5.88,
        "labelled_meaning": 1.15,
        "rest": 0.79,
    }
)

# The logarithm of the sharpness is the weighted sum of these.
SHARPNESS = MappingProxyType(
    {
        "even": -0.30,
        "letters_known": -0.02,
        "words_known": -0.06,
        "translated": -0.27,
        "labelled_near": -0.22,
        "no_vector": 0.67,
        "log_words": 0.05,
        "meaning_near": 0.40,
        "log_letters": 0.19,
        "digits": -0.82,
        "known": 0.0,
        "first": -0.20,
    }
)
