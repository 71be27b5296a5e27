"""The audit of dependencies: what is known fails; what could not be asked is said by name, never passed in silence."""

from __future__ import annotations

import importlib.util
import json
import sys
from types import ModuleType
from typing import Any

import pytest
from tests.tools import ROOT


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """tools/known_weaknesses.py, which stands in no package."""
    spec = importlib.util.spec_from_file_location("known_weaknesses", ROOT / "tools/known_weaknesses.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "known_weaknesses", module)
        spec.loader.exec_module(module)
    return module


def fine(name: str) -> dict[str, Any]:
    return {"name": name, "version": "1", "vulns": []}


def passed_over(name: str) -> dict[str, Any]:
    return {"name": name, "skip_reason": "not found"}


def bad(name: str, advisory: str = "X-1") -> dict[str, Any]:
    return {"name": name, "version": "1", "vulns": [{"id": advisory, "fix_versions": ["2"]}]}


@pytest.mark.parametrize(
    ("first", "second", "code", "required", "said"),
    [
        ([fine("a"), fine("b")], None, 0, 0, "2 packages, 0 known"),
        ([fine("a"), bad("b")], None, 1, 1, "b 1: X-1; mended in: 2"),
        (None, [fine("a")], 0, 0, "1 packages, 0 known"),  # the second source answers for all
        ([fine("a"), passed_over("b")], [passed_over("a"), fine("b")], 0, 0, "2 packages, 0 known"),
        ([fine("a"), passed_over("b")], [fine("a"), passed_over("b")], 0, 2, "NOT DONE for: b"),
        ([bad("a"), passed_over("b")], None, 1, 1, "NOT DONE for: b"),
        ([passed_over("a")], [passed_over("a")], 0, 2, "NOT DONE: no source"),
        (None, None, 0, 2, "NOT DONE: no source"),
        ([], [], 0, 2, "NOT DONE: no source"),
    ],
)
def test_what_the_sources_say(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], first: Any, second: Any,
    code: int, required: int, said: str,
) -> None:  # fmt: skip
    answers = dict(zip(script.SERVICES, (first, second), strict=True))

    def ask(service: str) -> str:
        rows = answers[service]
        return "Traceback: no such host" if rows is None else json.dumps({"dependencies": rows})

    monkeypatch.delenv("SVAT_AUDIT", raising=False)
    assert script.main(ask) == code
    assert said in capsys.readouterr().out
    monkeypatch.setenv("SVAT_AUDIT", "required")
    assert script.main(ask) == required


def test_what_somebody_has_read_is_passed_over_with_its_reason(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "READ", {"X-1": "the function is not called"})
    printed = json.dumps({"dependencies": [bad("a"), bad("b", "X-2")]})
    assert script.main(lambda _service: printed) == 1
    assert script.main(lambda _service: printed.replace("X-2", "X-1")) == 0


def test_an_installer_that_is_not_there_is_no_answer(script: ModuleType) -> None:
    assert script.advice_of(script.asker("/no/such/uv")("osv")) is None
