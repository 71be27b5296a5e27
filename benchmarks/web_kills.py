"""The web application and kill -9: web, worker, a job's process, the database; what is lost, doubled or half done.

    ./dev python benchmarks/web_kills.py [KILLS] [SEED] [--postgres] [--companies N]    (default: 50 1, N 2000)

`svat serve` runs as a service manager runs it: what is killed is started again. A person sends rolls and lists,
applies, undoes, unites companies and makes them two again, by forms, and repeats what was not answered, the same form
with the same one-use key. In each of these works one process is killed at a random moment, on SQLite everything at
once in the place of a server. After each, at rest, all that tests/web/holding.py says must hold. Prints what was killed
when, how often, and what was found. web_kills_introductions.py does the same to introductions, rulings, answers, mail.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.web.begun import begin, signed_in  # noqa: E402
from tests.web.killed import ALL, COPIED, DATABASE, JOB, WEB, WORKER, KilledSite, kill_server  # noqa: E402
from tests.web.postgres import server  # noqa: E402
from tests.web.repeating import RepeatingPerson  # noqa: E402

WORKS = ("send a roll", "apply", "unite", "make two again", "undo", "send a list")
TEXTS = ("natural honey in jars", "wheat", "мёд", "유리병", "steel pipes", "tractors", "", "barley; oats")
PATIENCE = 300  # seconds until a work must have come to rest
HEADER = "external_id,name,country,city,website,offers,needs\n"


def roll(version: int, count: int, country: str) -> bytes:
    """The roll of a version: cities move, some companies go and come back."""
    rows = [
        f"{country}{k},Company {k:05} {country},{country},City {(k + version) % 7 if k % 3 == 0 else k % 7},"
        f"c{k}.example.org,{TEXTS[(k + version * (k % 5 == 0)) % len(TEXTS)]},{TEXTS[k % 3]}"
        for k in range(count)
        if k < 10 or k % 25 != version % 25
    ]
    return (HEADER + "\n".join(rows) + f"\n{country}V,Version {version},{country},,,,\n").encode()


@dataclass
class KilledYear:
    """A council's works, one after the other, and what was said of them."""

    works: ClassVar[tuple[str, ...]] = WORKS
    person: RepeatingPerson
    companies: int
    told: Counter[str] = field(default_factory=Counter)
    version: int = 0
    imported: str = ""  # the import that was sent last, by its key
    pair: int = 0

    def do(self, work: str) -> None:
        """One work, until all that it asked for is done."""
        {
            "send a roll": self.send_roll, "apply": self.apply, "undo": self.undo, "unite": self.unite,
            "make two again": self.make_two, "send a list": self.send_list,
        }[work]()  # fmt: skip
        rest()

    def prepare(self) -> None:
        """The first roll of each side, with nobody killed."""
        for side, country in (("b", "KR"), ("a", "KZ")):
            self.send_roll(side, country)
            rest()
            self.do("apply")

    def ready(self, work: str) -> None:
        """What must be there before a work in which somebody is killed."""

    def wrong(self, folder: Path) -> list[str]:
        """What does not hold."""
        from tests.web.holding import everything

        return list(everything(folder, self.told))

    def send_roll(self, side: str = "a", country: str = "KZ") -> None:
        """In the place of the files before it."""
        self.version += 1
        data = roll(self.version, self.companies, country)
        given = {"side": f"{corridor().key}:{side}", "replaces": "yes"}
        files = [("file", f"roll {self.version}.csv", data)]
        answer = self.person.send("/rolls/send/", "/rolls/send/", given, files)
        self._done("upload roll", answer)
        self.imported = answer.path.split("/")[-2]

    def apply(self) -> None:
        """The roll that was sent last."""
        self._of_import("apply")

    def undo(self) -> None:
        """The same."""
        self._of_import("undo")

    def _of_import(self, what: str) -> None:
        page = f"/rolls/imports/{self.imported}/"
        self._done(f"{what} import", self.person.send(page, f"{page}{what}/", {}))

    def unite(self) -> None:
        """Two companies, others each time."""
        from svat.web.rolls.models import CompanyRecord

        self.pair = self.pair % 8 + 1
        kept, gone = (
            CompanyRecord.objects.get(external_id=f"KZ{k}", side="a").key for k in (self.pair, self.pair + 1)
        )
        page = f"/companies/{kept}/with/?other={gone}"
        self._done("merge companies", self.person.send(page, f"/companies/{kept}/merge/", {"kept": kept}))

    def make_two(self) -> None:
        """Of those that were united."""
        from svat.web.rolls.models import MergeRecord

        page = f"/decisions/{MergeRecord.objects.get(undone=None).key}/unmerge/"
        self._done("unmerge companies", self.person.send(page, page, {}))

    def send_list(self) -> None:
        """A version of a day after the one before."""
        day = datetime.now(UTC).date() - timedelta(days=200 - self.told["upload list"])
        given = {"publisher": "DEMO-UN", "kind": "un-consolidated-xml", "version": day.isoformat()}
        files = [("sent", "consolidated.xml", un_list(day))]
        self._done("upload list", self.person.send("/lists/", "/lists/upload/", given, files))

    def _done(self, action: str, answer: Any) -> None:
        assert answer.status == 200, (action, answer.status, answer.text[:3000])
        self.told[action] += 1


def un_list(day: date) -> bytes:
    """The demo's list in the UN's form."""
    from svat.demo import catalogue, watch_lists

    return watch_lists._un(catalogue.table("watch_lists.toml")["un"], day)


def corridor() -> Any:
    """The only one."""
    from svat.web.people.models import CorridorRecord

    return CorridorRecord.objects.get()


def rest() -> None:
    """Wait until nothing is under way."""
    from django.db import DatabaseError, close_old_connections

    from svat.web.jobs.models import OPEN, Job

    end = time.monotonic() + PATIENCE
    while True:
        close_old_connections()
        try:
            if not Job.objects.filter(state__in=OPEN).exists():
                return
        except DatabaseError:  # killed at this moment
            pass
        if time.monotonic() > end:
            jobs = list(Job.objects.filter(state__in=OPEN).values())
            raise SystemExit(f"no rest after {PATIENCE} s: {jobs}")
        time.sleep(0.3)


@contextmanager
def struck(kill: Callable[[], bool], after: float) -> Iterator[list[bool]]:
    """Kill so many seconds after a work has begun; whether one was found to be killed is there after the block."""
    found: list[bool] = []
    over = threading.Event()

    def strike() -> None:
        time.sleep(after)
        while not (done := kill()) and not over.wait(0.05):
            pass
        found.append(done)

    thread = threading.Thread(target=strike)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


@dataclass(frozen=True)
class Plan:
    """What is done while something is killed."""

    kills: int
    seed: int
    postgres: bool
    title: str
    year: Callable[[RepeatingPerson], KilledYear]
    surroundings: Mapping[str, str] = field(default_factory=dict)


def main(plan: Plan) -> int:
    """Kill, look, print; 0 where all held."""
    with ExitStack() as stack:
        made = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="svat-kills-", ignore_cleanup_errors=True))
        )
        folder = made / "council"
        folder.mkdir()
        given = {x: y for x, y in os.environ.items() if x not in ("DATABASE_URL", "SVAT_URL")}
        given |= {"DJANGO_SETTINGS_MODULE": "svat.web.settings", "SVAT_DIR": str(folder)}
        given |= plan.surroundings
        database = stack.enter_context(server()) if plan.postgres else None
        if database is not None:
            given["DATABASE_URL"] = database.url
        os.environ.update(given)
        import django

        django.setup()
        begin(folder)
        site = KilledSite(folder, given, made / "log")
        try:
            year = plan.year(signed_in(site.origin))
            year.prepare()

            def kill(target: str) -> bool:
                return (
                    kill_server(database.url, database.start)
                    if target == DATABASE and database
                    else site.kill(target)
                )

            chance = random.Random(plan.seed)  # noqa: S311 - moments, not secrets
            last = DATABASE if plan.postgres else ALL
            found = killed(year, kill, chance, plan.kills, last, folder)
        finally:
            site.end()
        verified = subprocess.run(
            [sys.executable, "-m", "svat", "audit", "verify", str(folder)],
            env=given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = (
            verified.stdout.strip()
            if verified.returncode == 0
            else f"BROKEN: {verified.stdout}{verified.stderr}"
        )
        traces = (made / "log").read_text(errors="replace").count("Traceback")
    title = f"{'PostgreSQL' if plan.postgres else 'SQLite'}, {plan.title}, seed {plan.seed}"
    return report(found, year.works, title, said, traces)


def killed(
    year: KilledYear, kill: Callable[[str], bool], chance: random.Random, kills: int, last: str, folder: Path
) -> dict[tuple[str, str], list[str]]:
    """(work, what was killed) → for each kill what was found then, "" for nothing."""
    from django.db import connections

    found: dict[tuple[str, str], list[str]] = {}
    took = dict.fromkeys(year.works, 5.0)
    count = step = 0
    while count < kills:
        work = year.works[step % len(year.works)]
        year.ready(work)
        target = chance.choice((WEB, WORKER, COPIED, JOB, last))
        step += 1
        begun = time.monotonic()
        with struck(lambda target=target: kill(target), chance.uniform(0, took[work])) as hit:  # type: ignore[misc]
            year.do(work)
            lasted = time.monotonic() - begun
        if hit == [False]:
            took[work] = lasted  # nothing was there to be killed: the moment came after the end
        rest()
        connections.close_all()
        wrong = year.wrong(folder)
        if hit == [True]:
            count += 1
            found.setdefault((work, target), []).append("; ".join(wrong))
        print(json.dumps({"kill": count, "work": work, "of": target, "hit": hit, "s": round(lasted, 1), "wrong": wrong},
                         ensure_ascii=False), file=sys.stderr, flush=True)  # fmt: skip
        if wrong:
            break  # what is broken stays broken: what comes after would only repeat it
    return found


def report(
    found: dict[tuple[str, str], list[str]], works: tuple[str, ...], title: str, said: str, traces: int
) -> int:
    """The table that the docs quote."""
    targets = sorted({target for _, target in found}, key=(WEB, WORKER, COPIED, JOB, DATABASE, ALL).index)
    wrong = [x for those in found.values() for x in those if x]
    print(f"{title}: {sum(map(len, found.values()))} kills, {len(wrong)} times something did not hold")
    print("| killed during | " + " | ".join(targets) + " |\n|---|" + "---|" * len(targets))
    for work in dict.fromkeys(works):
        print(f"| {work} | " + " | ".join(str(len(found.get((work, x), ()))) for x in targets) + " |")
    print(f"audit: {said}; tracebacks in the log: {traces}")
    for x in wrong:
        print(f"WRONG: {x}")
    return 1 if wrong or said.startswith("BROKEN") else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kills", type=int, nargs="?", default=50)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--companies", type=int, default=2000)
    asked = parser.parse_args()
    begun = Counter({"found council": 1})
    sys.exit(
        main(
            Plan(
                asked.kills, asked.seed, asked.postgres, f"{asked.companies} companies",
                lambda person: KilledYear(person, asked.companies, begun),
            )
        )
    )  # fmt: skip
