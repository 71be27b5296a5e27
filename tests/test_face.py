"""What `import svat` offers: complete, imported when asked for, documented, and every example runs."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT

import svat
from svat import demo
from svat.cli.reference import render_python, told_apart
from svat.council.council import Council
from svat.report.introductions.model import Outcome

PAGE = ROOT / "docs/reference/python.md"


def test_the_face_is_complete_and_each_name_is_there() -> None:
    assert svat.__all__ == sorted(svat._FACE, key=lambda name: (name.islower(), name))
    for name in svat.__all__:
        assert getattr(svat, name) is not None
        assert name in (svat.__doc__ or ""), f"the docstring of svat does not name {name}"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = svat.nothing
    assert set(svat.__all__) <= set(dir(svat))


def test_importing_svat_imports_nothing_heavy() -> None:
    heavy = "m.startswith('svat.') or m in ('numpy', 'duckdb')"
    code = f"import svat, sys; print(sorted(m for m in sys.modules if {heavy}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_reference_page_is_up_to_date() -> None:
    """Made anew by `python -m svat.cli.reference python > docs/reference/python.md`."""
    assert PAGE.read_text(encoding="utf-8") == render_python()


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("face")
    demo.write(folder / "svat-demo")
    demo.write(folder / "with-visit", all_files=True)
    return folder


@pytest.fixture(scope="module")
def one_run(one_classifier: None) -> Iterator[None]:
    """The examples ask one council again and again who should meet whom on one day: it answers once."""
    introduce, known = Council.introduce, dict[str, Outcome]()

    def once(council: Council, *asked: Any, **named: Any) -> Outcome:
        key = repr((asked, named))
        if key not in known:
            known[key] = introduce(council, *asked, **named)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Council, "introduce", once)
        yield


@pytest.mark.usefixtures("one_run")
@pytest.mark.parametrize("name", ["svat", *svat.__all__])
def test_each_name_has_an_example_that_runs(
    name: str, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workplace)
    item = svat if name == "svat" else getattr(svat, name)
    _, example = told_apart(item.__doc__ or "")
    assert example, f"svat.{name} has no example"
    names = {"svat": svat, "date": date, "Decimal": Decimal, "Path": Path}
    found = doctest.DocTestFinder(recurse=False).find(item, name, globs=names, module=False)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    for case in found:
        printed: list[str] = []
        result = runner.run(case, out=printed.append)
        assert result.failed == 0, "".join(printed)
        assert result.attempted


@pytest.mark.usefixtures("one_run")
def test_the_readmes_example_runs(
    workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workplace)
    [block] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    exec(compile(block, "README.md", "exec"), {})  # the example as it is printed there
    assert "product fit" in capsys.readouterr().out
    assert (workplace / "out" / "index.html").is_file()
