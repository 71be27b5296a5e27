"""Every door that a verdict comes out of, asked as a user asks it: one seller's pair in, what is said of it out.

A door is a command of the command line or a request to the endpoint. Each is run once for a council, however many
sellers are asked about, and read by what it prints and writes.
"""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.acceptance.doorfiles import BUYER, ON, REGIME, Council, Firm, back
from typer.testing import CliRunner

from svat.cli import app


class ShutError(Exception):
    """A door that could not be gone through: the command failed, or said nothing of the pair."""


class Doors:
    """The doors of all councils; every command and request is sent once."""

    def __init__(self, councils: Mapping[str, Council], key: Path) -> None:
        self.councils = councils
        self.key = key
        self._kept: dict[tuple[object, ...], Any] = {}
        svat("law", "key", "new", "--out", key)

    def sentence(self, council: Council) -> str:
        """Why the lists clear nobody, as `law screen` words it, or `match` where screening knows no corridor."""
        told: list[str] = []
        if council.lists:
            told = self.screened(council)["problems"]
        if not told:
            told = [found["detail"] for found in self.matched(council)["list_findings"]]
        if len(told) != 1:
            raise ShutError(f"{len(told)} sentences on the lists: {told}")
        return told[0]

    def once(self, key: tuple[object, ...], make: Callable[[], Any]) -> Any:
        """What `make` gives or raises, made once."""
        if key not in self._kept:
            try:
                self._kept[key] = make()
            except ShutError as error:
                self._kept[key] = error
        if isinstance(self._kept[key], ShutError):
            raise self._kept[key]
        return self._kept[key]

    def match(self, council: Council) -> str:
        """The run's words on the terminal; its files lie in out/, its verdicts in verdicts.jsonl."""
        return str(
            self.once(
                ("match", council.name),
                lambda: svat(
                    "match", *_rolls(council), *council.option("lists", "measures", *council.case_file),
                    "--on", ON, "--shortlist", 20, "--out", council.path("out"),
                    "--log", council.path("verdicts.jsonl"), "--key", self.key,
                ),
            )
        )  # fmt: skip

    def matched(self, council: Council) -> Any:
        self.match(council)
        return self.once(
            ("matched", council.name),
            lambda: json.loads(council.path("out/introductions.json").read_text("utf-8")),
        )

    def page(self, council: Council) -> dict[str, str]:
        """Words of each section of the council's pages, by the section's id, and of each page by its name."""
        self.match(council)

        def make() -> dict[str, str]:
            pages = {x.stem: x for x in sorted(council.path("out").glob("**/*.html"))}
            found = {id_: words for page in pages.values() for id_, words in _sections(page).items()}
            return found | {stem: " ".join(_sections(page).values()) for stem, page in pages.items()}

        found: dict[str, str] = self.once(("page", council.name), make)
        return found

    def screened(self, council: Council) -> Any:
        names = [firm.name for firm in council.firms]
        words = ("law", "screen", *names, "--lists", council.path("lists"), "--on", ON, "--json")
        return self.once(("screen", council.name), lambda: json.loads(svat(*words)))

    def batch(self, council: Council) -> Any:
        out = council.path("hits.csv")
        words = ("law", "screen", "--batch", council.path("names.csv"), "--lists", council.path("lists"))

        def make() -> list[dict[str, str]]:
            svat(*words, "--on", ON, "--out", out)
            return list(csv.DictReader(out.read_text("utf-8").splitlines()))

        return self.once(("batch", council.name), make)

    def rescreened(self, council: Council) -> Any:
        """From a day before the council's own list named anybody, where there was one, to the day itself."""
        since = back(10) if council.companies_known else ON
        known = [name for name in council.case_file if name in ("owners", "rulings")]
        words = ("law", "rescreen", *_rolls(council), *council.option("lists", *known), "--from", since)
        return self.once(("rescreen", council.name), lambda: json.loads(svat(*words, "--to", ON, "--json")))

    def learnt(self, council: Council, *more: object) -> str:
        words = ("market", "learn", *_rolls(council), "--decisions", council.path("decisions.csv"))
        given = council.option("lists", "measures", *council.case_file)
        return str(self.once(("learn", council.name, *more), lambda: svat(*words, *given, "--on", ON, *more)))

    def settled(self, council: Council) -> Any:
        words = ("corridor", "settlement", council.path("corridor.toml"), *_deals(council), "--json")
        return self.once(("settlement", council.name), lambda: json.loads(svat(*words)))

    def corridor(self, council: Council) -> dict[str, str]:
        """Words of each section of the corridor's page."""
        words = ("corridor", "report", council.path("corridor.toml"), *_deals(council))
        more = ("--trade", council.path("comtrade.csv"), "--out", council.path("corridor"))

        def make() -> dict[str, str]:
            svat(*words, *more)
            return _sections(council.path("corridor/corridor.html"))

        found: dict[str, str] = self.once(("report", council.name), make)
        return found

    def potential(self, council: Council) -> Any:
        words = ("corridor", "potential", "--from", "KZ", "--to", "KR")
        asked = ("--trade", council.path("comtrade.csv"), "--on", ON, "--json")
        if council.measures:
            given = (*council.option("measures"), "--regime", REGIME)
        else:  # its context stands in the corridor's file
            given = ("--corridor", council.path("corridor.toml"))
        return self.once(("potential", council.name), lambda: json.loads(svat(*words, *given, *asked)))

    def recorded(self, council: Council) -> dict[str, str]:
        """Id of the recorded verdict on each seller's pair."""
        self.match(council)
        words = ("law", "log", "list", council.path("verdicts.jsonl"), "--json")
        rows = self.once(("log", council.name), lambda: json.loads(svat(*words)))
        return {row["a"]: row["id"] for row in rows if row["b"] == BUYER}

    def proven(self, council: Council, firm: Firm) -> tuple[Any, Any]:
        """What `law prove` and `law replay` say of the recorded verdict on a seller's pair."""
        own, log = self.recorded(council)[firm.id], ("--log", council.path("verdicts.jsonl"), "--json")
        shown = svat("law", "prove", own, *log, "--key", f"{self.key}.pub")
        again = svat("law", "replay", own, *log, *council.option("lists", "measures"))
        return json.loads(shown), json.loads(again)

    def asked(self, council: Council) -> Any:
        """The endpoint's status and answer to one request that names every seller with its numbers."""
        return self.once(("yente", council.name), lambda: _asked(council))


def rule(council: Council, firm: Firm, entry: str, *, made: date, until: date) -> None:
    """Two reviewers clear a seller's name of an entry, from one day to another."""
    said = ("--entry", entry, "--cleared", "--reason", "another firm", "--by", "One", "--second", "Two")
    files = ("--rulings", council.path("rulings.jsonl"), "--lists", council.path("lists"))
    svat("law", "rule", *files, "--name", firm.name, *said, "--on", made, "--expires", until)


def _rolls(council: Council) -> tuple[object, ...]:
    return (council.path("a.csv"), council.path("b.csv"), "--corridor", council.path("corridor.toml"))


def _deals(council: Council) -> list[object]:
    """What the account of deals is made of: with rolls where it is to know more of companies than their names."""
    given: list[object] = ["--deals", council.path("deals.csv"), "--on", ON]
    given += council.option("lists", "measures", *council.case_file)
    if council.companies_known:
        given += ["--roll-a", council.path("a.csv"), "--roll-b", council.path("b.csv")]
    return given


def svat(*words: object) -> str:
    """What a command prints; raises ShutError where it is refused or fails, as exit codes 2 and 3 say to a user."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise ShutError(f"{type(done.exception).__name__}: {done.exception}")
    if done.exit_code > 1:
        last = next((line for line in reversed(done.output.splitlines()) if re.search(r"\w", line)), "")
        raise ShutError(f"exit {done.exit_code}: {last.strip(' │|')}")
    return done.stdout if "--json" in words else done.output


def _sections(page: Path) -> dict[str, str]:
    """Words of a page by section."""
    text = page.read_text("utf-8")
    parts = re.split(r'<section id="([^"]+)"', text)
    return {
        own: " ".join(html.unescape(re.sub(r"<[^>]*>", " ", "<" + part)).split())
        for own, part in zip(parts[1::2], parts[2::2], strict=True)
    }


def _asked(council: Council) -> tuple[int, Any]:
    """A request to svat's endpoint as a client sends it."""
    httpx = pytest.importorskip("httpx")
    pytest.importorskip("starlette")
    pytest.importorskip("uvicorn")
    from tests.yente.servers import Clock, serving

    numbers = {"innCode": "tax_number", "registrationNumber": "registration_number", "leiCode": "lei"}
    queries = {
        firm.id: {
            "schema": "Company",
            "properties": {"name": [firm.name]}
            | {prop: [getattr(firm, column)] for prop, column in numbers.items() if getattr(firm, column)},
        }
        for firm in council.firms
    }
    with serving(council.path("lists"), Clock(ON)) as url:
        answer = httpx.post(f"{url}/match/default", json={"queries": queries})
    return answer.status_code, answer.json()
