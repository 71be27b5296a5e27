"""The web application under load: 100,000 companies on PostgreSQL, 50 people at once, response times by kind of page.

    ./dev python benchmarks/web_load.py [COMPANIES] [PEOPLE] [MINUTES]        (default: 100000 50 10)

A PostgreSQL server, `svat serve --no-worker` for each core and a worker run on this machine, with the load itself
beside them. The people are those of Locust (https://locust.io; `pip install locust`): they open pages, search in three
scripts, save views and their profile, and wait one to three seconds between two requests. Prints p50, p95 and the worst
by kind, and failures; the targets are reading p95 < 200 ms, writing p95 < 400 ms, no error.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.web.postgres import server  # noqa: E402

PORT, PASSWORD = 8200, "correct horse battery"
STEMS = ("Altyn", "Nauryz", "Sary", "Bolat", "Daryn", "Hanbit", "Saehan", "Mirae", "Daehan", "Dongbang")
LOCAL = ("Алтын", "Наурыз", "Сары", "Болат", "Дарын", "한빛", "새한", "미래", "대한", "동방")
KINDS = ("Agro", "Trade", "Steel", "Foods", "Chem", "Textile", "Motors", "Wood", "Logistics", "Energy")


def main(companies: int, people: int, minutes: float) -> None:
    """Fill, serve, load, print."""
    if importlib.util.find_spec("locust") is None:
        raise SystemExit("needs Locust: pip install locust")
    with tempfile.TemporaryDirectory(prefix="svat-load-") as made, server() as database:
        folder = Path(made) / "council"
        given = {
            **os.environ, "DATABASE_URL": database.url, "SVAT_DIR": str(folder), "SVAT_LOAD_PASSWORD": PASSWORD,
            "DJANGO_SETTINGS_MODULE": "svat.web.settings", "SVAT_URL": f"http://127.0.0.1:{PORT}",
        }  # fmt: skip
        folder.mkdir()
        fill = [sys.executable, __file__, "--fill", str(companies), str(people)]
        subprocess.run(fill, env=given, check=True)
        processes = [_serve(folder, given, PORT + k) for k in range(os.cpu_count() or 1)]
        processes.append(subprocess.Popen([sys.executable, "-m", "svat", "worker", str(folder)], env=given))
        try:
            for k in range(os.cpu_count() or 1):
                _until_alive(PORT + k)
            out = Path(made) / "load"
            subprocess.run(
                [sys.executable, "-m", "locust", "-f", str(ROOT / "benchmarks/web_load_people.py"), "--headless",
                 "--users", str(people), "--spawn-rate", "5", "--run-time", f"{round(minutes * 60)}s",
                 "--csv", str(out),
                 "--only-summary", "--host", f"http://127.0.0.1:{PORT}"],
                env={**given, "SVAT_LOAD_PORTS": ",".join(str(PORT + k) for k in range(os.cpu_count() or 1))},
                check=False, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            report(Path(f"{out}_stats.csv"), companies, people, minutes)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(20)


def _serve(folder: Path, given: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "svat", "serve", str(folder), "--port", str(port), "--no-worker"]
    return subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _until_alive(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/alive", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the application did not start")


def report(stats: Path, companies: int, people: int, minutes: float) -> None:
    """The table that the docs quote."""
    print(f"{companies:,} companies, {people} people, {minutes:g} minutes, {os.cpu_count()} cores")
    print("| kind | requests | failures | p50 ms | p95 ms | worst ms |\n|---|---|---|---|---|---|")
    with stats.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["Name"]
            print(
                f"| {name} | {row['Request Count']} | {row['Failure Count']} | {row['50%']} | {row['95%']} |"
                f" {float(row['Max Response Time']):.0f} |"
            )


def fill(companies: int, people: int) -> None:
    """A council with so many companies and officers, written as an import writes them."""
    import django

    django.setup()
    from svat.council.rolls import Company, canonical_fields
    from svat.demo import contents
    from svat.web.actions import perform
    from svat.web.keeping.migrating import migrate
    from svat.web.people.founding import FoundCouncil
    from svat.web.people.models import OFFICER, CorridorRecord, Member, User
    from svat.web.rolls.models import CompanyRecord, ListingRecord
    from svat.web.rolls.reading import search_key, sort_key

    migrate(Path(os.environ["SVAT_DIR"]))
    text = contents()["corridor.toml"].decode()
    officer = "officer0@example.org"
    founded = FoundCouncil("Council", "KZ", "en", text, "Officer 0", officer, PASSWORD, second_factor=False)
    perform(None, founded, who="server")
    from allauth.account.models import EmailAddress

    for k in range(1, people):
        user = User.objects.create_user(f"officer{k}@example.org", PASSWORD, name=f"Officer {k}")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        Member.objects.create(user=user, role=OFFICER)
    corridor = CorridorRecord.objects.get()
    for piece in _pieces(_made(companies), 2000):
        made = []
        for x in piece:
            company = Company(
                x["external_id"], x["name"], x["country"], name_local=x["name_local"], city=x["city"]
            )
            made.append(
                CompanyRecord(
                    corridor=corridor, side=x["side"], external_id=x["external_id"], name=x["name"],
                    country=x["country"], name_local=x["name_local"], search_key=search_key(company),
                    sort_key=sort_key(company)[:200], city=x["city"],
                    fields=json.dumps(canonical_fields(company), ensure_ascii=False),
                )
            )  # fmt: skip
        CompanyRecord.objects.bulk_create(made)
        ListingRecord.objects.bulk_create(
            ListingRecord(company=x, kind="offer", position=0, text="natural honey in jars") for x in made
        )
    print(f"{CompanyRecord.objects.count():,} companies", file=sys.stderr)


def _made(count: int) -> Iterator[dict[str, str]]:
    chance = random.Random(0)  # noqa: S311 - invented companies
    for k in range(count):
        word = chance.randrange(len(STEMS))
        side = "a" if word < len(STEMS) // 2 else "b"
        yield {
            "side": side, "external_id": f"{side.upper()}{k:06}",
            "name": f"{STEMS[word]} {chance.choice(KINDS)} {k:06}",
            "name_local": f"{LOCAL[word]} {k:06}", "country": "KZ" if side == "a" else "KR", "city": "Almaty",
        }  # fmt: skip


def _pieces(made: Iterator[dict[str, str]], size: int) -> Iterator[list[dict[str, str]]]:
    piece = []
    for x in made:
        piece.append(x)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece


if __name__ == "__main__":
    if sys.argv[1:2] == ["--fill"]:
        fill(int(sys.argv[2]), int(sys.argv[3]))
    else:
        asked = [*sys.argv[1:], "100000", "50", "10"][:3] if len(sys.argv) < 4 else sys.argv[1:4]
        defaults = ["100000", "50", "10"]
        asked = [*sys.argv[1:4], *defaults[len(sys.argv[1:4]) :]]
        main(int(asked[0]), int(asked[1]), float(asked[2]))
