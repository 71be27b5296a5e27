"""Shell completion: a script for each shell, and what it then asks svat."""

from __future__ import annotations

import pytest
from tests.cli.commands import Run

# Shell → what its script begins with, or has in it.
SCRIPTS = {
    "bash": "complete -o default -F _svat_completion svat",
    "zsh": "#compdef svat",
    "fish": "complete --command svat",
}


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_is_printed_for_each_shell(shell: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SVAT_COMPLETE", f"source_{shell}")
    code, printed, said = run()
    assert (code, said) == (0, "")
    assert SCRIPTS[shell] in printed
    assert f"_SVAT_COMPLETE=complete_{shell}" in printed


@pytest.mark.parametrize(
    ("line", "offered"),
    [("svat law s", {"screen", "second", "serve"}), ("svat roll check --str", {"--strict"})],
)
def test_words_are_completed(line: str, offered: set[str], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SVAT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
    code, printed, _ = run()
    assert code == 0
    assert set(printed.split()) == offered
