"""Goods room: blocks of texts, two of which are worked on at a time: many by two processes, few by two threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

import threadpoolctl

from svat.shared_out import can_copy, shared_out

_THREADS = 2
_MANY = 12  # blocks from which on a copy of the process is worth its making
_Found = TypeVar("_Found")


def even(count: int, size: int) -> list[slice]:
    """Blocks of `size` among `count` texts."""
    return [slice(start, start + size) for start in range(0, count, size)]


def of_letters(texts: Sequence[str], letters: int) -> list[slice]:
    """Blocks of about so many letters: what is worked on takes as much memory for long texts as for short ones."""
    found, start, size = [], 0, 0
    for i, text in enumerate(texts):
        size += len(text)
        if size >= letters or i + 1 == len(texts):
            found.append(slice(start, i + 1))
            start, size = i + 1, 0
    return found


@cache
def _pools() -> threadpoolctl.ThreadpoolController:
    """What multiplies matrices in this process: to look for it takes longer than to read some texts."""
    return threadpoolctl.ThreadpoolController()


def by_blocks(work: Callable[[slice], _Found], blocks: Sequence[slice]) -> Iterator[_Found]:
    """What `work` makes of each block, in their order.

    The first is done by itself, so that what is made at the first text and kept is made once. A matrix product takes
    one thread, as there are others.
    """
    if not blocks:
        return
    with _pools().limit(limits=1):
        first = work(blocks[0])
        if len(blocks) == 1:
            yield first
            return
        yield first
        if len(blocks) >= _MANY and can_copy():
            yield from shared_out(lambda k: work(blocks[k + 1]), len(blocks) - 1)
        else:
            with ThreadPoolExecutor(_THREADS) as pool:
                yield from pool.map(work, blocks[1:])
