"""One error, every door: what an error means decides on exit code and status, never its words."""

from __future__ import annotations

from typing import get_args

import pytest

from svat.council.errors import answer_to
from svat.refusals import Meaning, UnusableInput


@pytest.mark.parametrize("meaning", get_args(Meaning))
def test_what_cannot_be_used_has_exit_code_two_and_a_status_of_its_own(meaning: Meaning) -> None:
    answer = answer_to(UnusableInput("roll.csv: row 3: no name", meaning))
    assert (answer.exit_code, answer.words) == (2, "roll.csv: row 3: no name")
    assert 400 <= answer.http_status < 600


def test_each_meaning_has_its_own_status() -> None:
    statuses = {answer_to(UnusableInput("", meaning)).http_status for meaning in get_args(Meaning)}
    assert len(statuses) == len(get_args(Meaning))


def test_anything_else_is_svats_own_fault() -> None:
    answer = answer_to(KeyError("a"))
    assert (answer.exit_code, answer.http_status) == (3, 500)
    assert answer.words.startswith("internal error: KeyError: 'a'")
