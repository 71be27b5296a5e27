"""Whoever signs in, opens pages and sends forms in the load benchmarks of the web application, as Locust runs them."""

from __future__ import annotations

import os
import re
from typing import Any

from locust import HttpUser, between


class Somebody(HttpUser):
    """One of many; waits one to five seconds between two requests, as Locust's people do."""

    abstract = True
    wait_time = between(1, 5)

    def sign_in(self, name: str, number: int) -> None:
        """From an address of one's own, as a proxy says: attempts to sign in are limited by address."""
        self.client.headers["X-Forwarded-For"] = f"10.0.{number // 200}.{number % 200 + 1}"
        given = {"login": f"{name}@example.org", "password": os.environ["SVAT_LOAD_PASSWORD"]}
        text = self.page("/account/sign-in/", "signing in: the page")
        self.post(text, "/account/sign-in/", given, "signing in")

    def counted_as(self, name: str) -> str:
        """The kind that a request is counted as."""
        return name

    def page(self, path: str, name: str, also: tuple[int, ...] = ()) -> str:
        """A page's text; a status of `also` is no failure."""
        with self.client.get(path, name=self.counted_as(name), catch_response=True) as answer:
            if answer.status_code in also:
                answer.success()
            return str(answer.text)

    def post(
        self, text: str, target: str, given: dict[str, Any], name: str, also: tuple[int, ...] = ()
    ) -> None:
        """Send a form of a page; the page that it leads to is read apart."""
        [token, *_] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        sent = {**given, "csrfmiddlewaretoken": token}
        headers = {"Referer": f"{self.client.base_url}/"}
        with self.client.post(
            target,
            sent,
            headers=headers,
            name=self.counted_as(name),
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            if answer.status_code in (302, *also):
                answer.success()
            else:
                answer.failure(f"{answer.status_code} instead of the next page")
