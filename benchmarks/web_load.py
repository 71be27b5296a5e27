"""The web application under load: 100,000 companies on PostgreSQL, 50 people at once, response times by kind of page.

    ./dev python benchmarks/web_load.py [COMPANIES] [PEOPLE] [MINUTES] [--keep DIR]        (default: 100000 50 10)

A PostgreSQL server, `svat serve` as it is (a process for each core, and the worker) and the load itself share this
machine. The people are those of Locust (https://locust.io; `pip install locust`): they sign in one after the other,
open pages, search in three scripts, save views, confirm listings and change their profile, and wait one to five
seconds between two requests, as Locust's people do. Counting begins when the last of them has signed in. Prints p50,
p95 and the worst by kind, and failures; the targets are reading p95 < 200 ms, writing p95 < 400 ms, no error; exit
code 1 where one is missed.

`--keep DIR` keeps the filled database in DIR and uses it again; what an earlier run wrote stays in it.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.web.begun import PASSWORD  # noqa: E402
from tests.web.postgres import server  # noqa: E402

from web_load_fill import digest  # noqa: E402

TARGETS = {"reading": 200, "writing": 400}  # p95 in milliseconds
_EACH = 2.0  # people who sign in a second
_SETTLED = 15  # seconds after the last sign-in before counting begins


@dataclass(frozen=True)
class LoadAsked:
    """What is measured."""

    companies: int
    people: int
    minutes: float
    keep: Path | None


def main(asked: LoadAsked) -> int:
    """Fill, serve, load, print; 1 where a target is missed."""
    if importlib.util.find_spec("locust") is None:
        raise SystemExit("needs Locust: pip install locust")
    with place_of(asked) as place, server(keep=place / "postgres") as database:
        folder, port = place / "council", free_port()
        given = surroundings(folder, database.url, port)
        _filled(asked, place, given)
        with served(folder, given, port):
            stats = loaded(asked, place, given)
            load = _children()
        return report(stats, asked, (load, _children() - load))


def surroundings(folder: Path, database: str, port: int) -> dict[str, str]:
    """What the application, what fills it and the people are told."""
    return {
        **os.environ, "DATABASE_URL": database, "SVAT_DIR": str(folder), "SVAT_LOAD_PASSWORD": PASSWORD,
        "DJANGO_SETTINGS_MODULE": "svat.web.settings", "SVAT_URL": f"http://127.0.0.1:{port}",
        "SVAT_PROXIES": "1",
    }  # fmt: skip


def _children() -> float:
    """Seconds that processors worked for what this process started and that has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def place_of(asked: LoadAsked) -> Iterator[Path]:
    """The folder of the database: kept where that was asked for."""
    if asked.keep is not None:
        asked.keep.mkdir(parents=True, exist_ok=True)
        yield asked.keep.resolve()
        return
    with TemporaryDirectory(prefix="svat-load-", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o755)
        yield Path(made)


def _filled(asked: LoadAsked, place: Path, given: dict[str, str]) -> None:
    """The database with the companies, made where it is not there from an earlier run."""
    mark, said = place / "filled.txt", f"{asked.companies} companies, {asked.people} people, {digest()}"
    if mark.exists():
        if mark.read_text("utf-8") != said:
            raise SystemExit(
                f"{place}: holds another database ({mark.read_text('utf-8')}); name another folder"
            )
        return
    begun = time.monotonic()
    fill = [
        sys.executable,
        str(ROOT / "benchmarks/web_load_fill.py"),
        str(asked.companies),
        str(asked.people),
    ]
    subprocess.run(fill, env=given, check=True)
    mark.write_text(said, "utf-8")
    print(f"filled in {time.monotonic() - begun:.0f} s", file=sys.stderr)


@contextmanager
def served(folder: Path, given: dict[str, str], port: int) -> Iterator[None]:
    """`svat serve` as it is."""
    command = [sys.executable, "-m", "svat", "serve", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_alive(port)
        yield
    finally:
        process.terminate()
        process.wait(30)


def loaded(asked: LoadAsked, place: Path, given: dict[str, str], people: str = "web_load_people.py") -> Path:
    """Let the people of a file of this folder work; the file with their times."""
    out = place / "load"
    warm = asked.people / _EACH + _SETTLED
    command = [
        sys.executable, "-m", "locust", "-f", str(ROOT / "benchmarks" / people), "--headless",
        "--only-summary", "--users", str(asked.people), "--spawn-rate", str(_EACH), "--csv", str(out),
        "--host", given["SVAT_URL"], "--run-time", f"{round(asked.minutes * 60 + warm)}s", "--exit-code-on-error", "0",
    ]  # fmt: skip
    subprocess.run(command, env={**given, "SVAT_LOAD_WARM": str(warm)}, check=True, stdout=subprocess.DEVNULL)
    return Path(f"{out}_stats.csv")


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _until_alive(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/alive", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the application did not start")


def report(stats: Path, asked: LoadAsked, seconds: tuple[float, float]) -> int:
    """The table that the docs quote; 1 where a target is missed or something failed.

    `seconds` are what the load and the application took of the processors, beginning and sign-ins included.
    """
    print(
        f"{asked.companies:,} companies, {asked.people} people, {asked.minutes:g} minutes, {os.cpu_count()} cores\n"
    )
    missed = print_table(stats, TARGETS)
    print(
        f"\nprocessors worked {seconds[1]:.0f} s for the application, {seconds[0]:.0f} s for filling and the load"
    )
    return verdict(missed)


def print_table(stats: Path, targets: Mapping[str, float]) -> list[str]:
    """The times by kind; the kinds with a failure, or a p95 that is not below that of their beginning."""
    print("| kind | requests | failures | p50 ms | p95 ms | worst ms |\n|---|---|---|---|---|---|")
    missed = []
    with stats.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Name"] != "Aggregated"]
    for row in sorted(rows, key=lambda x: x["Name"]):
        name, worst = row["Name"], f"{float(row['Max Response Time']):.0f}"
        print(
            "|",
            " | ".join((name, row["Request Count"], row["Failure Count"], row["50%"], row["95%"], worst)),
            "|",
        )
        target = targets.get(name.split(":")[0])
        if int(row["Failure Count"]) or (target is not None and float(row["95%"]) >= target):
            missed.append(name)
    return missed


def verdict(missed: Sequence[str]) -> int:
    """The last line, and the exit code."""
    print("missed: " + ", ".join(missed) if missed else "every target is met")
    return 1 if missed else 0


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("companies", type=int, nargs="?", default=100_000)
    given.add_argument("people", type=int, nargs="?", default=50)
    given.add_argument("minutes", type=float, nargs="?", default=10)
    given.add_argument("--keep", type=Path)
    sys.exit(main(LoadAsked(**vars(given.parse_args()))))
