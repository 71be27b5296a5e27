"""The mission's exact solver: the process that a solver runs in, which can be stopped whatever the solver is doing.

Called as `python -P -m svat.mission.exact.child` with a task on its standard input; it answers with words on its
standard output, a line each. It ends with the process that started it, at the latest when its time is over.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import sys
from collections.abc import Callable

from svat.mission.exact.messages import Task, Word, task_of, word_line

_GRACE = 5  # seconds beyond the limit before a process that nobody stops ends itself
_PARENT_DIES = 1  # PR_SET_PDEATHSIG of Linux
_POLITENESS = 10  # of whoever runs beside the methods that all wait for, and that mostly prove first
_FIRST = ("annealed", "tot")


def main() -> None:
    """Do the task."""
    task = task_of(sys.stdin.readline())
    answers = _words_alone()
    _limit(task)

    def tell(word: Word) -> None:
        os.write(answers, f"{word_line(word)}\n".encode())

    try:
        tell(_done(task, tell))
    except Exception as error:  # noqa: BLE001 - whoever asked hears of it, and says it
        tell(Word(failed=f"{type(error).__name__}: {error}"))


def _done(task: Task, tell: Callable[[Word], None]) -> Word:
    if task.method == "cp-sat":
        from svat.mission.exact.cp_sat import solve_model

        return solve_model(task.instance, task.seconds, tell, task.workers)
    if task.method == "annealed":
        from svat.mission.exact.annealed import solve_by_moves

        return solve_by_moves(task.instance, tell)
    from svat.mission.exact.maxsat import solve_clauses

    return solve_clauses(task.instance, task.method, tell)


def _words_alone() -> int:
    """The number of a standard output for words alone; what a solver prints itself goes where errors go."""
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _limit(task: Task) -> None:
    """No process outlives whoever asked, nor its time: the clock is one that needs nothing of the solver."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked stops it
    faulthandler.dump_traceback_later(task.seconds + _GRACE, exit=True)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DIES, signal.SIGKILL)
    if sys.platform != "win32":
        import resource

        most = int(task.seconds * max(1, task.workers)) + _GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
        os.nice(0 if task.method in _FIRST else _POLITENESS)


if __name__ == "__main__":
    main()
