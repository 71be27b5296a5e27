"""The pages in a real browser: they fold names as svat does, fit any width, and can be read by all, in the dark too."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path

import pytest
from tests.browser import Browser
from tests.report.introductions.outcomes import outcome
from tests.report.test_officer_tasks import pages_of
from tests.tools import chromium

from svat.report.introductions.earlier import EarlierRun
from svat.report.introductions.model import Outcome
from svat.report.introductions.pages.write import PageOptions, write_pages
from svat.report.introductions.sending.write import write_sending
from svat.text.folding import fold

# Every kind of page, with companies of every kind: held, clear, left out.
PAGES = (
    "index.html",
    "companies/a-KZ-0007.html",
    "companies/a-KZ-0000.html",
    "companies/a-KZ-0011.html",
    "companies/index-b.html",
    "companies/index-chapters.html",
    "send.html",
    "decide.html",
    "left-out.html",
    "barred.html",
    "lists.html",
    "changes.html",
)
SHEET = "to-send/a-KZ-0000/sheet.html"
LANGUAGES = ("en", "ru", "ko")


def with_earlier_run() -> Outcome:
    """The outcome as it follows one that was otherwise in everything that is compared."""
    made = outcome()
    _, second, *rest = made.introductions
    earlier = EarlierRun(
        on=date(2026, 1, 15),
        places={(row.a, row.b): (1, 1) for row in (second, *rest)} | {("KZ-0000", "KR-9999"): (1, 1)},
        held=frozenset({(second.a, second.b)}),
        left_out=frozenset({("a", "KZ-0011"), ("a", "KZ-0000")}),
        lists={"Invented watch": date(2026, 1, 1)},
        companies=frozenset({("b", "KR-9999")}),
    )
    return outcome(earlier=earlier)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chromium()  # skips before anything is written
    folder = tmp_path_factory.mktemp("pages")
    made = with_earlier_run()
    for language in LANGUAGES:
        (folder / language).mkdir()
        write_pages(made, folder / language, PageOptions(sent="to-send/", language=language))
    write_sending(made, folder / "en")
    return folder


def test_the_page_folds_as_svat_text_does(folder: Path, browser: Browser) -> None:
    made = outcome()
    names = [name for roll in (made.roll_a, made.roll_b) for c in roll.companies for name in c.names]
    names += [
        "Щёлково",
        "Ελληνικά Πλοία",
        "Đặng Văn Lâm",
        "Škoda Plzeň",
        "좋다 신라 독립 같이",
        "Ünal Çelik",
        "AT&T 2000",
    ]
    browser.open(folder / "en/index.html")
    folded = browser.run(f"return {json.dumps(names)}.map(window.svatFold)")
    assert dict(zip(names, folded, strict=True)) == {name: fold(name) for name in names}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("altyn", "Altyn Dala LLP"),
        ("алтын", "Altyn Dala LLP"),
        ("АЛТЫН дала", "Altyn Dala LLP"),
        ("한ㅂ", "한빛정밀 주식회사"),
        ("한빛", "한빛정밀 주식회사"),
        ("hanbit", "한빛정밀 주식회사"),
        ("온누", "Onnuri Packaging Company of the Republic with a Very Long Name Indeed"),
        ("KZ-0004", "Tumar Felt"),
        ("қыран", "Qyran Logistics"),
        ("желтый", ""),  # goods are no names
        ("жетысу агро", "Жетысу Агро"),
        ("зеркало", ""),
    ],
)
def test_find_one_company_as_one_types(folder: Path, browser: Browser, typed: str, first: str) -> None:
    browser.open(folder / "en/index.html")
    browser.click("#q")
    browser.types(typed)
    assert [*browser.sees("#found a"), ""][0] == first


def test_without_a_script_companies_are_found_by_letter_and_by_goods(folder: Path, browser: Browser) -> None:
    browser.is_like(script=False)
    browser.open(folder / "en/index.html")
    assert browser.sees("#find-form") == []
    links = browser.run("return [...document.querySelectorAll('#find p a')].map(a => a.getAttribute('href'))")
    assert links == ["companies/index-a.html", "companies/index-b.html", "companies/index-chapters.html"]
    browser.follow("#find p a", "by goods")
    assert browser.sees("section h2")[:2] == ["02 2", "04 3"]
    assert browser.sees(".companies a")[0]


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_page_scrolls_sideways_in_any_language(folder: Path, browser: Browser, width: int) -> None:
    browser.is_like(width)
    found = {}
    pages = [f"{language}/{page}" for language in LANGUAGES for page in PAGES]
    for page in [*pages, f"en/{SHEET}"]:
        browser.open(folder / page)
        found[page] = browser.run(
            """
            const root = document.documentElement;
            return [root.scrollWidth, [...document.querySelectorAll("main *")].filter(e => !e.closest(".t, svg") &&
              e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.tagName + "." + e.className)];
            """
        )
    assert found == {page: [width, []] for page in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_prints_on_five_pages_at_most(folder: Path, browser: Browser, language: str) -> None:
    browser.open(folder / language / "index.html")
    assert 1 <= pages_of(browser.pdf()) <= 5


CONTRAST = """
  const style = e => getComputedStyle(e);
  const parse = colour => colour.match(/[\\d.]+/g).map(Number);
  const linear = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const colour = parse(style(e).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set(), unnamed = [], small = [];
  for (const e of document.querySelectorAll("body *")) {
    const says = [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!says || e.closest("svg, option, .skip") || !e.offsetParent) continue;
    const x = light(parse(style(e).color)), y = light(behind(e));
    const ratio = (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
    if (ratio < 4.5) faint.add(e.tagName + "." + e.className + " " + ratio.toFixed(2));
  }
  for (const e of document.querySelectorAll("a, button, input, select, summary")) {
    if (!e.offsetParent || e.closest(".skip")) continue;
    const name = e.textContent.trim() || e.getAttribute("aria-label") || (e.labels && e.labels.length);
    if (!name) unnamed.push(e.outerHTML);
    const box = e.getBoundingClientRect();  // links within a sentence are as high as its line
    if (!e.closest("p, td, .asked") && (box.height < 23.5 || box.width < 8)) small.push(e.outerHTML.slice(0, 80));
  }
  return [style(document.body).backgroundColor, [...faint], unnamed, small];
"""


@pytest.mark.parametrize("dark", [False, True])
def test_texts_have_contrast_fields_names_and_targets_room(
    folder: Path, browser: Browser, *, dark: bool
) -> None:
    browser.is_like(dark=dark)
    paper = "rgb(17, 22, 29)" if dark else "rgb(255, 255, 255)"
    found = {}
    for page in PAGES:
        browser.open(folder / "en" / page)
        found[page] = browser.run(CONTRAST)
    assert found == {page: [paper, [], [], []] for page in PAGES}


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious_on_any_kind_of_page(folder: Path, browser: Browser, *, dark: bool) -> None:
    spec = importlib.util.find_spec("axe_core_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("needs axe-core-python")
    axe = (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")
    made = {path.relative_to(folder / "en").as_posix() for path in (folder / "en").rglob("*.html")}
    kinds = {name for name in made if "/" not in name}
    assert kinds <= set(PAGES)  # a new kind of page is to be looked at, too
    browser.is_like(dark=dark)
    only = {"runOnly": ["color-contrast"]} if dark else {}  # nothing else differs in the dark
    found = {}
    for page in (*PAGES, SHEET):
        browser.open(folder / "en" / page)
        found[page] = browser.run(
            f"{axe}; const result = await axe.run(document, {json.dumps({'resultTypes': ['violations']} | only)});"
            """
            return result.violations.filter(v => ["serious", "critical"].includes(v.impact))
              .map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120))]);
            """
        )
    assert found == {page: [] for page in found}
