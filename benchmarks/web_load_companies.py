"""The people of benchmarks/web_load_answers.py: somebody of each company, and the officer, as Locust runs them."""

from __future__ import annotations

import os
import random
import re
from itertools import count

import gevent
from locust import between, task

from web_load_somebody import Somebody

_numbers = count()
_WARM = float(os.environ.get("SVAT_LOAD_WARM", "0")) + float(os.environ.get("SVAT_LOAD_BEGINNING", "0"))
_EACH = float(os.environ.get("SVAT_LOAD_MINUTES", "2")) * 60
_now = ["before, "]  # what the council does meanwhile: requests are counted by it
REASON = "wrong goods"


class DuringSomething(Somebody):
    """Requests are counted by what the council does meanwhile."""

    abstract = True

    def counted_as(self, name: str) -> str:
        """With what that is."""
        return name if name.startswith(("signing", "officer")) else f"{_now[0]}{name}"


class CompanyAtWork(DuringSomething):
    """Looks at its partners and answers."""

    def on_start(self) -> None:
        """Each for another company."""
        number = next(_numbers)
        self.partners: list[str] = []
        self.sign_in(f"person{number}", number)

    @task(4)
    def read_the_list(self) -> None:
        """All partners."""
        text = self.page("/own/introductions/", "reading: own introductions")
        self.partners = re.findall(r'href="(/own/introductions/\w{16}/)"', text)

    @task(4)
    def read_a_partner(self) -> None:
        """One of those seen; one that goes meanwhile is not there."""
        if self.partners:
            self.ask(random.choice(self.partners))  # noqa: S311

    @task(2)
    def answer(self) -> None:
        """Accept or decline, or change that."""
        if not self.partners:
            return
        target = random.choice(self.partners)  # noqa: S311
        text = self.ask(target)
        seen = re.search(r'name="seen" value="(\w*)"', text)
        if seen is None:
            return
        accept, decline = {"answer": "accept", "consent": "1"}, {"answer": "decline", "reason": REASON}
        given = random.choice((accept, decline))  # noqa: S311
        self.post(
            text, f"{target}answer/", {**given, "seen": seen[1]}, "writing: answer", also=(404, 409)
        )  # gone, or changed, meanwhile

    @task(1)
    def own_company(self) -> None:
        """What the council holds."""
        self.page("/own/company/", "reading: own company")

    def ask(self, target: str) -> str:
        """A partner's page."""
        return self.page(target, "reading: a partner", also=(404,))


class OfficerWhoPublishes(DuringSomething):
    """Publishes the draft, and asks for the next."""

    fixed_count = 1
    wait_time = between(10, 10)

    def on_start(self) -> None:
        """Does one after the other while the others go on."""
        self.sign_in("officer", 10_000)
        gevent.spawn(self.council)

    def council(self) -> None:
        """The two things that take long."""
        gevent.sleep(_WARM)
        text = self.page("/introductions/", "officer")
        for draft in re.findall(r'href="(/introductions/\w{16}/)"', text):
            page = self.page(draft, "officer")
            if version := re.search(r'/publish/"[^>]*>.*?name="version" value="(\d+)"', page, re.DOTALL):
                _now[0] = "publishing, "
                self.post(page, f"{draft}publish/", {"version": version[1]}, "the officer publishes")
                break
        gevent.sleep(_EACH)
        text = self.page("/introductions/", "officer")
        [corridor, *_] = re.findall(r'name="corridor" value="(\w+)"', text)
        [day, *_] = re.findall(r'name="day" value="([\d-]+)"', text)
        _now[0] = "computing, "
        given = {"corridor": corridor, "day": day, "shortlist": "10", "alpha": "1"}
        self.post(text, "/introductions/ask/", given, "the officer asks for a run")

    @task
    def look(self) -> None:
        """What waits."""
        self.page("/today/", "reading: today")
