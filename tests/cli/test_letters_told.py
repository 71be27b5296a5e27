"""The encoding assumed is in the first lines of every command that reads a roll, owners or names."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.commands import Run

from svat import demo

pytestmark = pytest.mark.usefixtures("one_classifier")

ASSUMED = "encoding assumed: 1 (read as cp1251"


@pytest.fixture
def council(files: demo.DemoFiles, tmp_path: Path) -> Path:
    """A council's folder whose first roll, owners and names are in windows-1251."""
    folder = tmp_path / "council"
    demo.write(folder)
    [roll] = (folder / "rolls" / "a").iterdir()
    text = roll.read_text(encoding="utf-8-sig")
    roll.write_bytes(text.encode("cp1251", "replace").replace(b"?", b" "))
    (folder / "case-file").mkdir(exist_ok=True)
    owners = "компания;владелец;доля\nKZ-0001;Щукин Алексей Юрьевич;60\n"
    (folder / "case-file" / "owners.csv").write_bytes(owners.encode("cp1251"))
    (folder / "names.csv").write_bytes("номер;имя\n1;Жезлов Пётр Ильич\n".encode("cp1251"))
    return folder


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        (["law", "rescreen", "--from", "2026-11-10", "--to", "2026-11-16"], ("KZ", "owners")),
        (["corridor", "settlement", "--on", "2026-11-16"], ("KZ", "owners")),
        (["match", "--on", "2026-11-16", "--out", "out"], ("KZ", "owners")),
        (["law", "screen", "--on", "2026-11-16", "--batch", "names.csv", "--out", "hits.csv"], ("names",)),
    ],
)
def test_the_encoding_assumed_is_said_first(
    run: Run, council: Path, words: list[str], whose: tuple[str, ...]
) -> None:
    words = [str(council / word) if word in ("out", "names.csv", "hits.csv") else word for word in words]
    code, text, err = run(*words, "--council", council)
    assert (code, err) == (0, "")
    first = text.splitlines()[: len(whose)]
    assert sorted(line.partition(":")[0] for line in first) == sorted(whose)
    assert all(ASSUMED in line for line in first), first
    if "match" not in words:  # beside a JSON document it is on stderr
        code, _, err = run(*words, "--council", council, "--json")
        assert (code, err.count(ASSUMED)) == (0, len(whose))


def test_the_encoding_of_a_file_of_names_is_given(run: Run, council: Path) -> None:
    words = ["law", "screen", "--council", council, "--on", "2026-11-16"]
    batch = ["--batch", council / "names.csv", "--out", council / "hits.csv"]
    code, text, _ = run(*words, *batch, "--encoding", "windows-1251")
    assert (code, "names: encoding assumed: 1 (read as cp1251, as was asked for)" in text) == (0, True)
    code, _, err = run(*words, "Quiet Harbour", "--encoding", "cp1251")
    assert code == 2
    assert "it is for --batch" in err
