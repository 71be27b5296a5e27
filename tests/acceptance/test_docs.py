"""The documents keep up: their commands run, their links lead somewhere, every command has its help."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from svat.cli import app
from svat.cli.reference import commands, render

pytestmark = pytest.mark.usefixtures("one_classifier")

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
EXAMPLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")


COMMANDS = dict(commands(app))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_every_option_has_help(name: str) -> None:
    command = COMMANDS[name]
    assert command.help, f"svat {name} has no help"
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"svat {name}: {parameter.name} has no help"


def test_the_command_reference_is_up_to_date() -> None:
    """Made anew by `python -m svat.cli.reference commands > docs/reference/commands.md`."""
    assert (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8") == render(app)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for found in LINK.findall(page.read_text(encoding="utf-8")):
        target = next(part for part in found if part).split("#")[0]
        if target and not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.fixture(scope="module")
def workplace(one_classifier: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo has been run once, as the tutorial begins."""
    folder = tmp_path_factory.mktemp("docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(app, ["demo"])
    assert result.exit_code == 0, result.output
    return folder


def _examples() -> list[tuple[str, str, str, str]]:
    """(page, folder, command, expected output) of every `$ svat …` line; `$ cd …` holds for its block."""
    found = []
    for page in PAGES:
        for block in EXAMPLE.findall(page.read_text(encoding="utf-8")):
            folder = "."
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, expected = part.partition("\n")
                if command.startswith("cd "):
                    folder = command.removeprefix("cd ").strip()
                elif command.startswith("svat "):
                    found.append((str(page.relative_to(ROOT)), folder, command, expected.strip()))
    return found


def test_there_are_examples_to_run() -> None:
    assert {"README.md", "docs/tutorial/first-corridor.md"} <= {page for page, *_ in _examples()}


@pytest.mark.parametrize(("page", "folder", "command", "expected"), _examples())
def test_examples_run_and_print_what_the_page_says(
    page: str, folder: str, command: str, expected: str, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workplace / folder)
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exception is None or isinstance(result.exception, SystemExit), (
        f"{command}: {result.exception}"
    )
    assert result.exit_code in (0, 1), f"{page}: {command}: {result.output}"
    lines = [" ".join(line.split()) for line in result.output.splitlines()]
    for line in expected.splitlines():
        if line.strip() and line.strip() != "…":
            assert " ".join(line.split()) in lines, f"{page}: {command} no longer prints {line!r}"
