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
        "words_best": (2.01, 1.43),
        "letters_heading": (6.52, 1.59),
        "letters_best": (5.17, 2.32),
        "meaning_within": (2.52, 0.00),
        "meaning_best": (12.62, 5.53),
        "meaning_chapter": (2.56, 1.63),
        "translated_best": (10.86, 0.78),
        "labelled_best": (0.00, 0.00),
        "labelled_all": (2.71, 1.01),
        "crowd": (0.11, 0.51),
    }
)

SUBHEADINGS = MappingProxyType(
    {
        "words": 0.63,
        "letters": 5.16,
        "meaning": 4.18,
        "meaning_nearest": 3.35,
        "translated": 5.54,
        "labelled_meaning": 0.95,
        "rest": 0.80,
    }
)

# The logarithm of the sharpness is the weighted sum of these.
SHARPNESS = MappingProxyType(
    {
        "even": -0.81,
        "letters_known": 0.01,
        "translated": -0.26,
        "labelled_near": -0.14,
        "no_vector": 0.59,
        "log_words": -0.18,
        "meaning_near": 0.23,
        "log_letters": 0.96,
        "digits": -0.64,
        "first": -0.22,
    }
)
