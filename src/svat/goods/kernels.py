"""Goods room: its inner loops over words that texts share, compiled by numba."""

from __future__ import annotations

from svat.compiled import compiled


@compiled()
def count_shared(shared, columns, starts, left, right):  # type: ignore[no-untyped-def]
    """How many columns row left[k] shares with row right[k], into shared[k]; each row's columns rise."""
    for k in range(len(left)):
        at, other = starts[left[k]], starts[right[k]]
        end, other_end = starts[left[k] + 1], starts[right[k] + 1]
        while at < end and other < other_end:
            if columns[at] == columns[other]:
                shared[k] += 1
                at += 1
                other += 1
            elif columns[at] < columns[other]:
                at += 1
            else:
                other += 1


@compiled()
def add_products(  # type: ignore[no-untyped-def]
    found, columns, values, starts, left, other_columns, other_values, other_starts, right
):
    """Add the products of the values that row left[k] and row right[k] have in a column of both to found[k].

    Each row's columns rise.
    """
    for k in range(len(left)):
        at, other = starts[left[k]], other_starts[right[k]]
        end, other_end = starts[left[k] + 1], other_starts[right[k] + 1]
        while at < end and other < other_end:
            if columns[at] == other_columns[other]:
                found[k] += values[at] * other_values[other]
                at += 1
                other += 1
            elif columns[at] < other_columns[other]:
                at += 1
            else:
                other += 1
