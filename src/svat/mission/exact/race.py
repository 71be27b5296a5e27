"""The mission's exact solver: several methods at work on one event, each in a process of its own, until one proves it.

Which of them is first depends on the machine; what is answered does not, as long as there is time: the fewest breaks
are one number, and the plan is that of the first method in METHODS whose own has as many before the time is over.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Thread

from svat.mission.exact.check import breaks_of
from svat.mission.exact.instance import Instance, Placing
from svat.mission.exact.messages import METHODS, Method, Task, Word, task_line, word_of

# When each method sets out: after so many seconds, or that share of the time if it is less. What mostly proves first
# has a core for itself until then, beside the few seconds of annealing, which give a good plan soon; then comes CP-SAT,
# for a better plan and a bound if nothing is proved in time.
_SETS_OUT: dict[Method, tuple[float, float]] = {
    "tot": (0.0, 0.0), "annealed": (0.0, 0.0), "cp-sat": (15.0, 0.25), "net": (30.0, 0.5),
}  # fmt: skip


@dataclass
class KnownSoFar:
    """What is known of an event so far: the best plan and bound of each method, and whose are proved."""

    instance: Instance
    placings: dict[Method, Placing] = field(default_factory=dict)
    bound: int = 0  # no plan has fewer breaks
    impossible: bool = False
    proved: set[Method] = field(default_factory=set)
    ended: set[Method] = field(default_factory=set)
    failed: dict[Method, str] = field(default_factory=dict)

    def hear(self, method: Method, word: Word) -> None:
        """Take in what a method says."""
        if word.placing is not None:
            self.placings[method] = word.placing  # each is better than the one before
        self.bound = max(self.bound, word.bound or 0)
        if word.failed:
            self.failed[method] = word.failed
        if word.over:
            self.impossible |= word.placing is None
            self.proved.add(method)

    @property
    def best(self) -> tuple[Placing, int] | None:
        """The plan with the fewest breaks and their number; of several that of the first method."""
        plans = [(sum(breaks_of(self.instance, p)), METHODS.index(m), p) for m, p in self.placings.items()]
        breaks, _, placing = min(plans, default=(0, 0, None))
        return None if placing is None else (placing, breaks)

    def over(self, methods: tuple[Method, ...]) -> bool:
        """Whether to wait for nothing more: what is proved, and whose plan is the answer, can no longer change."""
        if self.impossible:
            return True
        breaks = self.best[1] if self.best else None
        for method in methods:  # in the order in which plans are taken
            if method not in self.ended and method not in self.proved:
                return False
            plan = self.placings.get(method)
            if plan is not None and breaks == self.bound == sum(breaks_of(self.instance, plan)):
                return True
        return True


def race(instance: Instance, seconds: float, methods: tuple[Method, ...] = METHODS) -> KnownSoFar:
    """Let the methods work until the first has proved its plan, one that there is none, or the time is over."""
    found, began = KnownSoFar(instance), time.monotonic()
    starts = {method: min(after, share * seconds) for method, (after, share) in _SETS_OUT.items()}
    ahead = sorted(methods, key=lambda method: starts[method])
    first = starts[ahead[0]]
    with _processes(instance) as processes:
        while not found.over(methods):
            gone = time.monotonic() - began
            if gone >= seconds:
                break
            wait = max(0.0, starts[ahead[0]] - first - gone) if ahead and not found.ended else 0.0
            if ahead and not wait:
                processes.start(ahead.pop(0), seconds - gone)
            else:
                processes.listen(found, min(seconds - gone, wait or seconds))
    return found


@contextmanager
def _processes(instance: Instance) -> Iterator[_Processes]:
    processes = _Processes(instance)
    try:
        yield processes
    finally:
        processes.stop()


class _Processes:
    """The methods at work. None is left when they are stopped, whatever it was doing."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.running: list[subprocess.Popen[str]] = []
        self.said: Queue[tuple[Method, str]] = Queue()

    def start(self, method: Method, seconds: float) -> None:
        """Set a method to work."""
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "svat.mission.exact.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self.running.append(process)
        Thread(target=self._follow, args=(process, Task(self.instance, method, seconds)), daemon=True).start()

    def _follow(self, process: subprocess.Popen[str], task: Task) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(OSError, ValueError):  # it was stopped meanwhile
            process.stdin.write(task_line(task) + "\n")
            process.stdin.close()
            for line in process.stdout:
                self.said.put((task.method, line))
        self.said.put((task.method, ""))

    def listen(self, found: KnownSoFar, seconds: float) -> None:
        """Take in the next thing that one of them says, if it says something in time."""
        with suppress(Empty):
            method, line = self.said.get(timeout=max(seconds, 0))
            if line:
                found.hear(method, word_of(line))
            else:
                found.ended.add(method)

    def stop(self) -> None:
        """End them all."""
        for process in self.running:
            process.kill()
        for process in self.running:
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError, ValueError):
                        stream.close()
