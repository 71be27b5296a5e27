"""Goods room: blocks of texts, two of which are worked on at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TypeVar

import threadpoolctl

_THREADS = 2
_Found = TypeVar("_Found")


def by_blocks(work: Callable[[slice], _Found], count: int, size: int) -> Iterator[_Found]:
    """What `work` makes of each block of `size` among `count` texts, in their order.

    The first is done by itself, so that what is made at the first text and kept is made once. A matrix product takes
    one thread, as there are others.
    """
    blocks: Sequence[slice] = [slice(start, start + size) for start in range(0, count, size)]
    if not blocks:
        return
    with threadpoolctl.threadpool_limits(1):
        first = work(blocks[0])
        if len(blocks) == 1:
            yield first
            return
        with ThreadPoolExecutor(_THREADS) as pool:
            yield from chain([first], pool.map(work, blocks[1:]))
