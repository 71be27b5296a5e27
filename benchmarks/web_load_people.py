"""The people of benchmarks/web_load.py: officers of a council at their work, as Locust runs them."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import gevent
from locust import events, task
from locust.env import Environment

from web_load_somebody import Somebody

WORDS = ("алтын", "hanbit", "한빛", "mirae", "дарын", "steel", "foods 0012", "대한", "새", "сары 00777")
_numbers = count()


@events.test_start.add_listener
def forget_the_beginning(environment: Environment, **_: Any) -> None:
    """Times count when all are signed in and the first pages were seen."""

    def later() -> None:
        gevent.sleep(float(os.environ.get("SVAT_LOAD_WARM", "0")))
        assert environment.runner is not None, "a test that has begun has one"
        for (name, _method), entry in environment.runner.stats.entries.items():
            if not name.startswith("signing in"):
                entry.reset()

    gevent.spawn(later)


class OfficerAtWork(Somebody):
    """Signs in, then reads mostly and writes sometimes."""

    def on_start(self) -> None:
        """As one does in the morning."""
        number = next(_numbers)
        self.companies: list[str] = []
        self.sign_in(f"officer{number}", number)

    @task(6)
    def read_the_list(self) -> None:
        """A page of the companies, and which there are; half the time the page after it too."""
        text = self.page("/companies/", "reading: companies")
        self.companies = re.findall(r'href="(/companies/\w{16}/)"', text) or self.companies
        if further := re.search(r'href="(/companies/\?after=[^"]+)" rel="next"', text):
            self.page(further[1].replace("&amp;", "&"), "reading: the next companies")

    @task(6)
    def search(self) -> None:
        """A word in one of three scripts."""
        self.client.get("/companies/", params={"q": random.choice(WORDS)}, name="reading: search")  # noqa: S311

    @task(4)
    def read_a_company(self) -> None:
        """One of those seen."""
        if self.companies:
            self.page(random.choice(self.companies), "reading: company")  # noqa: S311

    @task(2)
    def today(self) -> None:
        """What waits."""
        self.page("/today/", "reading: today")

    @task(1)
    def other_lists(self) -> None:
        """Duplicates and rolls."""
        self.page("/duplicates/", "reading: duplicates")
        self.page("/rolls/", "reading: rolls")

    @task(4)
    def confirm_a_listing(self) -> None:
        """Somewhere in the queue, where few others are; who comes second is told so and goes on."""
        place = random.randrange(1, 200_000)  # noqa: S311
        text = self.page(f"/listings/?after={place}", "reading: listings")
        if found := list(_listings(text)):
            key, version, corridor = random.choice(found)  # noqa: S311
            given = {"choice": "040900", "version": version, "corridor": corridor}
            self.post(text, f"/listings/{key}/answer/", given, "writing: listing", also=(409,))

    @task(1)
    def save_a_view(self) -> None:
        """Keep a filter, in place of one of its name."""
        given = {"page": "companies", "name": f"view {random.randrange(5)}", "query": "q=altyn"}  # noqa: S311
        self.post(self.page("/companies/", "reading: companies"), "/companies/views/", given, "writing: view")

    @task(1)
    def change_the_profile(self) -> None:
        """One's own name."""
        given = {"person": f"Officer {random.random()}", "language": "en"}  # noqa: S311
        self.post(self.page("/profile/", "reading: profile"), "/profile/", given, "writing: profile")


def _listings(text: str) -> Iterator[tuple[str, str, str]]:
    """(key, version, corridor) of the listings of a page."""
    [corridor, *_] = re.findall(r'name="corridor" value="(\w+)"', text) or [""]
    for key, rest in re.findall(r'<li id="listing-(\w{16})"(.*?)</form>', text, re.DOTALL):
        if version := re.search(r'name="version" value="(\d+)"', rest):
            yield key, version[1], corridor
