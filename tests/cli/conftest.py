"""The svat command, and the demo's files to run it on."""

from __future__ import annotations

import pytest
from tests.cli.commands import Run
from tests.cli.schemas import faults_of

from svat import demo
from svat.cli import main


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> demo.DemoFiles:
    """The demo's files; no test writes among them."""
    return demo.write(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the svat command; gives exit code, stdout and stderr. What --json prints is held against its schema."""

    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["svat", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        code = ended.value.code
        if "--json" in words and printed.out:
            assert faults_of(list(map(str, words)), printed.out) == []
        return (code if isinstance(code, int) else 0), printed.out, printed.err

    return call
