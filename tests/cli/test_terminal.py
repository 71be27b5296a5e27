"""What a pipe shows of long work, and how a command says what to call next."""

from __future__ import annotations

import time

import pytest
from tests.cli.commands import Run

from svat.cli import terminal


def test_a_pipe_shows_stages_only_where_lines_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for lines in (False, True):
        with terminal.progress(lines=lines) as watch:
            watch("reading texts", 0, 10)
            watch("reading texts", 10, 10)
            watch("ranking", 0, 1)
        said = [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()]
        assert said == (["reading texts", "ranking"] if lines else [])


def test_a_long_stage_is_said_again_with_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal._StageLines, "EVERY", 0.05)
    with terminal.progress(lines=True) as watch:
        watch("reading texts", 3, 10)
        time.sleep(0.3)
    first, *more = capsys.readouterr().err.splitlines()
    assert first.endswith(": reading texts")
    assert more
    assert all(line.endswith(": reading texts, 3 of 10") for line in more)


def test_the_next_command_is_called_as_this_one_was(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("SVAT_COMMAND", "./dev run")
    code, said, _ = run("init", f"{tmp_path}/my council")
    assert code == 0
    assert said.splitlines()[-1] == f"./dev run match --council '{tmp_path}/my council'"
