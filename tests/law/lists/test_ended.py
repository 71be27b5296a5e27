"""A listing whose end date has passed: shown as such, and a question at most."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.listfiles import VERSION

from svat.law.lists import ftm
from svat.law.lists.changes import changes
from svat.law.lists.entry_text import changed_in_words, entry_text
from svat.law.lists.model import Entry, ListSet
from svat.law.lists.source import ListFiles, SourceFile
from svat.law.model import Party
from svat.law.screening.screener import Screener

CASES = [
    # the end dates of an entity's sanctions (None: a sanction without), the last day of all
    ([["2020-05-31"]], date(2020, 5, 31)),
    ([["2020-05-31"], ["2021-01-01T00:00:00"]], date(2021, 1, 1)),
    ([["2020-05"]], date(2020, 5, 31)),
    ([["2020"]], date(2020, 12, 31)),
    ([["2019-01-01", "2020-02"]], date(2020, 2, 29)),
    ([["2020-05-31"], None], None),
    ([None], None),
    ([], None),
    ([["soon"]], None),
    ([["2020-13-01"]], None),
    ([["2999-01-01"]], date(2999, 1, 1)),
]


def _read(ends: list[list[str] | None], *, nested: bool = False) -> Entry:
    sanctions = [
        {
            "id": f"s{n}",
            "schema": "Sanction",
            "properties": {"entity": ["e1"], "program": ["X"]} | ({"endDate": end} if end else {}),
        }
        for n, end in enumerate(ends)
    ]
    company = {
        "id": "e1",
        "schema": "Company",
        "properties": {"name": ["Zurbalan Works"], "taxNumber": ["770912345678"], "topics": ["sanction"]},
    }
    if nested:
        company["properties"] |= {"sanctions": sanctions}  # type: ignore[operator]
    lines = [company] if nested else [company, *sanctions]
    data = "\n".join(map(json.dumps, lines)).encode() + b"\n"
    files = (SourceFile("e.json", "entities", "", data),)
    (entry,), _, _ = ftm.read(ListFiles("OS", VERSION, files))
    return entry


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize(("ends", "last"), CASES)
def test_last_day_of_all_sanctions(ends: list[list[str] | None], last: date | None, nested: bool) -> None:
    assert _read(ends, nested=nested).ended == last


def test_ended_listing_is_shown_as_such_and_is_a_question() -> None:
    entry = _read([["2020-05-31"]])

    def ask(on: date, **party: object) -> tuple[str, str]:
        (hits,) = Screener(ListSet(on, (), (entry,))).screen([Party("p", kind="organisation", **party)])  # type: ignore[arg-type]
        return hits[0].status, hits[0].reason

    for party in (
        {"names": ("Zurbalan Works",)},
        {"names": ("Other",), "identifiers": (("tax", "770912345678"),)},
    ):
        status, reason = ask(date(2020, 6, 1), **party)
        assert status == "review"
        assert "its sanctions ended on 2020-05-31, the list says" in reason
        status, reason = ask(date(2020, 5, 31), **party)
        assert (status, "ended" in reason) == ("hit", False)


def test_end_is_part_of_what_the_list_says_only_where_it_is_said() -> None:
    entry = _read([["2020-05-31"]])
    open_end = replace(entry, ended=None)
    assert "ended" not in entry_text(open_end)
    assert "2020-05-31" in changed_in_words(entry_text(open_end), entry)
    assert changed_in_words(entry_text(open_end), open_end) == ""
    (change,) = changes([open_end], [entry]).changed
    assert [(d.field, d.was, d.now) for d in change.other] == [("ended", "", "2020-05-31")]
    later = replace(entry, ended=entry.ended + timedelta(1)) if entry.ended else entry
    assert "before 2020-05-31" in changed_in_words(entry_text(entry), later)
