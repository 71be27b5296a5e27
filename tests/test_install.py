"""What an installation is made of: lock files that agree, a trim that takes what is listed, sizes that are told."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import sizes
import trim

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reference/install-size.md"
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;]+)", re.MULTILINE)


def pinned(lock: str) -> set[tuple[str, ...]]:
    return set(PINNED.findall((ROOT / lock).read_text(encoding="utf-8")))


def test_the_run_time_lock_is_a_part_of_the_whole_one() -> None:
    """Both are written anew by `./dev lock`."""
    assert pinned("requirements-run.lock") < pinned("requirements.lock")
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {name for name, _ in pinned("requirements-run.lock")}
    assert {re.split(r"[<>=!~\[; ]", line)[0] for line in wanted} <= names
    assert not {"pytest", "mypy", "ruff", "scipy", "statsmodels"} & names


@pytest.mark.parametrize("script", ["dev"])
def test_the_scripts_are_sound_shell(script: str) -> None:
    subprocess.run(["sh", "-n", ROOT / script], check=True)


def test_trimming_takes_what_the_table_names_and_no_more(tmp_path: Path) -> None:
    kept = ["pyarrow/lib.so", "pyarrow/libarrow_python.so.2600", "numba/core/a.py", "other/tests/t.py"]
    gone = [
        *("pyarrow/libarrow_flight.so.2600", "pyarrow/libarrow_python.so", "pyarrow/libarrow_python.so.2600.1.0"),
        *("pyarrow/tests/deep/t.py", "pyarrow/include/x.pxd", "numba/tests/t.py"),
    ]  # fmt: skip
    for name in kept + gone:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"four")
    assert trim.trim(tmp_path) == 4 * len(gone)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()) == sorted(
        kept
    )
    assert trim.trim(tmp_path) == 0


def test_what_svat_imports_is_never_trimmed() -> None:
    """Every module of pyarrow that svat names, and what pyarrow says of itself."""
    used = {"pyarrow", "pyarrow.compute", "pyarrow.csv", "pyarrow.parquet"}
    named = {
        match
        for module in (ROOT / "src").rglob("*.py")
        for match in re.findall(
            r"^\s*(?:import|from) (pyarrow[.\w]*)", module.read_text(encoding="utf-8"), re.M
        )
    }
    assert named <= used


def test_the_page_of_sizes_is_that_of_the_packages_installed() -> None:
    """Made anew by `./dev python install/sizes.py`; a tenth off is another platform's wheel, not another package."""
    text = PAGE.read_text(encoding="utf-8")
    told = {
        name: float(size) for name, size in re.findall(r"^\| ([a-z0-9-]+) \| (\d+) \|", text, re.MULTILINE)
    }
    here = dict(sizes.base())
    largest = sorted(here, key=lambda name: -here[name])[: sizes.TEN]
    assert told.keys() >= set(largest)
    assert all(name in sizes.PURPOSES for name in largest)
    total = float(re.search(r"\*\*all\*\* \| \*\*(\d+)\*\*", text)[1])  # type: ignore[index]
    assert total == pytest.approx(sum(here.values()), rel=0.1)


def lines_of_the_containerfile() -> list[str]:
    """Its instructions, each on one line."""
    text = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [" ".join(line.split()) for line in text.splitlines() if line and not line.startswith("#")]


def test_the_container_runs_as_nobody_and_writes_to_tmp_alone() -> None:
    lines = lines_of_the_containerfile()
    last = max(k for k, line in enumerate(lines) if line.startswith("FROM "))
    final = lines[last:]
    assert [line for line in final if line.startswith("USER ")] == ["USER 10001:10001"]
    assert 'ENTRYPOINT ["svat"]' in final
    assert not [line for line in final if line.startswith(("RUN ", "ADD "))]
    (env,) = [line for line in final if line.startswith("ENV ")]
    assert {"HOME=/tmp", "NUMBA_CACHE_DIR=/tmp/svat-numba", "PYTHONDONTWRITEBYTECODE=1"} <= set(env.split())


def test_the_container_is_built_of_wheels_held_against_their_hashes() -> None:
    lines = lines_of_the_containerfile()
    (locked,) = [line for line in lines if "requirements-run.lock" in line and line.startswith("RUN ")]
    assert {"--only-binary", "--require-hashes", "--no-cache-dir"} <= set(locked.split())
    images = {line.split()[1] for line in lines if line.startswith("FROM ")}
    assert all(re.fullmatch(r"python:3\.\d+-slim", image) for image in images), images
    assert not any(word in line for line in lines for word in ("apt", "gcc", "curl", ":latest"))


def test_what_the_container_copies_is_there_and_let_in() -> None:
    let_in = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split() if line[0] == "!"
    }
    for line in lines_of_the_containerfile():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists()
                assert source in let_in


def test_windows_has_the_same_doors() -> None:
    """PowerShell is read here, not run: each verb sets up as ./dev does, and braces and brackets are closed."""
    script = (ROOT / "dev.ps1").read_text(encoding="utf-8")
    assert (
        script.isascii()
    )  # Windows PowerShell 5.1 takes a file without a mark for the system's own encoding
    setups = dict(re.findall(r'^    "(\w+)" \{\s*Install-Svat "(\w+)"', script, re.MULTILINE))
    assert setups == {"demo": "run", "run": "run", "test": "all", "python": "all"}
    door = (ROOT / "dev").read_text(encoding="utf-8")
    assert setups.items() <= dict(re.findall(r"^(\w+)\)\n    set_up (\w+)", door, re.MULTILINE)).items()
    code = re.sub(r'"[^"\n]*"|#.*', "", script)
    for left, right in ("{}", "()", "[]"):
        assert code.count(left) == code.count(right)
    for name in re.findall(r'"([\w.-]+\.(?:lock|toml))"', script):
        assert (ROOT / name).is_file()
