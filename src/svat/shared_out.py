"""Shared out: pieces of work done by this process and a copy of it, on two cores.

Python computes on one core at a time. A copy of the process (fork) has all that was made so far, so that nothing is
sent to it: both take pieces from one pile, and the copy sends back what it found. What it does not send back is done
here, so that neither its end nor an error in it changes what comes out. Where no copy can be made (another system than
Linux, one core, a library that does not bear it), all is done here.
"""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, Pipe
from typing import NoReturn, TypeVar

_FEW = 4  # pieces, fewer than which are not worth the making of a copy
_PILE = 1_000  # portions at most: a pipe holds their numbers before anybody reads
_NUMBER = 4  # bytes of a portion's number
_ROOM = 1 << 20  # bytes that the copy sends before it waits for this process to look
_PIPE_SIZE = 1031  # F_SETPIPE_SZ
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_PATIENCE, _LONGER = 10.0, 20  # seconds, and times the longest portion here, for the copy's last one
_NOT_COPIED = ("grpc",)  # libraries with threads of their own that must not be copied
_Found = TypeVar("_Found")


def shared_out(work: Callable[[int], _Found], pieces: int) -> Generator[_Found, None, None]:
    """What `work` makes of the pieces 0 … pieces - 1, in their order.

    A piece may be done in a copy of this process, or twice: it must depend on its number alone, give what can be
    pickled, and change nothing that is looked at later but files. Raises what `work` raises here.
    """
    step = math.ceil(pieces / _PILE)
    portions = [range(k, min(k + step, pieces)) for k in range(0, pieces, step or 1)]

    def portion(number: int) -> list[_Found]:
        return [work(k) for k in portions[number]]

    copy = _Copy.of(portion, len(portions)) if len(portions) >= _FEW and can_copy() else None
    if copy is None:
        yield from map(work, range(pieces))
        return
    try:
        for found in copy.shared(portion, len(portions)):
            yield from found
    finally:
        copy.end()


def blocks_shared_out(work: Callable[[slice], _Found], rows: int, size: int) -> Generator[_Found, None, None]:
    """What `work` makes of each block of `size` among `rows`, in their order, as `shared_out` has it."""
    return shared_out(lambda k: work(slice(k * size, (k + 1) * size)), math.ceil(rows / size))


def can_copy() -> bool:
    """Whether a copy of this process can be made, and would have a core to run on."""
    if sys.platform != "linux" or _Copy.is_one or any(name in sys.modules for name in _NOT_COPIED):
        return False
    return len(os.sched_getaffinity(0)) > 1


class _Copy:
    """A copy of this process that takes portions from a pile."""

    is_one = False  # whether this process is one itself

    def __init__(self, process: int, pile: int, answers: Connection) -> None:
        self._process, self._pile, self._answers = process, pile, answers

    @classmethod
    def of(cls, portion: Callable[[int], object], count: int) -> _Copy | None:
        """A copy that has begun on the pile of `count` portions; None where the system makes none."""
        pile, filling = os.pipe()
        os.write(filling, b"".join(k.to_bytes(_NUMBER, "big") for k in range(count)))
        os.close(filling)
        answers, sending = Pipe(duplex=False)
        parent = os.getpid()
        try:
            with warnings.catch_warnings():  # of threads: those of this process are in libraries that bear it
                warnings.simplefilter("ignore", DeprecationWarning)
                process = os.fork()
        except OSError:  # no memory or no process left
            os.close(pile)
            answers.close()
            sending.close()
            return None
        if process == 0:
            cls._run(portion, pile, sending, parent)
        sending.close()
        return cls(process, pile, answers)

    @classmethod
    def _run(cls, portion: Callable[[int], object], pile: int, sending: Connection, parent: int) -> NoReturn:
        """The life of the copy. Whatever goes wrong ends it without a word: the other process does the portion."""
        try:
            cls.is_one = True
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            with suppress(OSError):
                _roomy(sending)
            while os.getppid() == parent and (number := _taken(pile)) is not None:
                sending.send((number, portion(number)))
        finally:
            os._exit(0)

    def shared(self, portion: Callable[[int], _Found], count: int) -> Iterator[_Found]:
        """What is made of each portion here and there, in their order."""
        found: dict[int, _Found] = {}
        told, longest = 0, 0.0
        while (number := _taken(self._pile)) is not None:
            began = time.monotonic()
            found[number] = portion(number)
            longest = max(longest, time.monotonic() - began)
            self._hear(found, 0)
            while told in found:
                yield found.pop(told)
                told += 1
        for number in range(told, count):
            while number not in found and self._hear(found, _PATIENCE + _LONGER * longest):
                pass
            if number not in found:
                self._stop()  # or it might write a file again that is made here
                self._hear(found, 0)
            yield found.pop(number) if number in found else portion(number)

    def _hear(self, found: dict[int, _Found], seconds: float) -> bool:
        """Take what the copy has sent, waiting so long for it; whether anything was taken."""
        heard = False
        with suppress(EOFError, OSError):
            while self._answers.poll(0 if heard else seconds):
                number, made = self._answers.recv()
                found[number] = made
                heard = True
        return heard

    def _stop(self) -> None:
        """See the copy gone; it is waited for once, as its number may be another's afterwards."""
        if self._process:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self._process, 0)
        self._process = 0

    def end(self) -> None:
        """The copy is no longer wanted."""
        self._stop()
        os.close(self._pile)
        self._answers.close()


def _taken(pile: int) -> int | None:
    """The next number on the pile; None where it is empty."""
    number = os.read(pile, _NUMBER)
    return int.from_bytes(number, "big") if number else None


def _roomy(sending: Connection) -> None:
    """Let the copy send what it found while the other process is at a portion."""
    import fcntl

    fcntl.fcntl(sending.fileno(), _PIPE_SIZE, _ROOM)
