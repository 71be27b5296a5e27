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
        "words_best": (1.91, 1.23),
        "letters_heading": (6.42, 0.00),
        "letters_best": (5.43, 3.71),
        "meaning_within": (3.21, 1.08),
        "meaning_best": (11.97, 2.19),
        "meaning_chapter": (2.56, 3.30),
        "translated_best": (11.14, 4.23),
        "labelled_best": (0.00, 0.00),
        "labelled_all": (2.93, 2.41),
        "crowd": (0.11, 0.61),
    }
)

SUBHEADINGS = MappingProxyType(
    {
        "words": 0.43,
        "letters": 5.45,
        "meaning": 3.06,
        "meaning_nearest": 4.12,
        "translated": 6.86,
        "labelled_meaning": 1.08,
        "rest": 0.80,
    }
)

# The logarithm of the sharpness is the weighted sum of these.
SHARPNESS = MappingProxyType(
    {
        "even": -0.06,
        "letters_known": -0.19,
        "words_known": -0.03,
        "translated": -0.55,
        "labelled_near": -0.22,
        "no_vector": 0.64,
        "log_words": -0.04,
        "meaning_near": 0.33,
        "log_letters": 0.24,
        "digits": -0.72,
        "first": -0.19,
    }
)
