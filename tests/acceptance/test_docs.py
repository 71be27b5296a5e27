"""The documents keep up: their commands run, their links lead somewhere, every command has its help."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.copies import WorkingCopy
from tests.runs import runs_remembered
from typer.testing import CliRunner

from svat.cli import app
from svat.cli.reference import commands, render

pytestmark = pytest.mark.usefixtures("one_classifier")

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(
    r"(?:^ *<!-- not run: (?P<why>[^>]+?) -->\n)?^ *```(?P<kind>\w*)\n(?P<body>.*?)^ *```",
    re.DOTALL | re.MULTILINE,
)
COMMAND = re.compile(
    r"^ *(?:\$ )?(?:svat|\./dev|\.\\dev\.ps1|pipx?|uv|py|python3?|podman|docker|svat-env\S+) ", re.MULTILINE
)
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


# Pages for people at work: whatever can be typed on them is run, or says why not.
WORKING = [
    page
    for page in PAGES
    if page.parent.name in ("how-to", "tutorial") or page.name in ("README.md", "council-folder.md")
]


@pytest.fixture(scope="module")
def one_run(one_classifier: None) -> Iterator[None]:
    """Most pages ask for the introductions of the demo on the same day."""
    with runs_remembered():
        yield


@pytest.fixture(scope="module")
def filled(one_run: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo has been run once, with every file that a council may keep."""
    folder = tmp_path_factory.mktemp("docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(app, ["demo", "--all"])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def here(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> WorkingCopy:
    """Where every page is followed."""
    return WorkingCopy(filled, tmp_path_factory.mktemp("pages") / "here")


@dataclass(frozen=True)
class Example:
    """One line to type, where, and lines that it prints among others."""

    folder: str
    command: str
    expected: tuple[str, ...]


def examples(page: Path) -> list[Example]:
    """Every `$ svat …` line of a page, in order; `$ cd …` holds for its block. A line ends without a backslash.

    The pages of how-to are read in the demo's folder, all others beside it.
    """
    found = []
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        folder = "svat-demo" if page.parent.name == "how-to" else "."
        if block["kind"] != "console" or block["why"]:
            continue
        for part in re.split(r"^ *\$ ", block["body"].replace("\\\n", " "), flags=re.MULTILINE)[1:]:
            command, _, rest = part.partition("\n")
            if command.startswith("cd "):
                folder = f"{folder}/{command.removeprefix('cd ').strip()}"
            elif command.startswith("svat "):
                lines = tuple(line for line in rest.splitlines() if line.strip() not in ("", "…"))
                found.append(Example(folder, command, lines))
    return found


def test_there_are_examples_to_run() -> None:
    assert sum(len(examples(page)) for page in WORKING) >= 25


@pytest.mark.parametrize("page", WORKING, ids=lambda p: p.stem)
def test_what_can_be_typed_is_run_or_says_why_not(page: Path) -> None:
    """A block of commands is a console block of `$ ` lines, or stands below `<!-- not run: the reason -->`."""
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["kind"] not in ("", "sh", "console", "powershell") or not COMMAND.search(block["body"]):
            continue
        if not block["why"]:
            assert block["kind"] == "console", f"{page.name}: neither run nor marked:\n{block['body']}"
            assert block["body"].lstrip().startswith("$ "), f"{page.name}: no prompt:\n{block['body']}"


@pytest.mark.parametrize("page", [p for p in PAGES if examples(p)], ids=lambda p: p.stem)
def test_examples_run_and_print_what_the_page_says(
    page: Path, here: WorkingCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each page line by line, from the demo's files as they were written."""
    place = here.fresh()
    for example in examples(page):
        monkeypatch.chdir(place / example.folder)
        result = CliRunner().invoke(app, shlex.split(example.command)[1:])
        said = f"{page.name}: {example.command}: {result.output}"
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            f"{said} {result.exception}"
        )
        assert result.exit_code in (0, 1), said
        lines = [" ".join(line.split()) for line in result.output.splitlines()]
        for line in example.expected:
            assert " ".join(line.split()) in lines, f"{said}\nno longer prints {line!r}"
