"""Corridor room, product space: how near a country's exports are to a product that it could export.

After C. A. Hidalgo, B. Klinger, A.-L. Barabási and R. Hausmann, The product space conditions the development of
nations (Science 317, 2007).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEAST_COUNTRIES = 10

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ProductPosition:
    """One country's place at one product."""

    rca: float  # revealed comparative advantage: 1 is a share as large as the country's share of all exports
    density: float  # 0 … 1: the share of what is near the product that the country exports with advantage
    rank: float  # 0 … 1: the share of the other products at which the country's density is lower


def rca(exports: Matrix) -> Matrix:
    """Balassa's index of a (countries × products) matrix of values; 0 where a country or a product has no exports."""
    country = exports.sum(axis=1, keepdims=True)
    product = exports.sum(axis=0, keepdims=True)
    usual = country * product / max(float(exports.sum()), 1e-300)
    index: Matrix = np.divide(exports, usual, out=np.zeros_like(exports, dtype=float), where=usual > 0)
    return index


def proximity(advantage: Matrix) -> Matrix:
    """(products × products): the smaller of the two conditional probabilities of exporting one, given the other.

    `advantage` is 1 where a country has it and 0 elsewhere. The diagonal is 0: a product is no neighbour of itself.
    """
    both = advantage.T @ advantage
    many = np.diag(both).copy()
    larger = np.maximum.outer(many, many)
    found = np.divide(both, larger, out=np.zeros_like(both), where=larger > 0)
    np.fill_diagonal(found, 0.0)
    return found


def density(advantage: Matrix, near: Matrix) -> Matrix:
    """(countries × products): the share of a product's proximities that falls on what the country has."""
    total = near.sum(axis=0)
    dense: Matrix = np.divide(advantage @ near, total, out=np.zeros(advantage.shape), where=total > 0)
    return dense


def standings(
    reporters: Sequence[str], codes: Sequence[str], exports: Matrix, country: str
) -> dict[str, ProductPosition]:
    """Code → the country's standing; empty when fewer than ten countries report or the country is not among them."""
    if len(reporters) < LEAST_COUNTRIES or country not in reporters:
        return {}
    index = rca(exports)
    advantage = (index >= 1).astype(float)
    row = list(reporters).index(country)
    dense = density(advantage, proximity(advantage))[row]
    below = np.searchsorted(np.sort(dense), dense, side="left") / max(len(codes) - 1, 1)
    return {
        code: ProductPosition(float(index[row, k]), float(dense[k]), float(below[k]))
        for k, code in enumerate(codes)
    }
