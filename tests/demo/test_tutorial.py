"""The tutorial says what is true of the demo: its columns, commands, files and cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import svat.demo
from svat.demo import catalogue, companies

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "first-corridor.md"
TEXT = TUTORIAL.read_text(encoding="utf-8")


def test_every_column_that_it_names_is_in_the_header() -> None:
    section = TEXT.split("## 3.")[1].split("For example")[0]
    named = {
        name
        for row in re.findall(r"^\| (`.*?) \|", section, flags=re.M)
        for name in re.findall(r"`(\w+)`", row)
    }
    assert len(named) > 10
    assert named <= set(companies.HEADER)


def test_its_example_is_aligned() -> None:
    _, values = TEXT.split("```text\n")[1].split("```")[0].strip().splitlines()
    offers, codes = re.split(r"\s{2,}", values)
    assert len(offers.split("; ")) == len(codes.split("; ")) == 3
    assert codes.split("; ")[1] == ""
    for code in filter(None, codes.split("; ")):
        assert catalogue.good(code)


def test_its_command_is_that_of_the_folder() -> None:
    (command,) = re.findall(r"^\$ (svat match .*)$", TEXT, flags=re.M)
    assert command in svat.demo.contents()["README.txt"].decode()


@pytest.mark.parametrize("path", sorted(svat.demo.contents()))
def test_it_names_every_file(path: str) -> None:
    assert f"`{path.partition('/')[0]}" in TEXT


@pytest.mark.parametrize(
    ("said", "cases", "count"),
    [
        ("Three rows cannot be used", "refused", 3),
        ("One date", "noted", 1),
        ("Two Korean companies offer goods", "dual use", 2),
        ("A saddler and a maker of zithers", "left out: nobody", 2),
        ("one company wrote neither offer nor\n  need", "left out: neither", 1),
        ("One company enrolled twice", "duplicate", 2),
        ("A third is only near to a listed name", "namesake", 1),
    ],
)
def test_what_it_promises_is_in_the_rolls(said: str, cases: str, count: int) -> None:
    assert said in TEXT
    assert sum(showcase.why.startswith(cases) for showcase in catalogue.showcases()) == count
