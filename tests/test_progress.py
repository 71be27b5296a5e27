"""Progress: a stage's steps are counted towards its whole."""

from __future__ import annotations

from svat.progress import Steps


def test_steps_go_on_from_those_before() -> None:
    reported: list[tuple[str, int, int]] = []
    steps = Steps(lambda *step: reported.append(step), "solving", 10)
    steps(1)
    steps.after(4)(2)
    steps.after(4).after(3)(3)
    assert reported == [("solving", 1, 10), ("solving", 6, 10), ("solving", 10, 10)]
