"""The rules of the house that can be counted: one word for one thing, few parameters, short files, thin shells."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest
from tests.tools import ROOT, nodes_of

SRC = ROOT / "src/svat"
MODULES = sorted(x for x in SRC.rglob("*.py") if x.parent.name != "migrations")  # those the framework writes
MOST_PARAMETERS = 6
MOST_LINES = 400
# The web framework's names, of which every part of it has its own.
THE_FRAMEWORKS = {"Meta", "Migration", "Command", "Config"}
# Functions with more than six parameters outside the command line and compiled kernels, each with its reason: none.
LONG_SIGNATURES: dict[str, str] = {}
# What the two shells may import of svat: the services, the reports, the root modules, and the programs they start.
ROOT_MODULES = {"extensions", "files", "notation", "progress", "refusals", "results", "sides", "wording"}
MAY_IMPORT = {
    "cli": {"cli", "council", "report", "demo", "yente", "web", *ROOT_MODULES},
    "web": {"web", "council", "report", "demo", *ROOT_MODULES},
}


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for module in MODULES:
        for node in nodes_of(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{module.relative_to(SRC).as_posix()}:{node.name}", node


def test_no_class_name_is_there_twice() -> None:
    """Leading underscores ignored, nested classes too: one word, one thing."""
    found: dict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        for node in nodes_of(module):
            if isinstance(node, ast.ClassDef) and node.name not in THE_FRAMEWORKS:
                found[node.name.lstrip("_")].append(f"{module.relative_to(SRC).as_posix()}:{node.lineno}")
    assert {name: places for name, places in found.items() if len(places) > 1} == {}
    assert len(found) > 200  # they were looked for


def test_functions_have_at_most_six_parameters() -> None:
    """Command functions and compiled kernels excepted: what needs more is a frozen dataclass."""
    found = set()
    for name, node in functions():
        arguments = node.args
        count = len(arguments.posonlyargs) + len(arguments.args) + len(arguments.kwonlyargs)
        if arguments.args and arguments.args[0].arg in ("self", "cls"):
            count -= 1
        if count > MOST_PARAMETERS and not name.startswith("cli/") and not _compiled(node):
            found.add(name)
    assert found == set(LONG_SIGNATURES)


def _compiled(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any("compiled(" in ast.unparse(decorator) for decorator in node.decorator_list)


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {
        module.relative_to(SRC).as_posix(): len(module.read_text("utf-8").splitlines()) for module in MODULES
    }
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


@pytest.mark.parametrize("shell", ["cli", "web"])
def test_shells_import_services_reports_and_root_modules_alone(shell: str) -> None:
    """Directly, that is: what they need of the core's dataclasses the council offers."""
    wrong = []
    for module in sorted((SRC / shell).rglob("*.py")):
        for node in nodes_of(module):
            named: list[str] = []
            if not isinstance(node, ast.ImportFrom | ast.Import):
                continue
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "svat":
                parts = node.module.split(".")
                named = [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
            elif isinstance(node, ast.Import):
                named = [a.name.split(".")[1] for a in node.names if a.name.startswith("svat.")]
            for name in named:
                package = (SRC / name).is_dir() or (SRC / f"{name}.py").exists()
                if package and name not in MAY_IMPORT[shell]:
                    wrong.append(f"{module.relative_to(SRC).as_posix()}:{node.lineno}: {name}")
    assert wrong == []


def test_rows_are_held_without_holding_up_those_who_refer_to_them() -> None:
    """PostgreSQL's FOR UPDATE makes every row that names a held one wait, and two of these wait for each other."""
    held = re.compile(r"select_for_update\(([^\n]*?)\)(?=[.\n)])")
    asked = [
        (path.name, given)
        for path in sorted(SRC.rglob("*.py"))
        for given in held.findall(path.read_text("utf-8"))
    ]
    assert len(asked) > 15
    assert [x for x in asked if "no_key=True" not in x[1]] == []


def test_no_room_uses_a_typed_dictionary_for_its_arguments() -> None:
    assert [m.name for m in MODULES if "TypedDict" in m.read_text(encoding="utf-8")] == []
