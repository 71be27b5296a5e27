"""The people of benchmarks/web_load_answers.py: somebody of each company, and the officer, as Locust runs them."""

from __future__ import annotations

import os
import random
import re
from itertools import count
from typing import Any

import gevent
from locust import HttpUser, between, task

_numbers = count()
_WARM = float(os.environ.get("SVAT_LOAD_WARM", "0")) + float(os.environ.get("SVAT_LOAD_BEGINNING", "0"))
_EACH = float(os.environ.get("SVAT_LOAD_MINUTES", "2")) * 60
_now = ["before, "]  # what the council does meanwhile: requests are counted by it
REASON = "wrong goods"


class Somebody(HttpUser):
    """Who signs in and sends forms."""

    abstract = True
    wait_time = between(1, 5)

    def sign_in(self, name: str, number: int) -> None:
        """From an address of one's own, as a proxy says: attempts to sign in are limited by address."""
        self.client.headers["X-Forwarded-For"] = f"10.0.{number // 200}.{number % 200 + 1}"
        given = {"login": f"{name}@example.org", "password": os.environ["SVAT_LOAD_PASSWORD"]}
        self.post(
            self.page("/account/sign-in/", "signing in: the page"), "/account/sign-in/", given, "signing in"
        )

    def page(self, path: str, name: str) -> str:
        """A page's text."""
        return str(self.client.get(path, name=_named(name)).text)

    def post(
        self, text: str, target: str, given: dict[str, Any], name: str, also: tuple[int, ...] = ()
    ) -> None:
        """Send a form of a page; the page that it leads to is read apart."""
        [token, *_] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        sent = {**given, "csrfmiddlewaretoken": token}
        headers = {"Referer": f"{self.client.base_url}/"}
        with self.client.post(
            target, sent, headers=headers, name=_named(name), allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code in (302, *also):
                answer.success()
            else:
                answer.failure(f"{answer.status_code} instead of the next page")


class CompanyAtWork(Somebody):
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
        with self.client.get(target, name=_named("reading: a partner"), catch_response=True) as answer:
            if answer.status_code in (200, 404):
                answer.success()
            return str(answer.text)


class OfficerWhoPublishes(Somebody):
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


def _named(name: str) -> str:
    return name if name.startswith(("signing", "officer")) else f"{_now[0]}{name}"
