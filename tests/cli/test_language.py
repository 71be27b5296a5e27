"""--language: what is said is in the language, what programs read is not."""

from __future__ import annotations

import json

import pytest
from tests.cli.commands import Run

CHECK = ("law", "check", "--from", "KZ", "--to", "RU", "--hs", "854231", "--on", "2026-11-16")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "barred: CHPL-1"),
        ("ru", "Действует с "),
        ("ko", "부터 시행."),
        ("ru-KZ", "Действует с "),
    ],
)
def test_a_command_speaks_the_language(run: Run, language: str, said: str) -> None:
    code, out, _ = run(*CHECK, "--language", language)
    assert code == 0
    assert said in out


def test_the_environment_may_hold_the_language_and_the_option_wins(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVAT_LANGUAGE", "ko")
    assert "부터 시행." in run(*CHECK)[1]
    assert "In force from " in run(*CHECK, "--language", "en")[1]


def test_what_programs_read_is_the_same_in_every_language(run: Run) -> None:
    printed = {run(*CHECK, "--json", "--language", language)[1] for language in ("en", "ru", "ko")}
    assert len(printed) == 1
    assert "In force from" in json.loads(printed.pop())["findings"][0]["detail"]


def test_a_language_that_nobody_speaks_stops_the_command_and_says_which_there_are(run: Run) -> None:
    code, _, err = run(*CHECK, "--language", "xx")
    assert code == 2
    assert "'xx' is not one of en, ru, ko" in " ".join(err.split())
