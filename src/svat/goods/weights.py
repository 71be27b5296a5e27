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
        "words_best": (1.74, 1.27),
        "letters_heading": (3.85, 0.19),
        "letters_best": (4.55, 3.11),
        "meaning_within": (2.04, 1.50),
        "meaning_best": (14.77, 4.79),
        "meaning_chapter": (3.98, 3.44),
        "translated_best": (8.00, 8.00),
        "labelled_best": (0.70, 0.40),
        "labelled_all": (1.90, 1.70),
        "crowd": (0.21, 0.38),
    }
)

SUBHEADINGS = MappingProxyType(
    {
        "words": 2.53,
        "letters": 7.11,
        "meaning": 3.70,
        "meaning_nearest": 6.12,
        "translated": 8.00,
        "labelled_meaning": 1.20,
        "rest": 1.07,
    }
)

# The logarithm of the sharpness is the weighted sum of these.
SHARPNESS = MappingProxyType(
    {
        "even": -0.79,
        "letters_known": -0.10,
        "words_known": 0.24,
        "translated": 0.0,
        "labelled_near": -0.21,
        "no_vector": 1.34,
        "log_words": -0.20,
        "meaning_near": 0.52,
        "log_letters": 0.85,
        "digits": 0.48,
        "first": -0.35,
    }
)
