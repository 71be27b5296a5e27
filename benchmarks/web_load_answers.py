"""Publishing to 2,000 companies while 50 of them answer, and pages while a run of 1,000 x 1,000 is computed.

    ./dev python benchmarks/web_load_answers.py [PEOPLE] [MINUTES] [--keep DIR]        (default: 50 2)

The two rolls of a thousand that SVAT_DATA (or ../shared/data) holds, the demo's lists, a PostgreSQL server,
`svat serve` as it is and the load itself on this machine. One run is published, a second one is a draft. People of so
many companies sign in, look at their partners, accept and decline, one to five seconds between two requests. An
officer publishes the draft, which the worker tells every company; after so many minutes the officer asks for another
run, which the worker computes. Prints p50, p95 and the worst by kind in each of the two; the targets are reading p95 <
200 ms and writing p95 < 400 ms while it is published, p95 < 300 ms while a run is computed, no error; exit code 1
where one is missed.

`--keep DIR` keeps the filled database in DIR for another run; what this one wrote stays in it.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.tools import data_folder  # noqa: E402
from tests.web.begun import founded  # noqa: E402
from tests.web.postgres import server  # noqa: E402

from web_load import LoadAsked, free_port, loaded, place_of, print_table, served, surroundings, verdict  # noqa: E402

TARGETS = {
    "publishing, reading": 200,
    "publishing, writing": 400,
    "computing, reading": 300,
    "computing, writing": 300,
}
_BEGINNING = 20  # seconds after the last sign-in before the officer publishes


def main(people: int, minutes: float, keep: Path | None) -> int:
    """Fill, serve, load, print; 1 where a target is missed."""
    if importlib.util.find_spec("locust") is None:
        raise SystemExit("needs Locust: pip install locust")
    asked = LoadAsked(2_000, people, 2 * minutes + _BEGINNING / 60, keep)
    with place_of(asked) as place, server(keep=place / "postgres") as database:
        folder, port = place / "council", free_port()
        given = surroundings(folder, database.url, port) | {
            "SVAT_LOAD_MINUTES": str(minutes),
            "SVAT_LOAD_BEGINNING": str(_BEGINNING),
        }
        if not (place / "filled.txt").exists():
            begun = time.monotonic()
            subprocess.run(
                [sys.executable, str(Path(__file__)), "--fill", str(people)], env=given, check=True
            )
            (place / "filled.txt").write_text("filled", "utf-8")
            print(f"filled in {time.monotonic() - begun:.0f} s", file=sys.stderr)
        with served(folder, given, port):
            stats = loaded(asked, place, given, "web_load_companies.py")
        return report(stats, people, minutes)


def fill(people: int) -> None:
    """A council with both rolls, lists, a published run, a draft, and somebody of each company that sees partners."""
    import django

    folder = Path(os.environ["SVAT_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    django.setup()
    from tests.web.introduced import TODAY, YESTERDAY, put_list, work

    from svat.demo import contents
    from svat.web.actions import perform
    from svat.web.keeping.migrating import migrate
    from svat.web.matching.actions import AskForRun, PublishRun, RunAsked
    from svat.web.matching.models import RunRecord
    from svat.web.rolls.carrying import import_folder

    migrate(folder)
    officer = founded("Officer", "officer@example.org")
    with tempfile.TemporaryDirectory() as made:
        council = Path(made)
        (council / "corridor.toml").write_bytes(contents()["corridor.toml"])
        for side, name in (("a", "kz.csv"), ("b", "kr.xlsx")):
            (council / "rolls" / side).mkdir(parents=True)
            (council / "rolls" / side / name).write_bytes((data_folder() / "rolls" / name).read_bytes())
        corridor = import_folder(council, officer)
        put_list(corridor, YESTERDAY)
        work()
    for number, longest in ((1, 8), (2, 10)):
        perform(officer, AskForRun(corridor.key, RunAsked(TODAY, shortlist=longest)))
        work()
        if number == 1:
            run = RunRecord.objects.get()
            perform(officer, PublishRun(run.key, run.version))
            _people(people)
            work()


def _people(count: int) -> None:
    from allauth.account.models import EmailAddress

    from svat.web.matching.models import IntroductionRecord
    from svat.web.people.models import Member, User
    from svat.web.rolls.models import CompanyRecord

    secret = User.objects.get().password
    shown = list(IntroductionRecord.objects.filter(state="clear").values_list("a_id", flat=True).distinct())
    first = shown[:: max(1, len(shown) // count)][:count]
    rest = CompanyRecord.objects.exclude(pk__in=first).values_list("pk", flat=True)
    for number, company in enumerate([*first, *rest]):
        user = User.objects.create(
            email=f"person{number}@example.org", password=secret, name=f"Person {number}"
        )
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        Member.objects.create(user=user, role="company", company_id=company)


def report(stats: Path, people: int, minutes: float) -> int:
    """The table that the docs quote; 1 where a target is missed or something failed."""
    print(
        f"two rolls of a thousand, {people} companies answering, {minutes:g} minutes each, {os.cpu_count()} cores\n"
    )
    return verdict(print_table(stats, TARGETS))


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("people", type=int, nargs="?", default=50)
    given.add_argument("minutes", type=float, nargs="?", default=2)
    given.add_argument("--keep", type=Path)
    given.add_argument("--fill", type=int, help=argparse.SUPPRESS)
    found = given.parse_args()
    if found.fill:
        fill(found.fill)
        sys.exit(0)
    sys.exit(main(found.people, found.minutes, found.keep))
