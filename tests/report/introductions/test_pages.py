"""The council's folder of pages: what stands where, that it is only text, and that every link leads somewhere."""

from __future__ import annotations

import html
import json
import re
import shlex
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from tests.report.htmlpage import Page
from tests.report.introductions.outcomes import (
    GOODS_QUESTION,
    NAME_HIT,
    NO_LIST,
    ON,
    SCRIPT,
    STALE_LIST,
    introduction,
    outcome,
)

from svat.law.model import Verdict
from svat.report.introductions import views
from svat.report.introductions.charts import charts
from svat.report.introductions.earlier import EarlierRun
from svat.report.introductions.file_names import FileNames
from svat.report.introductions.model import Introduction, Outcome
from svat.report.introductions.pages import paging, trade
from svat.report.introductions.pages.holding import holders
from svat.report.introductions.pages.labels import Labels
from svat.report.introductions.pages.write import NAMES, PageOptions, write_pages
from svat.report.introductions.sending.numbers import sending_numbers
from svat.report.introductions.sending.write import write_sending
from svat.report.introductions.steps import LEAST, in_words, step
from svat.report.introductions.write import FILES, write
from svat.roll.model import Company, Listing, Roll
from svat.sides import SIDES
from svat.wording import say, wording


class Folder:
    """A folder of pages as a test reads it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.texts = {
            x.relative_to(path).as_posix(): x.read_text("utf-8")
            for x in sorted(path.rglob("*"))
            if x.is_file()
        }
        self.pages = {name: Page(text) for name, text in self.texts.items() if name.endswith(".html")}

    def words(self, name: str) -> str:
        """All words of a page, spaces evened."""
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self.texts[name])).split())


def made(folder: Path, **changed: Any) -> Folder:
    folder.mkdir(exist_ok=True)
    write_pages(outcome(**changed), folder)
    return Folder(folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return made(tmp_path_factory.mktemp("pages"))


def test_elements_are_closed_and_ids_are_unique(folder: Folder) -> None:
    for name, page in folder.pages.items():
        assert page.unclosed == [], name
        assert max(Counter(page.ids).values()) == 1, name


def test_every_link_leads_to_a_file_and_a_place_on_it(folder: Folder) -> None:
    broken(folder.path, folder.pages)
    assert sum(len(page.links) for page in folder.pages.values()) > 400


def broken(path: Path, pages: Mapping[str, Page]) -> None:
    ids = {name: set(page.ids) for name, page in pages.items()}
    for name, page in pages.items():
        for link in page.links:
            file, _, place = link.partition("#")
            target = name
            if file:
                target = (
                    (path / name)
                    .parent.joinpath(unquote(file))
                    .resolve()
                    .relative_to(path.resolve())
                    .as_posix()
                )
            assert target in ids, f"{name}: {link}"
            assert not place or place in ids[target], f"{name}: {link}"


def test_pages_need_nothing_from_outside_and_run_no_script_but_the_index(folder: Folder) -> None:
    for name, page in folder.pages.items():
        text = folder.texts[name]
        assert not {"img", "iframe", "object", "base", "style"} & set(page.tags), name
        assert page.tags["script"] == (3 if name == "index.html" else 0)
        assert page.tags["link"] == 1
        assert not {x for x in page.attributes if x.startswith("on") or x in {"srcset", "style"}}
        addresses = set(re.findall(r"(?:https?:)?//[^\s\"'<>]+", text))
        assert addresses <= {"http://www.w3.org/2000/svg"}, name
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
        assert policy is not None
        assert "unsafe" not in policy[1]
        assert policy[1].startswith("default-src 'none'")
    assert "url(" not in folder.texts["assets/style.css"]


def test_a_company_called_script_is_only_a_funny_name(folder: Folder) -> None:
    assert SCRIPT in folder.words("companies/a-KZ-0009.html")
    for name, text in folder.texts.items():
        if name.endswith(".html"):
            assert SCRIPT not in text, name
    assert SCRIPT in folder.texts["assets/find-1.js"]  # which a page shows as text


def test_whatever_a_finding_says_is_text(tmp_path: Path) -> None:
    fields = ("rule", "regime", "source", "detail", "decide", "matched", "confidence")
    changed: dict[str, Any] = {field: f'"{SCRIPT}{field}' for field in fields}
    finding = replace(GOODS_QUESTION, **changed)
    held = replace(outcome().introductions[0], held=True, verdict=Verdict("review", ON, (finding,)))
    found = made(tmp_path, introductions=(held,))
    assert SCRIPT not in found.texts["decide.html"]
    shown = found.words("decide.html")
    assert [field for field in fields if f'"{SCRIPT}{field}' not in shown] == []
    assert SCRIPT not in found.texts[f"companies/a-{held.a}.html"]


def test_the_index_begins_with_what_to_do(folder: Folder) -> None:
    words = folder.words("index.html")
    order = (
        "What to do",
        "12 Send the introductions that are clear",
        "3 Decide the pairs that are held, by the 2 entries and rules that hold them",
        "5 Tell the companies that are left out why",
        "Find a company",
        "Lists and their state",
        "How good the result is",
        "The market in charts",
    )
    places = [words.index(text) for text in order]
    assert places == sorted(places)
    assert {"decide.html", "left-out.html", "lists.html", "barred.html"} <= folder.pages["index.html"].links
    assert "at least 98.1 % of the best that any shortlists could reach" in words
    assert "Clear is not legal advice" in words


def test_clear_never_stands_without_not_legal_advice(folder: Folder) -> None:
    for name, text in folder.texts.items():
        if name.startswith("companies/") and 'class="k good">clear<' in text:
            assert text.count('class="k good">clear<') == text.count("not legal advice</span>"), name


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Screened against Invented watch 20 February 2026."),
        (
            {"list_findings": STALE_LIST, "introductions": ()},
            "version 20 February 2026, is 400 days old: too old to clear anybody. Nothing is clear.",
        ),
        (
            {"list_findings": NO_LIST, "introductions": ()},
            "No list was given, so no party was screened. Nothing",
        ),
    ],
)
def test_what_the_clearance_rests_on_stands_on_top(
    changed: dict[str, object], words: str, tmp_path: Path
) -> None:
    text = made(tmp_path, **changed).words("index.html")
    assert text.index(words) < text.index("What to do")


def test_a_company_has_its_profile_and_its_pairs_both_ways(folder: Folder) -> None:
    words = folder.words("companies/a-KZ-0000.html")
    for text in (
        "Altyn Dala LLP",
        "ТОО «Алтын Дала»",
        "office@kz-0000.example",
        "твёрдая пшеница 1–2 класса, насыпью",
        "HS 1001",
        "Daehan Grain Corp.",
        "own interest high",
        "partner’s high",
        "product fit",
        "In the roll kz.csv, row 2",
    ):
        assert text in words, text
    assert "match" not in words.casefold().replace("matched", "")  # the solver's probability is not told here


def test_extra_columns_stand_in_the_profile(tmp_path: Path) -> None:
    made_ = outcome()
    first, *rest = made_.roll_a.companies
    with_extra = replace(first, extra=(("Комментарий директора", f"ждёт {SCRIPT}"), ("empty", "")))
    found = made(tmp_path, roll_a=replace(made_.roll_a, companies=(with_extra, *rest)))
    words = found.words("companies/a-KZ-0000.html")
    assert f"Комментарий директора ждёт {SCRIPT}" in words
    assert "empty" not in words


def test_each_pair_can_be_linked_to_from_both_companies(folder: Folder) -> None:
    for row in outcome().introductions:
        assert f"with-{row.b}" in folder.pages[f"companies/a-{row.a}.html"].ids
        assert f"with-{row.a}" in folder.pages[f"companies/b-{row.b}.html"].ids
        assert f"b-{row.b}.html#with-{row.a}" in folder.pages[f"companies/a-{row.a}.html"].links


def test_held_pairs_are_marked_and_say_who_waits_for_what(folder: Folder) -> None:
    words = folder.words("companies/a-KZ-0007.html")
    assert "1 held" in words
    assert "Does the machine fall under entry 2B001?" in words
    assert "../decide.html#entry-2" in folder.pages["companies/a-KZ-0007.html"].links


def test_barred_pairs_stand_on_their_own_page_alone(folder: Folder) -> None:
    """No page but barred.html, and the list of who is left out, puts the two companies of a barred pair together."""
    for pair in outcome().barred:
        assert f"with-{pair.b}" not in folder.pages[f"companies/a-{pair.a}.html"].ids
        assert pair.b not in folder.words(f"companies/a-{pair.a}.html")
    assert "Invented measure 12 of 2025, paragraph 4" in folder.words("barred.html")
    assert "Jangseung Bearings" in folder.words("barred.html")


def test_held_pairs_stand_under_every_entry_that_holds_them() -> None:
    first, second, *rest = outcome().introductions
    both = replace(first, held=True, verdict=Verdict("review", ON, (GOODS_QUESTION, NAME_HIT)))
    one = replace(second, held=True, verdict=Verdict("review", ON, (GOODS_QUESTION,)))
    changed = replace(outcome(), introductions=(both, one))
    found = holders(changed, Labels(changed))
    assert [(holder.rule, holder.pairs, len(rows)) for holder, rows in found] == [
        ("XX-DUAL-1", 2, 2),
        ("WATCH 1042", 1, 1),
    ]
    assert found[1][1][0].also == (("XX-DUAL-1", "entry-1"),)
    assert rest


def test_pairs_that_one_rule_holds_for_different_goods_each_ask_their_own_question(tmp_path: Path) -> None:
    made_ = outcome()
    other = replace(GOODS_QUESTION, decide="Are the goods HS 8459?", matched="8459")
    held = tuple(
        replace(row, held=True, verdict=Verdict("review", ON, (finding,)))
        for row, finding in zip(made_.introductions, (GOODS_QUESTION, other), strict=False)
    )
    changed = replace(made_, introductions=held)
    [(holder, rows)] = holders(changed, Labels(changed))
    assert (holder.rule, holder.shared) == ("XX-DUAL-1", ())
    assert {question.text for question in holder.questions} == {GOODS_QUESTION.decide, other.decide}
    text = {question.number: question.text for question in holder.questions}
    assert sorted(text[number] for row in rows for number in row.questions) == [
        other.decide,
        GOODS_QUESTION.decide,
    ]
    assert "Are the goods HS 8459?" in made(tmp_path, introductions=held).words("decide.html")


def test_a_hit_comes_with_the_command_that_records_the_ruling(folder: Folder) -> None:
    commands = re.findall(r"<code>(svat law rule [^<]+)</code>", folder.texts["decide.html"])
    assert len(commands) == 2
    words = shlex.split(commands[0].replace("&#39;", "'"))
    assert words[words.index("--entry") + 1] == "WATCH 1042"
    assert words[words.index("--name") + 1] == "비단길무역"
    assert "--cleared" in words
    assert words[words.index("--expires") + 1] == "2026-08-27"


def test_the_command_names_what_was_screened_and_runs_nothing_of_a_strangers_name() -> None:
    evil = "Evil' $(touch pwned) `x` \" & Co"
    finding = replace(
        NAME_HIT,
        decide=say(
            "{first} May it?",
            first=say("Is {matched_name} the listed {listed_name}?", matched_name=evil, listed_name="X"),
        ),
    )
    held = replace(
        outcome().introductions[0], b="KR-0008", held=True, verdict=Verdict("review", ON, (finding,))
    )
    changed = replace(outcome(), introductions=(held,))
    [(holder, _)] = holders(changed, Labels(changed))
    words = shlex.split(holder.questions[0].commands[0][1])
    assert words[words.index("--name") + 1] == evil


def test_left_out_lists_rolls_and_duplicates_lose_nothing(folder: Folder) -> None:
    left, lists = folder.words("left-out.html"), folder.words("lists.html")
    for row in outcome().left_out:
        assert row.detail in left
        assert row.advice in left
    for text in (
        "leading zero restored: 0303",
        "not a country code",
        "names alike across scripts",
        "4f" * 32,
        "1,204",
        "not a year; left out",
    ):
        assert text in lists, text


def test_letters_leave_legal_forms_out(folder: Folder) -> None:
    headings = re.findall(r'<h2 id="h-letter-\d+">(\S+) ', folder.texts["companies/index-a.html"])
    assert headings == ["A", "B", "E", "N", "Q", "S", "T", "Ж", "К"]
    assert "ㅎ" in folder.words("companies/index-b.html")
    assert "74 Copper and articles thereof" in folder.words("companies/index-chapters.html")


def test_find_knows_every_company_by_all_its_names(folder: Folder) -> None:
    text = folder.texts["assets/find-1.js"]
    rows = json.loads(text.removeprefix("svatFind(").removesuffix(");\n"))
    assert len(rows) == 24
    by_id = {row[1]: row for row in rows}
    assert by_id["KZ-0001"][10].split() == [
        "saryarqa",
        "copper",
        "jsc",
        "ao",
        "saryarka",
        "med",
        "ао",
        "сарыарка",
        "медь",
        "kz",
        "0001",
    ]
    assert by_id["KR-0000"][7:10] == [0, 1, 0]
    assert by_id["KR-0010"][7:10] == [0, 0, 1]


def test_what_changed_since_an_earlier_run_is_told(tmp_path: Path) -> None:
    made_ = outcome()
    _, second, *rest = made_.introductions
    earlier = EarlierRun(
        on=date(2026, 1, 15),
        places={(row.a, row.b): (1, 1) for row in (second, *rest)} | {("KZ-0000", "KR-9999"): (1, 1)},
        held=frozenset({(second.a, second.b)}),
        left_out=frozenset({("a", "KZ-0011"), ("a", "KZ-0000")}),
        lists={"Invented watch": date(2026, 1, 1)},
        companies=frozenset({("b", "KR-9999")}) | {("a", c.external_id) for c in made_.roll_a.companies},
    )
    found = made(tmp_path, earlier=earlier)
    words = found.words("index.html")
    for text in (
        "What changed since 15 January 2026",
        "New introductions 1",
        "Introductions that are no longer made 1",
        "No longer held 1",
        "Companies no longer left out 1",
        "Companies newly left out 4",
        "Companies new on the rolls 12",
        "Invented watch: 1 January 2026 → 20 February 2026",
    ):
        assert text in words, text
    assert "KR-9999 on no roll now" in found.words("changes.html")
    broken(found.path, found.pages)


def test_interest_is_told_in_five_steps() -> None:
    assert [in_words(x) for x in (0.0, 0.19, 0.2, 0.4, 0.61, 0.8, 1.0)] == [
        "very low", "very low", "low", "medium", "high", "very high", "very high",
    ]  # fmt: skip
    assert [step(least) for least in LEAST.values()] == [1, 2, 3, 4, 5]


def test_ids_of_any_kind_make_names_of_files_that_no_disk_confuses(tmp_path: Path) -> None:
    made_ = outcome()
    ids = ["KZ/1 a", "kz/1 A", "..", "한빛", "a" * 300, "50%", "q?x#y", "CON"]
    companies = tuple(
        replace(company, external_id=key, offers=(Listing(key, "offer", 0, "x", "1001"),), needs=())
        for key, company in zip(ids, made_.roll_a.companies, strict=False)
    )
    b = made_.roll_b.companies
    rows = tuple(
        introduction(company, b[n]) for n, company in enumerate(companies) if company.offers and b[n].needs
    )
    found = made(
        tmp_path,
        roll_a=replace(made_.roll_a, companies=companies, duplicates=()),
        introductions=rows,
        left_out=(),
        barred=(),
    )
    changed = replace(made_, roll_a=replace(made_.roll_a, companies=companies, duplicates=()))
    names = [FileNames(changed)("a", key) for key in ids]
    assert len({name.casefold() for name in names}) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_.~%-]{1,170}", name) for name in names)
    assert names[6] == "a-q%3Fx%23y"
    broken(found.path, found.pages)


def test_an_unscreened_run_shows_every_pair_held(tmp_path: Path) -> None:
    held = tuple(
        replace(i, held=True, verdict=Verdict("review", ON, (GOODS_QUESTION,)))
        for i in outcome().introductions
    )
    found = made(tmp_path, screened=False, lists=(), list_findings=NO_LIST, introductions=held)
    assert "No introduction is clear: there is nothing to send yet." in found.words("index.html")
    assert not any('class="k good">clear<' in text for text in found.texts.values())


def test_an_empty_market_has_pages_without_charts(tmp_path: Path) -> None:
    bare = {"introductions": (), "left_out": (), "barred": (), "chapters": ()}
    found = made(tmp_path, roll_a=Roll(()), roll_b=Roll(()), **bare)
    assert charts(outcome(**bare, roll_a=Roll(()), roll_b=Roll(()))) == ()
    assert "Nothing waits for a decision." in found.words("decide.html")
    broken(found.path, found.pages)


def test_the_same_outcome_gives_the_same_bytes(folder: Folder, tmp_path: Path) -> None:
    first = outcome()
    turned = replace(first, introductions=first.introductions[::-1], barred=first.barred[::-1])
    write_pages(turned, tmp_path)
    assert Folder(tmp_path).texts == folder.texts


def test_charts_say_what_they_show_and_bring_their_table(folder: Folder) -> None:
    drawn = charts(outcome())
    assert [chart.caption.key for chart in drawn] == [
        "demand-a",
        "demand-b",
        "chapters-a",
        "chapters-b",
        "interest",
    ]
    for chart in drawn:
        key, table = chart.caption.key, chart.table
        assert re.match(rf'<svg role="img" aria-labelledby="{key}-t {key}-d" viewBox=', chart.svg)
        assert f'<title id="{key}-t">' in chart.svg
        assert f'<desc id="{key}-d">' in chart.svg
        assert SCRIPT not in chart.svg
        assert all(len(row) == len(table.header) for row in table.rows)
        assert chart.caption.title in folder.pages["index.html"].text["charts"]
        colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', chart.svg))
        assert {
            c for c in colours if c not in {"none", "transparent"} and not c.startswith("var(--")
        } == set()
    assert folder.texts["index.html"].count("Source: kz.csv, kr.xlsx") == len(drawn)


def test_charts_table_gives_the_demand_for_every_bar() -> None:
    made_ = outcome()
    rows = charts(made_)[0].table.rows
    assert rows[0] == ("Altyn Dala LLP", "0.56", "0.00", "2")
    assert ("Жетысу Агро", "0.47", "0.05", "2") in rows
    total = sum(float(row[1]) + float(row[2]) for row in rows)
    assert total == pytest.approx(sum(i.match_probability for i in made_.introductions), abs=0.1)


def test_two_companies_of_one_name_are_two_bars() -> None:
    made_ = outcome()
    same = tuple(replace(c, name="Одинаковые") for c in made_.roll_a.companies)
    drawn = charts(replace(made_, roll_a=replace(made_.roll_a, companies=same)))[0]
    assert len(drawn.table.rows) == 10
    assert drawn.svg.count(">Одинаковые</text>") == 10


def _crowd(side: int, every: int = 1) -> Outcome:
    """A corridor of side × side companies in which every `every`-th pair is introduced, a tenth of them held."""
    made_ = outcome()

    def copies(company: Company, country: str) -> tuple[Company, ...]:
        return tuple(
            replace(company, external_id=f"{country}-{n:04d}", name=f"{company.name} {n}")
            for n in range(side)
        )

    a, b = copies(made_.roll_a.companies[0], "KZ"), copies(made_.roll_b.companies[0], "KR")
    pairs: list[Introduction] = []
    for n, x in enumerate(a):
        for k in range(0, side, every):
            held = (n + k) % 10 == 0
            verdict = Verdict("review", ON, (GOODS_QUESTION,)) if held else Verdict("clear", ON)
            pairs.append(
                introduction(x, b[(n + k) % side], held=held, verdict=verdict, rank_a=k // every + 1)
            )
    return replace(
        made_,
        roll_a=Roll(("a.csv",), a),
        roll_b=Roll(("b.csv",), b),
        introductions=tuple(pairs),
        left_out=(),
        barred=(),
    )


def test_a_crowd_is_told_in_brief_and_counted_in_a_grid(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(trade, "MANY", 400)
    crowd = _crowd(21)
    (tmp_path / "brief").mkdir()
    (tmp_path / "full").mkdir()
    write_pages(crowd, tmp_path / "brief")
    brief = Folder(tmp_path / "brief")
    assert "the strongest reasons are shown" in brief.words("companies/a-KZ-0003.html")
    assert "grid of 20 by 20 cells" in brief.words("index.html")
    monkeypatch.setattr(trade, "MANY", 500)
    write_pages(crowd, tmp_path / "full")
    full = Folder(tmp_path / "full")
    name = "companies/a-KZ-0003.html"
    assert "no common contact language" not in brief.texts[name]
    assert "no common contact language" in full.texts[name]
    assert len(brief.texts[name]) < len(full.texts[name])


def test_two_thousand_companies_a_side_stay_small(tmp_path: Path) -> None:
    crowd = _crowd(2_000, every=400)
    write_pages(crowd, tmp_path)
    sizes = {x.relative_to(tmp_path).as_posix(): x.stat().st_size for x in tmp_path.rglob("*") if x.is_file()}
    assert len(crowd.introductions) == 10_000
    assert max(size for name, size in sizes.items() if name.endswith(".html")) < 1_000_000
    assert sizes["index.html"] < 200_000
    assert sum(name.startswith("assets/find-") for name in sizes) == 3
    assert "more/decide-2.html" in sizes
    some = [
        *(f"companies/a-KZ-{n:04d}.html" for n in range(3)),
        "index.html",
        "decide.html",
        "more/decide-2.html",
    ]
    for name in some:
        for link in Page((tmp_path / name).read_text("utf-8")).links:
            file = link.partition("#")[0]
            assert not file or (tmp_path / name).parent.joinpath(file).exists(), f"{name}: {link}"


def test_a_table_is_parted_where_a_page_would_be_too_large() -> None:
    rows = tuple("x" * 1_000 for _ in range(50))
    pages = paging.paged([("first", rows), ("second", rows[:1])], most=10_000)
    assert [len(row) for page in pages for part in page.parts for row in [part.rows]] == [*[8] * 6, 2, 1]
    assert [part.continued for page in pages for part in page.parts] == [False, *[True] * 6, False]
    none: list[tuple[str, tuple[str, ...]]] = []
    assert [page.number for page in paging.paged(none)] == [1]


def test_write_makes_the_folder_and_all_files(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    assert [path.name for path in write(outcome(), folder)] == [name.rstrip("/") for name in FILES.values()]
    there = {path.name + "/" * path.is_dir() for path in folder.iterdir()}
    assert there >= {name for name in NAMES if name not in ("changes.html", "more/")}
    assert [path.name for path in write(outcome(), tmp_path / "one", ("csv",))] == ["refused.csv"]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["refused.csv", "run.json"]


def test_pages_of_an_earlier_run_are_gone(tmp_path: Path) -> None:
    write(outcome(), tmp_path, ("html",))
    fewer = outcome()
    gone = fewer.roll_a.companies[11]
    write(
        replace(
            fewer,
            roll_a=replace(fewer.roll_a, companies=fewer.roll_a.companies[:11]),
            left_out=tuple(row for row in fewer.left_out if row.company != gone.external_id),
        ),
        tmp_path,
        ("html",),
    )
    assert not (tmp_path / "companies" / f"a-{gone.external_id}.html").exists()
    assert (tmp_path / "companies" / "a-KZ-0010.html").exists()


def test_nothing_is_written_of_an_outcome_that_breaks_the_law(tmp_path: Path) -> None:
    made_ = outcome()
    barred = introduction(made_.roll_a.companies[10], made_.roll_b.companies[10])
    with pytest.raises(views.BrokenOutcome):
        write(replace(made_, introductions=(*made_.introductions, barred)), tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(views.BrokenOutcome):
        write_pages(replace(made_, introductions=(*made_.introductions, barred)), tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_what_is_sent_is_linked_where_it_is_made(tmp_path: Path) -> None:
    made = outcome()
    write_pages(made, tmp_path, PageOptions(sent="to-send/"))
    folder = Folder(tmp_path)
    write_sending(made, tmp_path)
    assert "send.html" in folder.pages["index.html"].links
    told = len({x.a for x in views.clear(made)}) + len({x.b for x in views.clear(made)})
    sent = [link for link in folder.pages["send.html"].links if link.startswith("to-send/")]
    assert len(sent) == 1 + 3 * told
    assert all((tmp_path / unquote(link)).is_file() for link in sent)
    for page in ("index.html", "send.html"):
        assert "no sender" in (tmp_path / page).read_text("utf-8")


def test_what_is_not_made_is_not_linked(tmp_path: Path) -> None:
    assert "send.html" not in write_pages(outcome(), tmp_path)
    assert not any(
        "to-send" in link or "send.html" in link for link in Folder(tmp_path).pages["index.html"].links
    )


def test_what_stands_in_the_way_of_letters_is_said_first_in_each_language(tmp_path: Path) -> None:
    made = outcome()
    companies = tuple(replace(x, email="by phone", contact_language="kk") for x in made.roll_a.companies)
    made = replace(made, roll_a=replace(made.roll_a, companies=companies))
    numbers = sending_numbers(made)
    assert numbers.without_address
    assert numbers.fell_back
    for language in ("en", "ru", "ko"):
        write_pages(made, tmp_path / language, PageOptions(sent="to-send/", language=language))
        words = wording(language)
        for page in ("index.html", "send.html"):
            text = html.unescape((tmp_path / language / page).read_text("utf-8"))
            assert all(words(doubt) in text for doubt in numbers.doubts)
            assert words("look at this") in text


def test_sides_are_both_shown(folder: Folder) -> None:
    for side in SIDES:
        for company in views.roll(outcome(), side).companies:
            assert f"companies/{side}-{company.external_id}.html" in folder.pages


def test_what_programs_read_is_the_same_in_every_language(tmp_path: Path) -> None:
    for language in ("en", "ru", "ko"):
        write(outcome(), tmp_path / language, language=language)
    for name in ("introductions.json", "refused.csv"):
        assert len({(tmp_path / language / name).read_bytes() for language in ("en", "ru", "ko")}) == 1
    for language, said in (("en", "What to do"), ("ru", "Что сделать"), ("ko", "할 일")):
        page = (tmp_path / language / "index.html").read_text("utf-8")
        assert f'<html lang="{language}">' in page
        assert said in page
