"""Every table of the corridor file: what is read, and that what is wrong is refused with its own line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.corridor.files import FULL, written

from svat.corridor.file import load
from svat.corridor.partial_date import PartialDate, partial_date
from svat.refusals import UnusableInput
from svat.tables.toml_lines import key_lines


def test_every_table_is_read(tmp_path: Path) -> None:
    corridor = load(written(tmp_path, FULL))
    assert [(g.id, g.amount, g.by) for g in corridor.goals] == [
        ("turnover", Decimal(1000), 2030),
        ("exports", Decimal(500), 2029),
    ]
    (series,) = corridor.series
    assert [(v.year, v.written, v.amount, v.note) for v in series.values] == [
        (2024, Decimal("1.5"), Decimal(1_500_000), ""),
        (2025, Decimal(2), Decimal(2_000_000), "first estimate"),
    ]
    assert series.values[0].published_on == PartialDate(2026, 1, 10)  # its source's
    assert corridor.settlements[0].on == PartialDate(2025, 10)
    assert corridor.debts[0].plan is not None
    assert [e.status for e in corridor.commitments[0].events] == ["announced", "confirmed"]
    assert [s.id for s in corridor.sources] == ["one"]
    assert corridor.notes == ()


def _line(text: str, of: str, nth: int = 1) -> int:
    """The line of the nth occurrence of a text."""
    return [n for n, line in enumerate(text.splitlines(), start=1) if of in line][nth - 1]


@pytest.mark.parametrize(
    ("old", "new", "nth", "said"),
    [
        ("amount = 500", "amount = -500", 1, "amount of goal 2: must be a number above 0, not -500"),
        ("amount = 500", "amont = 500", 1, "amont of goal 2: unknown key; did you mean amount?"),
        ("by = 2029", "by = 29", 1, "by of goal 2: must be a year"),
        ('measure = "exports"', 'measure = "export"', 1, "measure of goal 2: must be one of turnover"),
        ('id = "exports"', 'id = "turnover"', 2, "id of goal 2: 'turnover' is taken by the goal in line"),
        ('source = ["one"]', 'source = ["two"]', 1, "source of goal 2: 'two' is neither a source"),
        ('source = ["one"]', 'source = ["one", "one"]', 1, "source of goal 2: 'one' is given twice"),
        ("unit = 1_000_000", "unit = 0", 1, "unit of series 1: must be a number above 0"),
        ('"2024" = 1.5', '"2024" = -1.5', 1, "must be a number from 0 on, not -1.5"),
        ('"2024" = 1.5', '"24" = 1.5', 1, "must be a year in quotes"),
        ('currency = "KZT"\non', 'currency = "QQQ"\non', 1, "currency of settlement 1: must be a currency"),
        ('on = "2025-10"', 'on = "2026-10"', 1, "on of settlement 1: 2026-10 is after 2026-01-10, when it was"),
        ('on = "2025-10"', 'on = "2025-13"', 1, "on of settlement 1: there is no such date as 2025-13"),
        ('on = "2025-10"', 'on = "2015-02-30"', 1, "on of settlement 1: there is no such date as 2015-02-30"),
        ("principal = 100.00", "principal = nan", 1, "principal of debt 1: must be a number above 0"),
        ("principal = 100.00", "principal = -1", 1, "principal of debt 1: must be a number above 0"),
        ("principal = 100.00", "principal = 100.001", 1, "principal of debt 1: 100.001 is finer than the smallest"),
        ('values = { "2024" = 1.5', 'values = { "2024" = 9e12', 1, "9000000000000 times the series' unit"),
        ('debtor = "KZ"', 'debtor = "KR"', 1, "debtor of debt 1: both sides are KR"),
        ("count = 3", "count = 0", 1, "count of debt 1: must be a number of instalments"),
        ("first_due = 2026-01-31", 'first_due = "2026-01"', 1, "first_due of debt 1: must be a whole date"),
        ("count = 3", "count = 3\namount = 60", 1, "plan of debt 1: 3 instalments of 60 leave -20.00 of"),
        ('kind = "visit"', 'kind = "visits"', 1, "kind of commitment 1: must be one of visit"),
        ('parties = ["KZ", "KR"]', 'parties = ["KZ", "A. Name"]', 1, "'A. Name' is no country"),
        ('status = "confirmed"', 'status = "sure"', 1, "status of event 2 of commitment 1: must be one of"),
        (
            'status = "confirmed"\ndue = 2026-05-01', 'status = "confirmed"\non = 2026-05-01', 1,
            "2026-05-01 is after 2026-01-10, when it was published",
        ),
        (", date = 2026-01-10 }", " }", 2, "date of event 2 of commitment 1: is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, nth: int, said: str
) -> None:
    assert old in FULL
    text = FULL.replace(old, new, 1)
    with pytest.raises(UnusableInput) as refused:
        load(written(tmp_path, text))
    message = str(refused.value)
    assert "\n" not in message
    assert said in message
    wrong = "[debt.plan]" if "amount = 60" in new else new.splitlines()[-1 if "\non = 2026" in new else 0]
    assert f": line {_line(text, wrong, nth)}: " in message


def test_a_day_that_does_not_exist_is_refused_with_its_line(tmp_path: Path) -> None:
    text = FULL.replace("first_due = 2026-01-31", "first_due = 2015-02-30")
    with pytest.raises(
        UnusableInput, match=r"line \d+: is not valid TOML: .*first_due = 2015-02-30"
    ) as refused:
        load(written(tmp_path, text))
    assert f"line {_line(text, '2015-02-30')}:" in str(refused.value)


def test_lines_are_found_past_strings_comments_and_inner_tables() -> None:
    text = (
        'a = """\n[not.a.table]\nb = 1\n"""\n# [[x]]\n[[x]]\nk = [\n  "]", # ]\n]\n[x.y]\n"z.z" = 1\n'
        "[[x]]\nk.l = 2\n[x.y]\nz = 3\n[[x.w]]\n[[x.w]]\nv = ''']'''\n"
    )
    places = key_lines(text)
    assert places["x", 0, "k"] == 7
    assert places["x", 0, "y", "z.z"] == 11
    assert places["x", 1, "k", "l"] == 13
    assert places["x", 1, "y", "z"] == 15
    assert places["x", 1, "w", 1, "v"] == 18
    assert ("b",) not in places


@pytest.mark.parametrize(
    ("written_as", "first", "last"),
    [
        (2014, date(2014, 1, 1), date(2014, 12, 31)),
        ("2014-10", date(2014, 10, 1), date(2014, 10, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        (date(2014, 10, 20), date(2014, 10, 20), date(2014, 10, 20)),
    ],
)
def test_a_partial_date_is_known_only_when_all_of_it_is_past(
    written_as: object, first: date, last: date
) -> None:
    found = partial_date(written_as)
    assert (found.first, found.last) == (first, last)
    assert found.by(last)
    assert not found.by(first) or first == last
    assert partial_date(str(found)) == found


@pytest.mark.parametrize("wrong", ["2014-1", "14-10", True, 1.5, "2014-00", "2015-02-30", "", None, 20141020])
def test_what_is_no_date_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"must be a date|no such date|not likely"):
        partial_date(wrong)


JUNK = (
    "[]", "{}", "true", "-1", "0", '"x"', '""', "nan", "inf", "1e30", "1979-05-27T07:32:00Z", "07:32:00", "[{}]",
    "[1]",
)  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
def test_whatever_stands_in_a_value_the_file_is_read_or_refused_in_one_line(
    tmp_path: Path, junk: str
) -> None:
    lines = FULL.splitlines()
    said = []
    for k, line in enumerate(lines):
        if " = " in line:
            text = "\n".join([*lines[:k], f"{line.split(' = ')[0]} = {junk}", *lines[k + 1 :]])
            try:
                load(written(tmp_path, text))
            except UnusableInput as error:
                said.append(str(error))
    assert len(said) > 20
    assert not [message for message in said if "\n" in message or ": line " not in message]
