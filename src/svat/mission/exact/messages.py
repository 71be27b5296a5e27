"""The mission's exact solver: what it and its child processes tell one another, a line of JSON each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from svat.mission.exact.instance import Instance, PairedMeeting, Placing

Method = Literal["annealed", "tot", "net", "cp-sat"]
METHODS: tuple[Method, ...] = ("annealed", "tot", "net", "cp-sat")  # whose plan is taken of several as good


@dataclass(frozen=True, slots=True)
class Task:
    """What a child is asked: an instance, by one method, in so many seconds."""

    instance: Instance
    method: Method
    seconds: float
    workers: int = 1  # threads of CP-SAT


@dataclass(frozen=True, slots=True)
class Word:
    """What a child says: a plan, a bound, or both; `over` where it proves that there is nothing better, or none."""

    over: bool = False
    placing: Placing | None = None
    bound: int | None = None
    failed: str = ""  # what went wrong, where something did


def task_line(task: Task) -> str:
    """A task as one line."""
    instance = task.instance
    return json.dumps(
        {
            "participants": instance.participants,
            "meetings": [(x.a, x.b, x.session) for x in instance.meetings],
            "slots": instance.slots,
            "morning": instance.morning,
            "tables": instance.tables,
            "forbidden": [sorted(x) for x in instance.forbidden],
            "fixed": instance.fixed,
            "precedences": [sorted(x) for x in instance.precedences],
            "fairness": instance.fairness,
            "method": task.method,
            "seconds": task.seconds,
            "workers": task.workers,
        }
    )


def task_of(line: str) -> Task:
    """The task that a line is."""
    data: dict[str, Any] = json.loads(line)
    instance = Instance(
        data["participants"],
        tuple(PairedMeeting(*x) for x in data["meetings"]),
        data["slots"],
        data["morning"],
        data["tables"],
        tuple(map(frozenset, data["forbidden"])),
        tuple(data["fixed"]),
        tuple(map(frozenset, data["precedences"])),
        data["fairness"],
    )
    return Task(instance, data["method"], data["seconds"], data["workers"])


def word_line(word: Word) -> str:
    """A word as one line."""
    placing = None if word.placing is None else sorted(word.placing.items())
    return json.dumps({"over": word.over, "placing": placing, "bound": word.bound, "failed": word.failed})


def word_of(line: str) -> Word:
    """The word that a line is."""
    data = json.loads(line)
    placing = None if data["placing"] is None else dict(data["placing"])
    return Word(data["over"], placing, data["bound"], data["failed"])
