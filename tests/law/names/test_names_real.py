"""Names against the real lists, read at run time from the data folder: the listed are found, the invented not."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

from tests.law.reallists import lists, screener
from tests.tools import ROOT, data_folder

from svat.law.lists import ListSet
from svat.law.model import Party
from svat.law.names.listed import scripts_apart
from svat.law.screening.screener import Screener

SAMPLE_STEP = 320


class _Read:
    """A text in which phrases are looked up quickly: by their rarest word that stands between two spaces."""

    def __init__(self, text: str) -> None:
        self._text, self._words = text, text.split(" ")
        self._places: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._places.setdefault(word, []).append(place)

    def has(self, phrase: str) -> bool:
        """Whether the phrase, of two words or more, stands in the text: the same as `phrase in text`."""
        first, *inner, last = phrase.split(" ")
        if not inner:
            return phrase in self._text
        rarest = min(range(len(inner)), key=lambda k: len(self._places.get(inner[k], ())))
        for place in self._places.get(inner[rarest], ()):
            start = place - rarest
            before, *between, after = self._words[max(0, start - 1) : start + len(inner) + 1]
            if between == inner and before.endswith(first) and after.startswith(last):
                return True
        return False


def test_every_sampled_listed_name_finds_its_entry() -> None:
    entries = lists().entries[::SAMPLE_STEP]
    parties = [Party(entry.id, (name.text,), "unknown") for entry in entries for name in entry.names]
    assert len(parties) > 75
    for party, found in zip(parties, screener().screen(parties), strict=True):
        # many bear one name: the entry itself may stand after as many others as are kept, but all score alike
        assert party.id in [h.entry_id for h in found] or found[-1].score == 1.0


def test_names_in_arabic_letters_find_the_latin_ones() -> None:
    """Persons of the UN list by their Arabic names, against the Latin names alone: found, and never a hit."""
    people = [e for e in lists().entries if e.publisher == "UN" and e.kind == "person"]
    arabic = [(e.id, n.text) for e in people for n in e.names if scripts_apart(n.text) == ("Arabic",)]
    pure = [(own, name) for own, name in arabic if not any(c.isascii() and c.isalpha() for c in name)]
    latin = [
        replace(e, names=tuple(n for n in e.names if not scripts_apart(n.text)) or e.names[:1])
        for e in people
    ]
    found = Screener(ListSet(date(2026, 3, 1), (), tuple(latin))).screen(
        [Party(own, (name,), "person") for own, name in pure]
    )
    right = [own in {h.entry_id for h in hits} for (own, _), hits in zip(pure, found, strict=True)]
    assert len(right) > 250
    assert sum(right) > 0.9 * len(right)
    assert {h.status for hits in found for h in hits} == {"review"}


def test_invented_companies_are_clear() -> None:
    with (data_folder() / "rolls" / "kz.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))[::5]
    parties = [
        Party(r["external_id"], (r["name"], r["name_local"]), "organisation") for r in rows if r["name"]
    ]
    assert len(parties) > 75
    assert [h for found in screener().screen(parties) for h in found] == []


def test_no_listed_name_is_in_the_repository() -> None:
    """Distinctive listed names (three words or more, seldom words) in none of the text files of tests and docs."""
    texts = [
        p.read_text(encoding="utf-8").casefold()
        for folder in ("src", "tests", "docs", "benchmarks")
        for p in (ROOT / folder).rglob("*")
        if p.suffix in {".py", ".md", ".toml", ".csv"}
    ]
    whole = "\n".join(texts)
    names = {
        n.text.casefold()
        for e in lists().entries
        for n in e.names
        if len(n.text.split()) >= 3 and len(n.text) > 20
    }
    assert len(names) > 10_000
    read = _Read(whole)
    assert read.has("istinctive listed names (three words or mo")  # this test's own words
    assert [n for n in sorted(names) if read.has(n)] == []
