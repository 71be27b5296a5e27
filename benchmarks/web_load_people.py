"""The people of benchmarks/web_load.py: officers of a council at their work, as Locust runs them."""

from __future__ import annotations

import os
import random
import re
from itertools import count
from typing import Any

from locust import HttpUser, between, task

WORDS = ("алтын", "hanbit", "한빛", "mirae", "дарын", "steel", "foods 0012", "대한")
PORTS = os.environ.get("SVAT_LOAD_PORTS", "8200").split(",")
_numbers = count()


class OfficerAtWork(HttpUser):
    """Signs in, then reads mostly and writes sometimes."""

    wait_time = between(1, 3)

    def on_start(self) -> None:
        """Each to one of the processes, as a proxy would pass them on."""
        number = next(_numbers)
        self.client.base_url = f"http://127.0.0.1:{PORTS[number % len(PORTS)]}"
        given = {"login": f"officer{number}@example.org", "password": os.environ["SVAT_LOAD_PASSWORD"]}
        self._post("/account/sign-in/", "/account/sign-in/", given, "signing in")
        self.companies: list[str] = []

    @task(6)
    def read_the_list(self) -> None:
        """A page of the companies, and which there are."""
        text = self.client.get("/companies/", name="reading: companies").text
        self.companies = re.findall(r'href="(/companies/\w{16}/)"', text) or self.companies

    @task(6)
    def search(self) -> None:
        """A word in one of three scripts."""
        self.client.get("/companies/", params={"q": random.choice(WORDS)}, name="reading: search")  # noqa: S311

    @task(4)
    def read_a_company(self) -> None:
        """One of those seen."""
        if self.companies:
            self.client.get(random.choice(self.companies), name="reading: company")  # noqa: S311

    @task(2)
    def today(self) -> None:
        """What waits."""
        self.client.get("/today/", name="reading: today")

    @task(2)
    def listings(self) -> None:
        """The queue."""
        self.client.get("/listings/", name="reading: listings")

    @task(2)
    def save_a_view(self) -> None:
        """Keep a filter."""
        given = {"page": "companies", "name": f"view {random.random()}", "query": "q=altyn"}  # noqa: S311
        self._post("/companies/", "/companies/views/", given, "writing: view")

    @task(1)
    def change_the_profile(self) -> None:
        """One's own name."""
        given = {"person": f"Officer {random.random()}", "language": "en"}  # noqa: S311
        self._post("/profile/", "/profile/", given, "writing: profile")

    def _post(self, page: str, target: str, given: dict[str, Any], name: str) -> None:
        text = self.client.get(page, name=f"reading: {page}").text
        tokens = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        headers = {"Referer": f"{self.client.base_url}{page}"}
        self.client.post(target, {**given, "csrfmiddlewaretoken": tokens[-1]}, headers=headers, name=name)
